import { api, Problem } from './api'
import { shopCode } from './session'
import { newId } from './store'
import type { Me } from './types'
import { refusal } from './words'

/** Who the shop is in WeChat. */
interface Apps { miniProgram: string | null; officialAccount: string | null; authorize: string }
export type WeChatApp = 'miniProgram' | 'officialAccount'

/** Opened inside WeChat: as a mini-program, or as a page; else nothing. */
export function inWeChat(): WeChatApp | null {
  // #ifdef MP-WEIXIN
  return 'miniProgram'
  // #endif
  // #ifdef H5
  return /MicroMessenger/i.test(navigator.userAgent) ? 'officialAccount' : null
  // #endif
}

const asked: Record<string, Promise<Apps> | undefined> = {}
const apps = (shop = shopCode.value) => (asked[shop] ??= api.get<Apps>('/wechat?shop=' + encodeURIComponent(shop)).catch((e: unknown) => { asked[shop] = undefined; throw e }))

/** Where we are, if WeChat can tell here who somebody is. */
export async function weChatHere(): Promise<WeChatApp | null> {
  const here = inWeChat()
  return here && (await apps())[here] ? here : null
}

let pageCode = ''
// #ifdef H5
// A page learns who opened it by the address it comes back under; the code in it counts once, so it is taken out at once.
const query = new URLSearchParams(location.search)
pageCode = (inWeChat() && query.get('code')) || ''
if (pageCode) {
  for (const name of ['code', 'state']) query.delete(name)
  history.replaceState(history.state, '', location.pathname + (query.size ? `?${query}` : '') + location.hash)
}
// #endif
export const cameFromWeChat = pageCode !== ''

/** What tells the server who this is. In a page without a code it goes to ask for one and comes back to the same address; then nothing is answered. */
export async function weChatCode(): Promise<string | null> {
  // #ifdef MP-WEIXIN
  return new Promise((resolve, reject) => uni.login({ provider: 'weixin', success: (r) => resolve(r.code), fail: () => reject(new Problem('wechat.silent', refusal('wechat.silent'), 0)) }))
  // #endif
  // #ifdef H5
  if (pageCode) {
    const code = pageCode
    pageCode = ''
    return code
  }
  const { officialAccount, authorize } = await apps()
  if (!officialAccount) throw new Problem('wechat.not-set-up', refusal('wechat.not-set-up'), 409)
  const back = encodeURIComponent(location.href)
  location.href = `${authorize}?appid=${officialAccount}&redirect_uri=${back}&response_type=code&scope=snsapi_base&state=linli#wechat_redirect`
  return null
  // #endif
}

/** Says who is signed in here is in WeChat. Answers nothing when the page has gone to ask for it. */
export async function bindWeChat(): Promise<Me | null> {
  const app = inWeChat()
  const code = await weChatCode()
  return code ? api.put<Me>(`/me/wechat/${newId()}`, { app, code }) : null
}

type Bridge = { invoke: (name: string, args: object, done: (answer: { err_msg: string }) => void) => void }
function bridge(name: string, args: object): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const go = () => ((window as unknown as { WeixinJSBridge: Bridge }).WeixinJSBridge).invoke(name, args, (r) => (/:ok$/.test(r.err_msg) ? resolve(true) : /:cancel$/.test(r.err_msg) ? resolve(false) : reject(new Problem('wechat.silent', refusal('wechat.silent'), 0))))
    if ('WeixinJSBridge' in window) go()
    else document.addEventListener('WeixinJSBridgeReady', go, { once: true })
  })
}

/** WeChat's own question whether these messages may be sent; asked only within a tap. Nothing when it cannot be asked here. */
export async function askToTell(templates: string[]): Promise<{ yes: string[]; no: string[] } | null> {
  // #ifdef MP-WEIXIN
  return new Promise((resolve, reject) => uni.requestSubscribeMessage({
    // more than three at once WeChat does not ask about
    tmplIds: templates.slice(0, 3),
    success: (r) => {
      const said = r as unknown as Record<string, string>
      resolve({ yes: templates.filter((x) => said[x] === 'accept'), no: templates.filter((x) => said[x] && said[x] !== 'accept') })
    },
    fail: () => reject(new Problem('wechat.silent', refusal('wechat.silent'), 0)),
  }))
  // #endif
  // #ifdef H5
  return templates.length ? null : { yes: [], no: [] }
  // #endif
}

/** Opens WeChat's own payment. False when the person has turned back; whether it is paid is asked of the shop. */
export function payInWeChat(how: Record<string, string>): Promise<boolean> {
  // #ifdef MP-WEIXIN
  return new Promise((resolve, reject) => uni.requestPayment({
    provider: 'wxpay', orderInfo: '', timeStamp: how.timeStamp, nonceStr: how.nonceStr, package: how.package, signType: how.signType, paySign: how.paySign,
    success: () => resolve(true),
    fail: (e: { errMsg: string }) => (e.errMsg.includes('cancel') ? resolve(false) : reject(new Problem('wechat.silent', refusal('wechat.silent'), 0))),
  }))
  // #endif
  // #ifdef H5
  return bridge('getBrandWCPayRequest', how)
  // #endif
}

/** Opens WeChat's own question whether to take this money. It can be asked only in the app in which it was sent. */
export async function takeInWeChat(transfer: { merchant: string; app: string; confirmation: string }): Promise<boolean> {
  const args = { mchId: transfer.merchant, appId: transfer.app, package: transfer.confirmation }
  // #ifdef MP-WEIXIN
  const mini = (globalThis as unknown as { wx: { requestMerchantTransfer?: (o: object) => void } }).wx
  if (!mini.requestMerchantTransfer) throw new Problem('wechat.too-old', refusal('wechat.too-old'), 0)
  return new Promise((resolve, reject) => mini.requestMerchantTransfer!({
    ...args, success: () => resolve(true),
    fail: (e: { errMsg: string }) => (e.errMsg.includes('cancel') ? resolve(false) : reject(new Problem('wechat.too-old', refusal('wechat.too-old'), 0))),
  }))
  // #endif
  // #ifdef H5
  return bridge('requestMerchantTransfer', args)
  // #endif
}

/** Whether this transfer's question can be asked where we are. */
export async function canTake(app: string | null): Promise<boolean> {
  const here = await weChatHere()
  return !!here && !!app && (await apps())[here] === app
}
