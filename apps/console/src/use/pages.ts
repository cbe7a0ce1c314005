import { computed, ref, shallowRef, watch, onScopeDispose, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { get, type Ask, type Problem } from '../api'
import type { Listed } from '../types'
import { asProblem } from './load'

export interface Pages<T> {
  items: Ref<T[]>
  error: Ref<Problem | null>
  busy: Ref<boolean>
  page: Ref<number>
  hasNext: Ref<boolean>
  next: () => void
  previous: () => void
  reload: () => Promise<void>
}

/** A list read page by page by the server's cursors; changing the question starts at the first page. */
export function usePages<T>(path: () => string | null, query: () => Ask['query'] = () => ({}), take = 25): Pages<T> {
  const items = shallowRef<T[]>([])
  const error = shallowRef<Problem | null>(null)
  const busy = ref(true)
  const cursors = ref<string[]>([])
  const after = ref<string | null>(null)
  let running: AbortController | null = null

  async function reload(): Promise<void> {
    const where = path()
    running?.abort()
    const mine = new AbortController()
    running = mine
    if (where === null) {
      items.value = []
      busy.value = false
      return
    }
    busy.value = true
    try {
      const answer = await get<Listed<T> | T[]>(where, { ...query(), take, after: cursors.value.at(-1) }, mine.signal)
      if (mine !== running) return
      items.value = Array.isArray(answer) ? answer : answer.items
      after.value = Array.isArray(answer) ? null : answer.next
      error.value = null
    } catch (e) {
      if (mine !== running || (e instanceof DOMException && e.name === 'AbortError')) return
      error.value = asProblem(e)
    }
    busy.value = false
  }
  watch(
    () => JSON.stringify([path(), query()]),
    () => {
      cursors.value = []
      items.value = []
      void reload()
    },
  )
  onScopeDispose(() => running?.abort())
  void reload()
  return {
    items,
    error,
    busy,
    page: computed(() => cursors.value.length + 1),
    hasNext: computed(() => after.value !== null),
    next: () => {
      if (after.value === null) return
      cursors.value.push(after.value)
      void reload()
    },
    previous: () => {
      cursors.value.pop()
      void reload()
    },
    reload,
  }
}

/** Reads a short list whole. */
export async function all<T>(path: string, query: Ask['query'] = {}): Promise<T[]> {
  const found: T[] = []
  for (let after: string | null = null; ; ) {
    const answer: Listed<T> | T[] = await get<Listed<T> | T[]>(path, { ...query, take: 200, after })
    if (Array.isArray(answer)) return answer
    found.push(...answer.items)
    if (answer.next === null) return found
    after = answer.next
  }
}

/** A filter that lives in the address, so that a screen can be shared. */
export function useAddress(name: string, fallback = ''): Ref<string> {
  const route = useRoute()
  const router = useRouter()
  return computed({
    get: () => {
      const value = route.query[name]
      return typeof value === 'string' ? value : fallback
    },
    set: (value: string | null | undefined) => {
      const query = { ...route.query }
      if (!value || value === fallback) delete query[name]
      else query[name] = value
      void router.replace({ query })
    },
  })
}

/** Text typed into a search field, let into the address when the typing rests. */
export function useSearch(name = 'q'): Ref<string> {
  const address = useAddress(name)
  const typed = ref(address.value)
  let timer = 0
  watch(typed, (text) => {
    clearTimeout(timer)
    timer = window.setTimeout(() => (address.value = text.trim()), 220)
  })
  watch(address, (text) => {
    if (text !== typed.value.trim()) typed.value = text
  })
  onScopeDispose(() => clearTimeout(timer))
  return typed
}
