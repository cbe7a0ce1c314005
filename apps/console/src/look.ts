import { ref } from 'vue'

export type Look = 'auto' | 'light' | 'dark'
const KEY = 'linli.look'
const dark = matchMedia('(prefers-color-scheme: dark)')

export const look = ref<Look>((localStorage.getItem(KEY) as Look | null) ?? 'auto')

const apply = (): void =>
  void document.documentElement.classList.toggle(
    'dark',
    look.value === 'dark' || (look.value === 'auto' && dark.matches),
  )
dark.addEventListener('change', apply)

export function wear(next: Look): void {
  look.value = next
  localStorage.setItem(KEY, next)
  apply()
}
