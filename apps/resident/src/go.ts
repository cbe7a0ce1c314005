/** Moving between screens; the first one is home with its tabs. */
type Page = 'campaign' | 'cart' | 'signin' | 'household' | 'order' | 'claim' | 'review' | 'leader-orders' | 'statement' | 'wallet' | 'month' | 'leader-claims' | 'referral' | 'coupons' | 'points'
  | 'search' | 'item' | 'privacy' | 'leader-publish' | 'leader-share' | 'leader-handover' | 'subscriptions'

// The address of a campaign stands in texts that leaders paste into groups; it must never change.
const paths: Partial<Record<Page, string>> = { campaign: 'campaign/index' }

const query = (options: Record<string, string | undefined>) => {
  const parts = Object.entries(options).filter(([, v]) => v).map(([k, v]) => `${k}=${encodeURIComponent(v!)}`)
  return parts.length ? '?' + parts.join('&') : ''
}

export const go = (page: Page, options: Record<string, string | undefined> = {}) => uni.navigateTo({ url: `/pages/${paths[page] ?? page}${query(options)}` })
export const swap = (page: Page, options: Record<string, string | undefined> = {}) => uni.redirectTo({ url: `/pages/${paths[page] ?? page}${query(options)}` })
export const goHome = (tab?: string) => uni.reLaunch({ url: `/pages/home${query({ tab })}` })

/** Opened by a link there is nothing behind; then back means home. */
export function back() {
  if (getCurrentPages().length > 1) uni.navigateBack()
  else goHome()
}

/** Messages carry addresses of the product, "/orders/<id>"; here they become screens. */
export function follow(link: string) {
  const [, kind, id] = link.split('/')
  if (kind === 'orders' && id) go('order', { id })
  else if (kind === 'campaigns' && id) go('campaign', { id })
  else goHome()
}
