import { api } from './api'
import { newId, recall, remember } from './store'
import type { Order, PaymentStart } from './types'

/** Starts (or finds again) the payment of an order and goes to the payment page. Answers true when it is paid already. */
export async function pay(order: Order, again = false): Promise<boolean> {
  const kept = recall<Record<string, string>>('paying', {})
  const id = kept[order.id] ?? newId()
  remember('paying', { ...kept, [order.id]: id })
  const start = await api.put<PaymentStart>(`/orders/${order.id}/payments/${id}`, { returnUrl: returnUrl(order.id) })
  if (start.state === 'closed' && !again) {
    // A closed payment stays closed; the next tap opens a new one.
    const rest = { ...kept }
    delete rest[order.id]
    remember('paying', rest)
    return pay(order, true)
  }
  if (start.state === 'paid' || !start.payUrl) return true
  leaveFor(start.payUrl)
  return false
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
