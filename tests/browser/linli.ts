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

/** A shop of its own: where it answers, where its files lie. */
export interface Shop {
  address: string
  data: string
  /** It goes on at another moment of its own clock, with everything it knew; the address stays. */
  goOnAt: (moment: string) => Promise<void>
  stop: () => Promise<void>
}

/** The real product, as ./run starts it, with a demo shop that is gone when it is stopped. */
export async function openShop(at?: string): Promise<Shop> {
  const data = mkdtempSync(join(tmpdir(), 'linli-journey-'))
  const database = freshDatabase()
  const clean = (): void => {
    database?.drop()
    rmSync(data, { recursive: true, force: true })
  }
  let running = { address: '', end: async () => {} }
  const begin = async (moment: string | undefined, port: string): Promise<void> => {
    running = await starts([
      '--port', port, '--data', data,
      ...(database ? ['--postgres', database.connection] : []),
      ...(moment ? ['--at', moment] : []),
    ])
  }
  try {
    await begin(at, '0')
  } catch (e) {
    clean()
    throw e
  }
  return {
    address: running.address,
    data,
    goOnAt: async (moment) => {
      await running.end()
      await begin(moment, new URL(running.address).port)
    },
    stop: async () => {
      await running.end()
      clean()
    },
  }
}

async function starts(options: string[]): Promise<{ address: string; end: () => Promise<void> }> {
  const child = spawn(run, options, { stdio: ['ignore', 'pipe', 'pipe'] })
  const said: string[] = []
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const end = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    await ended
  }
  try {
    const address = await new Promise<string>((found, failed) => {
      const late = setTimeout(() => failed(new Error(`./run did not get ready:\n${said.join('\n')}`)), PATIENCE)
      const hear = (line: string): void => {
        said.push(line)
        const ready = /^ready (http\S+)$/.exec(line)?.[1]
        if (!ready) return
        clearTimeout(late)
        found(ready)
      }
      createInterface({ input: child.stdout }).on('line', hear)
      createInterface({ input: child.stderr }).on('line', hear)
      child.once('error', failed)
      void ended.then(() => failed(new Error(`./run ended before it was ready:\n${said.join('\n')}`)))
    })
    return { address, end }
  } catch (e) {
    await end()
    throw e
  }
}

/** The shop of all journeys but those that need a clock of their own. */
export default async function start(): Promise<() => Promise<void>> {
  const shop = await openShop()
  process.env.LINLI_ADDRESS = shop.address
  process.env.LINLI_DATA = shop.data
  return shop.stop
}
