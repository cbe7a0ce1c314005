export type Id = string
export type Fen = number
export type Moment = string

export type Role = 'hq' | 'owner' | 'clerk' | 'leader' | 'sorter' | 'rider' | 'supplier' | 'resident'
export interface Named { id: Id; name: string }
export interface Page<T> { items: T[]; next: string | null }

export interface Shop { id: Id; code: string; name: string; phone: string; address: string; notice: string }
/** Places are ids; their names come from the map (session.ts). */
export interface Household { id: Id; neighbourhood: Id; building: Id; room: string; name: string; pickupPoint: Id | null }
export interface Me { id: Id; name: string; phone: string; roles: Role[]; weChat: ('miniProgram' | 'officialAccount')[]; shop: { id: Id; code: string; name: string }; household: Household | null; neighbourhoods: Id[]; totp: boolean; unread: number }
export interface SignedIn { token: string; refreshToken: string; expiresIn: number; me: Me }
export interface Neighbourhood { id: Id; name: string; address: string; buildings: Named[] }
export interface PickupPoint { id: Id; name: string; address: string; neighbourhood: Id; hours: string; active: boolean }
export interface Message { id: Id; at: Moment; title: string; text: string; link: string | null; read: boolean }

export type CampaignKind = 'presale' | 'groupDeal' | 'flashSale' | 'chain'
export type CampaignState = 'draft' | 'announced' | 'open' | 'cutOff' | 'cancelled'
export interface Item {
  sku: Id; name: string; spec: string; category: string; picture: Id | null
  measure: 'piece' | 'weight'; per: number; step: number; unit: string; price: Fen; shelfPrice: Fen | null
  total: number | null; perHousehold: number | null; taken: number; left: number | null; state: 'selling' | 'paused' | 'closed'
  origin: string | null; storage: string | null; shelfLifeDays: number | null
  /** From so many units or grams on, all of the line at this price. */
  steps: { from: number; price: Fen }[]
  /** What members pay for any amount. */
  memberPrice: Fen | null
  /** By what it is found besides its name: "hongfushi hfs". */
  spoken: string
  /** Why the leader recommends it. */
  praise: string | null
}
/** How many households wanted a good before it was sold, how many of them bought it, and what that says of those who want it now. */
export interface Demand {
  sku: Id; name: string; measure: 'piece' | 'weight'; per: number; unit: string; campaigns: number; interested: number; bought: number; boughtAmount: number
  coming: number; expectedHouseholds: number | null; expectedAmount: number | null
}

export interface Campaign {
  id: Id; kind: CampaignKind; supply: 'buy' | 'shelf'; title: string; text?: string; pictures: Id[]
  opensAt: Moment; closesAt: Moment; state: CampaignState; leader: Named; neighbourhoods: Id[]
  pickupPoints: { id: Id; name: string; address: string }[]; pickupFrom: Moment; pickupTo: Moment
  dealHouseholds: number | null; joinedHouseholds: number; dealReachedAt: Moment | null; orders: number; cutOffAt: Moment | null
  items: Item[]
  savings: { from: Fen; off: Fen }[]
  /** So many households fill a group of a deal; who comes later forms the next. */
  dealMost: number | null
  /** "还差 2 户，20:00 截止" */
  dealText: string | null
  /** Households that want it before it opens. */
  interested: number
  /** Only for who plans it. */
  commissionBasisPoints: number | null
}
export interface DealLine { group: number; number: number; name: string; standing: 'in' | 'waiting' | 'refunded'; mine: boolean }
export interface DealPage { text: string; least: number; most: number | null; joined: number; groups: number; missing: number; waiting: number; refunded: number; closesAt: Moment; over: boolean; mine: string | null; items: DealLine[]; next: string | null }
export interface Privacy { kept: { name: string; what: string; stays: string | null }[]; consents: { kind: 'showName' | 'offers'; given: boolean; at: Moment | null }[]; hindrances: string[] }
export interface Quote {
  goods: Fen; toPay: Fen; cuts: { kind: 'promotion' | 'coupon' | 'points' | 'rounding' | 'member'; name: string; amount: Fen; source: Id | null }[]
  unused: { coupon: Id; name: string; text: string; missing: Fen }[]
  next: { missing: Fen; from: Fen; off: Fen } | null
  points: number
  /** To somebody who is none: what a member would pay less. */
  memberWouldSave: Fen | null
}
export interface ReviewRules { photo: 'none' | 'anyPost'; points: number; perMonth: number; text: string }
export interface Review { id: Id; order: Id; number: string; text: string; pictures: Id[]; stars: number | null; at: Moment; state: 'posted' | 'rewarded' | 'takenBack'; points: number; takenBack: number }
export interface Membership { isMember: boolean; level: string; reason: string; lastDay: string | null }

/** A point is a fen. `mostBasisPoints` is the share of an order they may pay; none when zero. */
export interface Points { points: number; next: { lastDay: string; points: number } | null; perYuan: number; mostBasisPoints: number }
export interface PointsEntry { id: Id; move: 'earned' | 'given' | 'spent' | 'returned' | 'expired' | 'instead' | 'takenBack'; points: number; lastDay: string; order: Id | null; text: string; at: Moment }

export interface CouponTerms {
  name: string; kind: 'amount' | 'percent' | 'delivery'; scope: { skus: Id[]; categories: string[] }; from: Fen; off: Fen; basisPoints: number; alone: boolean
  validFrom: Moment; validTo: Moment
}
export interface Coupon extends CouponTerms { id: Id; batch: Id; state: 'notYet' | 'usable' | 'used' | 'expired'; usedFor: Id | null }
export interface CouponBatch extends CouponTerms { id: Id; perHousehold: number; left: number | null }

/** One line of a chain, as everybody may see it. */
export interface Entry { number: number; nickname: string; text: string; note: string; at: Moment; state: 'in' | 'withdrawn'; changed: boolean; mine: boolean }

export type Payment = 'cash' | 'testpay' | 'wechat' | 'alipay'
export interface Line {
  sku: Id; name: string; picture: Id | null; measure: 'piece' | 'weight'; per: number; step: number; unit: string
  amount: number; price: Fen; total: Fen; allocated: number | null; handed: number; refunded: Fen; claimable: number
  /** Grams on the scale; above what is allocated while the rest is not paid. */
  weighed: number | null; rest: Fen
}
export interface Claim { id: Id; sku: Id; amount: number; reason: string; state: 'open' | 'approved' | 'declined'; refund: Fen; pictures: Id[]; at: Moment; isYours: boolean; referredAt: Moment | null; turn: 'nobody' | 'leader' | 'shop' | 'resident'; passed: boolean; passedWith: string; question: string; answerBy: Moment | null; answer: string; answerPictures: Id[]; answeredAt: Moment | null; pointsPercent: number; points: number }
export type PickupState = 'waiting' | 'ready' | 'partly' | 'done' | 'overdue'
export interface Order {
  id: Id; number: string; campaign: { id: Id; title: string; kind: CampaignKind; closesAt: Moment; pickupFrom: Moment; pickupTo: Moment }
  household: { id: Id; name: string; building: Id; room: string }; pickupPoint: Named; placedAt: Moment; payBy: Moment | null
  state: 'awaitingPayment' | 'confirmed' | 'cancelled' | 'expired' | 'dealFailed' | 'completed'; frozen: boolean
  payment: Payment | 'outside'; paid: Fen; refunded: Fen; total: Fen; toPay: Fen; rest: Fen; note: string | null; lines: Line[]
  /** Where its bag is; joined from the household's pickups. */
  pickup: Pickup | null
  timeline: { at: Moment; text: string }[]; canAmend: boolean; canCancel: boolean; claims: Claim[]
  quote: Quote | null
  /** With how many other orders it was paid at once. */
  paidWith: number
}
export interface PaymentStart { id: Id; state: 'started' | 'paid' | 'closed'; amount: Fen; payUrl: string | null; qr: string | null; inWeChat: Record<string, string> | null }
export interface Pickup { id: Id; code: string; bin: string | null; state: PickupState; pickupPoint: Named; from: Moment; to: Moment; toPay: Fen; orders: string[]; orderIds: Id[]; proxy: Proxy | null }
/** Who may fetch a bag for the household, once. */
export interface Proxy { id: Id; name: string; code: string | null; until: Moment }
/** A bag as the leader's list shows it. */
export interface Bag extends Omit<Pickup, 'code'> { code: string | null; household: { name: string; building: string; room: string }; phoneTail: string; lines: { sku: Id; name: string; unit: string; measure: 'piece' | 'weight'; amount: number; handed: number; rest: Fen }[] }
export interface Payee { realName: string; idNumber: string; account: string; inWeChat: boolean }
export interface Withdrawal {
  id: Id; amount: Fen; state: 'requested' | 'approved' | 'sent' | 'paid' | 'failed' | 'expired' | 'cancelled'; at: Moment; net: Fen | null
  lines: { zh: string; en: string; amount: Fen }[]; reason: string
  carried: { says: 'waiting' | 'sent' | 'confirming' | 'cancelling' | 'done' | 'failed' | null; failure: 'refused' | 'expired' | 'cancelled' | 'nameDiffers' | 'payeeLost' | null; confirmBy: Moment | null; confirmation: string | null; merchant: string | null; app: string | null } | null
}
export interface Wallet {
  pending: Fen; frozen: Fen; available: Fen; leastWithdrawal: Fen; mostPerDay: Fen; waitDays: number; paidBy: string | null; payee: Payee | null
}
export interface PurseStory {
  why: { sentence: string; balance: Fen }
  statement: { opening: Fen; in: Fen; out: Fen; closing: Fen; entries: { id: Id; at: Moment; what: string; text: string; amount: Fen; balance: Fen; about: string; aboutId: Id }[]; next: string | null }
}
export interface TaxTry { amount: Fen; tax: Fen; net: Fen; lines: { zh: string; en: string; amount: Fen }[] }
/** What a scanned code stands for. */
export interface Opened { shop: string; campaign: Id; leader: Id; pickupPoint: Id | null; from: string | null }
export interface ShortLink { code: string; address: string; scene: string; picture: Id | null; pictureWhy: string | null }
export type NoticeKind = 'arrived' | 'dealReached' | 'dealFailed' | 'refunded'
export interface Subscriptions { offers: { kind: NoticeKind; template: string; left: number }[]; known: boolean }
export interface GiftOffer { id: Id; name: string; left: number; neighbours: number; brought: number; perPerson: number; mine: number; until: Moment }
export interface Gift { id: Id; action: Id; name: string; code: string; state: 'waiting' | 'collected' | 'lapsed'; at: Moment; collectBy: Moment; overAt: Moment | null }
export interface Referral {
  promoter: { level: number; link: string; agreedAt: Moment; active: boolean } | null
  brought: number; until: Moment | null; levels: number; directBasisPoints: number; indirectBasisPoints: number; windowDays: number
}
/** One order line of a month; without an order it is a correction, told by its text. */
export interface MonthLine { at: Moment; code: string; order: Id | null; number: string; name: string; base: Fen; basisPoints: number; amount: Fen; text: string }
export interface DividendLine { at: Moment; number: string; name: string; sold: Fen; cost: Fen; commissions: Fen; profit: Fen }
export interface MonthStatement {
  month: string; from: string; to: string; over: boolean
  opening: Fen; earned: Fen; takenBack: Fen; withdrawn: Fen; tax: Fen; net: Fen; dividend: Fen; other: Fen; closing: Fen; onItsWay: Fen; waiting: Fen
  campaigns: { campaign: Id; title: string | null; lines: number; earned: Fen; takenBack: Fen }[]
  withdrawals: { id: Id; at: Moment; paidAt: Moment | null; gross: Fen; tax: Fen | null; net: Fen | null; method: 'monthly' | 'cumulative' | null }[]
  dividends: { id: Id; month: string; lines: number; sold: Fen; cost: Fen; commissions: Fen; refunded: Fen; losses: Fen; fees: Fen; profit: Fen; basisPoints: number; most: Fen; amount: Fen }[]
  count: number; lines: MonthLine[]; next: string | null
}
export interface Statement {
  from: string; to: string; earned: Fen; reversed: Fen; total: Fen; pending: Fen; available: Fen
  days: { day: string; earned: Fen; reversed: Fen; total: Fen; count: number; lines: { order: Id; number: string; name: string; amount: number; base: Fen; basisPoints: number; commission: Fen; at: Moment; kind: 'earned' | 'reversed'; share: 'leader' | 'direct' | 'indirect' }[] }[]
  next: string | null
}
