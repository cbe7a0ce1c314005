import { onScopeDispose, ref, type Ref } from 'vue'

/** The present moment, moving every second while somebody looks. */
export function useNow(): Ref<number> {
  const now = ref(Date.now())
  const timer = setInterval(() => {
    if (!document.hidden) now.value = Date.now()
  }, 1000)
  onScopeDispose(() => clearInterval(timer))
  return now
}

/** Asks again now and then while the screen is looked at. */
export function useFresh(again: () => unknown, seconds: number): void {
  const timer = setInterval(() => {
    if (!document.hidden) void again()
  }, seconds * 1000)
  const back = (): void => {
    if (!document.hidden) void again()
  }
  document.addEventListener('visibilitychange', back)
  onScopeDispose(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', back)
  })
}
