import { ref } from 'vue'
import { amount, day, dayOf, dayTime, left, money, priceUnit, refusalText, say, span, when, type Lang, type Measured, type Text } from '@words'
import { now } from './clock'
import { recall, remember } from './store'

function systemLanguage(): Lang {
  let name = 'zh'
  // #ifdef H5
  name = navigator.language
  // #endif
  return /^zh/i.test(name) ? 'zh' : 'en'
}

export const lang = ref<Lang>(recall<Lang | null>('lang', null) ?? systemLanguage())

export function speak(language: Lang) {
  lang.value = language
  remember('lang', language)
  markDocument()
}

/** Screen readers and the browser's translation need to know the language shown. */
export function markDocument() {
  // #ifdef H5
  document.documentElement.lang = lang.value === 'zh' ? 'zh-CN' : 'en'
  // #endif
}

export const t = (text: Text, fill?: Record<string, string | number>) => say(lang.value, text, fill)
export const amountText = (thing: Measured, value: number) => amount(thing, value, lang.value)
export const unitText = (thing: Measured) => priceUnit(thing, lang.value)
export const whenText = (moment: string | number) => when(moment, now.value, lang.value)
export const dayText = (moment: string | number) => day(moment, now.value, lang.value)
export const dayTimeText = (moment: string | number) => dayTime(moment, now.value, lang.value)
export const businessDayText = (business: string) => dayOf(business, now.value, lang.value)
export const spanText = (from: string, to: string) => span(from, to, now.value, lang.value)
export const leftText = (until: string) => left(until, now.value, lang.value)
export const refusal = (code: string) => refusalText(code, lang.value)
/** "团长 李姐"; whose name says it already is not called so twice. */
export const leaderText = (name: string) => (name.endsWith(t('leader')) ? name : t('leaderIs', { name }))
export { money }
export type { Text }

/** What a way to pay is called. */
export const payName = (p: string) => t(p === 'cash' ? 'payCash' : p === 'wechat' ? 'payWeChat' : p === 'alipay' ? 'payAlipay' : 'payOnline')
