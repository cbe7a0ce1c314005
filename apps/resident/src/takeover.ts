/** The program takes over from what index.html drew (first.ts), once there is more to look at than bones. */
let bones = 0

/** Called when a screen stands. */
export function takeOver() {
  // #ifdef H5
  setTimeout(() => { if (!bones) window.linliFirst.end() })
  // #endif
}
export const bonesShown = () => { bones++ }
export function bonesGone() {
  bones--
  takeOver()
}
