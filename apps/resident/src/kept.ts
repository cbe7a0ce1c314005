import { now } from './clock'
import { recall, remember } from './store'
import type { Campaign } from './types'

/** What was shown last stays on the phone, to be shown again when the shop cannot be reached. Public things only: lists and campaigns, nothing of money. */
export interface Kept<T> { at: number; what: T }
const most = 8
const order = recall<string[]>('keptOrder', [])

export function keep<T>(name: string, what: T, at: number) {
  const others = order.filter((n) => n !== name)
  for (const old of others.splice(most - 1)) remember('kept.' + old, null)
  order.splice(0, order.length, name, ...others)
  try {
    remember('kept.' + name, { at, what } satisfies Kept<T>)
    remember('keptOrder', order)
  } catch {
    // The phone is full: then there is nothing to show without a network, and everything else goes on.
    remember('kept.' + name, null)
  }
}

export const keptOf = <T>(name: string): Kept<T> | null => recall<Kept<T> | null>('kept.' + name, null)

/** What still holds of the list that was seen last: for half a day, and only what can be bought now or later. */
export function stillOpen(name: string): Kept<Campaign[]> | null {
  const last = keptOf<Campaign[]>(name)
  if (!last || last.at < now.value - 12 * 3600_000) return null
  const what = last.what.filter((c) => Date.parse(c.closesAt) > now.value)
  return what.length ? { at: last.at, what } : null
}
