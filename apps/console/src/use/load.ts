import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { Problem } from '../api'
import { w } from '../words'

export interface Load<T> {
  data: Ref<T | null>
  error: Ref<Problem | null>
  busy: Ref<boolean>
  reload: () => Promise<void>
}

export const asProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error
  console.error(error)
  return new Problem(0, 'app', w.common.pageFailed)
}

/** Reads something now and again whenever what it is asked for changes; a late answer never overwrites a newer one. */
export function useLoad<T>(read: (signal: AbortSignal) => Promise<T> | null, on?: () => unknown): Load<T> {
  const data = shallowRef<T | null>(null)
  const error = shallowRef<Problem | null>(null)
  const busy = ref(true)
  let running: AbortController | null = null

  async function reload(): Promise<void> {
    running?.abort()
    const mine = new AbortController()
    running = mine
    busy.value = true
    try {
      const answer = await (read(mine.signal) ?? null)
      if (mine !== running) return
      data.value = answer
      error.value = null
    } catch (e) {
      if (mine !== running || (e instanceof DOMException && e.name === 'AbortError')) return
      error.value = asProblem(e)
    }
    busy.value = false
  }
  if (on) {
    watch(on, (now, before) => {
      if (JSON.stringify(now) === JSON.stringify(before)) return
      data.value = null
      void reload()
    })
  }
  onScopeDispose(() => running?.abort())
  void reload()
  return { data, error, busy, reload }
}
