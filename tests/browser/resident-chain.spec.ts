import { expect, test, type Locator, type Page } from '@playwright/test'
import { address, ask, enterResident, hook, newcomers, newId, open, picture, put, staff, troubles, type SignIn } from './people'

/**
 * A chain lives in the resident app: one joins and sees oneself in it by name and number, sees the neighbours come and go,
 * changes what one wants, and takes the text of it back to the group.
 */
test.describe.configure({ mode: 'serial' })

const TITLE = '楼下豆花接龙'
const SOY = '原磨豆浆'
const BUNS = '鲜肉小笼包'

let passer: Page
let first: Page
let second: Page
let firstWho: SignIn
let secondWho: SignIn
let campaign = ''
const skus: Record<string, string> = {}

const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString()
const entry = (page: Page, number: number): Locator => hook(page, 'entry').filter({ hasText: new RegExp(`^\\s*${number}\\.`) })

/** Someone looks again: pulling down and the clock do it too, both too slow for a test. */
async function comeBack(page: Page): Promise<void> {
  await page.goto(address(`/#/pages/campaign/index?id=${campaign}`))
  await page.reload()
  await expect(page.getByText('大家的接龙')).toBeVisible()
}

test.beforeAll(async ({ browser }) => {
  ;[firstWho, secondWho] = (await newcomers(2)) as [SignIn, SignIn]
  passer = await open(browser, 'passer-by', 390, 844, true)
  first = await open(browser, 'resident of a chain', 390, 844, true)
  second = await open(browser, 'resident of the group', 390, 844, true)
  await first.context().grantPermissions(['clipboard-read', 'clipboard-write'])
})
test.afterAll(async () => {
  await Promise.all([passer, first, second].map((p) => p?.context().close()))
})

test('the leader opens a chain, and who passes by sees that nobody is in it yet', async () => {
  const leader = staff('leader')
  const me = await ask<{ id: string }>(leader, '/api/me')
  const points = await ask<{ id: string }[]>(leader, '/api/pickup-points')
  const goods = await ask<{ items: { id: string; name: string }[] }>(leader, '/api/skus?take=200')
  for (const name of [SOY, BUNS]) skus[name] = goods.items.find((s) => s.name === name)!.id
  campaign = newId()
  await put(leader, `/api/campaigns/${campaign}`, {
    kind: 'chain', title: TITLE, text: '现磨现蒸，要的接在后面。', opensAt: hours(-0.1), closesAt: hours(5), leader: me.id,
    pickupPoints: points.map((p) => p.id), pickupFrom: hours(8), pickupTo: hours(12), dealHouseholds: null,
    items: [{ sku: skus[SOY], price: 500, total: null, perHousehold: null }, { sku: skus[BUNS], price: 1100, total: null, perHousehold: null }],
  })
  await put(leader, `/api/campaigns/${campaign}/opening`, {})

  await passer.goto(address('/'))
  await hook(passer, 'campaign').filter({ hasText: TITLE }).click()
  await expect(passer.getByText('还没有人接龙，您来第一个').last()).toBeVisible()
  await expect(hook(passer, 'copy-chain')).toHaveCount(0)
  await picture(passer, 'resident-chain-empty')
})

test('a resident joins and stands in it by name and number', async () => {
  await enterResident(first, firstWho)
  await expect(hook(first, 'campaign').filter({ hasText: TITLE })).toContainText('接龙')
  await hook(first, 'campaign').filter({ hasText: TITLE }).click()

  // nothing chosen: the button says what to do first
  await hook(first, 'join-chain').click()
  await expect(first.getByText('先选好要的商品，再点“我要接龙”')).toBeVisible()
  await first.getByRole('button', { name: `加入 ${SOY}` }).click()
  await first.getByRole('button', { name: `加入 ${SOY}` }).click()
  await expect(hook(first, 'join-chain')).toHaveText('我要接龙')
  await hook(first, 'join-chain').click()
  await hook(first, 'pay-cash').click()
  await hook(first, 'submit').click()
  await expect(hook(first, 'order-state')).toContainText('已下单')
  await first.getByRole('button', { name: '返回' }).filter({ visible: true }).click()

  await expect(entry(first, 1)).toContainText(firstWho.name)
  await expect(entry(first, 1)).toContainText(`${SOY} 2瓶`)
  await expect(entry(first, 1)).toHaveAttribute('aria-label', new RegExp(`^第 1 位，我，${firstWho.name}`))
  await expect(hook(first, 'chain-count')).toHaveText('已接龙 1 户')
  await expect(hook(first, 'my-place')).toHaveText('您是第 1 位')
  await expect(hook(first, 'join-chain')).toHaveText('改我的接龙')
})

test('a neighbour comes, and the passer-by sees names and goods only', async () => {
  const order = newId()
  await put(secondWho, `/api/campaigns/${campaign}/orders/${order}`, { lines: [{ sku: skus[BUNS], amount: 3 }], payment: 'cash', note: '放在 3-2-501 门口' })
  await comeBack(first)
  await expect(entry(first, 2)).toContainText(secondWho.name)
  await expect(entry(first, 2)).toContainText(`${BUNS} 3笼`)
  await expect(hook(first, 'chain-count')).toHaveText('已接龙 2 户')

  await comeBack(passer)
  await expect(entry(passer, 2)).toContainText(secondWho.name)
  await expect(hook(passer, 'entry').filter({ hasText: '501' })).toHaveCount(0)
  await expect(entry(passer, 1).getByText('我', { exact: true })).toHaveCount(0)

  await put(secondWho, `/api/orders/${order}/cancellation`, {})
})

test('who has gone stays to be seen as gone, and copying leaves them out', async () => {
  await put(secondWho, `/api/campaigns/${campaign}/orders/${newId()}`, { lines: [{ sku: skus[SOY], amount: 1 }], payment: 'cash' })
  await comeBack(first)
  await expect(entry(first, 2)).toContainText('已退')
  await expect(entry(first, 2).locator('.entry-goods').first()).toHaveCSS('text-decoration-line', 'line-through')
  await expect(entry(first, 3)).toContainText(`${SOY} 1瓶`)
  await expect(hook(first, 'chain-count')).toHaveText('已接龙 2 户')

  await hook(first, 'copy-chain').click()
  await expect(first.getByText('接龙已复制，到群里粘贴就行')).toBeVisible()
  expect(await first.evaluate(() => navigator.clipboard.readText()))
    .toBe(`#接龙\n${TITLE}\n\n1. ${firstWho.name} ${SOY} 2瓶\n2. ${secondWho.name} ${SOY} 1瓶`)
})

test('what one wants can be changed, also by other goods, and everybody sees that it was', async () => {
  await first.getByRole('button', { name: `加入 ${BUNS}` }).click()
  await hook(first, 'join-chain').click()
  // the order's own sheet, with what was chosen in the chain already in it
  await expect(hook(first, 'save-amend')).toBeVisible()
  await expect(first.locator('.amend-line:visible').filter({ hasText: BUNS })).toContainText('1')
  await picture(first, 'resident-chain-change')
  await hook(first, 'save-amend').click()
  await expect(first.getByText('订单已修改')).toBeVisible()
  await first.getByRole('button', { name: '返回' }).filter({ visible: true }).click()

  await expect(entry(first, 1)).toContainText('改过')
  await expect(entry(first, 1)).toContainText(`${SOY} 2瓶、${BUNS} 1笼`)
  await expect(hook(first, 'entry')).toHaveCount(3)
})

test('whom the leader brought in from the group finds the order in the app, with what is paid and what is not', async () => {
  const leader = staff('leader')
  const { household } = await ask<{ household: { id: string } }>(secondWho, '/api/me')
  const paste = `/api/campaigns/${campaign}/chains/${newId()}/pastes/${newId()}`
  const { plan } = await put<{ plan: string }>(leader, paste, {
    text: `#接龙\n${TITLE}\n\n1. 豆花爱好者 ${SOY}2瓶`,
    name: '一号楼群',
    choices: [{ key: '豆花爱好者', household: household.id, lines: [{ sku: skus[SOY], amount: 2 }] }],
  })
  expect(await put(leader, `${paste}/confirmation`, { plan })).toMatchObject({ added: 1, refused: [] })
  const orders = await ask<{ items: { id: string; payment: string }[] }>(secondWho, '/api/me/orders')
  const order = orders.items.find((o) => o.payment === 'outside')!.id
  await put(leader, `/api/orders/${order}/outside-payments/${newId()}`, { amount: 400 })

  await enterResident(second, secondWho)
  await hook(second, 'tab-orders').click()
  const card = hook(second, 'order').filter({ hasText: '群里付款' })
  await expect(card).toContainText('取货时付 ¥6.00')
  await expect(card).toContainText('接龙')
  await card.click()
  await expect(hook(second, 'outside')).toContainText('¥4.00')
  await expect(hook(second, 'outside')).toContainText('¥6.00')
  await expect(hook(second, 'outside')).toContainText('剩下的可以在群里转给团长，也可以取货时付。')
  await picture(second, 'resident-chain-order')

  await comeBack(first)
  await expect(entry(first, 4)).toContainText('豆花爱好者')
  await hook(first, 'see-chain').click()
  await expect(entry(first, 4)).toBeInViewport()
  await picture(first, 'resident-chain')
})

test('the list comes anew by itself while it is looked at', async () => {
  await comeBack(passer)
  await expect(hook(passer, 'entry')).toHaveCount(4)
  const orders = await ask<{ items: { id: string; campaign: { id: string }; payment: string; canCancel: boolean }[] }>(secondWho, '/api/me/orders')
  const order = orders.items.find((o) => o.campaign.id === campaign && o.payment === 'cash' && o.canCancel)!
  await put(secondWho, `/api/orders/${order.id}/cancellation`, {})
  await expect(entry(passer, 3)).toContainText('已退', { timeout: 40_000 })
})

test('a long chain comes page by page, and what did not come can be asked for again', async () => {
  const rows = Array.from({ length: 130 }, (_, i) => ({
    number: i + 1, nickname: `邻居${i + 1}`, text: `${SOY} 1瓶`, note: '', at: new Date().toISOString(), state: 'in', changed: false, mine: false,
  }))
  let broken = true
  await passer.route(/\/entries\?/, async (route) => {
    if (broken) return route.abort('failed')
    const asked = new URL(route.request().url()).searchParams
    const [from, take] = [Number(asked.get('after') ?? 0), Number(asked.get('take'))]
    await route.fulfill({ json: { items: rows.slice(from, from + take), next: from + take < rows.length ? String(from + take) : null } })
  })
  const retry = passer.getByRole('button', { name: '再试一次' }).filter({ visible: true })
  // as a thumb does it: up a little and down again, until something comes
  const scrollUntil = (seen: () => Promise<void>): Promise<void> => expect(async () => {
    await passer.evaluate(() => window.scrollBy(0, -600))
    await passer.waitForTimeout(400)
    await passer.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight))
    await seen()
  }).toPass({ timeout: 30_000 })

  await comeBack(passer)
  await expect(passer.getByText('网络断开了')).toBeVisible()
  broken = false
  await retry.click()
  await expect(hook(passer, 'entry')).toHaveCount(50)
  await scrollUntil(() => expect(hook(passer, 'entry')).toHaveCount(100, { timeout: 1500 }))
  broken = true
  await scrollUntil(() => expect(retry).toBeVisible({ timeout: 4000 }))
  await expect(hook(passer, 'entry')).toHaveCount(100)
  broken = false
  await retry.click()
  await expect(hook(passer, 'entry')).toHaveCount(130)
  await passer.unroute(/\/entries\?/)
})

test('nothing failed behind the screens', () => {
  expect(troubles).toEqual([])
})
