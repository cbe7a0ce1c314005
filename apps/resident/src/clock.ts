import { ref } from 'vue'

/** The moment now, by the server's clock as far as it is known, moving each second while a screen is shown. */
export const now = ref(Date.now())
let ahead = 0
let timer: ReturnType<typeof setInterval> | undefined

const tick = () => (now.value = Date.now() + ahead)

/** A phone may be minutes off; cut-off is by the server's clock. Small differences are the network's. */
export function heardServerTime(date: string | undefined) {
  const server = date ? Date.parse(date) : NaN
  if (Number.isNaN(server)) return
  const difference = server - Date.now()
  ahead = Math.abs(difference) < 3000 ? 0 : difference
}

export function runClock() {
  tick()
  timer ??= setInterval(tick, 1000)
}

export function restClock() {
  clearInterval(timer)
  timer = undefined
}
