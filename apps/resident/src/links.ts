import { api, asProblem } from './api'
import { go } from './go'
import { enterShop } from './session'
import { recall, remember } from './store'
import { tell } from './talk'
import type { Id, Opened, ShortLink } from './types'

/** Where the code that was scanned lies: the pickup point it names is proposed for what is ordered by it. */
export const scannedPoint = (campaign: Id): Id | undefined => recall<Record<Id, Id>>('scannedPoints', {})[campaign]

const most = 20

/** The short link of a list, and the code that opens it: at one of its pickup points, or at none yet. */
export const makeLink = (campaign: Id, pickupPoint = '') => api.put<ShortLink>(`/campaigns/${campaign}/link`, pickupPoint ? { pickupPoint } : {})

/** A scanned code or a short link: the shop, the campaign, the pickup point and who recommended it, all at once. */
export async function openLink(code: string, shop?: string): Promise<void> {
  try {
    const to = await api.get<Opened>(`/links/${encodeURIComponent(code)}${shop ? `?shop=${encodeURIComponent(shop)}` : ''}`)
    enterShop(to.shop)
    if (to.from) remember('broughtBy', to.from)
    if (to.pickupPoint) {
      const before = Object.entries(recall<Record<Id, Id>>('scannedPoints', {})).filter(([id]) => id !== to.campaign)
      remember('scannedPoints', Object.fromEntries([...before.slice(1 - most), [to.campaign, to.pickupPoint]]))
    }
    go('campaign', { id: to.campaign })
  } catch (e) {
    tell(asProblem(e).title)
  }
}
