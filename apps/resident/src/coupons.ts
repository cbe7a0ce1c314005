import { api } from './api'
import type { Coupon, CouponBatch, CouponTerms, Page } from './types'
import { dayTimeText, lang, money, t } from './words'

/** What it takes off: an amount, or 九折. */
export const couponOff = (c: CouponTerms) => (c.kind === 'percent'
  ? t('couponPercent', { n: lang.value === 'zh' ? (10_000 - c.basisPoints) / 1000 : c.basisPoints / 100 })
  : t('couponAmount', { off: money(c.off) }))

/** What must be so for it to be used. */
export const couponTerms = (c: CouponTerms) => [
  c.from ? t('couponFrom', { from: money(c.from) }) : t('couponAny'),
  ...(c.scope.skus.length + c.scope.categories.length ? [c.scope.categories.length && !c.scope.skus.length ? t('couponOnly', { of: c.scope.categories.join(t('listComma')) }) : t('couponSome')] : []),
  ...(c.kind === 'percent' && c.off ? [t('couponMost', { off: money(c.off) })] : []),
  ...(c.alone ? [t('couponAlone')] : []),
].join(t('listComma'))
export const couponUntil = (c: CouponTerms) => t('couponUntil', { when: dayTimeText(c.validTo) })

export const readCoupons = async () => (await api.get<Page<Coupon>>('/coupons?take=100')).items
export const readBatches = async () => (await api.get<Page<CouponBatch>>('/coupon-batches?take=50')).items
