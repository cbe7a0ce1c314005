/** What the web needs so that the keyboard and those who listen get everything; the mini-program has its own ways. */
export function easeAccess() {
  // #ifdef H5
  document.addEventListener('keydown', pressed)
  let planned = false
  new MutationObserver(() => {
    if (planned) return
    planned = true
    requestAnimationFrame(() => { planned = false; nameFields(); enterDialog() })
  }).observe(document.body, { childList: true, subtree: true })
  // #endif
}

// #ifdef H5
const dialogs = () => [...document.querySelectorAll<HTMLElement>('[role="dialog"], [role="alertdialog"]')].filter((d) => d.offsetParent || d.getClientRects().length)

/** Views with a role answer to the keyboard like the buttons, tabs and choices they are; Esc leaves what lies on top; Tab stays in it. */
function pressed(e: KeyboardEvent) {
  const on = document.activeElement as HTMLElement | null
  if ((e.key === 'Enter' || e.key === ' ') && /^(button|tab|radio|checkbox|switch|link)$/.test(on?.getAttribute('role') ?? '')) {
    e.preventDefault()
    return on!.click()
  }
  const top = dialogs().pop()
  // a tap beside it is how it is left
  if (top && e.key === 'Escape') return top.parentElement?.click()
  if (!top || e.key !== 'Tab') return
  const inside = [...top.querySelectorAll<HTMLElement>('[tabindex="0"], input, textarea, button')].filter((x) => x.getClientRects().length)
  if (!inside.length) return
  const edge = e.shiftKey ? inside[0]! : inside[inside.length - 1]!
  if (on !== edge && on !== top && top.contains(on)) return
  if (on === top && !e.shiftKey) return
  e.preventDefault()
  ;(e.shiftKey ? inside[inside.length - 1]! : inside[0]!).focus()
}

/** uni-app wraps each input and picture in an element of its own; the name has to be on the input or the picture itself. */
function nameFields() {
  document.querySelectorAll<HTMLElement>('uni-input, uni-textarea').forEach((wrap) => {
    const field = wrap.querySelector('input, textarea')
    const name = wrap.getAttribute('aria-label') || wrap.closest('.field')?.querySelector('.label')?.textContent || wrap.querySelector('.uni-input-placeholder, .uni-textarea-placeholder')?.textContent
    if (field && name && field.getAttribute('aria-label') !== name.trim()) field.setAttribute('aria-label', name.trim())
  })
  // a picture without a name is an ornament
  document.querySelectorAll('uni-image img:not([alt])').forEach((img) => img.setAttribute('alt', img.closest('uni-image')?.getAttribute('aria-label') ?? ''))
}

let entered: HTMLElement | undefined
let cameFrom: HTMLElement | null = null
/** Who opens a sheet is in it; who leaves it is where he was. */
function enterDialog() {
  const top = dialogs().pop()
  if (top === entered) return
  if (top) {
    if (!entered) cameFrom = document.activeElement as HTMLElement | null
    if (!top.contains(document.activeElement)) top.focus({ preventScroll: true })
  } else if (cameFrom?.isConnected) cameFrom.focus({ preventScroll: true })
  entered = top
}
// #endif
