import { computed } from 'vue'
import { get } from '../api'
import { amount } from '../format'
import type { Demand, Id, Listed } from '../types'
import { w } from '../words'
import { useLoad } from './load'

/** 想要 — what was wanted before it was sold, per good, in a sentence; one goes on without it. */
export function useDemand(skus: () => Id[] | null) {
  const { data } = useLoad(
    (signal) => {
      const wanted = skus()
      return wanted === null || wanted.length === 0 ? null : get<Listed<Demand>>('/demand', { skus: wanted.slice(0, 200).join(',') }, signal)
    },
    () => skus()?.join() ?? '',
  )
  return computed(() => new Map((data.value?.items ?? []).map((d) => [d.sku, demandText(d)])))
}

export const demandText = (d: Demand): string =>
  [
    d.coming > 0 ? w.campaigns.demandComing(d.coming) : '',
    d.expectedHouseholds !== null && d.expectedAmount !== null ? w.campaigns.demandExpect(d.expectedHouseholds, amount(d.expectedAmount, d.measure, d.unit)) : '',
    d.interested > 0 ? w.campaigns.demandPast(d.interested, d.bought) : '',
  ]
    .filter((x) => x !== '')
    .join(' · ')
