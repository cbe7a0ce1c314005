import { heardServerTime } from './clock'
import { recall, remember } from './store'
import { lang, refusal } from './words'
import type { SignedIn } from './types'

export interface Session { id: string; token: string; refreshToken: string }

/** A refusal: its code for the program, its sentence for the person. */
export class Problem extends Error {
  constructor(readonly code: string, readonly title: string, readonly status: number) {
    super(title)
  }
  get offline() {
    return this.status === 0
  }
}

const base = import.meta.env.VITE_API || '/api'
export const apiAddress = base
export const fileUrl = (id: string) => `${base}/files/${id}`
export const smallUrl = (id: string) => fileUrl(id) + '?size=small'

let session = recall<Session | null>('session', null)
let refreshing: Promise<boolean> | undefined
let whenSignedOut: () => void = () => undefined

export const currentSession = () => session
export function keepSession(next: Session | null) {
  session = next
  remember('session', next)
}
export function onSignedOut(act: () => void) {
  whenSignedOut = act
}

interface Answer { status: number; data: unknown; date?: string }
type Method = 'GET' | 'PUT' | 'POST'

function send(method: Method, path: string, body: unknown, token: string | undefined, type: string): Promise<Answer> {
  const header: Record<string, string> = { Accept: 'application/json', 'Accept-Language': lang.value === 'zh' ? 'zh-CN' : 'en' }
  if (body !== undefined) header['Content-Type'] = type
  if (token) header.Authorization = 'Bearer ' + token
  return new Promise((resolve, reject) => {
    uni.request({
      url: base + path,
      method,
      header,
      data: body as string | ArrayBuffer | object | undefined,
      timeout: 15000,
      success: (r) => {
        const h = (r.header ?? {}) as Record<string, string>
        resolve({ status: r.statusCode, data: r.data, date: h.date ?? h.Date })
      },
      fail: () => reject(new Problem('network', refusal('network'), 0)),
    })
  })
}

const pause = (ms: number) => new Promise((r) => setTimeout(r, ms))

/** Every command is a PUT under an id of ours, so both reads and commands may be sent again after silence. */
async function sendPatiently(method: Method, path: string, body: unknown, token: string | undefined, type: string): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    try {
      const answer = await send(method, path, body, token, type)
      if (attempt >= 2 || ![502, 503, 504].includes(answer.status)) return answer
    } catch (e) {
      if (attempt >= 2) throw e
    }
    await pause(400 * 2 ** attempt + Math.random() * 200)
  }
}

function problem(answer: Answer): Problem {
  const body = (typeof answer.data === 'object' && answer.data ? answer.data : {}) as { type?: string; title?: string }
  const code = body.type?.startsWith('urn:linli:') ? body.type.slice(10) : answer.status === 401 ? 'caller.not-signed-in' : 'server'
  return new Problem(code, body.title && body.type?.startsWith('urn:linli:') ? body.title : refusal(code), answer.status)
}

/** One refresh for however many calls found the token too old. */
function refresh(): Promise<boolean> {
  refreshing ??= (async () => {
    const old = session
    if (!old) return false
    const answer = await sendPatiently('PUT', `/sessions/${old.id}/refresh`, { refreshToken: old.refreshToken }, undefined, 'application/json')
    if (answer.status !== 200) return false
    const fresh = answer.data as SignedIn
    keepSession({ id: old.id, token: fresh.token, refreshToken: fresh.refreshToken })
    return true
  })().finally(() => (refreshing = undefined))
  return refreshing
}

async function call<T>(method: Method, path: string, body?: unknown, type = 'application/json'): Promise<T> {
  let answer = await sendPatiently(method, path, body, session?.token, type)
  if (answer.status === 401 && session && !path.startsWith('/sessions/')) {
    if (await refresh()) answer = await sendPatiently(method, path, body, session?.token, type)
    if (answer.status === 401) {
      keepSession(null)
      whenSignedOut()
    }
  }
  heardServerTime(answer.date)
  if (answer.status >= 200 && answer.status < 300) return answer.data as T
  throw problem(answer)
}

async function get<T>(path: string): Promise<T> {
  // #ifdef H5
  const early = window.linliEarly?.[path]
  if (early) {
    delete window.linliEarly![path]
    const answer = await early
    if (answer) return answer as T
  }
  // #endif
  return call<T>('GET', path)
}

export const api = {
  get,
  put: <T>(path: string, body: unknown) => call<T>('PUT', path, body),
  putFile: <T>(path: string, bytes: ArrayBuffer, type: string) => call<T>('PUT', path, bytes, type),
}

/** A list answers with a page or, for short fixed ones, with the bare rows. */
export const rows = <T>(answer: T[] | { items: T[] }): T[] => (Array.isArray(answer) ? answer : answer.items)

export function asProblem(e: unknown): Problem {
  if (e instanceof Problem) return e
  console.error(e)
  return new Problem('server', refusal('server'), 500)
}
