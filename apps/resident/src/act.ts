import { ref } from 'vue'
import { asProblem } from './api'
import { tell } from './talk'

/** What a tap starts: one thing at a time, by its name; what went wrong is said, at the bottom unless the screen has a better place. */
export function acting(failed: (title: string) => void = tell) {
  const busy = ref('')
  async function during(what: string, act: () => Promise<void>): Promise<void> {
    if (busy.value) return
    busy.value = what
    try {
      await act()
    } catch (e) {
      failed(asProblem(e).title)
    } finally {
      busy.value = ''
    }
  }
  return { busy, during }
}
