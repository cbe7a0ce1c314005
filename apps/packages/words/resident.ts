import type { Lang } from './formats'

const zh = {
  // tabs and frame
  today: '今天', orders: '订单', messages: '消息', me: '我的', leader: '团长',
  back: '返回', close: '关闭', retry: '再试一次', cancel: '取消', ok: '好的', save: '保存', notNow: '先不',
  loading: '正在加载', more: '正在加载更多', thatsAll: '到底了', change: '更换', choose: '请选择', copy: '复制', copied: '已复制',
  troubleTitle: '没有加载出来', offlineTitle: '网络断开了',
  // today
  greetingNew: '邻居们正在拼的好东西', homeOf: '{neighbourhood} · {building} {room}',
  signInForHome: '登录后只看您小区的团', signIn: '登录', nowOpen: '正在开团', comingUp: '即将开始', closedRecently: '已截单',
  noCampaigns: '今天还没有开团', noCampaignsText: '团长一般早上 7 点开团，开团后会给您发消息。', refresh: '刷新看看',
  setHome: '完善住址，看到您小区的团', setHomeGo: '去填写',
  presale: '预售', groupDeal: '拼团', flashSale: '限时', chain: '接龙',
  closes: '{when} 截止', opens: '{when} 开始', closedAt: '{when} 已截单', leftTime: '还剩 {left}', opensIn: '{left} 后开始',
  dealNeeds: '还差 {n} 户成团', dealReached: '已成团 · {n} 户参加', dealNone: '{n} 户成团，第一户就等您',
  joined: '{n} 户已下单', ordersSoFar: '已有 {n} 单', beFirst: '等第一位邻居下单', items: '{n} 样', from: '起', pickupWhen: '{when} 取货', pickupReadyTitle: '可以取货了', pickupOverdueTitle: '请尽快取货',
  pickupReady: '取货码 {code} · {point}', closingSoon: '正在截单',
  // campaign and item
  leaderIs: '团长 {name}', readMore: '展开', readLess: '收起', searchItems: '在这个团里找商品', noMatch: '没有找到“{q}”', noMatchText: '换个词，或看看全部商品。', showAll: '看全部',
  all: '全部', add: '加入', soldOut: '已售完', paused: '暂停售卖', closedItem: '已截止', onlyLeft: '只剩 {amount}', limit: '每户限 {amount}', taken: '已订 {amount}',
  toCart: '去结算', cartEmptyBar: '还没选商品', chosen: '已选 {n} 样', origin: '产地', storage: '储存', shelfLife: '保质期', days: '{n} 天', spec: '规格', step: '起订与递增', shelfPrice: '店里卖',
  weighed: '按实际称重结算，多退', pickupPlaces: '自提点', pickupTime: '取货时间', notOpenBar: '还没开始', closedBar: '这个团已截单', seeOthers: '看看别的团', details: '商品详情',
  reachedLimit: '每户最多 {amount}', reachedLeft: '只剩 {amount} 了', addedToCart: '已加入购物车', kindDealHow: '先付款，满 {n} 户成团；不成团全额退回',
  // chain
  chainJoined: '已接龙 {n} 户', chainList: '大家的接龙', chainSee: '看接龙', chainPublic: '大家只看得到称呼和要的商品。', chainNone: '还没有人接龙，您来第一个', chainNoneText: '选好商品，点“我要接龙”，您就排第 1 位。', chainNoneSoon: '开始后，谁接了龙都排在这里。', chainNobody: '没有人接龙', chainNobodyText: '这个团截单前没有人接龙。',
  joinChain: '我要接龙', changeChain: '改我的接龙', chainPick: '先选好要的商品，再点“我要接龙”', chainYou: '您是第 {n} 位', chainYouIn: '您已经接龙了', chainMoreOf: '再加 {n} 样', chainPlaced: '接龙成功', chainMine: '我', chainChanged: '改过', chainWithdrawn: '已退', chainAt: '第 {n} 位',
  chainMore: '再看一些', copyChain: '复制接龙', chainCopied: '接龙已复制，到群里粘贴就行', chainText: '接龙文本', chainTextLead: '这台手机没能自动复制。请长按下面的文字，全选后复制到群里。', chainNothing: '还没有人接龙，等有人接了再复制',
  // cart
  cart: '购物车', cartEmpty: '购物车是空的', cartEmptyText: '去看看今天的团，选几样新鲜的。', goToday: '看今天的团', remove: '拿掉', removed: '已拿掉 {name}', undo: '放回去',
  pickupPoint: '自提点', pickAPoint: '请选择自提点', payment: '付款方式', payOnline: '在线支付', payOnlineText: '现在付款，取货时直接拿走', payCash: '取货时付现金', payCashText: '先留货，到自提点再付',
  dealOnlineOnly: '拼团需要在线支付，不成团自动全额退回', note: '给团长留言', notePlaceholder: '例如：放在门口，晚点来取', total: '合计', submit: '提交订单', submitN: '提交 {n} 个订单',
  fixAmount: '{name}只剩 {left} 了，您要的 {wanted} 改成 {left} 吗？', fixAmountGo: '改成 {left}', lineGone: '{name}{why}，请拿掉后再提交。', signInToOrder: '登录后下单', homeToOrder: '填写住址后下单',
  orderPlaced: '下单成功', paidNow: '付款成功', alreadyPlaced: '这个订单之前已经提交成功了', campaignGone: '这个团已经截单，里面的商品不能再订了。', clearGroup: '清掉这一组',
  unfinished: '上次提交没有收到答复，正在核对…', priceAsOf: '价格以提交时为准',
  // sign in
  welcome: '欢迎来到邻里', signInLead: '用手机号登录，不用注册', phone: '手机号', phonePlaceholder: '11 位手机号', code: '验证码', codePlaceholder: '短信里的 6 位数字', sendCode: '获取验证码', sendAgain: '{n} 秒后可重发', codeSent: '验证码已发到 {phone}',
  password: '密码', usePassword: '用密码登录', useCode: '用短信验证码登录', totp: '动态口令', totpPlaceholder: '验证器里的 6 位数字', badPhone: '请填写 11 位手机号', badCode: '请填写短信里的验证码', signInWhy: '登录只用于下单、取货和退款通知。', badPassword: '请填写密码', yourShop: '您的小店',
  // household
  household: '住址', householdLead: '填一次就好，下单时自动带上', neighbourhood: '小区', building: '楼栋', room: '门牌号', roomPlaceholder: '例如 1202', name: '称呼', namePlaceholder: '例如 王阿姨', homePoint: '常用自提点', saveHome: '保存住址', homeSaved: '住址已保存', noPoints: '这个小区还没有自提点', fillAll: '请先填好：{what}', changeHome: '更换住址',
  // orders
  filterAll: '全部', filterPay: '待付款', filterOpen: '进行中', filterDone: '已完成', noOrders: '还没有订单', noOrdersText: '选好商品提交后，就能在这里看进度和取货码。',
  stAwaiting: '待付款', stConfirmed: '已下单', stFrozen: '备货中', stReady: '可取货', stPartly: '取了一部分', stOverdue: '待取货（已过时间）', stDone: '已取货', stCancelled: '已取消', stExpired: '超时未付款', stDealFailed: '未成团，已退款', stCompleted: '已完成', stWaitDeal: '等待成团',
  order: '订单', orderNo: '订单 {number}', payNow: '去付款', payNowAmount: '付款 {amount}', payBy: '请在 {when} 前付款，还剩 {left}', paySee: '查看取货码', confirming: '正在确认付款', confirmingText: '通常几秒钟就好，可以留在这里等。', confirmLate: '还没有收到付款结果', confirmLateText: '如果已经扣款，系统会自动核对，不会重复收钱。', checkAgain: '再查一次',
  awaitText: '先为您留着货，付款后就算订好了。', confirmedText: '{when} 截单前都可以修改或取消。', confirmedPaidText: '已付款，{when} 截单前可以取消。', frozenText: '已截单，正在备货，到货会通知您。', waitDealText: '成团后为您备货；不成团会全额退回。', doneText: '谢谢您，吃得好再来。', cancelledText: '订单已取消。', expiredText: '没有在时间内付款，货已放回。喜欢可以再订。', dealFailedText: '人数不够没有成团，付的钱已原路退回。', readyText: '请带上取货码到自提点。', overdueText: '已经过了取货时间，请联系团长或尽快来取。', partlyText: '还有商品没取完，请带上取货码再来。',
  pickupCode: '取货码', bin: '格口 {bin}', showCode: '到自提点出示，核销后失效', copyCode: '复制取货码', lines: '商品', refundedLine: '已退 {amount}', shortRefund: '缺货 {amount}，已退 {money}', cancelledRefund: '订单取消，已退 {money}', dealRefund: '未成团，已退 {money}', claimRefund: '售后退款 {money}', plainRefund: '已退 {money}',
  paidCash: '取货时付现金', paidOnline: '在线支付', paidOutside: '群里付款', outsidePaid: '群里已付', outsideDue: '还要付', outsideNone: '还没有收到您的付款。可以在群里转给团长，也可以取货时付。', outsidePart: '已经收到一部分。剩下的可以在群里转给团长，也可以取货时付。', outsideAll: '已经付清，取货时不用再付。', outsideRefund: '退给您', outsideRefundText: '退的钱由团长在群里转给您。', outsideAmend: '群里已经付过钱的订单要改，请告诉团长。', outsideCancelText: '“{title}”共 {n} 样。付的 {amount} 由团长在群里退给您。', outsideHintDue: '取货时付 {amount}', outsideHintPaid: '已付清', outsidePaidText: '群里已付清，{when} 截单前可以取消。', outsidePartText: '群里付了一部分，取货时再付 {amount}。', outsideCancelled: '订单已取消，付的钱由团长在群里退给您。', paidAmount: '已付', refundedAmount: '已退', toPay: '取货时付', progress: '订单进度', placedAt: '下单时间', orderNumber: '订单号', noteLabel: '留言', paymentLabel: '付款方式',
  amend: '修改数量', amendTitle: '修改订单 {number}', amendSave: '保存修改', amendNothing: '一样都不要了，请直接取消订单。', amendSaved: '订单已修改', amendPaid: '已在线付款的订单，请取消后重新下单，钱会原路退回。',
  cancelOrder: '取消订单', cancelAsk: '取消订单 {number}？', cancelText: '“{title}”共 {n} 样。取消后货会放回给其他邻居。', cancelTextPaid: '“{title}”共 {n} 样。付的 {amount} 会原路退回。', cancelGo: '取消订单 {number}', keep: '先留着', cancelled: '订单 {number} 已取消', again: '再买一次', contactLeader: '联系店里',
  claim: '申请售后', claimTitle: '哪里不满意', claimLead: '拍张照片，团长会尽快处理。', claimWhich: '哪样商品', claimHow: '数量', claimWhy: '怎么了', why1: '坏了、不新鲜', why2: '少了、没收到', why3: '送错了', why4: '其他', claimMore: '补充说明', claimMorePlaceholder: '例如：有 2 个压坏了', photos: '照片', addPhoto: '加照片', photosHint: '最多 3 张', sendClaim: '提交售后', claimSent: '已提交，团长处理后会通知您', claimOpen: '售后处理中', claimApproved: '售后已同意，退 {money}', claimDeclined: '售后未通过', nothingToClaim: '这个订单没有可以售后的商品', photoTooBig: '照片太大了，请选 5 MB 以内的图片', photoFailed: '照片没有传上去，请再试一次', removePhoto: '删除照片',
  // messages
  noMessages: '还没有消息', noMessagesText: '开团、到货、退款都会在这里告诉您。', unread: '未读',
  // me
  language: '语言', chinese: '中文', english: 'English', bigText: '大字', bigTextHint: '字更大，更好认', on: '开', off: '关', signOut: '退出登录', signOutAsk: '退出登录？', signOutText: '购物车会留在这台手机上，下次登录还在。', notSignedIn: '还没登录', shopPhone: '店铺电话', shopAddress: '店铺地址', myHome: '我的住址', noHome: '还没填写住址', callShop: '拨打', signedOut: '已退出登录', dark: '深色模式', darkAuto: '跟随系统',
  // leader
  myCampaigns: '我的团', noLeaderCampaigns: '您还没有团', noLeaderCampaignsText: '店里为您的小区开团后，就会出现在这里。', postText: '群文案', postLead: '复制后粘贴到微信群', closeEarly: '提前截单', closeAsk: '提前截单“{title}”？', closeText: '截单后邻居不能再下单或修改，马上开始备货。现在有 {n} 个订单。', closeGo: '截单“{title}”', closedNow: '“{title}”已截单', leaderOrders: '订单', statement: '佣金', commissionMonth: '本月佣金', commissionText: '{from} 到今天，过了售后期可提现', earned: '挣到', reversed: '退款冲回', pending: '待结算', available: '可提现', nOrders: '{n} 单', noStatement: '这段时间还没有佣金', noStatementText: '邻居取货后，佣金会一单一单记在这里。', thisMonth: '本月', lastMonth: '上月', noCampaignOrders: '还没有人下单', noCampaignOrdersText: '把群文案发到微信群，让邻居们看到。', draft: '草稿', announced: '预告', open: '开团中', cutOff: '已截单', campaignCancelled: '已取消', household1: '{building} {room} {name}', soldSoFar: '{orders} 单 · {households} 户', rate: '{rate}% · 基数 {base}', signInAsLeader: '团长登录',
}

export type Text = keyof typeof zh

const en: Record<Text, string> = {
  today: 'Today', orders: 'Orders', messages: 'Messages', me: 'Me', leader: 'Leader',
  back: 'Back', close: 'Close', retry: 'Try again', cancel: 'Cancel', ok: 'OK', save: 'Save', notNow: 'Not now',
  loading: 'Loading', more: 'Loading more', thatsAll: 'That is all', change: 'Change', choose: 'Choose', copy: 'Copy', copied: 'Copied',
  troubleTitle: 'This did not load', offlineTitle: 'You are offline',
  greetingNew: 'What your neighbours are buying together', homeOf: '{neighbourhood} · {building} {room}',
  signInForHome: 'Sign in to see your neighbourhood only', signIn: 'Sign in', nowOpen: 'Open now', comingUp: 'Coming up', closedRecently: 'Closed',
  noCampaigns: 'Nothing is open yet today', noCampaignsText: 'Leaders usually open at 7 in the morning. We will send you a message.', refresh: 'Look again',
  setHome: 'Add your address to see your neighbourhood', setHomeGo: 'Add address',
  presale: 'Pre-sale', groupDeal: 'Group deal', flashSale: 'Flash sale', chain: 'Chain order',
  closes: 'closes {when}', opens: 'opens {when}', closedAt: 'closed {when}', leftTime: '{left} left', opensIn: 'opens in {left}',
  dealNeeds: '{n} more households needed', dealReached: 'Deal reached · {n} households', dealNone: '{n} households make the deal; be the first',
  joined: '{n} households ordered', ordersSoFar: '{n} orders so far', beFirst: 'Be the first to order', items: '{n} items', from: 'from', pickupWhen: 'pick up {when}', pickupReadyTitle: 'Ready to pick up', pickupOverdueTitle: 'Please pick up soon',
  pickupReady: 'Code {code} · {point}', closingSoon: 'closing now',
  leaderIs: 'Leader {name}', readMore: 'More', readLess: 'Less', searchItems: 'Find an item here', noMatch: 'Nothing found for “{q}”', noMatchText: 'Try another word or look at everything.', showAll: 'Show all',
  all: 'All', add: 'Add', soldOut: 'Sold out', paused: 'Paused', closedItem: 'Closed', onlyLeft: 'only {amount} left', limit: 'max {amount} per household', taken: '{amount} ordered',
  toCart: 'To checkout', cartEmptyBar: 'Nothing chosen yet', chosen: '{n} chosen', origin: 'Origin', storage: 'Storage', shelfLife: 'Shelf life', days: '{n} days', spec: 'Size', step: 'Sold in steps of', shelfPrice: 'in shop',
  weighed: 'Charged by actual weight, difference refunded', pickupPlaces: 'Pickup points', pickupTime: 'Pickup time', notOpenBar: 'Not open yet', closedBar: 'This group buy has closed', seeOthers: 'See others', details: 'Details',
  reachedLimit: 'At most {amount} per household', reachedLeft: 'Only {amount} left', addedToCart: 'Added to cart', kindDealHow: 'Pay first; {n} households make the deal, otherwise everything is refunded',
  chainJoined: '{n} households joined', chainList: 'Who has joined', chainSee: 'See the chain', chainPublic: 'Everybody sees only the name and the items.', chainNone: 'Nobody has joined yet. Be the first', chainNoneText: 'Choose items and tap “Join the chain”: you will be no. 1.', chainNoneSoon: 'Once it opens, everybody who joins is listed here.', chainNobody: 'Nobody joined', chainNobodyText: 'It closed before anybody joined.',
  joinChain: 'Join the chain', changeChain: 'Change mine', chainPick: 'Choose items first, then tap “Join the chain”', chainYou: 'You are no. {n}', chainYouIn: 'You have joined', chainMoreOf: '{n} more to add', chainPlaced: 'You have joined', chainMine: 'Me', chainChanged: 'changed', chainWithdrawn: 'withdrawn', chainAt: 'No. {n}',
  chainMore: 'Show more', copyChain: 'Copy the chain', chainCopied: 'Copied. Paste it into your group', chainText: 'Chain text', chainTextLead: 'This phone did not copy by itself. Press and hold the text below, select all and copy it.', chainNothing: 'Nobody has joined yet; copy it once somebody has',
  cart: 'Cart', cartEmpty: 'Your cart is empty', cartEmptyText: 'Have a look at what is open today.', goToday: 'See today', remove: 'Remove', removed: '{name} removed', undo: 'Put back',
  pickupPoint: 'Pickup point', pickAPoint: 'Choose a pickup point', payment: 'Payment', payOnline: 'Pay online', payOnlineText: 'Pay now, just take it at pickup', payCash: 'Cash at pickup', payCashText: 'We keep it for you; pay when you come',
  dealOnlineOnly: 'Group deals are paid online and refunded in full if they fail', note: 'Note to the leader', notePlaceholder: 'e.g. I will come a bit later', total: 'Total', submit: 'Place order', submitN: 'Place {n} orders',
  fixAmount: 'Only {left} of {name} left. Change your {wanted} to {left}?', fixAmountGo: 'Change to {left}', lineGone: '{name}: {why}. Please remove it first.', signInToOrder: 'Sign in to order', homeToOrder: 'Add address to order',
  orderPlaced: 'Order placed', paidNow: 'Paid', alreadyPlaced: 'This order had already been placed', campaignGone: 'This group buy has closed; its items can no longer be ordered.', clearGroup: 'Remove this group',
  unfinished: 'The last attempt got no answer. Checking…', priceAsOf: 'Prices are fixed when you order',
  welcome: 'Welcome to Linli', signInLead: 'Sign in with your phone, no registration', phone: 'Phone', phonePlaceholder: '11-digit mobile number', code: 'Code', codePlaceholder: '6 digits from the text message', sendCode: 'Send code', sendAgain: 'again in {n} s', codeSent: 'Code sent to {phone}',
  password: 'Password', usePassword: 'Use a password', useCode: 'Use a text message code', totp: 'One-time password', totpPlaceholder: '6 digits from your authenticator', badPhone: 'Please enter an 11-digit mobile number', badCode: 'Please enter the code from the message', signInWhy: 'Only used for orders, pickup and refund messages.', badPassword: 'Please enter your password', yourShop: 'Your shop',
  household: 'Address', householdLead: 'Fill in once; every order uses it', neighbourhood: 'Neighbourhood', building: 'Building', room: 'Room', roomPlaceholder: 'e.g. 1202', name: 'Name', namePlaceholder: 'How we call you', homePoint: 'Usual pickup point', saveHome: 'Save address', homeSaved: 'Address saved', noPoints: 'No pickup point here yet', fillAll: 'Please fill in: {what}', changeHome: 'Change address',
  filterAll: 'All', filterPay: 'To pay', filterOpen: 'Under way', filterDone: 'Done', noOrders: 'No orders yet', noOrdersText: 'After ordering you see progress and pickup codes here.',
  stAwaiting: 'To pay', stConfirmed: 'Ordered', stFrozen: 'Being prepared', stReady: 'Ready', stPartly: 'Partly picked up', stOverdue: 'Pickup overdue', stDone: 'Picked up', stCancelled: 'Cancelled', stExpired: 'Not paid in time', stDealFailed: 'Deal failed, refunded', stCompleted: 'Completed', stWaitDeal: 'Waiting for the deal',
  order: 'Order', orderNo: 'Order {number}', payNow: 'Pay', payNowAmount: 'Pay {amount}', payBy: 'Please pay by {when}, {left} left', paySee: 'Pickup code', confirming: 'Confirming your payment', confirmingText: 'Usually a few seconds. You can wait here.', confirmLate: 'No payment result yet', confirmLateText: 'If you have paid, it is checked automatically. You are never charged twice.', checkAgain: 'Check again',
  awaitText: 'We keep the goods for you; paying makes it final.', confirmedText: 'You can change or cancel until {when}.', confirmedPaidText: 'Paid. You can cancel until {when}.', frozenText: 'Closed and being prepared. We tell you when it arrives.', waitDealText: 'Prepared once the deal is reached; otherwise fully refunded.', doneText: 'Thank you. Enjoy.', cancelledText: 'This order was cancelled.', expiredText: 'It was not paid in time and the goods went back. You can order again.', dealFailedText: 'Too few households joined. Your money has been returned.', readyText: 'Bring the pickup code to the pickup point.', overdueText: 'The pickup time has passed. Please come soon or call.', partlyText: 'Some items are still waiting. Bring the code again.',
  pickupCode: 'Pickup code', bin: 'Bin {bin}', showCode: 'Show it at the pickup point; it works once', copyCode: 'Copy code', lines: 'Items', refundedLine: 'refunded {amount}', shortRefund: 'Short by {amount}, {money} refunded', cancelledRefund: 'Cancelled, {money} refunded', dealRefund: 'Deal failed, {money} refunded', claimRefund: 'Claim refund {money}', plainRefund: '{money} refunded',
  paidCash: 'Cash at pickup', paidOnline: 'Online', paidOutside: 'Paid in the group', outsidePaid: 'Paid in the group', outsideDue: 'Still to pay', outsideNone: 'No payment has been noted yet. Send it to the leader in the group or pay at pickup.', outsidePart: 'Part of it has arrived. Send the rest to the leader in the group or pay at pickup.', outsideAll: 'All paid; nothing more to pay at pickup.', outsideRefund: 'Comes back to you', outsideRefundText: 'The leader sends it back to you in the group.', outsideAmend: 'You have paid in the group: please ask the leader to change this order.', outsideCancelText: '“{title}”, {n} items. The leader gives back the {amount} you paid in the group.', outsideHintDue: '{amount} to pay at pickup', outsideHintPaid: 'all paid', outsidePaidText: 'Paid in the group. You can cancel until {when}.', outsidePartText: 'Partly paid in the group; {amount} to pay at pickup.', outsideCancelled: 'This order was cancelled. The leader gives back what you paid.', paidAmount: 'Paid', refundedAmount: 'Refunded', toPay: 'To pay at pickup', progress: 'Progress', placedAt: 'Placed', orderNumber: 'Number', noteLabel: 'Note', paymentLabel: 'Payment',
  amend: 'Change amounts', amendTitle: 'Change order {number}', amendSave: 'Save changes', amendNothing: 'Nothing left. Please cancel the order instead.', amendSaved: 'Order changed', amendPaid: 'Already paid online: cancel it (the money comes back) and order again.',
  cancelOrder: 'Cancel order', cancelAsk: 'Cancel order {number}?', cancelText: '“{title}”, {n} items. The goods go back to your neighbours.', cancelTextPaid: '“{title}”, {n} items. The {amount} you paid comes back.', cancelGo: 'Cancel order {number}', keep: 'Keep it', cancelled: 'Order {number} cancelled', again: 'Order again', contactLeader: 'Call the shop',
  claim: 'Make a claim', claimTitle: 'What went wrong', claimLead: 'Add a photo and the leader will look at it soon.', claimWhich: 'Which item', claimHow: 'How much', claimWhy: 'What is wrong', why1: 'Spoiled', why2: 'Missing', why3: 'Wrong item', why4: 'Other', claimMore: 'Details', claimMorePlaceholder: 'e.g. two were crushed', photos: 'Photos', addPhoto: 'Add photo', photosHint: 'up to 3', sendClaim: 'Send claim', claimSent: 'Sent. You get a message when it is decided', claimOpen: 'Claim being checked', claimApproved: 'Claim approved, {money} refunded', claimDeclined: 'Claim declined', nothingToClaim: 'Nothing in this order can be claimed', photoTooBig: 'The photo is too large. Please choose one below 5 MB', photoFailed: 'The photo did not upload. Please try again', removePhoto: 'Remove photo',
  noMessages: 'No messages yet', noMessagesText: 'Openings, arrivals and refunds show up here.', unread: 'unread',
  language: 'Language', chinese: '中文', english: 'English', bigText: 'Large text', bigTextHint: 'Bigger and easier to read', on: 'On', off: 'Off', signOut: 'Sign out', signOutAsk: 'Sign out?', signOutText: 'Your cart stays on this phone.', notSignedIn: 'Not signed in', shopPhone: 'Shop phone', shopAddress: 'Shop address', myHome: 'My address', noHome: 'No address yet', callShop: 'Call', signedOut: 'Signed out', dark: 'Dark mode', darkAuto: 'follows the system',
  myCampaigns: 'My group buys', noLeaderCampaigns: 'No group buys yet', noLeaderCampaignsText: 'They appear here once the shop opens one for your neighbourhood.', postText: 'Post text', postLead: 'Copy and paste into your chat group', closeEarly: 'Close early', closeAsk: 'Close “{title}” early?', closeText: 'Nobody can order or change after that and preparation starts. There are {n} orders now.', closeGo: 'Close “{title}”', closedNow: '“{title}” is closed', leaderOrders: 'Orders', statement: 'Commission', commissionMonth: 'Commission this month', commissionText: 'since {from}, withdrawable after the claim window', earned: 'Earned', reversed: 'Reversed', pending: 'Pending', available: 'Withdrawable', nOrders: '{n} orders', noStatement: 'No commission in this time', noStatementText: 'Each picked-up order is listed here.', thisMonth: 'This month', lastMonth: 'Last month', noCampaignOrders: 'No orders yet', noCampaignOrdersText: 'Post the text to your chat group so neighbours see it.', draft: 'Draft', announced: 'Announced', open: 'Open', cutOff: 'Closed', campaignCancelled: 'Cancelled', household1: '{building} {room} {name}', soldSoFar: '{orders} orders · {households} households', rate: '{rate}% of {base}', signInAsLeader: 'Leader sign-in',
}

const texts: Record<Lang, Record<Text, string>> = { zh, en }

/** A text of the resident app with its {places} filled in. */
export function say(lang: Lang, text: Text, fill?: Record<string, string | number>): string {
  const found = texts[lang][text]
  return fill ? found.replace(/\{(\w+)\}/g, (_, k: string) => String(fill[k] ?? '')) : found
}
