import { computed, ref } from 'vue'
import { recall, remember } from './store'

/** How the app looks on this phone: light or dark, by itself or by the system, and large type with fewer things to choose from (大字). */
export type Scheme = 'system' | 'light' | 'dark'
export const scheme = ref<Scheme>(recall<Scheme>('scheme', 'system'))
export const bigText = ref(recall('bigText', false))
const systemDark = ref(false)
export const dark = computed(() => scheme.value === 'dark' || (scheme.value === 'system' && systemDark.value))

export function setScheme(next: Scheme) {
  scheme.value = next
  remember('scheme', next)
  markLook()
}

export function setBigText(on: boolean) {
  bigText.value = on
  remember('bigText', on)
}

/** What lies behind the screens follows too: the page of the web, the ground that a pull uncovers in the mini-program. */
function markLook() {
  // #ifdef H5
  const root = document.documentElement
  root.classList.toggle('dark', dark.value)
  root.style.colorScheme = dark.value ? 'dark' : 'light'
  const ground = getComputedStyle(root).getPropertyValue('--ground').trim()
  if (ground) document.querySelectorAll('meta[name="theme-color"]').forEach((m) => m.setAttribute('content', ground))
  // #endif
  // #ifdef MP-WEIXIN
  uni.setBackgroundTextStyle({ textStyle: dark.value ? 'light' : 'dark' })
  // #endif
}

export function followSystem() {
  // #ifdef H5
  const asks = matchMedia('(prefers-color-scheme: dark)')
  systemDark.value = asks.matches
  const heard = (e: { matches: boolean }) => { systemDark.value = e.matches; markLook() }
  // old browsers know only the second
  if (asks.addEventListener) asks.addEventListener('change', heard)
  else asks.addListener(heard)
  // #endif
  // #ifdef MP-WEIXIN
  systemDark.value = uni.getSystemInfoSync().theme === 'dark'
  uni.onThemeChange((e) => { systemDark.value = e.theme === 'dark'; markLook() })
  // #endif
  markLook()
}

/** A light knock when something was taken or given back; phones that cannot do it stay still. */
export const knock = () => uni.vibrateShort({ type: 'light', fail: () => {} } as UniApp.VibrateShortOptions)
