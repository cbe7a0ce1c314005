import { expect, test, type Page } from '@playwright/test'
import { address, ask, enterResident, hook, newcomers, newId, open, picture, put, staff, troubles, type SignIn } from './people'

/** A stairwell without a network: what was seen stays to be seen, what was ordered waits and is placed once; and an open page sees what others order. */
test.describe.configure({ mode: 'serial' })

const TITLE = '楼道里下单的团'
const GOODS = '原磨豆浆'
const TOTAL = 50

let phone: Page
let neighbour: Page
let who: SignIn
let other: SignIn
let campaign = ''
let sku = ''
const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString()
const mine = async (by: SignIn): Promise<unknown[]> =>
  (await ask<{ items: { campaign: { id: string } }[] }>(by, '/api/me/orders')).items.filter((o) => o.campaign.id === campaign)

test.beforeAll(async ({ browser }) => {
  ;[who, other] = (await newcomers(2)) as [SignIn, SignIn]
  phone = await open(browser, 'resident in the stairwell', 390, 844, true)
  neighbour = await open(browser, 'neighbour who looks on', 390, 844, true)
  const leader = staff('leader')
  const me = await ask<{ id: string }>(leader, '/api/me')
  const points = (await ask<{ id: string }[]>(leader, '/api/pickup-points')).map((p) => p.id)
  const goods = await ask<{ items: { id: string; name: string }[] }>(leader, '/api/skus?take=200')
  campaign = newId()
  sku = goods.items.find((s) => s.name === GOODS)!.id
  await put(leader, `/api/campaigns/${campaign}`, {
    kind: 'presale', title: TITLE, text: '现做现送。', opensAt: hours(-0.1), closesAt: hours(5), leader: me.id, pickupPoints: points,
    pickupFrom: hours(30), pickupTo: hours(34), dealHouseholds: null, items: [{ sku, price: 500, total: TOTAL, perHousehold: null }],
  })
  await put(leader, `/api/campaigns/${campaign}/opening`)
})
test.afterAll(async () => {
  await phone?.context().close()
  await neighbour?.context().close()
})

const shell = (page: Page): Promise<boolean> => page.evaluate(async () => {
  await navigator.serviceWorker.ready
  return (await caches.keys()).some((n) => n.startsWith('linli-'))
})

test('the list opens without a network and says from when it is', async () => {
  await enterResident(phone, who)
  await phone.goto(address('/'))
  await expect(hook(phone, 'campaign').filter({ hasText: TITLE })).toBeVisible()
  await phone.goto(address(`/#/pages/campaign/index?id=${campaign}`))
  await phone.getByRole('button', { name: `加入 ${GOODS}` }).click()
  expect(await shell(phone)).toBe(true)
  await phone.goto(address('/'))
  await expect(hook(phone, 'campaign').filter({ hasText: TITLE })).toBeVisible()
  await phone.reload()
  await expect(hook(phone, 'campaign').filter({ hasText: TITLE })).toBeVisible()

  await phone.context().setOffline(true)
  await phone.reload()
  await expect(hook(phone, 'as-of')).toContainText('网络断开了')
  await expect(hook(phone, 'campaign').filter({ hasText: TITLE })).toBeVisible()
  await picture(phone, 'weak-list')
})

test('an order submitted without a network waits on the phone, outlives a reload and is placed exactly once', async () => {
  await hook(phone, 'to-cart').click()
  await expect(hook(phone, 'cart-group')).toContainText(GOODS)
  await hook(phone, 'point').first().click()
  await hook(phone, 'pay-cash').click()
  await hook(phone, 'submit').click()
  const queued = hook(phone, 'queued')
  await expect(queued).toContainText('等网络')
  await expect(queued).toContainText(GOODS)
  await picture(phone, 'weak-queued')

  await phone.reload()
  await expect(hook(phone, 'queued')).toContainText('等网络')
  expect(await mine(who)).toHaveLength(0)

  // The first answer is lost on its way: the shop has the order, the phone does not know, and sends it again under its id.
  let lost = 0
  await phone.route('**/api/campaigns/*/orders/*', async (route) => {
    if (route.request().method() !== 'PUT' || lost++ > 0) return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  await phone.context().setOffline(false)
  await expect(hook(phone, 'queued')).toHaveAttribute('data-state', 'placed', { timeout: 40_000 })
  await picture(phone, 'weak-placed')
  expect(lost).toBeGreaterThan(1)
  expect(await mine(who)).toHaveLength(1)
  await phone.unroute('**/api/campaigns/*/orders/*')

  await phone.reload()
  await hook(phone, 'queued-see').click()
  await expect(hook(phone, 'order-state')).toBeVisible()
  await phone.goto(address('/#/?tab=orders'))
  await phone.reload()
  await expect(hook(phone, 'order').filter({ hasText: TITLE })).toHaveCount(1)
  await expect(hook(phone, 'queued')).toHaveCount(0)
  expect(await mine(who)).toHaveLength(1)
})

test('what the shop refuses says why and can go back to the cart', async () => {
  await phone.goto(address(`/#/pages/campaign/index?id=${campaign}`))
  await phone.reload()
  await phone.getByRole('button', { name: `加入 ${GOODS}` }).click()
  await hook(phone, 'to-cart').click()
  await hook(phone, 'point').first().click()
  await phone.context().setOffline(true)
  await hook(phone, 'submit').click()
  await expect(hook(phone, 'queued')).toContainText('等网络')
  await put(staff('leader'), `/api/campaigns/${campaign}/items/${sku}/pause`, { paused: true })
  await phone.context().setOffline(false)
  await expect(hook(phone, 'queued')).toHaveAttribute('data-state', 'refused', { timeout: 40_000 })
  await expect(hook(phone, 'queued')).toContainText(GOODS)
  await picture(phone, 'weak-refused')
  await put(staff('leader'), `/api/campaigns/${campaign}/items/${sku}/pause`, { paused: false })
  await hook(phone, 'queued-back').click()
  await expect(hook(phone, 'cart-group')).toContainText(GOODS)
  expect(await mine(who)).toHaveLength(1)
})

/** A list of the same goods that ends soon. */
async function brief(title: string, seconds: number): Promise<string> {
  const leader = staff('leader')
  const me = await ask<{ id: string }>(leader, '/api/me')
  const points = (await ask<{ id: string }[]>(leader, '/api/pickup-points')).map((p) => p.id)
  const id = newId()
  await put(leader, `/api/campaigns/${id}`, {
    kind: 'presale', title, text: '', opensAt: hours(-0.1), closesAt: new Date(Date.now() + seconds * 1_000).toISOString(), leader: me.id, pickupPoints: points,
    pickupFrom: hours(30), pickupTo: hours(34), dealHouseholds: null, items: [{ sku, price: 500, total: TOTAL, perHousehold: null }],
  })
  await put(leader, `/api/campaigns/${id}/opening`)
  return id
}
const fill = async (id: string): Promise<void> => {
  await phone.goto(address(`/#/pages/campaign/index?id=${id}`))
  await phone.reload()
  await phone.getByRole('button', { name: `加入 ${GOODS}` }).click()
  await hook(phone, 'to-cart').click()
  await hook(phone, 'cart-group').locator(hook(phone, 'point')).first().click()
}
const ordersIn = async (id: string): Promise<unknown[]> =>
  (await ask<{ items: { campaign: { id: string } }[] }>(who, '/api/me/orders')).items.filter((o) => o.campaign.id === id)

test('a cut-off that passes without a network ends what waits, says why, and the goods go to another list or are dropped', async () => {
  // What the last journey left in the cart is another order.
  await phone.evaluate(() => Object.keys(localStorage).filter((k) => k.endsWith('cart')).forEach((k) => localStorage.removeItem(k)))
  const short = await brief('马上截单的团', 25)
  await fill(short)
  await phone.context().setOffline(true)
  await hook(phone, 'submit').click()
  const queued = hook(phone, 'queued')
  await expect(queued).toContainText('等网络')
  await expect(queued).toHaveAttribute('data-state', 'expired', { timeout: 40_000 })
  await expect(queued).toContainText('截单前一直没有网络，没有提交，也没有扣款')
  await expect(phone.getByText('“马上截单的团”已截单')).toBeVisible()
  await picture(phone, 'weak-expired')
  await phone.reload()
  await expect(queued).toHaveAttribute('data-state', 'expired')

  await phone.context().setOffline(false)
  await hook(phone, 'queued-back').click()
  // on any other list that has them
  await expect(hook(phone, 'cart-group')).toBeVisible()
  await expect(hook(phone, 'cart-group')).not.toContainText('马上截单的团')
  await expect(hook(phone, 'cart-group')).toContainText(GOODS)
  expect(await ordersIn(short)).toHaveLength(0)
  await phone.goto(address('/#/?tab=orders'))
  await phone.reload()
  await expect(queued).toHaveCount(0)
})

test('what may have arrived before the cut-off is asked about after it, and stands there as placed', async () => {
  await phone.evaluate(() => Object.keys(localStorage).filter((k) => k.endsWith('cart')).forEach((k) => localStorage.removeItem(k)))
  const short = await brief('断线时截单的团', 25)
  await fill(short)
  // It arrives, its answer does not, and then there is no network until the list is over.
  await phone.route('**/api/campaigns/*/orders/*', async (route) => {
    if (route.request().method() !== 'PUT') return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  await hook(phone, 'submit').click()
  await expect(hook(phone, 'queued')).toHaveAttribute('data-state', /queued|sending/)
  await phone.context().setOffline(true)
  await expect(hook(phone, 'queued')).toContainText('截单时间已过', { timeout: 40_000 })
  await picture(phone, 'weak-unsure')
  await phone.unroute('**/api/campaigns/*/orders/*')
  await phone.context().setOffline(false)
  await expect(hook(phone, 'queued')).toHaveAttribute('data-state', 'placed', { timeout: 70_000 })
  expect(await ordersIn(short)).toHaveLength(1)
  await hook(phone, 'queued-see').click()
  await expect(hook(phone, 'order-state')).toBeVisible()
})

test('what the cut-off ended can be dropped', async () => {
  const short = await brief('不要了的团', 20)
  await fill(short)
  await phone.context().setOffline(true)
  await hook(phone, 'submit').click()
  await expect(hook(phone, 'queued')).toHaveAttribute('data-state', 'expired', { timeout: 40_000 })
  await hook(phone, 'queued-seen').click()
  await expect(hook(phone, 'queued')).toHaveCount(0)
  await phone.context().setOffline(false)
  await phone.reload()
  await expect(hook(phone, 'queued')).toHaveCount(0)
  expect(await ordersIn(short)).toHaveLength(0)
})

test('an open page shows within two seconds what a neighbour orders', async () => {
  await enterResident(neighbour, other)
  const events = neighbour.waitForResponse((r) => r.url().includes('/live?campaigns='))
  await neighbour.goto(address(`/#/pages/campaign/index?id=${campaign}`))
  await neighbour.reload()
  expect((await events).status()).toBe(200)
  await expect(neighbour.getByText(/已有 1 单|1 户已下单/)).toBeVisible()
  const from = Date.now()
  await put(who, `/api/campaigns/${campaign}/orders/${newId()}`, { lines: [{ sku, amount: TOTAL - 6 }], payment: 'cash' })
  await expect(neighbour.getByText(/已有 2 单|2 户已下单/)).toBeVisible({ timeout: 2_000 })
  await expect(neighbour.getByText('只剩 5 ')).toBeVisible({ timeout: 500 })
  expect(Date.now() - from).toBeLessThan(2_000)
  await picture(neighbour, 'weak-live')
  expect(troubles).toEqual([])
})

test('the page of one thing and the search show within two seconds what a neighbour orders', async () => {
  const thing = newId()
  await put(staff('leader'), `/api/campaigns/${thing}`, {
    kind: 'presale', title: '看单品的团', text: '', opensAt: hours(-0.1), closesAt: hours(5), leader: (await ask<{ id: string }>(staff('leader'), '/api/me')).id,
    pickupPoints: (await ask<{ id: string }[]>(staff('leader'), '/api/pickup-points')).map((p) => p.id),
    pickupFrom: hours(30), pickupTo: hours(34), dealHouseholds: null, items: [{ sku, price: 510, total: 12, perHousehold: null }],
  })
  await put(staff('leader'), `/api/campaigns/${thing}/opening`)
  const order = (amount: number): Promise<unknown> => put(who, `/api/campaigns/${thing}/orders/${newId()}`, { lines: [{ sku, amount }], payment: 'cash' })

  let events = neighbour.waitForResponse((r) => r.url().includes('/live?campaigns=') && r.url().includes(thing))
  await neighbour.goto(address(`/#/pages/item?campaign=${thing}&sku=${sku}`))
  await neighbour.reload()
  await events
  await expect(neighbour.getByText('只剩 12 ')).toBeVisible()
  await order(2)
  await expect(neighbour.getByText('只剩 10 ')).toBeVisible({ timeout: 2_000 })
  await expect(neighbour.getByText('已订 2 ')).toBeVisible({ timeout: 500 })
  await expect(neighbour.getByText(/已有 1 单|1 户已下单/)).toBeVisible({ timeout: 500 })
  await picture(neighbour, 'live-item')

  events = neighbour.waitForResponse((r) => r.url().includes('/live?campaigns=') && r.url().includes(thing))
  await neighbour.goto(address(`/#/pages/search?q=${encodeURIComponent(GOODS)}`))
  await neighbour.reload()
  await events
  const found = hook(neighbour, 'found').filter({ hasText: '看单品的团' })
  await expect(found).toContainText('只剩 10 ')
  await order(1)
  await expect(found).toContainText('只剩 9 ', { timeout: 2_000 })
  await expect(found).toContainText(/已有 2 单|2 户已下单/, { timeout: 500 })
  await picture(neighbour, 'live-search')
  await order(9)
  await expect(found).toContainText('已售完', { timeout: 2_000 })
  expect(troubles).toEqual([])
})
