export type Lang = 'zh' | 'en'

/** What is needed to write an amount: pieces are counted, weighed goods are grams priced per 500 g (斤) or per kg. */
export interface Measured { measure: 'piece' | 'weight'; per: number; unit: string }

/** Shops live by the clock of Asia/Shanghai, which has had no summer time since 1991, so a fixed offset is exact. */
const SHOP_OFFSET = 8 * 3600_000
const DAY = 86_400_000

const wall = (moment: string | number | Date) => new Date(new Date(moment).getTime() + SHOP_OFFSET)
const two = (n: number) => (n < 10 ? '0' : '') + n
const dayNumber = (moment: string | number | Date) => Math.floor((new Date(moment).getTime() + SHOP_OFFSET) / DAY)

/** "¥12.80"; fen in, never floating point arithmetic on money. */
export function money(fen: number): string {
  const p = moneyParts(fen)
  return `${p.minus}¥${p.yuan}${p.fen}`
}

/** Parts for a price set in three sizes: minus, whole yuan with thousands, and ".80". */
export function moneyParts(fen: number): { minus: string; yuan: string; fen: string } {
  const abs = Math.abs(Math.round(fen))
  const yuan = Math.floor(abs / 100)
  return { minus: fen < 0 ? '−' : '', yuan: String(yuan).replace(/\B(?=(\d{3})+$)/g, ','), fen: '.' + two(abs % 100) }
}

/** lineTotal of the contract: integer, half up. */
export function lineTotal(price: number, amount: number, per: number): number {
  return Math.floor((price * amount + Math.floor(per / 2)) / per)
}

const trim = (n: number) => String(Math.round(n * 1000) / 1000)

/** "2 盒", "1.5 斤", "2 kg"; English "2 盒", "750 g", "1.5 kg". */
export function amount(thing: Measured, value: number, lang: Lang): string {
  if (thing.measure === 'piece') return `${value} ${thing.unit}`
  if (lang === 'zh' && thing.per === 500) return `${trim(value / 500)} 斤`
  if (lang === 'zh') return `${trim(value / 1000)} 公斤`
  return value < 1000 ? `${value} g` : `${trim(value / 1000)} kg`
}

/** What a price is per: "/盒", "/斤", "/公斤". */
export function priceUnit(thing: Measured, lang: Lang): string {
  if (thing.measure === 'piece') return `/${thing.unit}`
  if (thing.per === 500) return lang === 'zh' ? '/斤' : '/500 g'
  return lang === 'zh' ? '/公斤' : '/kg'
}

/** "20:00" */
export function time(moment: string | number): string {
  const d = wall(moment)
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`
}

const WEEK = { zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'], en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] }
const MONTH = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "今天", "明天", "昨天", else "5月3日 周六". */
export function day(moment: string | number, now: number, lang: Lang): string {
  const diff = dayNumber(moment) - dayNumber(now)
  const near: Record<string, [string, string]> = { '-1': ['昨天', 'yesterday'], '0': ['今天', 'today'], '1': ['明天', 'tomorrow'], '2': ['后天', ''] }
  const word = near[String(diff)]?.[lang === 'zh' ? 0 : 1]
  if (word) return word
  const d = wall(moment)
  const week = WEEK[lang][d.getUTCDay()]
  return lang === 'zh' ? `${d.getUTCMonth() + 1}月${d.getUTCDate()}日 ${week}` : `${week} ${d.getUTCDate()} ${MONTH[d.getUTCMonth()]}`
}

/** "今天 20:00" */
export const dayTime = (moment: string | number, now: number, lang: Lang) => `${day(moment, now, lang)} ${time(moment)}`

/** "20:00" when it is today, else with its day. */
export const when = (moment: string | number, now: number, lang: Lang) =>
  dayNumber(moment) === dayNumber(now) ? time(moment) : dayTime(moment, now, lang)

/** "明天 16:00–20:00" or, over several days, both ends in full. */
export function span(from: string | number, to: string | number, now: number, lang: Lang): string {
  return dayNumber(from) === dayNumber(to)
    ? `${day(from, now, lang)} ${time(from)}–${time(to)}`
    : `${dayTime(from, now, lang)} – ${dayTime(to, now, lang)}`
}

/** Time left: "3 天 4 小时", "2 小时 13 分", and below an hour a running "12:33". */
export function left(until: string | number, now: number, lang: Lang): string {
  const s = Math.max(0, Math.floor((new Date(until).getTime() - now) / 1000))
  const d = Math.floor(s / 86400), h = Math.floor((s % 86400) / 3600), m = Math.floor((s % 3600) / 60)
  if (d > 0) return lang === 'zh' ? `${d} 天 ${h} 小时` : `${d} d ${h} h`
  if (h > 0) return lang === 'zh' ? `${h} 小时 ${two(m)} 分` : `${h} h ${two(m)} min`
  return `${two(m)}:${two(s % 60)}`
}

/** The business day of a moment, "YYYY-MM-DD". */
export function businessDay(moment: number): string {
  const d = wall(moment)
  return `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`
}

/** "5月3日 周六" of a business day. */
export const dayOf = (business: string, now: number, lang: Lang) => day(`${business}T04:00:00Z`, now, lang)
