import { expect, test, type Page } from '@playwright/test'
import { address, ask, enterResident, hook, newcomers, open, picture, staff, troubles, type SignIn } from './people'

/** Goods of two lists lie in one cart: they are paid at once, become two orders, and one of them is given back alone. */
test.describe.configure({ mode: 'serial' })

const TITLES = ['周三豆浆预售', '周五小笼预售']
const GOODS = ['原磨豆浆', '鲜肉小笼包']
const PRICES = [500, 1100]

let page: Page
let who: SignIn
const campaigns: string[] = []
const skus: string[] = []
const points: string[] = []

async function put<T>(by: SignIn, path: string, body: unknown): Promise<T> {
  const answer = await fetch(address(path), {
    method: 'PUT',
    headers: { authorization: `Bearer ${by.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.status, `${path} ${await answer.clone().text()}`).toBeLessThan(300)
  return (await answer.json()) as T
}

function newId(): string {
  const ms = Date.now().toString(16).padStart(12, '0')
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${crypto.randomUUID().slice(15)}`
}

const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString()

test.beforeAll(async ({ browser }) => {
  ;[who] = (await newcomers(1)) as [SignIn]
  page = await open(browser, 'resident with a mixed cart', 390, 844, true)
  const leader = staff('leader')
  const me = await ask<{ id: string }>(leader, '/api/me')
  points.push(...(await ask<{ id: string }[]>(leader, '/api/pickup-points')).map((p) => p.id))
  const goods = await ask<{ items: { id: string; name: string }[] }>(leader, '/api/skus?take=200')
  for (const [i, title] of TITLES.entries()) {
    campaigns.push(newId())
    skus.push(goods.items.find((s) => s.name === GOODS[i])!.id)
    await put(leader, `/api/campaigns/${campaigns[i]}`, {
      kind: 'presale', title, text: '现做现送。', opensAt: hours(-0.1), closesAt: hours(5 + i), leader: me.id,
      pickupPoints: points, pickupFrom: hours(30 + 24 * i), pickupTo: hours(34 + 24 * i), dealHouseholds: null,
      items: [{ sku: skus[i], price: PRICES[i], total: null, perHousehold: null }],
    })
    await put(leader, `/api/campaigns/${campaigns[i]}/opening`, {})
  }
})
test.afterAll(async () => { await page?.context().close() })

test('a cart of two lists shows each with its own time and sum, and is paid with one tap', async () => {
  await enterResident(page, who)
  for (const [i, id] of campaigns.entries()) {
    await page.goto(address(`/#/pages/campaign/index?id=${id}`))
    await page.reload()
    await page.getByRole('button', { name: `加入 ${GOODS[i]}` }).click()
  }
  await page.getByRole('button', { name: '去结算' }).click()
  await expect(hook(page, 'cart-group')).toHaveCount(2)
  await hook(page, 'pay-online').click()
  await expect(hook(page, 'group-sum').first()).toContainText('5.00')
  await expect(hook(page, 'group-sum').last()).toContainText('11.00')
  await expect(hook(page, 'submit')).toContainText('合并付款 ¥16.00')
  await picture(page, 'resident-mixed-cart', true)
  await hook(page, 'submit').click()

  await expect(page.getByRole('button', { name: '确认支付' })).toBeVisible()
  await expect(page.locator('body')).toContainText('¥16.00')
  await picture(page, 'resident-mixed-cashier')
  await page.getByRole('button', { name: '确认支付' }).click()
  await expect(hook(page, 'order-state')).toContainText('已下单')
  await expect(hook(page, 'paid-with')).toContainText('与另外 1 单合并付款')
  await picture(page, 'resident-mixed-order', true)
})

test('one of them is cancelled and given back alone', async () => {
  await hook(page, 'cancel').click()
  await page.getByRole('button', { name: /^取消订单/ }).last().click()
  await expect(hook(page, 'order-state')).toContainText('已取消')
  const orders = (await ask<{ items: { state: string; total: number; refunded: number; paidWith: number }[] }>(who, '/api/me/orders')).items
  expect(orders.map((o) => o.paidWith)).toEqual([1, 1])
  const [gone, stays] = [orders.find((o) => o.state === 'cancelled')!, orders.find((o) => o.state === 'confirmed')!]
  expect(gone.refunded).toBe(gone.total)
  expect(stays.refunded).toBe(0)
})

test('orders that still wait are paid together from the list', async () => {
  for (const [i, id] of campaigns.entries())
    await put(who, `/api/campaigns/${id}/orders/${newId()}`, { lines: [{ sku: skus[i], amount: 2 }], payment: 'testpay', pickupPoint: points[0] })
  await page.goto(address('/#/pages/home?tab=orders'))
  await page.reload()
  await expect(hook(page, 'joint')).toContainText('2 单待付款')
  await expect(hook(page, 'joint')).toContainText('¥32.00')
  await picture(page, 'resident-mixed-waiting')
  await hook(page, 'pay-together').click()
  await expect(page.getByRole('button', { name: '确认支付' })).toBeVisible()
  await expect(page.locator('body')).toContainText('¥32.00')
  await page.getByRole('button', { name: '确认支付' }).click()
  await expect(hook(page, 'paid-with')).toContainText('与另外 1 单合并付款')
  expect(troubles).toEqual([])
})
