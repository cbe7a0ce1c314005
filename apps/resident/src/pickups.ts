import { api, rows } from './api'
import { isResident } from './session'
import type { Order, Pickup } from './types'

/** The household's bags. Who is no resident has none. */
export const myPickups = async (): Promise<Pickup[]> =>
  isResident.value ? rows(await api.get<{ items: Pickup[] } | Pickup[]>('/me/pickups?take=100')) : []

/** Orders know no bags (they are packed later, several orders in one); here each order gets its own. */
export function withPickups(orders: Order[], pickups: Pickup[]): Order[] {
  return orders.map((o) => ({ ...o, pickup: pickups.find((p) => p.orderIds.includes(o.id)) ?? null }))
}
