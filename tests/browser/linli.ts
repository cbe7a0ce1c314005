import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const run = join(dirname(fileURLToPath(import.meta.url)), '../../run')
/** a first start may have to build everything */
const PATIENCE = 15 * 60_000

/** A database of its own on the server the tests were given, or none: then it is SQLite. */
function freshDatabase(): { connection: string; drop: () => void } | null {
  const server = process.env.LINLI_TEST_POSTGRES
  if (!server) return null
  const parts = new Map(server.split(';').filter(Boolean).map((p) => {
    const at = p.indexOf('=')
    return [p.slice(0, at).trim().toLowerCase(), p.slice(at + 1).trim()]
  }))
  const name = `linli_journey_${randomBytes(6).toString('hex')}`
  const say = (sql: string): void => void execFileSync(
    'psql',
    ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', 'postgres', '-c', sql],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        PGHOST: parts.get('host') ?? 'localhost',
        PGPORT: parts.get('port') ?? '5432',
        PGUSER: parts.get('username') ?? 'postgres',
        PGPASSWORD: parts.get('password') ?? '',
      },
    },
  )
  say(`create database ${name}`)
  parts.set('database', name)
  return {
    connection: [...parts].map(([key, value]) => `${key}=${value}`).join(';'),
    drop: () => say(`drop database if exists ${name} with (force)`),
  }
}

/** The real product, as ./run starts it, with a demo shop of its own that is gone afterwards. */
export default async function start(): Promise<() => Promise<void>> {
  const data = mkdtempSync(join(tmpdir(), 'linli-journey-'))
  const database = freshDatabase()
  const clean = (): void => {
    database?.drop()
    rmSync(data, { recursive: true, force: true })
  }
  const child = spawn(
    run,
    ['--port', '0', '--data', data, ...(database ? ['--postgres', database.connection] : [])],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const said: string[] = []
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    await ended
    clean()
  }
  try {
    process.env.LINLI_ADDRESS = await new Promise<string>((found, failed) => {
      const late = setTimeout(() => failed(new Error(`./run did not get ready:\n${said.join('\n')}`)), PATIENCE)
      const hear = (line: string): void => {
        said.push(line)
        const address = /^ready (http\S+)$/.exec(line)?.[1]
        if (!address) return
        clearTimeout(late)
        found(address)
      }
      createInterface({ input: child.stdout }).on('line', hear)
      createInterface({ input: child.stderr }).on('line', hear)
      child.once('error', failed)
      void ended.then(() => failed(new Error(`./run ended before it was ready:\n${said.join('\n')}`)))
    })
  } catch (e) {
    await stop()
    throw e
  }
  process.env.LINLI_DATA = data
  return stop
}
