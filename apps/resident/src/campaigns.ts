import { now } from './clock'
import { seesOwn, shopCode } from './session'
import { progressShare, standing } from './standing'
import type { Campaign, Demand, Item, Order, Quote } from './types'
import { amountText, dayTimeText, leftText, money, t, unitText, whenText } from './words'

export const campaignPath = (id?: string) =>
  (seesOwn.value ? '/campaigns' : `/shops/${encodeURIComponent(shopCode.value)}/campaigns`) + (id ? '/' + id : '')

export const kindTag = { presale: 'leafy', groupDeal: 'fiery', flashSale: 'ambery', chain: 'leafy' } as const

export const { isOpen, progressText, deadlineText, countdownText, standText } = standing({ t, when: whenText, left: leftText, now: () => now.value })
export { progressShare }

const folded = (text: string) => text.toLowerCase().replace(/[\s·\-_*]+/g, '')
/** Found by name, origin and category, by pinyin and by its first letters. */
export function finds(item: Item, q: string): boolean {
  const wanted = folded(q)
  if (!wanted) return true
  if (folded(item.name + item.spec + item.category + (item.origin ?? '')).includes(wanted)) return true
  return /^[a-z0-9]+$/.test(wanted) && item.spoken.split(' ').some((s) => s.includes(wanted))
}

/** How much of an item this household may take now. */
export function mostOf(item: Item): number {
  const limits = [item.left, item.perHousehold].filter((n): n is number => n !== null && n !== undefined)
  const most = limits.length ? Math.min(...limits) : Number.MAX_SAFE_INTEGER
  return most - (most === Number.MAX_SAFE_INTEGER ? 0 : most % item.step)
}

/** The price at which so much of it is sold. */
export const priceFor = (item: Item, amount: number) => item.steps.filter((s) => amount >= s.from).slice(-1)[0]?.price ?? item.price
export const stepsText = (item: Item) => item.steps.map((s) => t('stepPrice', { amount: amountText(item, s.from), price: money(s.price) + unitText(item) })).join(t('listComma'))
/** Member prices are shown to everybody beside the price; the shop says who is a member. */
export const memberText = (item: Item) => t('memberPrice', { price: money(item.memberPrice ?? 0) + unitText(item) })
export const hasMemberPrices = (c: Campaign) => c.items.some((i) => i.memberPrice !== null)
/** What took something off: by its name, where it has one. */
export const cutText = (cut: Quote['cuts'][number]) => cut.name || t(cut.kind === 'points' ? 'cutPoints' : 'cutRounding')
export const savingsText = (c: Campaign) => c.savings.map((s) => t('spendAndSave', { from: money(s.from), off: money(s.off) })).join(t('listComma'))

export function whyFull(item: Item): string {
  if (item.left !== null && (item.perHousehold === null || item.left <= item.perHousehold)) return t('reachedLeft', { amount: amountText(item, item.left) })
  return t('reachedLimit', { amount: amountText(item, item.perHousehold ?? 0) })
}

export const soldOut = (item: Item) => item.state === 'selling' && item.left !== null && item.left < item.step

/** So little is left that it is said. */
export const few = (item: Item) => !itemState(item) && item.left !== null && item.left <= item.step * 10

export function itemState(item: Item): string {
  if (item.state === 'paused') return t('paused')
  if (item.state === 'closed') return t('closedItem')
  return soldOut(item) ? t('soldOut') : ''
}

/** Who wanted it before it was sold and bought it, and what that says of those who want it now; nothing when nobody did. */
export const demandText = (d: Demand) => [
  d.coming ? t('demandComing', { n: d.coming }) : '',
  d.expectedHouseholds !== null && d.expectedAmount !== null ? t('demandExpect', { n: d.expectedHouseholds, amount: amountText(d, d.expectedAmount) }) : '',
  d.interested ? t('demandPast', { n: d.interested, m: d.bought }) : '',
].filter(Boolean).join(' · ')

export interface OrderState { text: string; hint: string; tone: 'leafy' | 'fiery' | 'ambery' | 'badly' | '' }

export function orderState(o: Order): OrderState {
  switch (o.state) {
    case 'awaitingPayment': return { text: t('stAwaiting'), hint: t('awaitText'), tone: 'fiery' }
    case 'cancelled': return { text: t('stCancelled'), hint: t(o.payment === 'outside' && o.paid ? 'outsideCancelled' : 'cancelledText'), tone: '' }
    case 'expired': return { text: t('stExpired'), hint: t('expiredText'), tone: '' }
    case 'dealFailed': return { text: t('stDealFailed'), hint: t('dealFailedText'), tone: '' }
    case 'completed': return { text: t('stCompleted'), hint: t('doneText'), tone: '' }
    case 'confirmed': break
  }
  switch (o.pickup?.state) {
    case 'ready': return { text: t('stReady'), hint: t('readyText'), tone: 'leafy' }
    case 'partly': return { text: t('stPartly'), hint: t('partlyText'), tone: 'leafy' }
    case 'overdue': return { text: t('stOverdue'), hint: t('overdueText'), tone: 'badly' }
    case 'done': return { text: t('stDone'), hint: t('doneText'), tone: '' }
  }
  if (o.frozen) return { text: t('stFrozen'), hint: t('frozenText'), tone: 'ambery' }
  if (o.campaign.kind === 'groupDeal') return { text: t('stConfirmed'), hint: t('waitDealText'), tone: 'leafy' }
  if (o.payment === 'outside' && o.paid > 0)
    return { text: t('stConfirmed'), hint: o.toPay ? t('outsidePartText', { amount: money(o.toPay) }) : t('outsidePaidText', { when: dayTimeText(o.campaign.closesAt) }), tone: 'leafy' }
  return { text: t('stConfirmed'), hint: t(o.paid > 0 ? 'confirmedPaidText' : 'confirmedText', { when: dayTimeText(o.campaign.closesAt) }), tone: 'leafy' }
}
