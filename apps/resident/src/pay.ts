import { api, Problem } from './api'
import { newId, recall, remember } from './store'
import type { Order, PaymentStart } from './types'
import { refusal } from './words'

/** Starts (or finds again) the payment of an order and goes to the payment page. Answers true when it is paid already. */
export async function pay(order: Order): Promise<boolean> {
  const kept = recall<Record<string, string>>('paying', {})[order.id]
  const start = (kept && (await begin(order.id, kept))) || (await begin(order.id, newId()))
  if (!start) throw new Problem('payment.id-taken', refusal('payment.id-taken'), 409)
  if (start.state === 'paid' || !start.payUrl) return true
  leaveFor(start.payUrl)
  return false
}

/** Nothing when that payment can no longer serve: it was closed, or the order has another amount since. */
async function begin(order: string, id: string): Promise<PaymentStart | null> {
  remember('paying', { ...recall<Record<string, string>>('paying', {}), [order]: id })
  try {
    const start = await api.put<PaymentStart>(`/orders/${order}/payments/${id}`, { returnUrl: returnUrl(order) })
    return start.state === 'closed' ? null : start
  } catch (e) {
    if (e instanceof Problem && e.code === 'payment.id-taken') return null
    throw e
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
