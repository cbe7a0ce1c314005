// What the API says, written by hand after its contract; money is fen, moments are UTC, weights are grams.

export type Id = string
export type Fen = number
export type Moment = string
export type Day = string
export type Role = 'hq' | 'owner' | 'clerk' | 'leader' | 'sorter' | 'rider' | 'supplier' | 'resident'
export type Measure = 'piece' | 'weight'

export interface Listed<T> { items: T[]; next: string | null }
export interface Named { id: Id; name: string }

export interface Me {
  id: Id
  name: string
  phone: string
  roles: Role[]
  shop: { id: Id; code: string; name: string }
  neighbourhoods: Id[]
  totp: boolean
}
export interface SignedIn { token: string; refreshToken: string; expiresIn: number; me: Me }

export interface Person {
  id: Id
  name: string
  phone: string
  roles: Role[]
  active: boolean
  neighbourhoods: Id[]
  supplier?: Id | null
}
export interface HouseholdRow {
  id: Id
  neighbourhood: Named | Id
  building: Named | Id
  room: string
  name: string
  phoneTail: string
  people: number
}
export interface AuditRow { id: Id; at: Moment; who: Named | null; action: string; about: string }

export interface Neighbourhood { id: Id; name: string; address: string; buildings: Named[] }
export interface PickupPoint {
  id: Id
  name: string
  address: string
  neighbourhood: Id
  hours: string
  active: boolean
}
export interface Shop {
  name: string
  code?: string
  phone: string
  address: string
  notice: string
  holdMinutes: number
  commissionBasisPoints: number
}

export interface Sku {
  id: Id
  product: Id
  code: string
  name: string
  spec: string
  category: string
  measure: Measure
  per: number
  step: number
  unit: string
  barcode: string | null
  supplier: Named | null
  cost: Fen
  price: Fen
  boxSize: number
  pictures: Id[]
  origin: string | null
  storage: string | null
  shelfLifeDays: number | null
  active: boolean
  revision: number | string
}
export interface Supplier {
  id: Id
  name: string
  phone: string | null
  contact: string | null
  note: string | null
  active: boolean
}
export interface Import {
  id: Id
  file: string
  format: string
  rows: number
  good: number
  bad: number
  new: number
  updated: number
  unchanged: number
  /** rows the same file holds twice */
  repeated: number
  columns: { column: string; meaning: string | null }[]
  confirmedAt: Moment | null
  reasons: { code: string; text: string; rows: number }[]
  warnings: { code: string; text: string; rows: number }[]
}
export interface ImportRow {
  at: number
  text: string
  problems: { code: string; text: string }[]
  result: 'new' | 'updated' | 'unchanged' | 'repeated' | 'bad'
  name: string
}

export type CampaignKind = 'presale' | 'groupDeal' | 'flashSale' | 'chain'
export type CampaignState = 'draft' | 'announced' | 'open' | 'cutOff'
export interface CampaignItem {
  sku: Id
  name: string
  spec: string
  category: string
  picture: Id | null
  measure: Measure
  per: number
  step: number
  unit: string
  price: Fen
  shelfPrice: Fen
  total: number | null
  perHousehold: number | null
  /** why the leader recommends it */
  praise?: string | null
  taken: number
  left: number | null
  state: 'selling' | 'paused' | 'closed'
  steps: { from: number; price: Fen }[]
  memberPrice: Fen | null
  origin: string
}
export interface Campaign {
  id: Id
  kind: CampaignKind
  supply: 'buy' | 'shelf'
  title: string
  text?: string
  pictures: Id[]
  opensAt: Moment
  closesAt: Moment
  state: CampaignState
  leader: Named
  commissionBasisPoints?: number
  neighbourhoods: Id[]
  pickupPoints: { id: Id; name: string; address: string }[]
  pickupFrom: Moment
  pickupTo: Moment
  dealHouseholds: number | null
  /** so many households fill a group; who comes later forms the next */
  dealMost: number | null
  /** "还差 2 户，20:00 截止" */
  dealText: string | null
  interested: number
  joinedHouseholds: number
  dealReachedAt: Moment | null
  orders: number
  cutOffAt: Moment | null
  revision?: number | string
  items: CampaignItem[]
  savings: { from: Fen; off: Fen }[]
}
export interface GiftAction { id: Id; name: string; sku: Id | null; amount: number; total: number; given: number; left: number; neighbours: number; perPerson: number; from: Moment; until: Moment; endedAt: Moment | null }
export interface Gift { id: Id; action: Id; name: string; code: string; state: 'waiting' | 'collected' | 'lapsed'; at: Moment; collectBy: Moment; overAt: Moment | null }
export interface CouponBatch {
  id: Id
  name: string
  kind: 'amount' | 'percent' | 'delivery'
  scope: { skus: Id[]; categories: string[] }
  from: Fen
  off: Fen
  basisPoints: number
  alone: boolean
  validFrom: Moment
  validTo: Moment
  perHousehold: number
  claimable: boolean
  ended: boolean
  out: number
  left: number | null
}
export interface Template {
  id: Id
  name: string
  campaign: Id
  opensAt: string
  closesAt: string
  pickupDay: number
  pickupFrom: string
  pickupTo: string
  weekdays: number[]
  active: boolean
  nextOpening?: Moment | null
}

export type OrderState = 'awaitingPayment' | 'confirmed' | 'cancelled' | 'expired' | 'dealFailed' | 'completed'
export type PickupState = 'waiting' | 'ready' | 'partly' | 'done' | 'overdue'
export interface OrderLine {
  sku: Id
  name: string
  picture: Id | null
  measure: Measure
  per: number
  unit: string
  amount: number
  price: Fen
  total: Fen
  allocated: number | null
  handed: number
  refunded: Fen
  claimable: number
  /** the scale's grams; above what is allocated while the rest is not paid */
  weighed: number | null
  rest: Fen
}
export interface Claim {
  id: Id
  sku: Id
  amount: number
  reason: string
  state: 'open' | 'approved' | 'declined'
  refund: Fen
  pictures: Id[]
  decision: string
  at: Moment
  /** how much of it the household chose to have as points, in percent, and how many they were or would be */
  pointsPercent: number
  points: number
  /** of the own household of who looks */
  isYours: boolean
  /** when a leader left it to the owner */
  referredAt: Moment | null
  /** whose turn it is; by a leader's own word, or because of the limit or the time */
  turn: 'nobody' | 'leader' | 'shop' | 'resident'
  passed: boolean
  passedWith: string
  question: string
  answerBy: Moment | null
  answer: string
  answerPictures: Id[]
  answeredAt: Moment | null
  bears: 'cost' | 'refund' | null
  charge: Fen | null
}
/** What the shop decided about claims and scales. */
export interface PointsRules { perYuan: number; mostBasisPoints: number; months: number }
/** What the shop owes in points, a fen each, and how many end on which day. */
/** 晒单 — what a household says about an order it took home. */
export interface Review { id: Id; order: Id; number: string; household: Id; name: string; building: Id; room: string; text: string; pictures: Id[]; stars: number | null; at: Moment; state: 'posted' | 'rewarded' | 'takenBack'; points: number; takenBack: number }
export interface ReviewRules { photo: 'none' | 'anyPost' | 'praiseOnly'; points: number; perMonth: number; text: string }
/** 会员 — a household that pays member prices. */
export interface Membership { household: Id; name: string; building: Id; room: string; phoneTail: string; level: string; reason: string; lastDay: Day; state: 'current' | 'over' | 'ended'; setAt: Moment; endedAt: Moment | null }
export interface PointsHolder { household: Id; name: string; building: Id; room: string; points: number; nextDay: Day }
export interface PointsOutlook { points: number; households: number; ending: { lastDay: string; points: number }[] }
export interface OrderTerms { leaderPerDay: Fen; overBasisPoints: number; leftToday: Fen | null }
export interface Order {
  id: Id
  number: string
  campaign: { id: Id; title: string; kind: CampaignKind; closesAt: Moment; pickupFrom: Moment; pickupTo: Moment }
  /** the building by its id; its name stands with the neighbourhood */
  household: { id: Id; name: string; building: string; room: string }
  pickupPoint: Named
  placedAt: Moment
  payBy: Moment | null
  state: OrderState
  frozen: boolean
  quote: { cuts: { kind: string; name: string; amount: Fen }[] } | null
  payment: 'cash' | 'testpay' | 'wechat' | 'alipay' | 'outside'
  paid: Fen
  refunded: Fen
  total: Fen
  toPay: Fen
  note: string
  lines: OrderLine[]
  timeline: { at: Moment; what: string; text: string }[]
  canAmend: boolean
  canCancel: boolean
  claims: Claim[]
}

export interface Today {
  needs: { kind: string; text: string; link: string | null; count: number }[]
  campaigns: {
    id: Id
    title: string
    kind: CampaignKind
    closesAt: Moment
    cutOff: boolean
    orders: number
    takings: Fen
    households: number
    dealHouseholds: number | null
  }[]
  ordersToday: number
  /** the value of what was ordered today */
  orderedToday: Fen
  /** the same, a week ago, up to the same time of day */
  lastWeekSameDay: Fen
}

export interface PurchaseLine {
  sku: Id
  name: string
  unit: string
  measure: Measure
  per: number
  needed: number
  boxSize: number
  boxes: number
  ordered: number
  surplus: number
  unitCost: Fen
  cost: Fen
  received: number | null
  bad: number | null
  short: number | null
  over: number | null
}
export interface PurchaseOrder {
  id: Id
  number: string
  supplier: Named
  campaign: { id: Id; title: string }
  madeAt: Moment
  state: 'made' | 'sent' | 'received'
  lines: PurchaseLine[]
  cost: Fen
  /** for what came and was good; nothing before the receipt */
  owed: Fen | null
  sentAt: Moment | null
  receivedAt: Moment | null
}

export interface StockRow { sku: Id; name: string; unit: string; measure: Measure; onHand: number; held: number; free: number }
export type MovementKind =
  | 'receipt' | 'handOver' | 'count' | 'spoilage' | 'shrinkage' | 'breakage' | 'expiry' | 'carried'
export interface Movement { id: Id; at: Moment; kind: MovementKind; amount: number; about: string; note: string }

export type ViewName = 'supplier' | 'sku' | 'pickupPoint' | 'leader' | 'building'
export interface ConsolidationRow {
  key: string
  name: string
  households: number
  orders: number
  pieces: number
  grams: number
  money: Fen
  items: { sku: Id; name: string; unit: string; measure: Measure; amount: number; money: Fen }[]
}
export interface Consolidation {
  /** after cut-off; before it the figures still move */
  frozen: boolean
  totals: {
    households: number
    orders: number
    lines: number
    amountPieces: number
    amountGrams: number
    money: Fen
  }
  views: Record<ViewName, ConsolidationRow[]>
}

export interface BagLine { sku: Id; name: string; unit: string; measure: Measure; amount: number; sorted: number | null; weighed: number | null; rest: Fen }
export interface Bag {
  pickup: Id
  bin: string
  household: { name: string; building: string; room: string }
  phoneTail: string
  weightGrams: number
  lines: BagLine[]
  state: PickupState
  number: string
}
export interface Sorting { points: { id: Id; name: string; bags: Bag[] }[] }

export interface Pickup {
  id: Id
  code?: string | null
  bin: string | null
  state: PickupState
  household: { name: string; building: string; room: string }
  phoneTail: string
  pickupPoint: Named
  from: Moment
  to: Moment
  toPay: Fen
  orders: string[]
  orderIds: Id[]
  lines: { sku: Id; name: string; unit: string; measure: Measure; amount: number; handed: number; weighed: number | null; rest: Fen }[]
  /** who may fetch it for the household, once */
  proxy?: { id: Id; name: string; code: string | null; until: Moment } | null
}

export interface StatementLine {
  order: Id
  number: string
  sku: Id
  name: string
  amount: number
  base: Fen
  basisPoints: number
  commission: Fen
  at: Moment
  kind: 'earned' | 'reversed'
}
export interface Statement {
  leader: Named
  from: Day
  to: Day
  earned: Fen
  reversed: Fen
  total: Fen
  pending: Fen
  available: Fen
  /** of a busy time without lines: they are read day by day */
  days: { day: Day; earned: Fen; reversed: Fen; total: Fen; count: number; lines: StatementLine[] }[]
  next: string | null
}
export interface SupplierAccount { supplier: Id | null; name: string; owed: Fen }
export interface SupplierEntry { id: Id; at: Moment; code: string; what: string; text: string; amount: Fen; balance: Fen; other: string; about: string; aboutId: Id; line: Id | null }
export interface SupplierStatement {
  name: string
  statement: { opening: Fen; in: Fen; out: Fen; closing: Fen; entries: SupplierEntry[]; next: string | null }
  purchases: Record<Id, string>
}
/** What the purchase order says of goods received; what the order line says of a claim. */
export interface ReceivedGoods { order: Id; number: string; name: string; unit: string; measure: Measure; per: number; ordered: number; received: number; bad: number; good: number; unitCost: Fen }
export interface ClaimedGoods { order: Id | null; number: string; name: string; unit: string; measure: Measure; handed: number }
/** By which a supplier reads its statements without an account, as long as it is open. */
export interface SupplierLink { id: Id; by: string; madeAt: Moment; until: Moment }
export interface SupplierMonthEntry { id: Id; at: Moment; code: string; what: string; text: string; amount: Fen; balance: Fen; goods: ReceivedGoods | null; sold: ClaimedGoods | null }
export interface SupplierMonth {
  supplier: Id; name: string; shop: string; month: string; from: Day; to: Day; over: boolean
  opening: Fen; received: Fen; charged: Fen; paid: Fen; other: Fen; closing: Fen; entries: SupplierMonthEntry[]; next: string | null
}
export interface MonthFigure { account: string; title: string; kind: 'income' | 'expense'; code: string; what: string; amount: Fen }
export interface ShopMonth {
  month: string; from: Day; to: Day; over: boolean
  ways: { account: string; provider: string; title: string; opening: Fen; paid: Fen; refunded: Fen; fees: Fen; closing: Fen }[]
  figures: MonthFigure[]; income: Fen; expense: Fen; left: Fen
  suppliers: { opening: Fen; received: Fen; charged: Fen; paid: Fen; closing: Fen }
}
export type WithdrawalState = 'requested' | 'approved' | 'sent' | 'paid' | 'failed' | 'expired' | 'cancelled'
export type PayoutSays = 'waiting' | 'sent' | 'confirming' | 'cancelling' | 'done' | 'failed'
export type PayoutFailure = 'refused' | 'expired' | 'cancelled' | 'nameDiffers' | 'payeeLost'
export interface Withdrawal {
  id: Id
  payee: Id
  name: string
  purse: 'leader' | 'promoter'
  amount: Fen
  state: WithdrawalState
  at: Moment
  tax: Fen | null
  net: Fen | null
  lines: { zh: string; en: string; amount: Fen }[]
  reference: string
  reason: string
  sentAt: Moment | null
  endedAt: Moment | null
  /** Why WeChat cannot carry it, as the code of the refusal. */
  notCarried: 'payout.not-set-up' | 'payee.wechat-missing' | null
  carried: { provider: string; says: PayoutSays | null; failure: PayoutFailure | null; confirmBy: Moment | null } | null
}
export type PartnerRelation = 'serviceProvider' | 'store' | 'supplier' | 'distributor' | 'headquarter' | 'brand' | 'partner'
export interface Partner {
  id: Id
  merchant: string
  name: string
  relation: PartnerRelation
  basisPoints: number
  afterDays: number
  active: boolean
}
/** Who gets a part of payments; no provider: nothing can be shared here. */
export interface Partners {
  provider: string | null
  mostBasisPoints: number
  items: Partner[]
}
export interface TaxPerson { payee: Id; name: string; withdrawals: number; methods: ('monthly' | 'cumulative')[]; gross: Fen; tax: Fen; net: Fen; onItsWay: Fen; yearGross: Fen; yearTax: Fen }
export interface TaxMonth { month: string; count: number; gross: Fen; tax: Fen; net: Fen; onItsWay: Fen; people: TaxPerson[]; next: string | null }
export interface Earner { id: Id; name: string; purse: Purse; opening: Fen; earned: Fen; takenBack: Fen; withdrawn: Fen; dividend: Fen; other: Fen; closing: Fen }
export interface Earners { month: string; count: number; opening: Fen; earned: Fen; takenBack: Fen; withdrawn: Fen; dividend: Fen; other: Fen; closing: Fen; earners: Earner[]; next: string | null }
/** One order line of a month statement; without an order it is a correction, told by its text. */
export interface EarnedLine { at: Moment; code: string; order: Id | null; number: string; name: string; campaign: Id | null; base: Fen; basisPoints: number; amount: Fen; text: string }
/** How a leader's part of the profit of own orders was worked out. */
export interface DividendShown { id: Id; month: string; lines: number; sold: Fen; cost: Fen; commissions: Fen; refunded: Fen; losses: Fen; fees: Fen; profit: Fen; basisPoints: number; most: Fen; amount: Fen; at: Moment }
export interface DividendLine { at: Moment; order: Id; number: string; name: string; sold: Fen; cost: Fen; commissions: Fen; profit: Fen }
export interface DividendWorked { dividend: DividendShown; lines: DividendLine[]; next: string | null }
export interface MonthStatement {
  earner: Named; purse: Purse; month: string; from: Day; to: Day; over: boolean
  opening: Fen; earned: Fen; takenBack: Fen; withdrawn: Fen; tax: Fen; net: Fen; dividend: Fen; dividends: DividendShown[]; other: Fen; closing: Fen; onItsWay: Fen; waiting: Fen
  campaigns: { campaign: Id; title: string | null; lines: number; earned: Fen; takenBack: Fen }[]
  withdrawals: { id: Id; at: Moment; paidAt: Moment | null; gross: Fen; tax: Fen | null; net: Fen | null; method: 'monthly' | 'cumulative' | null; provider: string | null }[]
  count: number; lines: EarnedLine[]; next: string | null
}
export type Purse = 'leader' | 'promoter'
export type Share = 'leader' | 'direct' | 'indirect'
/** How a shop means to reward people who bring others. */
export interface Scheme {
  levels: number; teamBasisPoints: number; ladder: 'none' | 'ownSales' | 'teamSales' | 'headCount'; directBasisPoints: number; indirectBasisPoints: number
  ownPurchaseEarns: boolean; householdEarns: boolean; ownOrdersWanted: boolean; paysUnfinished: boolean; keepsOnRefund: boolean
  photo: 'none' | 'anyPost' | 'praiseOnly'; likesNeeded: number; votesBought: boolean; belowCost: 'never' | 'fresh' | 'seasonal' | 'overstock' | 'toWinCustomers'
  inventsScarcity: boolean; personalPrices: boolean; tiedGoods: boolean
  blindBox: { oddsPublished: boolean; valuesPublished: boolean; leastAge: number; guardianAsked: boolean; contents: 'goods' | 'checkedFood' | 'uncheckedFood' | 'medicine' | 'liveAnimals' } | null
  prepaid: { neverRefunds: boolean; lostCardLost: boolean; noTransfer: boolean; refundDays: number } | null
  entryFee: Fen; entryPurchase: Fen; rankFee: Fen; perRecruit: Fen; ladderCap: Fen
}
export interface CommissionTerms {
  scheme: Scheme; steps: { from: Fen; extraBasisPoints: number }[]; windowDays: number; capOf: 'price' | 'margin'; capBasisPoints: number; leastBasisPoints: number; mostBasisPoints: number
  waitDays: number; tax: 'monthly' | 'cumulative'; leastWithdrawal: Fen; mostPerDay: Fen
}
export interface RateLine {
  id: Id; rule: { share: Share; basisPoints: number | null; campaign: Id | null; sku: Id | null; leaderLevel: number | null }; since: Moment
  campaignTitle: string | null; skuName: string | null; standing: boolean
}
export interface LeaderContract { leader: Id; name: string; level: number | null; duty: string; dividendBasisPoints: number; dividendMost: Fen }
export interface PayeeShown { realName: string; idNumber: string; account: string; inWeChat: boolean }
export interface DayClose {
  day: Day
  takings: { provider: string; in: Fen; refunds: Fen; net: Fen }[]
  sales: Fen
  refunds: Fen
  claimRefunds: Fen
  commissions: Fen
  cost: Fen
  losses: Fen
  otherIncome: Fen
  otherExpenses: Fen
  margin: Fen
  ordersCompleted: number
  sum: number
}
export interface Transfer {
  id: Id
  at: Moment
  code: string
  debit: string
  credit: string
  amount: Fen
  about: { kind: string; id: Id } | null
  text: string
}
export interface Explanation { sentence: string; total: Fen; count: number; transfers: Transfer[]; next: string | null }
export interface Account {
  id: string
  name: string
  title: string
  of: Id | null
  kind: string
  debits: Fen
  credits: Fen
  balance: Fen
  pending: Fen
}
export interface TrialBalance { debits: Fen; credits: Fen; difference: Fen }

/** A WeChat group's chain of one campaign. */
export interface Chain {
  id: Id
  name: string
  people: number
  orders: number
  waiting: number
  lastAt: Moment | null
  /** the paste that can still be taken back */
  canUndo: Id | null
}
export type ChainChange = 'added' | 'changed' | 'withdrawn' | 'unchanged' | 'waiting' | 'asks' | 'skipped'
export type Confidence = 'sure' | 'unsure' | 'refused'
export interface Reason { code: string; text: string }
export interface ChainGoods { sku: Id; name: string; amount: number }
export interface ChainGuess extends ChainGoods { because: string }
export interface ChainItem {
  sku: Id | null
  name: string
  amount: number | null
  unit: string
  measure: Measure
  per: number
  text: string
  confidence: Confidence
  guesses: ChainGuess[]
}
export interface ChainHousehold {
  id: Id | null
  name: string
  building: Id | null
  buildingName: string
  room: string
  how: 'nickname' | 'room' | 'phone' | 'chosen' | 'new'
}
export interface ChainPerson {
  key: string
  nickname: string
  numbers: number[]
  raw: string[]
  /** which lines of the text are this person's */
  entryLines: number[]
  change: ChainChange
  confidence: Confidence
  reasons: Reason[]
  household: ChainHousehold | null
  households: ChainHousehold[]
  place: { id: Id; name: string; how: 'written' | 'usual' | 'only' | 'first' | 'chosen' } | null
  phone: string | null
  saysPaid: boolean
  note: string
  day: Day | null
  part: string | null
  lines: ChainItem[]
  unread: string[]
  before: ChainGoods[]
  total: Fen
  sameAs: { key: string; nickname: string }[]
}
export type ChainLineKind = 'blank' | 'header' | 'menu' | 'example' | 'entry' | 'closing' | 'noise'
export interface ChainLine { at: number; text: string; kind: ChainLineKind; entry: number | null }
export interface ChainTotals {
  skus: { sku: Id; name: string; unit: string; measure: Measure; amount: number; total: Fen }[]
  places: { id: Id; name: string; people: number; total: Fen }[]
  total: Fen
}
export type ChainCounts = Record<ChainChange | Confidence, number>
/** What a text would do, before anything is done. */
export interface ChainPlan {
  plan: string
  chain: Id
  paste: Id
  confirmed: boolean
  isNative: boolean
  title: string
  day: Day | null
  part: string | null
  afterCutOff: boolean
  tookMs: number
  lines: ChainLine[]
  people: ChainPerson[]
  totals: ChainTotals
  counts: ChainCounts
}
/** What a person decided about one person of the chain. */
export interface ChainChoice {
  key: string
  household?: Id
  door?: { building?: Id | null; room?: string; name?: string }
  lines?: { sku: Id; amount: number }[]
  place?: Id
  skip?: boolean
  meaning?: 'add' | 'replace'
  sameAs?: string | null
}
export interface ChainDone {
  added: number
  changed: number
  withdrawn: number
  unchanged: number
  waiting: number
  asks: number
  refused: { key: string; nickname: string; code: string; text: string }[]
  canUndo: boolean
}
export interface ChainEntry {
  key: string
  nickname: string
  order: { id: Id; number: string; state: OrderState; total: Fen; paid: Fen; toPay: Fen } | null
  household: { id: Id; name: string; building: string; room: string } | null
  place: Named | string | null
  lines: { sku: Id; name: string; amount: number; unit: string; measure: Measure; per: number }[]
  note: string
  saysPaid: boolean
  state: 'placed' | 'refused' | 'waiting' | 'withdrawn' | 'asks'
  because: Reason | null
  at: Moment
}

export type BillHow = 'name' | 'message' | 'resembling' | 'amount' | 'chosen' | 'booked'
export interface BillMatch { order: Id; number: string; nickname: string; due: Fen; how: BillHow; confidence: Confidence }
export interface BillRow {
  row: number
  at: Moment | null
  payer: string
  memo: string
  amount: Fen
  type: string
  match: BillMatch | null
  candidates: BillMatch[]
  /** what confirming writes down; nothing for a guess, never more than is due */
  books: Fen
  already: boolean
}
export interface Unpaid { order: Id; number: string; nickname: string; due: Fen }
/** A WeChat Pay bill beside the orders that wait for money. */
export interface Bill {
  bill: Id
  plan: string
  confirmed: boolean
  rows: BillRow[]
  bad: { at: string; code: string; text: string }[]
  unpaid: Unpaid[]
  counts: { matched: number; unsure: number; unmatched: number; already: number; unpaid: number; otherTimes: number }
}
/** Money a person still has to give back by hand. */
export interface OutsideRefund { id: Id; order: Id; number: string; nickname: string; amount: Fen; reason: string; at: Moment; given: boolean }

/** One day with one provider, compared. */
export interface CheckedDay {
  provider: string
  day: string
  state: 'waiting' | 'checked' | 'noBill'
  uploaded: boolean
  trouble: string | null
  checkedAt: Moment | null
  rows: number
  billPaid: Fen
  billRefunded: Fen
  billFee: Fen
  paymentsPaid: Fen
  paymentsRefunded: Fen
  ledgerPaid: Fen
  ledgerRefunded: Fen
  feesBooked: Fen
  open: number
  found: number
}
export type DifferenceKind =
  | 'missingWithUs' | 'missingWithProvider' | 'doubled' | 'amountDiffers' | 'nextDay' | 'feeDiffers' | 'stateDiffers' | 'ledgerDiffers' | 'unbooked' | 'cashShort' | 'cashOver'
export interface Side { amount: Fen; at: Moment; done: boolean; fee: Fen | null }
export interface Correction {
  id: Id
  debit: string
  credit: string
  amount: Fen
  reason: string
  by: string
  at: Moment
  undoneAt: Moment | null
  undoneBy: string | null
  undoneReason: string | null
}
export interface Difference {
  id: Id
  provider: string
  day: string
  what: DifferenceKind
  kind: 'paid' | 'refunded'
  number: string
  tradeNo: string | null
  order: Id | null
  effect: Fen
  ledger: Side | null
  payment: Side | null
  bill: Side | null
  state: 'open' | 'booked' | 'cleared'
  overtaken: boolean
  foundAt: Moment
  clearedAt: Moment | null
  proposed: { debit: string; credit: string; amount: Fen } | null
  person: string | null
  corrections: Correction[]
}
export interface Till {
  person: Id | null
  name: string
  taken: Fen
  givenBack: Fen
  expected: Fen
  counted: Fen | null
  float: Fen | null
  difference: Fen | null
  note: string | null
  countedBy: string | null
  countedAt: Moment | null
}
export interface Cash { day: string; ledger: Fen; expected: Fen; people: Till[] }
export interface StuckRefund { refund: Id; payment: Id; order: Id; provider: string; amount: Fen; number: string; reason: string; at: Moment; partner: string | null; share: Fen | null }
export interface MoneyNow {
  day: string
  toDos: { kind: string; count: number; amount: Fen; day: string | null }[]
  ways: { provider: string; today: Fen; refundedToday: Fen; fees: Fen; holds: Fen; coming: Fen; leaving: Fen }[]
  owing: { family: string; people: number; amount: Fen; held: Fen }[]
  prepaid: Fen
  unexplained: Fen
  feesThisMonth: Fen
}

export type NoticeKind = 'arrived' | 'dealReached' | 'dealFailed' | 'refunded'
export type NoticeValue = 'campaign' | 'order' | 'place' | 'time' | 'amount' | 'note'
export interface NoticeTemplate { kind: NoticeKind; template: string; fields: Record<string, NoticeValue>; active: boolean }
export interface NoticeTemplates { miniProgram: string | null; items: NoticeTemplate[]; agreed: Partial<Record<NoticeKind, number>> }
export type RobotTopic = 'published' | 'arrived' | 'cutOff'
export interface Robot { id: Id; name: string; keyTail: string; leader: Id | null; topics: RobotTopic[]; active: boolean }
/** How many households wanted a good before it was sold, how many of them bought it, and what that says of those who want it now. */
export interface Demand {
  sku: Id
  name: string
  measure: Measure
  per: number
  unit: string
  campaigns: number
  interested: number
  bought: number
  boughtAmount: number
  coming: number
  expectedHouseholds: number | null
  expectedAmount: number | null
}
export interface WeChatOwnApp {
  app: 'miniProgram' | 'officialAccount'
  whose: 'none' | 'house' | 'own'
  appId: string | null
  houseAppId: string | null
  version: 'release' | 'trial' | 'develop'
  setAt: Moment | null
  isReadable: boolean
}
/** With how many notices of the last seven days did not arrive or may not have. */
export interface Dispatches extends Listed<Dispatch> { missed: number }
export interface Dispatch {
  id: Id
  carrier: 'notice' | 'robot' | 'presale' | 'shipping'
  notice: NoticeKind | null
  title: string
  state: 'waiting' | 'sending' | 'sent' | 'refused' | 'unclear'
  at: Moment
  triedAt: Moment | null
  tries: number
  said: number | null
  why: string | null
  /** Of a notice that did not arrive: why, and which order it was about. */
  trouble: 'noConsent' | 'notInMiniProgram' | 'templateFields' | 'templateGone' | 'forbidden' | 'noAnswer' | 'other' | null
  order: Id | null
  canSendAgain: boolean
}
export interface Shipments {
  items: { id: Id; state: 'open' | 'reported' | 'notNeeded'; orders: string[]; paidAt: Moment; shipBy: Moment; overdue: boolean; presale: Dispatch | null; shipping: Dispatch | null }[]
  next: string | null
  overdue: number
}
/** A short address of a campaign, and the mini-program's code of it where there is one. */
export interface ShortLink { code: string; address: string; scene: string; picture: Id | null; pictureWhy: string | null }
