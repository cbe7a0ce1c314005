import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { address, ask, enterResident, field, hook, newcomers, newId, open, picture, put, staff, troubles, type SignIn } from './people'

/**
 * A leader's day on the phone, with a neighbour's phone beside it: yesterday's list published again, told to the group by words and poster,
 * orders seen coming, who has not paid reminded, the pickup moved, the goods announced and handed over at the door.
 */
test.describe.configure({ mode: 'serial' })

const BEFORE = '昨天的豆浆小笼'
const TITLE = '今天的豆浆小笼'
const SOY = '原磨豆浆'
const BUNS = '鲜肉小笼包'
const MINUTE = 60_000

let leader: Page
let first: Page
let second: Page
let leaderWho: SignIn
let firstWho: SignIn
let secondWho: SignIn
let campaign = ''
let link = ''
let firstOrder = ''
let secondOrder = ''
const skus: Record<string, string> = {}
const hours = (n: number): string => new Date(Date.now() + n * 60 * MINUTE).toISOString()
const pasted = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText())
const bagOf = (who: SignIn): Locator => hook(leader, 'bag').filter({ hasText: who.name })
const seen = (page: Page, order: string): Promise<unknown> => page.goto('about:blank').then(() => page.goto(address(`/#/pages/order?id=${order}`)))

test.beforeAll(async ({ browser }) => {
  leaderWho = staff('leader')
  ;[firstWho, secondWho] = (await newcomers(2)) as [SignIn, SignIn]
  leader = await open(browser, 'leader with a phone', 390, 844, true)
  first = await open(browser, 'neighbour who pays late', 390, 844, true)
  second = await open(browser, 'neighbour who pays cash', 390, 844, true)
  await leader.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const me = await ask<{ id: string }>(leaderWho, '/api/me')
  const points = await ask<{ id: string }[]>(leaderWho, '/api/pickup-points')
  const goods = await ask<{ items: { id: string; name: string }[] }>(leaderWho, '/api/skus?take=200')
  for (const name of [SOY, BUNS]) skus[name] = goods.items.find((s) => s.name === name)!.id
  const before = newId()
  await put(leaderWho, `/api/campaigns/${before}`, {
    kind: 'presale', title: BEFORE, text: '现磨现蒸。', opensAt: hours(-0.001), closesAt: hours(5), leader: me.id, pickupPoints: points.map((p) => p.id),
    pickupFrom: hours(8), pickupTo: hours(12), dealHouseholds: null,
    items: [{ sku: skus[SOY], price: 500, total: 60, perHousehold: null, praise: '我家早上天天喝。' }, { sku: skus[BUNS], price: 1100, total: null, perHousehold: null }],
  })
  await put(leaderWho, `/api/campaigns/${before}/opening`)
})
test.afterAll(async () => {
  await Promise.all([leader, first, second].map((p) => p?.context().close()))
})

test('the last list is adjusted and published from the phone in under a minute', async () => {
  await enterResident(leader, leaderWho)
  await hook(leader, 'tab-leader').click()
  await expect(leader.getByText(`“${BEFORE}”`).first()).toBeVisible()
  const began = Date.now()
  await hook(leader, 'publish-again').click()
  await field(leader, 'title').fill(TITLE)
  await hook(leader, 'draft-item').filter({ hasText: SOY }).click()
  await field(leader, 'price').fill('0')
  await hook(leader, 'keep').click()
  await expect(leader.getByText('价格要写成 12.8 这样')).toBeVisible()
  await field(leader, 'price').fill('4.5')
  await field(leader, 'total').fill('50')
  await hook(leader, 'keep').click()
  await expect(hook(leader, 'draft-item').filter({ hasText: SOY })).toContainText('¥4.50')
  await expect(hook(leader, 'draft-item').filter({ hasText: SOY })).toContainText('共 50 瓶 · 我家早上天天喝。')
  await hook(leader, 'publish').click()
  await expect(hook(leader, 'said')).toContainText(TITLE)
  expect(Date.now() - began).toBeLessThan(MINUTE)
  const mine = (await ask<{ items: { id: string; title: string; state: string }[] }>(leaderWho, '/api/campaigns')).items.filter((c) => c.title === TITLE)
  expect(mine).toHaveLength(1)
  expect(mine[0]!.state).toBe('open')
  campaign = mine[0]!.id
})

test('the words for the group carry the short link, and a neighbour comes in by it', async () => {
  link = (await put<{ address: string }>(leaderWho, `/api/campaigns/${campaign}/link`)).address
  expect(link).toMatch(/\/s\/\w+\/[0-9A-Za-z]{10}$/)
  await expect(hook(leader, 'said')).toContainText(link)
  await expect(hook(leader, 'said')).not.toContainText('pages/campaign')
  await hook(leader, 'copy').click()
  expect(await pasted(leader)).toContain(`👉 ${link}`)
  await hook(leader, 'copy-link').click()
  await expect.poll(() => pasted(leader)).toBe(link)
  await picture(leader, 'leader-share')

  await enterResident(first, firstWho)
  await first.goto(address(new URL(link).pathname))
  await expect(first.getByRole('heading', { name: TITLE })).toBeVisible()
})

/** The code in the picture, square by square, is that of this text. */
async function holdsCodeOf(poster: Locator, text: string): Promise<number> {
  const make = createRequire(join(import.meta.dirname, '../../apps/resident/package.json'))('qrcode-generator') as (type: number, level: string) =>
    { addData: (text: string) => void; make: () => void; getModuleCount: () => number; isDark: (row: number, column: number) => boolean }
  const code = make(0, 'M')
  code.addData(text)
  code.make()
  const count = code.getModuleCount()
  const dark = await poster.evaluate(async (image, [modules]) => {
    const shown = new Image()
    shown.src = (image as HTMLImageElement).src
    await shown.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: shown.width, height: shown.height })
    const pen = canvas.getContext('2d')!
    pen.drawImage(shown, 0, 0)
    // in the corner at the right, 150 of 600 points wide, 40 from the edges
    const [unit, cell] = [shown.width / 600, 150 / modules!]
    return Array.from({ length: modules! }, (_, row) => Array.from({ length: modules! }, (_, column) => {
      const [x, y] = [(410 + (column + 0.5) * cell) * unit, (shown.height / unit - 190 + (row + 0.5) * cell) * unit]
      return pen.getImageData(Math.floor(x), Math.floor(y), 1, 1).data[0]! < 128
    }))
  }, [count] as const)
  return dark.flatMap((row, r) => row.filter((is, c) => is !== code.isDark(r, c))).length
}

test('the poster is drawn on the phone, and its code is the short link', async () => {
  await hook(leader, 'share-poster').click()
  const poster = leader.locator('[data-hook="poster"] img')
  await expect(poster).toBeAttached()
  expect(await holdsCodeOf(poster, link)).toBe(0)
  await expect(hook(leader, 'save-poster')).toHaveAttribute('aria-disabled', 'false')
  const saved = leader.waitForEvent('download')
  await hook(leader, 'save-poster').click()
  expect((await saved).suggestedFilename()).toBe(`${TITLE}.png`)
  await picture(leader, 'leader-poster')
})

test('where no short link can be made, the long one leads there too', async () => {
  await leader.route(/\/link$/, (route) => route.fulfill({ status: 404 }))
  await hook(leader, 'share-post').click()
  await expect(hook(leader, 'said')).toContainText(`/#/pages/campaign/index?shop=`)
  await expect(hook(leader, 'said')).toContainText(campaign)
  await leader.unroute(/\/link$/)
  const long = /👉 (\S+)/.exec((await hook(leader, 'said').textContent())!)![1]!
  await second.goto(address(new URL(long).hash.replace(/^/, '/')))
  await expect(second.getByRole('heading', { name: TITLE })).toBeVisible()
})

test('orders are seen coming while the leader looks', async () => {
  await leader.goto('about:blank')
  await leader.goto(address(`/#/pages/leader-orders?campaign=${campaign}`))
  await expect(leader.getByText('还没有人下单')).toBeVisible()

  await first.getByRole('button', { name: `加入 ${SOY}` }).click()
  await first.getByRole('button', { name: '去结算' }).click()
  await hook(first, 'pay-online').click()
  await hook(first, 'submit').click()
  await expect(first.getByRole('button', { name: '确认支付' })).toBeVisible()
  await enterResident(second, secondWho)
  await second.goto(address(new URL(link).pathname))
  await second.getByRole('button', { name: `加入 ${BUNS}` }).click()
  await second.getByRole('button', { name: '去结算' }).click()
  await hook(second, 'pay-cash').click()
  await hook(second, 'submit').click()
  await expect(hook(second, 'order-state')).toContainText('已下单')

  await expect(hook(leader, 'leader-order')).toHaveCount(2, { timeout: 15_000 })
  await expect(hook(leader, 'leader-order').filter({ hasText: SOY })).toContainText('待付款')
  await expect(hook(leader, 'leader-order').filter({ hasText: BUNS })).toContainText(secondWho.name)
  await expect(hook(leader, 'live')).toContainText('2 单')
  await picture(leader, 'leader-orders')
  const orderOf = async (who: SignIn): Promise<string> =>
    (await ask<{ items: { id: string; campaign: { id: string } }[] }>(who, '/api/me/orders')).items.find((o) => o.campaign.id === campaign)!.id
  ;[firstOrder, secondOrder] = [await orderOf(firstWho), await orderOf(secondWho)]
})

test('who has not paid is named in words to paste, and pays', async () => {
  await expect(hook(leader, 'remind-unpaid')).toHaveText('催付款（1）')
  await hook(leader, 'remind-unpaid').click()
  await expect(hook(leader, 'said')).toContainText('还有 1 位邻居没有付款')
  await hook(leader, 'copy').click()
  await expect.poll(() => pasted(leader)).toContain(`${SOY}`)
  expect(await pasted(leader)).toContain('4.5元')
  expect(await pasted(leader)).not.toContain(secondWho.name)

  await first.getByRole('button', { name: '确认支付' }).click()
  await expect(hook(first, 'order-state')).toContainText('已下单')
  await leader.getByRole('button', { name: '返回' }).filter({ visible: true }).click()
  await expect(hook(leader, 'leader-order').filter({ hasText: '待付款' })).toHaveCount(0, { timeout: 15_000 })
  await expect(hook(leader, 'remind-unpaid')).toHaveCount(0)
})

/** The wheel of minutes is turned by one, as a thumb taps what comes next on it. */
async function turned(clock: Locator): Promise<string> {
  const before = (await clock.textContent())!
  await clock.click()
  const wheel = leader.locator('.uni-picker-toggle uni-picker-view-column').last()
  await expect(wheel).toBeVisible()
  // it comes up from below
  await leader.waitForTimeout(500)
  const box = (await wheel.boundingBox())!
  await leader.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2 + 34)
  await leader.waitForTimeout(500)
  await leader.locator('.uni-picker-toggle .uni-picker-action-confirm').click()
  await expect(clock).not.toHaveText(before)
  return (await clock.textContent())!
}

test('the pickup is moved, and both neighbours are told at once', async () => {
  await hook(leader, 'move-pickup').click()
  const until = await turned(hook(leader, 'to-time'))
  await field(leader, 'why').fill('货车晚到')
  await picture(leader, 'leader-move')
  await hook(leader, 'move-go').click()
  await expect(hook(leader, 'moved-text')).toContainText(until)
  await expect(hook(leader, 'moved-text')).toContainText('（货车晚到）')
  await hook(leader, 'copy-moved').click()
  await expect.poll(() => pasted(leader)).toContain('取货时间改到')

  for (const [page, order] of [[first, firstOrder], [second, secondOrder]] as const) {
    await expect(async () => {
      await page.goto('about:blank')
      await page.goto(address('/#/?tab=messages'))
      await expect(page.getByText('取货时间改了').first()).toBeVisible({ timeout: 3000 })
    }).toPass({ timeout: 30_000 })
    await expect(page.getByText('货车晚到').first()).toBeVisible()
    await seen(page, order)
    await expect(page.getByText(until).first()).toBeVisible()
  }
})

test('the list is closed from the phone, the goods come, and the group and the neighbours hear it', async () => {
  await leader.goto('about:blank')
  await leader.goto(address('/#/?tab=leader'))
  const card = leader.locator('.card', { hasText: TITLE }).filter({ hasText: '提前截单' })
  await card.locator('[data-hook="close-early"]').click()
  await expect(leader.getByText(`提前截单“${TITLE}”？`)).toBeVisible()
  await hook(leader, 'yes').click()
  await expect(leader.getByText(`“${TITLE}”已截单`).first()).toBeVisible()

  const owner = staff('owner')
  const bought = (): Promise<{ items: { id: string; lines: { sku: string; ordered: number }[] }[] }> => ask(owner, `/api/purchase-orders?campaign=${campaign}`)
  await expect.poll(async () => (await bought()).items.length, { timeout: 30_000 }).toBeGreaterThan(0)
  for (const po of (await bought()).items)
    await put(owner, `/api/purchase-orders/${po.id}/receipt`, { lines: po.lines.map((l) => ({ sku: l.sku, received: l.ordered, bad: 0 })) })

  await expect(async () => {
    await leader.goto('about:blank')
    await leader.goto(address(`/#/pages/leader-share?campaign=${campaign}&kind=arrived`))
    await expect(hook(leader, 'said')).toContainText('到货啦', { timeout: 3000 })
  }).toPass({ timeout: 30_000 })
  await hook(leader, 'copy').click()
  await expect.poll(() => pasted(leader)).toContain('📍')
  await hook(leader, 'share-uncollected').click()
  await expect(hook(leader, 'said')).toContainText('还有 2 位邻居没有来取')

  await expect(async () => {
    await first.goto('about:blank')
    await first.goto(address('/'))
    await expect(hook(first, 'ready').first()).toContainText('可以取货了', { timeout: 3000 })
  }).toPass({ timeout: 30_000 })
})

test('at the door the bag is found by the tail of the phone and given against the code', async () => {
  await seen(first, firstOrder)
  const code = (await first.locator('[data-hook="pickup-code"] .code').textContent())!.trim()
  await leader.goto('about:blank')
  await leader.goto(address(`/#/pages/leader-handover?campaign=${campaign}`))
  await expect(hook(leader, 'bag')).toHaveCount(2)
  await field(leader, 'find-bag').fill(firstWho.phone.slice(-4))
  await expect(bagOf(secondWho)).toHaveCount(0)
  await bagOf(firstWho).click()
  await field(leader, 'hand-code').fill(code === '000000' ? '111111' : '000000')
  await hook(leader, 'hand-by-code').click()
  await expect(leader.getByRole('status').filter({ hasText: '取货码' })).toBeVisible()
  await field(leader, 'hand-code').fill(code)
  await picture(leader, 'leader-hand')
  await hook(leader, 'hand-by-code').click()
  await expect(leader.getByText(`${firstWho.name}的货已交`)).toBeVisible()
  await expect(hook(leader, 'bag')).toHaveCount(1)
  await seen(first, firstOrder)
  await expect(hook(first, 'order-state')).toContainText('已完成')
})

test('whom the leader knows needs no code, pays the cash, and is told', async () => {
  await expect(bagOf(secondWho)).toContainText('收现金 ¥11.00')
  await bagOf(secondWho).click()
  await expect(hook(leader, 'take-cash')).toHaveText('收现金 ¥11.00')
  await hook(leader, 'hand-known').click()
  await expect(leader.getByText(`${secondWho.name}的货已交`)).toBeVisible()
  await expect(leader.getByText('没有要交的货')).toBeVisible()
  await seen(second, secondOrder)
  await expect(hook(second, 'order-state')).toContainText('已完成')
  await expect(async () => {
    await second.goto('about:blank')
    await second.goto(address('/#/?tab=messages'))
    await expect(second.getByText(/取走|已交|领走/).first()).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 30_000 })
})

test('nothing failed behind the screens', () => {
  expect(troubles).toEqual([])
})
