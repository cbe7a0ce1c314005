import type { Fen, Id, Measure, Moment, Named } from './types'
import { lang, w } from './words'

// the shop's zone has no summer time, so wall time is a fixed step from UTC
const ZONE = '+08:00'
const ZONE_MS = 8 * 3_600_000

/** "1,234.50": the sign and the currency stand outside, so that figures align. */
export function yuan(fen: Fen): string {
  const whole = Math.trunc(Math.abs(fen) / 100).toString().replace(/\B(?=(\d{3})+$)/g, ',')
  return `${whole}.${String(Math.abs(fen) % 100).padStart(2, '0')}`
}
export const money = (fen: Fen): string => `${fen < 0 ? '−' : ''}¥${yuan(fen)}`

const trim = (n: number, digits: number): string => n.toFixed(digits).replace(/\.?0+$/, '')

/** Grams as people say them: 斤 up to a sack, kg beyond; kg and g in English. */
export function weight(grams: number): string {
  if (lang.value === 'en') return Math.abs(grams) < 1000 ? `${grams} g` : `${trim(grams / 1000, 2)} kg`
  if (grams === 0) return '0 斤'
  if (Math.abs(grams) < 250) return `${grams} 克`
  return Math.abs(grams) < 250_000 ? `${trim(grams / 500, 2)} 斤` : `${trim(grams / 1000, 1)} 公斤`
}
export const amount = (n: number, measure: Measure, unit: string): string =>
  measure === 'weight' ? weight(n) : `${n} ${unit || w.common.piece}`

/** What a price is for: "/斤", "/kg", "/盒". */
export function per(measure: Measure, perAmount: number, unit: string): string {
  if (measure === 'piece') return `/${unit || w.common.piece}`
  if (perAmount === 500) return lang.value === 'en' ? '/500 g' : '/斤'
  if (perAmount === 1000) return lang.value === 'en' ? '/kg' : '/公斤'
  return `/${perAmount} g`
}
/** Half up, as the server does it. */
export const lineTotal = (price: Fen, n: number, perAmount: number): Fen =>
  Math.floor((price * n + Math.floor(perAmount / 2)) / perAmount)

export const percent = (basisPoints: number): string => `${trim(basisPoints / 100, 2)}%`

const wall = (moment: Moment | Date): Date => new Date(new Date(moment).getTime() + ZONE_MS)
const two = (n: number): string => String(n).padStart(2, '0')

export const dayOf = (moment: Moment | Date): string => wall(moment).toISOString().slice(0, 10)
export const today = (): string => dayOf(new Date())
export const addDays = (day: string, n: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)

/** "2026-05-01 21:00" in the shop's zone, for date fields. */
export const toWall = (moment: Moment): string => wall(moment).toISOString().slice(0, 16).replace('T', ' ')
export const fromWall = (text: string): Moment =>
  new Date(`${text.slice(0, 16).replace(' ', 'T')}:00${ZONE}`).toISOString()

export const clock = (moment: Moment): string => {
  const d = wall(moment)
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`
}
export function when(moment: Moment): string {
  const day = dayOf(moment)
  const now = today()
  if (day === now) return `${w.common.today} ${clock(moment)}`
  if (day === addDays(now, -1)) return `${w.common.yesterday} ${clock(moment)}`
  if (day === addDays(now, 1)) return `${w.common.tomorrow} ${clock(moment)}`
  return `${shortDay(day)} ${clock(moment)}`
}
/** On paper "today" is another day tomorrow. */
export const stamp = (moment: Moment): string => `${shortDay(dayOf(moment))} ${clock(moment)}`
export function shortDay(day: string): string {
  const [y, m, d] = day.split('-').map(Number) as [number, number, number]
  const sameYear = String(y) === today().slice(0, 4)
  if (lang.value === 'en') {
    const text = new Date(Date.UTC(y, m - 1, d))
    const month = text.toLocaleString('en', { month: 'short', timeZone: 'UTC' })
    return sameYear ? `${d} ${month}` : `${d} ${month} ${y}`
  }
  return sameYear ? `${m}月${d}日` : `${y}年${m}月${d}日`
}
export const weekday = (day: string): string => w.common.weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()]!
export function span(from: Moment, to: Moment): string {
  return dayOf(from) === dayOf(to) ? `${when(from)}–${clock(to)}` : `${when(from)} – ${when(to)}`
}
/** "还有 2 小时 5 分", counted to the second in the last hour. */
export function left(until: Moment, now: number): string {
  const s = Math.max(0, Math.floor((Date.parse(until) - now) / 1000))
  const d = Math.floor(s / 86_400)
  const h = Math.floor((s % 86_400) / 3600)
  const m = Math.floor((s % 3600) / 60)
  if (d > 0) return w.common.leftDays(d, h)
  if (h > 0) return w.common.leftHours(h, m)
  return w.common.leftMinutes(m, s % 60)
}

export const nameOf = (thing: Named | Id | null | undefined, names?: Map<Id, string>): string =>
  thing == null ? '' : typeof thing === 'string' ? (names?.get(thing) ?? '') : thing.name
