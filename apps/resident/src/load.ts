import { onPullDownRefresh } from '@dcloudio/uni-app'
import { getCurrentScope, onScopeDispose, ref, shallowRef } from 'vue'
import { asProblem, type Problem } from './api'
import { now } from './clock'
import { keep, keptOf, type Kept } from './kept'
import { whenOnline } from './network'

/** After so long people get what was there the last time, with its hour, while the line is still tried. */
const patience = 3_000

/** A thing to be fetched: first bones, then the thing, or what went wrong. A refresh keeps the thing on screen.
 *  @param kept under which name it stays on the phone for when there is no network; then `asOf` says from when it is.
 *  @param last what is shown until the shop has answered, if anything; then `since` says from when it is. */
export function loading<T>(fetch: () => Promise<T>, kept?: () => string, last?: () => Kept<T> | null) {
  const data = shallowRef<T | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const busy = ref(false)
  const asOf = ref<number | null>(null)
  const since = ref<number | null>(null)
  let turn = 0
  let at = 0
  function old(mine: number) {
    if (mine !== turn || !kept) return
    if (data.value) asOf.value = at || null
    else {
      const old = keptOf<T>(kept())
      if (!old) return
      data.value = old.what
      asOf.value = at = old.at
    }
  }
  async function load(): Promise<void> {
    const mine = ++turn
    const name = kept?.()
    busy.value = true
    if (!data.value) {
      problem.value = null
      const before = last?.()
      if (before) {
        data.value = before.what
        since.value = at = before.at
      }
    }
    const slow = name && (!data.value || since.value) ? setTimeout(() => old(mine), patience) : undefined
    try {
      const found = await fetch()
      if (mine !== turn) return
      data.value = found
      problem.value = asOf.value = since.value = null
      at = now.value
      if (name) keep(name, found, at)
    } catch (e) {
      if (mine !== turn) return
      problem.value = asProblem(e)
      if (problem.value.offline || problem.value.status >= 500) old(mine)
      // What the shop says is not so is not shown any longer because it was so before.
      else if (since.value) data.value = since.value = null
    } finally {
      clearTimeout(slow)
      if (mine === turn) busy.value = false
    }
  }
  function clear() {
    turn++
    data.value = null
    problem.value = asOf.value = since.value = null
    at = 0
  }
  if (kept && getCurrentScope()) onScopeDispose(whenOnline(() => { if (asOf.value) load() }))
  return { data, problem, busy, asOf, since, load, clear }
}

/** A list pulled down is fetched anew; the sign of it goes when the answer is there, or the reason why not. */
export const pulling = (again: () => unknown) => onPullDownRefresh(() => Promise.resolve(again()).finally(() => uni.stopPullDownRefresh()))

/** A list fetched page by page while it is scrolled. `wanted` is how many rows are still missing, when that is known. */
export function paging<T>(fetch: (after: string | null, wanted: number) => Promise<{ items: T[]; next: string | null }>) {
  const items = shallowRef<T[] | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const busy = ref(false)
  let next: string | null = null
  let turn = 0
  async function take(after: string | null) {
    const mine = ++turn
    busy.value = true
    try {
      const page = await fetch(after, 0)
      if (mine !== turn) return
      items.value = after ? [...(items.value ?? []), ...page.items] : page.items
      next = page.next
      problem.value = null
    } catch (e) {
      if (mine === turn) problem.value = asProblem(e)
    } finally {
      if (mine === turn) busy.value = false
    }
  }
  const load = () => take(null)
  const more = () => (next && !busy.value ? take(next) : Promise.resolve())
  /** As much as is shown, anew; nobody loses the place. A failure leaves what is shown. */
  async function again() {
    if (busy.value) return
    const mine = ++turn
    const least = items.value?.length ?? 0
    busy.value = true
    try {
      let found: T[] = []
      let after: string | null = null
      do {
        const page: { items: T[]; next: string | null } = await fetch(after, least - found.length)
        if (mine !== turn) return
        found = [...found, ...page.items]
        after = page.next
      } while (after && found.length < least)
      items.value = found
      next = after
      problem.value = null
    } catch (e) {
      if (mine === turn) problem.value = asProblem(e)
    } finally {
      if (mine === turn) busy.value = false
    }
  }
  function clear() {
    turn++
    busy.value = false
    items.value = null
    problem.value = null
    next = null
  }
  return { items, problem, busy, load, more, again, clear, hasMore: () => next !== null }
}
