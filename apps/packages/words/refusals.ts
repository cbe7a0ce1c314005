import type { Lang } from './formats'

/** What to say when an answer has no sentence of its own: what happened and what to do. The server's title always goes first. */
const refusals: Record<string, [zh: string, en: string]> = {
  'network': ['网络好像断开了，请检查网络后再试一次。', 'The network seems to be down. Check the connection and try again.'],
  'server': ['系统刚才出了点问题，我们已经记下了。请稍后再试。', 'Something went wrong on our side and has been recorded. Please try again shortly.'],
  'request.malformed': ['这次提交的内容没有被看懂，请检查后重新提交。', 'The request was not understood. Please check it and send it again.'],
  'caller.not-signed-in': ['登录已经过期，请重新登录。', 'Your sign-in has expired. Please sign in again.'],
  'caller.wrong-role': ['您的账号不能做这件事，需要的话请联系店主。', 'Your account may not do this. Ask the shop owner if you need it.'],
  'sign-in.wrong': ['手机号或验证码不对，请核对后再试。', 'The phone number or code is wrong. Please check and try again.'],
  'sign-in.locked-out': ['试错次数太多，账号暂时锁定，请过一会儿再来。', 'Too many wrong attempts. The account is locked for a while.'],
  'sign-in.totp-needed': ['请再输入动态口令。', 'Please also enter your one-time password.'],
  'busy.too-many': ['操作太频繁了，请稍等一分钟再试。', 'Too many requests. Please wait a minute and try again.'],
  'busy.try-again': ['现在下单的邻居很多，请再点一次。', 'Many neighbours are ordering right now. Please try once more.'],
  'campaign.unknown': ['找不到这个团，可能已经下架了。', 'This group buy cannot be found. It may have been withdrawn.'],
  'campaign.not-open-yet': ['这个团还没开始，到点再来。', 'This group buy has not opened yet.'],
  'campaign.cut-off-passed': ['这个团已经截单，不能再下单或修改了。', 'This group buy has closed; orders can no longer be placed or changed.'],
  'campaign.item-paused': ['有商品暂停售卖了，请从购物车里拿掉它。', 'One item has been paused. Please take it out of the cart.'],
  'campaign.sold-out': ['有商品卖完了，请改少一点或换一样。', 'One item is sold out. Take less of it or choose another.'],
  'campaign.over-household-limit': ['超过了每户限购的数量，请改少一点。', 'That is more than the limit per household. Please take less.'],
  'order.unknown': ['找不到这个订单。', 'This order cannot be found.'],
  'order.lines-missing': ['购物车是空的，先选几样商品吧。', 'The cart is empty. Choose something first.'],
  'order.amount-out-of-range': ['数量不对，请重新选择。', 'The amount is not possible. Please choose again.'],
  'order.amount-not-in-steps': ['这样商品要按固定的份量买，请用加减号选择。', 'This item is sold in fixed steps. Use the plus and minus buttons.'],
  'order.pickup-point-not-offered': ['这个团不送到所选的自提点，请换一个。', 'This group buy does not deliver to that pickup point. Choose another.'],
  'order.household-missing': ['请先填好您的住址，再下单。', 'Please fill in your address before ordering.'],
  'order.group-deal-is-paid-online': ['拼团需要先在线付款，不成团会全额退回。', 'Group deals are paid online first; you get everything back if the deal fails.'],
  'order.paid-cannot-amend': ['已经付款的订单不能直接修改，请取消后重新下单，钱会原路退回。', 'A paid order cannot be changed. Cancel it (the money comes back) and order again.'],
  'order.id-taken': ['这个订单已经提交过了，请到“我的订单”查看。', 'This order has already been placed. See it in My orders.'],
  'pickup.wrong-code': ['取货码不对，请核对后再试。', 'The pickup code is wrong. Please check and try again.'],
  'pickup.already-done': ['这份货已经取走了。', 'This bag has already been picked up.'],
  'pickup.not-arrived': ['货还没到，请等到货通知。', 'The goods have not arrived yet. Please wait for the message.'],
  'pickup.cash-needed': ['这份货还没付钱，请先收款。', 'This bag is not paid yet. Please take the cash first.'],
  'sku.unknown': ['找不到这样商品。', 'This item cannot be found.'],
}

/** The sentence for a refusal code without a title of its own. */
export function refusalText(code: string, lang: Lang): string {
  const known = refusals[code] ?? refusals[code.endsWith('.id-taken') ? 'order.id-taken' : 'server']!
  return known[lang === 'zh' ? 0 : 1]
}
