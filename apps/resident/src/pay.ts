import { ref } from 'vue'
import { api, Problem } from './api'
import { newId, recall, remember } from './store'
import type { Order, Payment, PaymentStart } from './types'
import { bindWeChat, inWeChat, payInWeChat } from './wechat'
import { refusal } from './words'

export type Way = 'page' | 'native' | 'jsapi' | 'h5'
interface Offer { provider: Payment; ways: Way[] }

/** With whom one can pay online, here and in this place. Kept, so that a cart opens with its choice. */
export const offers = ref<Payment[]>(recall<Payment[]>('payOffers', ['testpay']))

const onPhone = () => {
  // #ifdef H5
  return /Android|iPhone|iPad|Mobile/i.test(navigator.userAgent)
  // #endif
  // #ifndef H5
  return true
  // #endif
}

/** Inside WeChat one pays with WeChat; on a phone the other app is opened; at a computer its QR is scanned. */
function wayOf(provider: Payment): Way | null {
  if (provider === 'testpay') return 'page'
  if (provider === 'wechat') return inWeChat() ? 'jsapi' : onPhone() ? 'h5' : 'native'
  // WeChat does not open Alipay.
  return inWeChat() ? null : onPhone() ? 'h5' : 'native'
}

export async function loadOffers() {
  const all = await api.get<Offer[]>('/payments/ways')
  const found = all.filter((o) => { const way = wayOf(o.provider); return way && o.ways.includes(way) }).map((o) => o.provider)
  // The one that is at home here first.
  const first: Payment = inWeChat() ? 'wechat' : 'testpay'
  offers.value = found.sort((a, b) => Number(b === first) - Number(a === first))
  remember('payOffers', offers.value)
}

/** The QR that waits to be scanned, for the order that shows it; of several orders paid together the first one does. */
export const toScan = ref<{ order: string; text: string; provider: Payment; amount: number } | null>(null)

/** How many orders one payment takes. */
export const mostTogether = 10

/** What a scale found above the order is paid by a payment of its own. */
const about = (order: Order): string => (order.rest ? `${order.id}/${order.lines.map((l) => l.weighed ?? '').join('/')}` : order.id)

/** What is asked to be paid, under which id it is remembered here, and the order that shows it. */
interface Bill { order: Order; about: string; path: (id: string) => string; more: { orders?: string[] } }

export type Paid = 'paid' | 'left' | 'scan' | 'back'

/** Starts (or finds again) the payment of an order. Answers: paid already or asked for; gone to the payment page; shown as a QR; turned back. */
export const pay = (order: Order): Promise<Paid> =>
  settle({ order, about: about(order), path: (id) => `/orders/${order.id}/payments/${id}`, more: {} })

/** 合并付款: one payment for all of them. Without one that was cancelled it is another payment. */
export function payTogether(all: Order[]): Promise<Paid> {
  const orders = all.slice(0, mostTogether)
  if (orders.length === 1) return pay(orders[0]!)
  const ids = orders.map((o) => o.id).sort()
  return settle({ order: orders[0]!, about: ids.join('+'), path: (id) => `/joint-payments/${id}`, more: { orders: ids } })
}

/** Orders that one payment can take: all that wait for the same provider, if there are several. */
export function together(orders: Order[]): Order[] {
  const waiting = orders.filter((o) => o.state === 'awaitingPayment' && o.payment !== 'cash' && o.payment !== 'outside')
  const same = waiting.filter((o) => o.payment === waiting[0]!.payment).slice(0, mostTogether)
  return same.length > 1 ? same : []
}

async function settle(bill: Bill): Promise<Paid> {
  const { order } = bill
  const kept = recall<Record<string, string>>('paying', {})[bill.about]
  const start = (kept && (await begin(bill, kept))) || (await begin(bill, newId()))
  if (start === 'left') return 'left'
  if (!start) throw new Problem('payment.id-taken', refusal('payment.id-taken'), 409)
  if (start.state === 'paid') return 'paid'
  if (start.inWeChat) return (await payInWeChat(start.inWeChat)) ? 'paid' : 'back'
  if (start.qr) {
    toScan.value = { order: order.id, text: start.qr, provider: order.payment as Payment, amount: start.amount }
    return 'scan'
  }
  if (!start.payUrl) return 'paid'
  leaveFor(start.payUrl)
  return 'left'
}

/** Nothing when that payment can no longer serve: it was closed, or the order has another amount or another place since. */
async function begin({ order, about, path, more }: Bill, id: string): Promise<PaymentStart | null | 'left'> {
  remember('paying', { ...recall<Record<string, string>>('paying', {}), [about]: id })
  const way = wayOf(order.payment as Payment)
  if (!way) throw new Problem('payment.way-not-offered', refusal('payment.way-not-offered'), 409)
  const body = { ...more, way, ...(way === 'jsapi' ? { app: inWeChat() } : way === 'native' ? {} : { returnUrl: returnUrl(order.id) }) }
  for (let again = false; ; again = true) {
    try {
      const start = await api.put<PaymentStart>(path(id), body)
      return start.state === 'closed' ? null : start
    } catch (e) {
      if (e instanceof Problem && e.code === 'payment.id-taken') return null
      // WeChat has not been asked yet who this is.
      if (!(e instanceof Problem) || e.code !== 'payment.payer-needed' || again) throw e
      if (!(await bindWeChat())) return 'left'
    }
  }
}

function returnUrl(order: string): string {
  let address = `pages/order?id=${order}&paying=1`
  // #ifdef H5
  address = `${location.origin}/#/pages/order?id=${order}&paying=1`
  // #endif
  return address
}

function leaveFor(url: string) {
  // #ifdef H5
  location.href = url
  // #endif
  // #ifndef H5
  uni.setClipboardData({ data: url })
  // #endif
}
