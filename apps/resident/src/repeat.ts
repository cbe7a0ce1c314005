import { api, rows } from './api'
import { campaignPath, isOpen, itemState, mostOf } from './campaigns'
import { setAmount } from './cart'
import type { Campaign, Id } from './types'

/** 再来一单: what was in an order, from whatever is open now; the sooner it can be picked up the better. */
export async function repeat(order: { lines: { sku: Id; amount: number; name: string }[] }): Promise<{ put: string[]; missing: string[] }> {
  const open = rows(await api.get<{ items: Campaign[] } | Campaign[]>(campaignPath())).filter(isOpen).sort((a, b) => a.pickupFrom.localeCompare(b.pickupFrom))
  const [put, missing]: [string[], string[]] = [[], []]
  for (const line of order.lines) {
    const where = open.find((c) => c.items.some((i) => i.sku === line.sku && !itemState(i) && mostOf(i) >= i.step))
    const item = where?.items.find((i) => i.sku === line.sku)
    if (!where || !item) {
      missing.push(line.name)
      continue
    }
    const amount = Math.min(line.amount, mostOf(item))
    setAmount(where, item.sku, amount - (amount % item.step))
    put.push(line.name)
  }
  return { put, missing }
}
