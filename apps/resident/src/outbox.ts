import { computed, ref } from 'vue'
import { api, asProblem, Problem } from './api'
import { now } from './clock'
import { go, goHome } from './go'
import { online, whenOnline } from './network'
import { me } from './session'
import { recall, remember } from './store'
import { tell } from './talk'
import type { Fen, Id, Order } from './types'
import { t } from './words'

/** What an order asks for, as it is sent. */
export interface OrderBody {
  lines: { sku: Id; amount: number }[]; pickupPoint?: Id; note?: string; payment: string; coupons?: Id[]; points?: number
}

/**
 * An order that was submitted without a network. It lies on the phone under the id it will have in the shop, so that sending it again after
 * a lost answer, a reload or a restart can never place a second one.
 */
export interface Queued {
  id: Id; who: Id; campaign: Id; title: string; closesAt: string; body: OrderBody; names: string[]; sum: Fen; at: number
  state: 'queued' | 'sending' | 'placed' | 'refused' | 'expired'
  /** It was sent once, and the answer may have been lost: only the shop knows. */
  tried: boolean
  why?: string; number?: string; toPay?: boolean
  /** The shop would take it no more, whatever was changed in it: its list is over. */
  over?: boolean
}

const all = ref<Queued[]>(recall<Queued[]>('outbox', []))
export const outbox = computed(() => all.value.filter((q) => q.who === me.value?.id))
export const waitingIn = (campaign: Id) => outbox.value.some((q) => q.campaign === campaign && (q.state === 'queued' || q.state === 'sending'))
export const queuedNow = computed(() => outbox.value.filter((q) => q.state === 'queued' || q.state === 'sending').length)

function put(next: Queued[]) {
  all.value = next
  remember('outbox', next)
}
const patch = (id: Id, change: Partial<Queued>) => put(all.value.map((q) => (q.id === id ? { ...q, ...change } : q)))
export const dropQueued = (id: Id) => put(all.value.filter((q) => q.id !== id))

export const isOver = (q: Queued) => q.state === 'expired' || (q.state === 'refused' && (!!q.over || Date.parse(q.closesAt) <= now.value))

export function enqueue(order: Omit<Queued, 'state' | 'who' | 'at'>) {
  readAgain()
  put([...all.value.filter((q) => q.id !== order.id), { ...order, who: me.value!.id, at: now.value, state: 'queued' }])
  later()
}

/** Another page of this browser may have sent or dropped it meanwhile; what it wrote counts. */
function readAgain() {
  all.value = recall<Queued[]>('outbox', [])
}
/** Nobody else is sending: what says so was interrupted. */
const interrupted = (q: Queued): Queued => (q.state === 'sending' ? { ...q, state: 'queued' } : q)

let sending = false
let failures = 0
let timer: ReturnType<typeof setTimeout> | undefined

function later() {
  clearTimeout(timer)
  if (!queuedNow.value) return
  const pause = Math.min(60_000, 3_000 * 2 ** failures) * (0.75 + Math.random() / 2)
  // What a cut-off ends is ended then, not at the next try.
  const ends = all.value.filter((q) => q.state === 'queued' && !q.tried).map((q) => Date.parse(q.closesAt) - now.value + 1_000)
  timer = setTimeout(flush, Math.max(500, Math.min(pause, ...ends)))
}

/** What never left the phone cannot have been placed: it ends with the cut-off. What may have arrived is asked about, however late. */
function expire() {
  for (const q of all.value)
    if (q.state === 'queued' && !q.tried && Date.parse(q.closesAt) <= now.value) {
      patch(q.id, { state: 'expired', why: t('queueExpired') })
      tell(t('queueExpiredTell', { title: q.title }), t('queueLook'), () => goHome('orders'))
    }
}

async function sendOne(q: Queued): Promise<boolean> {
  patch(q.id, { state: 'sending', tried: true })
  try {
    const order = await api.put<Order>(`/campaigns/${q.campaign}/orders/${q.id}`, q.body)
    const toPay = order.state === 'awaitingPayment'
    patch(q.id, { state: 'placed', number: order.number, toPay })
    tell(t(toPay ? 'queuePlacedPay' : 'queuePlaced', { number: order.number }), t(toPay ? 'payNow' : 'queueSee'), () => open(q.id))
    return true
  } catch (e) {
    const problem = asProblem(e)
    // Silence, a sign-in that has ended and a busy shop are no answer to the order.
    if (problem.offline || problem.status === 401 || problem.status === 429 || problem.status >= 500) {
      patch(q.id, { state: 'queued' })
      return false
    }
    patch(q.id, { state: 'refused', why: (e as Problem).title, over: problem.code === 'campaign.cut-off-passed' })
    tell(t('queueRefusedTell', { title: q.title, why: (e as Problem).title }), t('queueLook'), () => goHome('orders'))
    return true
  }
}

/** Sends what waits, one after the other in the order of submitting; one page at a time. */
export async function flush() {
  if (sending) return
  readAgain()
  expire()
  if (!queuedNow.value || !online.value) return later()
  sending = true
  try {
    await alone(async () => {
      readAgain()
      put(all.value.map(interrupted))
      for (const q of outbox.value.filter((x) => x.state === 'queued'))
        if (await sendOne(q)) failures = 0
        else {
          failures++
          break
        }
    })
  } finally {
    sending = false
    later()
  }
}

async function alone(act: () => Promise<void>): Promise<void> {
  // #ifdef H5
  if (navigator.locks) return navigator.locks.request('linli.outbox', act)
  // #endif
  return act()
}

export function open(id: Id) {
  dropQueued(id)
  go('order', { id })
}

export function runOutbox() {
  expire()
  later()
  flush()
}
whenOnline(() => {
  failures = 0
  flush()
})
