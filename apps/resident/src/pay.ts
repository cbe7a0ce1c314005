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

/** The QR that waits to be scanned, for the order that shows it. */
export const toScan = ref<{ order: string; text: string; provider: Payment } | null>(null)

/** What a scale found above the order is paid by a payment of its own. */
const about = (order: Order): string => (order.rest ? `${order.id}/${order.lines.map((l) => l.weighed ?? '').join('/')}` : order.id)

/** Starts (or finds again) the payment of an order. Answers: paid already or asked for; gone to the payment page; shown as a QR; turned back. */
export async function pay(order: Order): Promise<'paid' | 'left' | 'scan' | 'back'> {
  const kept = recall<Record<string, string>>('paying', {})[about(order)]
  const start = (kept && (await begin(order, kept))) || (await begin(order, newId()))
  if (start === 'left') return 'left'
  if (!start) throw new Problem('payment.id-taken', refusal('payment.id-taken'), 409)
  if (start.state === 'paid') return 'paid'
  if (start.inWeChat) return (await payInWeChat(start.inWeChat)) ? 'paid' : 'back'
  if (start.qr) {
    toScan.value = { order: order.id, text: start.qr, provider: order.payment as Payment }
    return 'scan'
  }
  if (!start.payUrl) return 'paid'
  leaveFor(start.payUrl)
  return 'left'
}

/** Nothing when that payment can no longer serve: it was closed, or the order has another amount or another place since. */
async function begin(order: Order, id: string): Promise<PaymentStart | null | 'left'> {
  remember('paying', { ...recall<Record<string, string>>('paying', {}), [about(order)]: id })
  const way = wayOf(order.payment as Payment)
  if (!way) throw new Problem('payment.way-not-offered', refusal('payment.way-not-offered'), 409)
  const body = { way, ...(way === 'jsapi' ? { app: inWeChat() } : way === 'native' ? {} : { returnUrl: returnUrl(order.id) }) }
  for (let again = false; ; again = true) {
    try {
      const start = await api.put<PaymentStart>(`/orders/${order.id}/payments/${id}`, body)
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
