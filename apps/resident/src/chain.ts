import { api } from './api'
import { campaignPath } from './campaigns'
import { paging } from './load'
import { isResident } from './session'
import type { Campaign, Entry, Id, Order, Page } from './types'

const MOST = 200

const pageOf = (campaign: Id, after: string | null, take: number) =>
  api.get<Page<Entry>>(`${campaignPath(campaign)}/entries?take=${take}${after ? '&after=' + encodeURIComponent(after) : ''}`)

/** Who is in a chain, by number. */
export const entriesOf = (campaign: () => Id) => paging<Entry>((after, wanted) => pageOf(campaign(), after, Math.min(MOST, Math.max(50, wanted))))

/** The household's order in a chain that it may still change. */
export async function changeable(campaign: Id): Promise<Order | null> {
  if (!isResident.value) return null
  const { items } = await api.get<Page<Order>>('/me/orders?take=50')
  return items.find((o) => o.campaign.id === campaign && o.canAmend) ?? null
}

export async function allEntries(campaign: Id): Promise<Entry[]> {
  const found: Entry[] = []
  let after: string | null = null
  do {
    const page: Page<Entry> = await pageOf(campaign, after, MOST)
    found.push(...page.items)
    after = page.next
  } while (after)
  return found
}

const flat = (text: string) => text.replace(/\s+/g, ' ').trim()

/** In the form WeChat itself makes: numbers without gaps, only who is still in, and nothing that not everybody may see. */
export const chainText = (campaign: Campaign, entries: Entry[]) =>
  ['#接龙', flat(campaign.title), '', ...entries.filter((e) => e.state === 'in').map((e, i) => `${i + 1}. ${flat(e.nickname)} ${flat(e.text)}`)].join('\n')
