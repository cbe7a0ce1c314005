import { computed, ref } from 'vue'
import { forget, get, hasSession, Problem } from './api'
import type { Me, Role } from './types'
import { forgetDrafts } from './use/chain'

/** Who is at this screen. */
export const me = ref<Me | null>(null)

export const is = (...roles: Role[]): boolean => me.value?.roles.some((r) => roles.includes(r)) ?? false

/** What a person may do, said once; the server decides again. */
export const may = {
  today: computed(() => is('hq', 'owner', 'clerk', 'leader', 'sorter', 'rider')),
  campaigns: computed(() => is('hq', 'owner', 'clerk', 'leader')),
  coupons: computed(() => is('hq', 'owner', 'clerk')),
  gifts: computed(() => is('hq', 'owner', 'clerk', 'leader')),
  closeEarly: computed(() => is('hq', 'owner', 'leader')),
  orders: computed(() => is('hq', 'owner', 'clerk', 'leader')),
  decideClaims: computed(() => is('owner', 'clerk', 'leader')),
  catalogue: computed(() => is('hq', 'owner', 'clerk')),
  buy: computed(() => is('hq', 'owner', 'clerk', 'supplier')),
  supplies: computed(() => is('supplier')),
  receive: computed(() => is('hq', 'owner', 'clerk')),
  consolidate: computed(() => is('hq', 'owner', 'clerk', 'leader')),
  sort: computed(() => is('owner', 'clerk', 'sorter')),
  desk: computed(() => is('owner', 'clerk', 'leader', 'sorter')),
  money: computed(() => is('hq', 'owner')),
  statements: computed(() => is('hq', 'owner', 'leader')),
  people: computed(() => is('hq', 'owner', 'clerk')),
  editPeople: computed(() => is('hq', 'owner')),
  households: computed(() => is('hq', 'owner', 'clerk', 'leader')),
  audit: computed(() => is('hq', 'owner')),
  shop: computed(() => is('hq', 'owner')),
}

export async function loadMe(): Promise<boolean> {
  if (!hasSession()) return false
  if (me.value) return true
  try {
    me.value = await get<Me>('/me')
    return true
  } catch (error) {
    if (error instanceof Problem && (error.status === 401 || error.status === 403)) return false
    throw error
  }
}

export function leave(): void {
  forget()
  forgetDrafts()
  me.value = null
}
