import { ref } from 'vue'

/** Whether this phone believes it has a network. It may be wrong: then requests find it out. */
export const online = ref(true)
const waiting = new Set<() => void>()

/** Called whenever the network is back. */
export function whenOnline(act: () => void): () => void {
  waiting.add(act)
  return () => waiting.delete(act)
}

function is(connected: boolean) {
  const back = connected && !online.value
  online.value = connected
  if (back) for (const act of waiting) act()
}

export function watchNetwork() {
  // #ifdef H5
  // A browser says of a line that it is there, not of which kind it is: uni takes "unknown" for connected.
  is(navigator.onLine)
  window.addEventListener('online', () => is(true))
  window.addEventListener('offline', () => is(false))
  // #endif
  // #ifndef H5
  uni.getNetworkType({ success: (r) => is(r.networkType !== 'none') })
  uni.onNetworkStatusChange((r) => is(r.isConnected))
  // #endif
}
