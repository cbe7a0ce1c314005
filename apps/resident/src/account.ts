import { unread } from './mail'
import { signOut } from './session'

/** Everything of a person leaves this phone with them; the cart stays, as promised when asking. */
export function dropAccount() {
  signOut()
  unread.value = 0
}
