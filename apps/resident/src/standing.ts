import type { Campaign } from './types'

/** What is needed to say how a campaign stands: the first page has no more of the app than this (first.ts). */
export interface Saying {
  t: (text: Said, fill?: Record<string, string | number>) => string
  when: (moment: string) => string
  left: (until: string) => string
  now: () => number
}
type Said = 'chainJoined' | 'chainNobody' | 'chainNone' | 'joined' | 'ordersSoFar' | 'beFirst' | 'dealReached' | 'dealNeeds' | 'dealNone' | 'opens' | 'closes' | 'closingSoon' | 'closedAt' | 'opensIn' | 'leftTime' | 'interested'

export function progressShare(c: Campaign): number | null {
  if (c.kind !== 'groupDeal' || !c.dealHouseholds) return null
  // Of a deal with several groups it is the one that is forming.
  const [least, joined] = [c.dealHouseholds, c.joinedHouseholds]
  const within = c.dealMost && c.dealReachedAt ? joined % c.dealMost || (joined ? c.dealMost : 0) : joined
  return Math.min(100, Math.round((within * 100) / least))
}

export function standing({ t, when, left, now }: Saying) {
  const isOpen = (c: Campaign) => c.state === 'open' && Date.parse(c.closesAt) > now()

  /** "还差 2 户成团", "已接龙 23 户" or "12 户已下单": how far the campaign is. */
  function progressText(c: Campaign): string {
    if (c.kind === 'chain') return c.orders ? t('chainJoined', { n: c.orders }) : t(c.state === 'cutOff' ? 'chainNobody' : 'chainNone')
    if (c.kind !== 'groupDeal' || !c.dealHouseholds) {
      const n = c.joinedHouseholds || c.orders
      return n ? t(c.joinedHouseholds ? 'joined' : 'ordersSoFar', { n }) : t('beFirst')
    }
    if (c.dealReachedAt || c.joinedHouseholds >= c.dealHouseholds) return t('dealReached', { n: c.joinedHouseholds })
    return c.joinedHouseholds ? t('dealNeeds', { n: c.dealHouseholds - c.joinedHouseholds }) : t('dealNone', { n: c.dealHouseholds })
  }

  function deadlineText(c: Campaign): string {
    if (c.state === 'announced') return t('opens', { when: when(c.opensAt) })
    if (c.state === 'open') return isOpen(c) ? t('closes', { when: when(c.closesAt) }) : t('closingSoon')
    return t('closedAt', { when: when(c.cutOffAt ?? c.closesAt) })
  }

  function countdownText(c: Campaign): string {
    if (c.state === 'announced') return t('opensIn', { left: left(c.opensAt) })
    return isOpen(c) ? t('leftTime', { left: left(c.closesAt) }) : ''
  }

  /** How far it is and until when, in one line; of a group deal the shop says it itself: "还差 2 户，20:00 截止". */
  const standText = (c: Campaign) =>
    c.state === 'announced' ? (c.interested ? t('interested', { n: c.interested }) + ' · ' : '') + deadlineText(c)
      : c.kind === 'groupDeal' && c.dealText ? c.dealText : progressText(c) + ' · ' + deadlineText(c)

  return { isOpen, progressText, deadlineText, countdownText, standText }
}
