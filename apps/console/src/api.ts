// The one door to the server: bearer, refresh, problems, language, retries.
import { uuid7 } from './uuid'
import { lang, w } from './words'
import type { SignedIn } from './types'

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    title: string,
    readonly rows: { at: string | number; code: string; text: string }[] = [],
    /** what the thing is now, when somebody else was faster (412) */
    readonly current: unknown = null,
  ) {
    super(title)
  }
  get lostRace(): boolean {
    return this.status === 412
  }
}

export interface Ask {
  query?: Record<string, string | number | boolean | null | undefined>
  body?: unknown
  raw?: Blob
  ifMatch?: number | string | null
  anonymous?: boolean
  signal?: AbortSignal
}

// residents sign in on the same origin under linli.session
const KEPT = 'linli.staff-session'
interface Kept { session: string; token: string; refreshToken: string; until: number }

let kept: Kept | null = read()
let refreshing: Promise<boolean> | null = null
let whenSignedOut: () => void = () => {}

function read(): Kept | null {
  const text = localStorage.getItem(KEPT)
  if (!text) return null
  try {
    return JSON.parse(text) as Kept
  } catch {
    localStorage.removeItem(KEPT)
    return null
  }
}
function keep(next: Kept | null): void {
  kept = next
  if (next) localStorage.setItem(KEPT, JSON.stringify(next))
  else localStorage.removeItem(KEPT)
}

// another tab signed in, refreshed or left
window.addEventListener('storage', (e) => {
  if (e.key === KEPT) kept = read()
})

export const hasSession = (): boolean => kept !== null
export const onSignedOut = (then: () => void): void => void (whenSignedOut = then)
export const forget = (): void => keep(null)

export async function signIn(body: {
  shop?: string
  phone: string
  password: string
  totp?: string
}): Promise<SignedIn> {
  const session = uuid7()
  const answer = await call<SignedIn>('PUT', `/sessions/${session}`, { body, anonymous: true })
  keepAnswer(session, answer)
  return answer
}

function keepAnswer(session: string, a: SignedIn): void {
  keep({ session, token: a.token, refreshToken: a.refreshToken, until: Date.now() + a.expiresIn * 1000 })
}

function refresh(): Promise<boolean> {
  refreshing ??= (async () => {
    const had = kept
    if (!had) return false
    const response = await reach('PUT', `/api/sessions/${had.session}/refresh`, {
      headers: { 'Content-Type': 'application/json', 'Accept-Language': lang.value },
      body: JSON.stringify({ refreshToken: had.refreshToken }),
    })
    if (response.ok) {
      keepAnswer(had.session, (await response.json()) as SignedIn)
      return true
    }
    // another tab may have been faster with the same refresh token
    const now = read()
    if (now && now.refreshToken !== had.refreshToken) {
      kept = now
      return true
    }
    if (response.status === 401 || response.status === 403 || response.status === 404) return false
    throw await problemOf(response)
  })().finally(() => (refreshing = null))
  return refreshing
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

/** GET and PUT say the same thing when said twice, so a lost answer is asked for again. */
async function reach(method: string, url: string, init: RequestInit): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    try {
      const response = await fetch(url, { ...init, method })
      const busy = response.status === 502 || response.status === 503 || response.status === 504
      if (!busy || attempt >= 2) return response
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error
      if (attempt >= 2) throw new Problem(0, 'network', w.common.offline)
    }
    await pause(300 * 2 ** attempt)
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text()
  try {
    const p = JSON.parse(text) as Record<string, unknown>
    const code = String(p.type ?? '').replace('urn:linli:', '')
    const rows = (p.rows ?? []) as { at: string; code: string; text: string }[]
    const title = typeof p.title === 'string' && p.title !== '' ? p.title : w.common.failed
    return new Problem(response.status, code, title, rows, p.current ?? (p.type ? null : p))
  } catch {
    return new Problem(response.status, 'unreadable', w.common.failed)
  }
}

async function send(method: string, path: string, ask: Ask): Promise<Response> {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(ask.query ?? {}))
    if (value !== undefined && value !== null && value !== '') query.set(key, String(value))
  const url = `/api${path}${query.size > 0 ? `?${query}` : ''}`

  const attempt = (): Promise<Response> => {
    const headers: Record<string, string> = { 'Accept-Language': lang.value }
    if (kept && !ask.anonymous) headers.Authorization = `Bearer ${kept.token}`
    if (ask.body !== undefined) headers['Content-Type'] = 'application/json'
    if (ask.raw) headers['Content-Type'] = ask.raw.type || 'application/octet-stream'
    if (ask.ifMatch !== undefined && ask.ifMatch !== null) headers['If-Match'] = `"${ask.ifMatch}"`
    const body = ask.raw ?? (ask.body === undefined ? undefined : JSON.stringify(ask.body))
    return reach(method, url, { headers, body, signal: ask.signal })
  }

  if (kept && !ask.anonymous && Date.now() > kept.until - 15_000) await refresh()
  let response = await attempt()
  if (response.status === 401 && !ask.anonymous) {
    if (await refresh()) response = await attempt()
    if (response.status === 401) {
      keep(null)
      whenSignedOut()
    }
  }
  if (!response.ok) throw await problemOf(response)
  return response
}

async function call<T>(method: string, path: string, ask: Ask = {}): Promise<T> {
  const response = await send(method, path, ask)
  return (response.status === 204 ? null : await response.json()) as T
}

export const get = <T>(path: string, query?: Ask['query'], signal?: AbortSignal): Promise<T> =>
  call<T>('GET', path, { query, signal })
export const put = <T>(path: string, body?: unknown, ask: Omit<Ask, 'body'> = {}): Promise<T> =>
  call<T>('PUT', path, { ...ask, body: ask.raw ? undefined : (body ?? {}) })

/** Saves what the server sends under its own name. */
export async function download(path: string, query: Ask['query'], name: string): Promise<void> {
  const response = await send('GET', path, { query })
  const said = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get('Content-Disposition') ?? '')?.[1]
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = said ? decodeURIComponent(said) : name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

export const pictureUrl = (file: string): string => `/api/files/${file}`
export const smallUrl = (file: string): string => pictureUrl(file) + '?size=small'

export async function upload(file: Blob): Promise<string> {
  const id = uuid7()
  await put(`/files/${id}`, undefined, { raw: file })
  return id
}
