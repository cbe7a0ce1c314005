import { ref, shallowReactive } from 'vue'
import { en } from './en'
import { zh } from './zh'

export type Words = typeof zh
export type Lang = 'zh' | 'en'

const kept = localStorage.getItem('linli.lang')
export const lang = ref<Lang>(kept === 'en' ? 'en' : 'zh')
/** Every text of the console in the language chosen now. */
export const w: Words = shallowReactive({ ...(lang.value === 'en' ? en : zh) })

export function speak(next: Lang): void {
  lang.value = next
  localStorage.setItem('linli.lang', next)
  Object.assign(w, next === 'en' ? en : zh)
  document.documentElement.lang = next === 'en' ? 'en' : 'zh-CN'
}
