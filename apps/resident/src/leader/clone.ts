import { businessDay } from '@words'
import type { Campaign, Fen, Id, Item, Moment } from '../types'

const DAY = 86_400_000

/** What is adjusted on the phone before it is published: the list of yesterday, moved to the next day it can be sold. */
export interface Draft {
  source: Campaign; title: string; text: string; opensNow: boolean; opensAt: Moment; closesAt: Moment; pickupFrom: Moment; pickupTo: Moment
  dealHouseholds: number | null; dealMost: number | null; items: DraftItem[]
}
export interface DraftItem extends Pick<Item, 'sku' | 'name' | 'spec' | 'picture' | 'category' | 'measure' | 'per' | 'step' | 'unit'> {
  price: Fen; total: number | null; perHousehold: number | null; steps: Item['steps']; praise: string
}

export const momentOf = (day: string, clock: string): Moment => new Date(`${day}T${clock}:00+08:00`).toISOString()
const dayNumber = (moment: Moment | number) => Math.floor((new Date(moment).getTime() + 8 * 3_600_000) / DAY)
const moved = (moment: Moment, days: number): Moment => new Date(new Date(moment).getTime() + days * DAY).toISOString()

export function draftFrom(c: Campaign, now: number): Draft {
  // Today, when an hour is left to order; else tomorrow. All keep their time of day.
  const today = dayNumber(now) - dayNumber(c.closesAt)
  const days = Date.parse(moved(c.closesAt, today)) > now + 3_600_000 ? today : today + 1
  const opensAt = moved(c.opensAt, days)
  return {
    source: c, title: c.title, text: c.text ?? '', opensNow: Date.parse(opensAt) <= now, opensAt, closesAt: moved(c.closesAt, days),
    pickupFrom: moved(c.pickupFrom, days), pickupTo: moved(c.pickupTo, days), dealHouseholds: c.dealHouseholds, dealMost: c.dealMost,
    items: c.items.map((i) => ({
      sku: i.sku, name: i.name, spec: i.spec, picture: i.picture, category: i.category, measure: i.measure, per: i.per, step: i.step, unit: i.unit,
      price: i.price, total: i.total, perHousehold: i.perHousehold, steps: i.steps, praise: i.praise ?? '',
    })),
  }
}

/** As the shop wants a campaign said. */
export const bodyOf = (d: Draft, now: number) => ({
  kind: d.source.kind, supply: d.source.supply, title: d.title.trim(), text: d.text.trim(), pictures: d.source.pictures, leader: d.source.leader.id,
  opensAt: d.opensNow ? new Date(now).toISOString() : d.opensAt, closesAt: d.closesAt, pickupFrom: d.pickupFrom, pickupTo: d.pickupTo,
  pickupPoints: d.source.pickupPoints.map((p) => p.id), savings: d.source.savings,
  ...(d.source.commissionBasisPoints === null ? {} : { commissionBasisPoints: d.source.commissionBasisPoints }),
  ...(d.source.kind === 'groupDeal' ? { dealHouseholds: d.dealHouseholds, ...(d.dealMost ? { dealMost: d.dealMost } : {}) } : {}),
  items: d.items.map((i) => ({
    sku: i.sku, price: i.price, total: i.total, perHousehold: i.perHousehold, steps: i.steps.filter((s) => s.price < i.price), praise: i.praise.trim() || null,
  })),
})

/** "12.8" as a person types it; nothing when it is no price. */
export function fenOf(text: string): Fen | null {
  const clean = text.trim().replace('。', '.').replace('，', '.')
  if (!/^\d{1,6}(\.\d{1,2})?$/.test(clean)) return null
  const [yuan, rest = ''] = clean.split('.')
  return Number(yuan) * 100 + Number((rest + '00').slice(0, 2))
}
export const yuanOf = (fen: Fen) => String(fen / 100)

/** The newest list of one's own that has opened: what is sold again. */
export const latest = (all: Campaign[], leader: Id | undefined) =>
  all.filter((c) => c.leader.id === leader && c.items.length && ['open', 'cutOff'].includes(c.state)).sort((a, b) => b.opensAt.localeCompare(a.opensAt))[0] ?? null

export const dayOfMoment = (moment: Moment) => businessDay(new Date(moment).getTime())
