import { onHide, onShow, onUnload } from '@dcloudio/uni-app'
import { onBeforeUnmount, watch } from 'vue'
import { apiAddress, currentSession } from './api'
import { shopCode } from './session'
import type { Campaign, CampaignState, Id, Moment } from './types'
import { lang } from './words'

/** What changes of a campaign while one looks at it; nothing of anybody stands in it. */
export interface Progress {
  id: Id; state: CampaignState; cutOffAt: Moment | null; orders: number; interested: number; joinedHouseholds: number; dealReachedAt: Moment | null; arrived: number
  dealText: string | null; dealTextEn: string | null
  items: { sku: Id; taken: number; left: number | null; state: Campaign['items'][number]['state'] }[]
}

/** The campaign as it is now. */
export function moved(c: Campaign, p: Progress): Campaign {
  const items = new Map(p.items.map((i) => [i.sku, i]))
  return {
    ...c, state: p.state, cutOffAt: p.cutOffAt, orders: p.orders, joinedHouseholds: p.joinedHouseholds, dealReachedAt: p.dealReachedAt,
    interested: p.interested, dealText: lang.value === 'zh' ? p.dealText : p.dealTextEn,
    items: c.items.map((i) => ({ ...i, ...items.get(i.sku) })),
  }
}

/** The same for a list, when it is one of it. */
export const movedIn = (list: Campaign[] | null, p: Progress) => list && list.map((c) => (c.id === p.id ? moved(c, p) : c))

/** What one screen may look at. */
const most = 20
/** A hundred phones that lost the shop together do not come back together. */
const unevenly = (ms: number) => ms * (0.75 + Math.random() / 2)
/** What changed is to be seen within two seconds: half a second may pass until the shop has read it, and its answer has a way to go. */
const often = 1_200
const slightly = (ms: number) => ms * (0.9 + Math.random() / 5)
/** Of a list that is over nothing changes but what has arrived. */
const seldom = 4_000
const longest = 30_000

/** Where there are no events one asks again and again, and hears that nothing has changed; seldom when all is over or nobody answers. */
function asking(path: string, heard: (p: Progress) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let tag = ''
  let over = false
  let failures = 0
  let ended = false
  const again = () => {
    if (!ended) timer = setTimeout(ask, failures ? unevenly(Math.min(longest, often * 2 ** failures)) : slightly(over ? seldom : often))
  }
  function ask() {
    const token = currentSession()?.token
    uni.request({
      url: apiAddress + '/shops/' + path.replace('/live?', '/progress?'),
      header: { Accept: 'application/json', ...(tag ? { 'If-None-Match': tag } : {}), ...(token ? { Authorization: 'Bearer ' + token } : {}) },
      timeout: 10_000,
      success: (r) => {
        if (r.statusCode === 200) {
          const h = (r.header ?? {}) as Record<string, string>
          tag = h.etag ?? h.ETag ?? h.Etag ?? ''
          const { items } = r.data as { items: Progress[] }
          over = items.every((p) => p.state === 'cutOff')
          if (!ended) for (const p of items) heard(p)
        }
        failures = r.statusCode === 200 || r.statusCode === 304 ? 0 : failures + 1
      },
      fail: () => failures++,
      complete: again,
    })
  }
  ask()
  return () => {
    ended = true
    clearTimeout(timer)
  }
}

// #ifdef H5
/** The browser holds the line and calls again by itself; a shop that is full or of an older version is asked instead, and called again later. */
function listening(path: string, heard: (p: Progress) => void): () => void {
  let source: EventSource | undefined
  let instead: (() => void) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  function open() {
    source = new EventSource(apiAddress + '/shops/' + path)
    source.onmessage = (e: MessageEvent<string>) => {
      instead?.()
      instead = undefined
      heard(JSON.parse(e.data) as Progress)
    }
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED) return
      instead ??= asking(path, heard)
      timer = setTimeout(open, unevenly(longest))
    }
  }
  open()
  return () => {
    source?.close()
    instead?.()
    clearTimeout(timer)
  }
}
// #endif

interface Watcher { ids: () => Id[]; heard: (p: Progress) => void }
/** All that is on the screen now: one line serves them. */
const watchers = new Set<Watcher>()
const last = new Map<Id, Progress>()
let stop: (() => void) | undefined
let path = ''

function hear(p: Progress) {
  last.set(p.id, p)
  for (const w of watchers) if (w.ids().includes(p.id)) w.heard(p)
}
function settle() {
  const ids = [...new Set([...watchers].flatMap((w) => w.ids()))].slice(0, most).sort()
  const next = ids.length ? `${encodeURIComponent(shopCode.value)}/live?campaigns=${ids.join(',')}` : ''
  if (next === path) return
  stop?.()
  stop = undefined
  path = next
  last.clear()
  if (!path) return
  // #ifdef H5
  stop = listening(path, hear)
  // #endif
  // #ifndef H5
  stop = asking(path, hear)
  // #endif
}

/** Tells how far these campaigns are for as long as they are named and the phone shows us. */
export function watchLive(which: () => (Id | undefined | null)[], heard: (p: Progress) => void) {
  const me: Watcher = { ids: () => which().filter((id): id is Id => !!id), heard }
  let shown = true
  let ended = false
  function look() {
    let seen = shown && !ended
    // #ifdef H5
    seen = seen && !document.hidden
    // #endif
    if (seen) watchers.add(me)
    else watchers.delete(me)
    settle()
  }
  // #ifdef H5
  document.addEventListener('visibilitychange', look)
  // #endif
  const end = () => {
    ended = true
    look()
    // #ifdef H5
    document.removeEventListener('visibilitychange', look)
    // #endif
  }
  // Who names something that is told to others already hears at once how far it is.
  watch(() => me.ids().join(), () => {
    settle()
    if (watchers.has(me)) for (const id of me.ids()) if (last.has(id)) heard(last.get(id)!)
  })
  look()
  onShow(() => {
    shown = true
    look()
  })
  onHide(() => {
    shown = false
    look()
  })
  onUnload(end)
  onBeforeUnmount(end)
}
