import { api } from './api'
import { newId } from './store'
import type { NoticeKind, Subscriptions } from './types'
import { askToTell, inWeChat } from './wechat'

export const readSubscriptions = () => api.get<Subscriptions>('/me/subscriptions')

/** Only the mini-program can ask whether it may send something. */
export const canAsk = () => inWeChat() === 'miniProgram'

/** Asks in WeChat and tells the shop what was answered. Each yes is good for one message. */
export async function subscribe(offers: Subscriptions['offers'], kinds: NoticeKind[]): Promise<{ said: Subscriptions; yes: number } | null> {
  const wanted = offers.filter((o) => kinds.includes(o.kind))
  const answer = await askToTell(wanted.map((o) => o.template))
  if (!answer) return null
  const of = (templates: string[]) => wanted.filter((o) => templates.includes(o.template)).map((o) => o.kind)
  const [accepted, declined] = [of(answer.yes), of(answer.no)]
  const said = accepted.length || declined.length
    ? await api.put<Subscriptions>(`/me/subscriptions/${newId()}`, { accepted, declined }) : await readSubscriptions()
  return { said, yes: accepted.length }
}
