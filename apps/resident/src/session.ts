import { computed, ref } from 'vue'
import { api, currentSession, keepSession, onSignedOut, rows } from './api'
import { newId, recall, remember } from './store'
import { bindWeChat, weChatCode, weChatHere } from './wechat'
import type { Household, Id, Me, Neighbourhood, PickupPoint, Shop, SignedIn } from './types'

/** The shop of the link that was opened; kept so that the next visit needs no link. */
let first = 'demo'
// #ifdef H5
first = window.linliFirst.shop
// #endif
export const shopCode = ref(recall('shop', first))
export const shop = ref<Shop | null>(recall<Shop | null>('shopCard', null))
export const me = ref<Me | null>(currentSession() ? recall<Me | null>('me', null) : null)
export const signedIn = computed(() => me.value !== null)
export const isLeader = computed(() => me.value?.roles.includes('leader') ?? false)
export const isResident = computed(() => me.value?.roles.includes('resident') ?? false)

export function enterShop(code: string) {
  if (!code || code === shopCode.value) return
  shopCode.value = code
  shop.value = null
  remember('shop', code)
  remember('shopCard', null)
}

export async function loadShop() {
  const found = await api.get<Shop>(`/shops/${encodeURIComponent(shopCode.value)}`)
  shop.value = found
  remember('shopCard', found)
}

function keepMe(next: Me | null) {
  me.value = next
  remember('me', next)
}

/** Sees what the household sees; before it has an address, what passers-by see. */
export const seesOwn = computed(() => me.value !== null && (me.value.household !== null || !me.value.roles.includes('resident') || me.value.roles.length > 1))

export const unread = computed(() => me.value?.unread ?? 0)
export function setUnread(count: number) {
  if (me.value) keepMe({ ...me.value, unread: count })
}

export async function loadMe() {
  if (currentSession()) keepMe(await api.get<Me>('/me'))
}

export const sendCode = (phone: string) => api.put<{ expiresAt: string }>(`/sms-codes/${newId()}`, { shop: shopCode.value, phone })

export async function signIn(by: { phone: string; code?: string; password?: string; totp?: string }) {
  const id = newId()
  const answer = await api.put<SignedIn>(`/sessions/${id}`, { shop: shopCode.value, ...by })
  keepSession({ id, token: answer.token, refreshToken: answer.refreshToken })
  keepMe(answer.me)
}

/** By WeChat, when it knows who this is; the phone is needed once. Answers false when the page has gone to ask WeChat. */
export async function signInByWeChat(more: { phoneCode?: string; totp?: string } = {}): Promise<boolean> {
  const app = await weChatHere()
  const again = more.totp ? weChatTry : undefined
  const code = again?.code ?? (app ? await weChatCode() : null)
  if (!app || !code) return false
  // A second factor is asked for after the code was taken: then the same try goes on, because a code counts once.
  const id = again?.id ?? newId()
  weChatTry = { id, code }
  const answer = await api.put<SignedIn>(`/sessions/${id}/wechat`, { shop: shopCode.value, app, code, ...more })
  keepSession({ id, token: answer.token, refreshToken: answer.refreshToken })
  keepMe(answer.me)
  return true
}
let weChatTry: { id: string; code: string } | undefined

/** Binds the WeChat we are in to whoever is signed in. */
export async function joinWeChat(): Promise<boolean> {
  const next = await bindWeChat()
  if (next) keepMe(next)
  return next !== null
}

export function signOut() {
  keepSession(null)
  keepMe(null)
}

onSignedOut(() => keepMe(null))

export async function saveHousehold(body: { building: Id; room: string; name: string; pickupPoint?: Id }) {
  const household = await api.put<Household>('/me/household', body)
  if (me.value) keepMe({ ...me.value, household })
}

// The map of the shop: where people live and fetch their bags. Small and seldom changed, so it is kept.
export const neighbourhoods = ref<Neighbourhood[]>(recall('neighbourhoods', []))
export const pickupPoints = ref<PickupPoint[]>(recall('pickupPoints', []))

export async function loadPlaces() {
  const [a, b] = await Promise.all([
    api.get<Neighbourhood[] | { items: Neighbourhood[] }>('/neighbourhoods'),
    api.get<PickupPoint[] | { items: PickupPoint[] }>('/pickup-points'),
  ])
  neighbourhoods.value = rows(a)
  pickupPoints.value = rows(b)
  remember('neighbourhoods', neighbourhoods.value)
  remember('pickupPoints', pickupPoints.value)
}

export const buildingName = (id: Id) => neighbourhoods.value.flatMap((n) => n.buildings).find((b) => b.id === id)?.name ?? ''

export const home = computed(() => {
  const h = me.value?.household
  if (!h) return null
  return {
    neighbourhoodId: h.neighbourhood,
    neighbourhood: neighbourhoods.value.find((n) => n.id === h.neighbourhood)?.name ?? '',
    buildingId: h.building,
    building: buildingName(h.building),
    room: h.room,
    name: h.name,
    pointId: h.pickupPoint ?? '',
    point: pickupPoints.value.find((p) => p.id === h.pickupPoint)?.name ?? '',
  }
})
