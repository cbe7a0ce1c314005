import { expect, test, type Page, type Route } from '@playwright/test'
import { address, ask, hook, newId, open, put, staff, troubles } from './people'

/** On a slow line the list is there before the program: what is tapped until then is in the cart, and nothing flashes. */
test.describe.configure({ mode: 'serial' })

const TITLE = `第一眼的团 <b>& ${Date.now() % 10_000}`
let campaign = ''
let goods: { id: string; name: string }[] = []
const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString()

test.beforeAll(async () => {
  const leader = staff('leader')
  const me = await ask<{ id: string }>(leader, '/api/me')
  const points = (await ask<{ id: string }[]>(leader, '/api/pickup-points')).map((p) => p.id)
  goods = (await ask<{ items: { id: string; name: string; measure: string }[] }>(leader, '/api/skus?take=200')).items.filter((s) => s.measure === 'piece').slice(0, 2)
  campaign = newId()
  await put(leader, `/api/campaigns/${campaign}`, {
    kind: 'presale', title: TITLE, text: '现做现送。', opensAt: hours(-0.1), closesAt: hours(1), leader: me.id, pickupPoints: points,
    pickupFrom: hours(30), pickupTo: hours(34), dealHouseholds: null, items: goods.map((g) => ({ sku: g.id, price: 500, total: 50, perHousehold: null })),
  })
  await put(leader, `/api/campaigns/${campaign}/opening`)
})

/** Keeps the program back until it is let go. */
async function slow(page: Page): Promise<() => Promise<void>> {
  const held: Route[] = []
  let free = false
  await page.route('**/assets/*.js', (route) => { if (free) return route.continue(); held.push(route) })
  return async () => {
    free = true
    for (const route of held) await route.continue()
  }
}
const first = (page: Page) => page.locator('#first')

test('what is tapped before the program is here is in its cart afterwards', async ({ browser }) => {
  const page = await open(browser, 'first visit', 390, 844, true)
  let lists = 0
  page.on('request', (r) => { if (/\/campaigns$/.test(new URL(r.url()).pathname)) lists++ })
  const go = await slow(page)
  await page.goto(address('/?shop=demo'), { waitUntil: 'commit' })
  await first(page).getByText(TITLE).click()
  const add = first(page).getByRole('button', { name: `加入 ${goods[0]!.name}` })
  await add.click()
  await add.click()
  await first(page).getByRole('button', { name: `加入 ${goods[1]!.name}` }).click()
  await expect(first(page)).toContainText('已选 2 样')
  expect(await page.locator('uni-app').count()).toBe(0)
  await go()
  await expect(hook(page, 'to-cart')).toBeVisible()
  await expect(first(page)).toHaveCount(0)
  // the campaign, with what was chosen, and the list was not fetched before one could tap
  await expect(hook(page, 'item').filter({ hasText: goods[0]!.name }).locator('.count')).toHaveText('2')
  await expect(page.getByText('已选 2 样')).toBeVisible()
  expect(lists).toBe(0)
  await page.goBack()
  await expect(hook(page, 'campaign').filter({ hasText: TITLE })).toBeVisible()
  await page.context().close()
})

test('the first thing drawn has the look and the language that were chosen', async ({ browser }) => {
  const page = await open(browser, 'first look', 390, 844, true)
  await page.addInitScript(() => {
    localStorage.setItem('linli.scheme', '"dark"')
    localStorage.setItem('linli.bigText', 'true')
    localStorage.setItem('linli.lang', '"en"')
  })
  const go = await slow(page)
  await page.goto(address('/'), { waitUntil: 'commit' })
  await expect(first(page)).toContainText('Open now')
  await expect(first(page)).toHaveClass(/big/)
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const drawn = await ground()
  expect(drawn).toBe('rgb(20, 23, 20)')
  await go()
  await expect(hook(page, 'campaign').first()).toBeVisible()
  expect(await ground()).toBe(drawn)
  await page.context().close()
})

test('the second visit begins with what was seen last, says from when it is, and shows what is new', async ({ browser }) => {
  const page = await open(browser, 'second visit', 390, 844, true)
  await page.goto(address('/'))
  await expect(hook(page, 'campaign').filter({ hasText: TITLE })).toBeVisible()
  await page.evaluate(async () => { await navigator.serviceWorker.ready })
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).some((n) => n.startsWith('linli-')))).toBe(true)
  await put(staff('leader'), `/api/campaigns/${campaign}/cut-off`)
  let answer: (() => void) | undefined
  await page.route('**/api/shops/demo/campaigns', async (route) => {
    await new Promise<void>((go) => (answer = go))
    await route.continue()
  })
  await page.reload()
  await expect(hook(page, 'campaign').filter({ hasText: TITLE })).toBeVisible()
  await expect(hook(page, 'as-of-fresh')).toContainText('正在更新')
  answer!()
  await expect(hook(page, 'as-of-fresh')).toHaveCount(0)
  await expect(hook(page, 'campaign').filter({ hasText: TITLE })).toHaveCount(0)
  expect(troubles).toEqual([])
  await page.context().close()
})
