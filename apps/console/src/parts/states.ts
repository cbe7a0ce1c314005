import type { CampaignState, OrderState, PickupState, PurchaseOrder } from '../types'

export type Tone = 'good' | 'warn' | 'bad' | 'price' | 'sky' | 'quiet'
export const campaignTone: Record<CampaignState, Tone> = {
  draft: 'quiet',
  announced: 'sky',
  open: 'good',
  cutOff: 'warn',
}
export const orderTone: Record<OrderState, Tone> = {
  awaitingPayment: 'warn',
  confirmed: 'good',
  cancelled: 'quiet',
  expired: 'quiet',
  dealFailed: 'bad',
  completed: 'sky',
}
export const pickupTone: Record<PickupState, Tone> = {
  waiting: 'quiet',
  ready: 'good',
  partly: 'warn',
  done: 'sky',
  overdue: 'price',
}
export const purchaseTone: Record<PurchaseOrder['state'], Tone> = { made: 'warn', sent: 'sky', received: 'good' }
