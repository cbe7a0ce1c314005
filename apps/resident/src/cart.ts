import { computed, ref } from 'vue'
import { api, Problem } from './api'
import { newId, recall, remember } from './store'
import { enqueue, type OrderBody } from './outbox'
import type { Campaign, Fen, Id, Order, Payment } from './types'

/** What a household wants of one campaign. `order` is the id of the order it will become: made at the first submit and kept until
 *  the server has answered, so that a second tap, a retry or a reload can never place a second order. */
export interface Basket { title: string; lines: Record<Id, number>; order?: Id; point?: Id; note?: string; coupons?: Id[]; points?: number }

export const cart = ref<Record<Id, Basket>>(recall('cart', {}))
export const payment = ref<Payment>(recall<Payment>('payment', 'testpay'))

const keep = () => remember('cart', cart.value)

export const cartCampaigns = computed(() => Object.keys(cart.value))
export const cartCount = computed(() => Object.values(cart.value).reduce((n, b) => n + Object.keys(b.lines).length, 0))
export const amountIn = (campaign: Id, sku: Id) => cart.value[campaign]?.lines[sku] ?? 0

export function setAmount(campaign: { id: Id; title: string }, sku: Id, amount: number) {
  const basket = cart.value[campaign.id] ?? { title: campaign.title, lines: {} }
  const lines = { ...basket.lines }
  if (amount > 0) lines[sku] = amount
  else delete lines[sku]
  const next = { ...cart.value }
  if (Object.keys(lines).length || basket.order) next[campaign.id] = { ...basket, title: campaign.title, lines }
  else delete next[campaign.id]
  cart.value = next
  keep()
}

// #ifdef H5
// What was tapped before is in the cart already (first.ts).
window.linliFirst.setAmount = setAmount
// #endif

export function setAmounts(campaign: { id: Id; title: string }, lines: { sku: Id; amount: number }[]) {
  for (const { sku, amount } of lines) setAmount(campaign, sku, amount)
}

export function patchBasket(campaign: Id, change: Partial<Basket>) {
  const basket = cart.value[campaign]
  if (!basket) return
  cart.value = { ...cart.value, [campaign]: { ...basket, ...change } }
  keep()
}

export function dropBasket(campaign: Id) {
  const next = { ...cart.value }
  delete next[campaign]
  cart.value = next
  keep()
}

export function choosePayment(by: Payment) {
  payment.value = by
  remember('payment', by)
}

const bodyOf = (basket: Basket, point: Id | undefined, by: Payment): OrderBody => ({
  lines: Object.entries(basket.lines).map(([sku, amount]) => ({ sku, amount })),
  ...(point ? { pickupPoint: point } : {}),
  ...(basket.note?.trim() ? { note: basket.note.trim() } : {}),
  payment: by,
  ...(basket.coupons?.length ? { coupons: basket.coupons } : {}),
  ...(basket.points ? { points: basket.points } : {}),
})

/** Without a network the basket becomes an order that waits on the phone, under the id under which it may already have been sent. */
export function submitLater(campaign: Campaign, point: Id | undefined, by: Payment, sum: Fen) {
  const basket = cart.value[campaign.id]!
  const names = Object.keys(basket.lines).map((sku) => campaign.items.find((i) => i.sku === sku)?.name ?? '')
  enqueue({
    id: basket.order ?? newId(), campaign: campaign.id, title: campaign.title, closesAt: campaign.closesAt, body: bodyOf(basket, point, by), names, sum,
    tried: basket.order !== undefined,
  })
  dropBasket(campaign.id)
}

/** Places the order of one basket. Silence keeps the id for the next try; a refusal means nothing was placed. */
export async function submit(campaign: Campaign, point: Id | undefined, by: Payment): Promise<{ order: Order; already: boolean }> {
  const basket = cart.value[campaign.id]!
  const id = basket.order ?? newId()
  patchBasket(campaign.id, { order: id })
  try {
    const order = await api.put<Order>(`/campaigns/${campaign.id}/orders/${id}`, bodyOf(basket, point, by))
    dropBasket(campaign.id)
    return { order, already: false }
  } catch (e) {
    // An earlier try arrived although its answer was lost, and the basket has changed since.
    if (e instanceof Problem && e.code.endsWith('.id-taken')) {
      const order = await api.get<Order>(`/orders/${id}`)
      dropBasket(campaign.id)
      return { order, already: true }
    }
    throw e
  }
}

/** After a reload: did the try without an answer arrive? */
export async function reconcile(campaign: Id): Promise<Order | null> {
  const id = cart.value[campaign]?.order
  if (!id) return null
  try {
    const order = await api.get<Order>(`/orders/${id}`)
    dropBasket(campaign)
    return order
  } catch (e) {
    if (!(e instanceof Problem) || e.status !== 404) throw e
    // It may still be on its way, so the id stays with the basket.
    if (!Object.keys(cart.value[campaign]?.lines ?? {}).length) dropBasket(campaign)
    return null
  }
}
