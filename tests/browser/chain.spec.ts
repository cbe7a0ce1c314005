import { expect, test, type Locator, type Page } from '@playwright/test'
import { address, ask, enterConsole, money, open, picture, staff, troubles, wall } from './people'

/**
 * A chain from a WeChat group becomes orders: pasted, two lines put right, confirmed, pasted again with three changes,
 * cut off, and what is to be bought is what the page said. Then the group pays.
 */
test.describe.configure({ mode: 'serial' })

const TITLE = '接龙 · 周三番茄鸡蛋'
const TOMATO = '粉番茄'
const EGGS = '散养鲜鸡蛋'
const SOUTH = '南门便民店'
const NORTH = '北门驿站'

const FIRST = `#接龙
周三番茄鸡蛋，明天下午到
番茄3.5元一斤，鸡蛋15.8元一盒

1. 桃子妈妈 番茄2斤 鸡蛋1盒 南门便民店
2. 阿强 鸡蛋两盒 北门驿站
3. 花花🌸 番茄一斤，南门便民店
4. 老周 番茄3斤 鸡蛋1盒 北门驿站
5. 静静 两份 南门便民店
6. 大刘 鸡蛋x3 南门便民店
7. 王老师 番茄 2斤 北门驿站
8. 小满 鸡蛋 1盒 番茄 1斤 南门便民店
9. 楼下花店 草莓2盒 北门驿站
10. 乐乐爸 番茄1斤 鸡蛋1盒 南门便民店`
/** 阿强 takes one more, 王老师 has gone, 新来的小吴 has come */
const SECOND = FIRST.replace('阿强 鸡蛋两盒', '阿强 鸡蛋3盒')
  .replace(/7\. 王老师.*\n/, '')
  .replace('8. 小满', '7. 小满')
  .replace('9. 楼下花店', '8. 楼下花店')
  .replace('10. 乐乐爸', '9. 乐乐爸')
  .concat('\n10. 新来的小吴 番茄4斤 北门驿站')

let leader: Page
let owner: Page
let campaign = ''
let said = { total: '', tomatoes: '', eggs: '', south: '', north: '' }

test.beforeAll(async ({ browser }) => {
  leader = await open(browser, 'leader', 1440, 900)
  owner = await open(browser, 'owner', 1440, 900)
})
test.afterAll(async () => {
  await Promise.all([leader, owner].map((p) => p?.context().close()))
})

const person = (name: string): Locator => leader.getByRole('article', { name: new RegExp(`^${name}`) })
const text = (): Locator => leader.getByLabel('接龙原文')
const totals = (label: string): Locator => leader.getByRole('table', { name: label })
const bar = (): Locator => leader.locator('.page > footer')

test('the leader opens a chain campaign', async () => {
  await enterConsole(leader, staff('leader'))
  await leader.getByRole('link', { name: '开新团' }).first().click()
  await leader.getByRole('button', { name: /^接龙/ }).click()
  await leader.getByLabel('团购名称').fill(TITLE)
  await leader.getByRole('button', { name: '加商品' }).first().click()
  const picker = leader.getByRole('dialog', { name: '选商品' })
  await picker.getByRole('textbox').fill(TOMATO)
  await picker.getByRole('option', { name: TOMATO }).click()
  await picker.getByRole('textbox').fill(EGGS)
  await picker.getByRole('option', { name: EGGS }).click()
  await picker.getByRole('button', { name: '加入 2 种' }).click()
  await leader.getByRole('row').filter({ hasText: TOMATO }).getByLabel('团购价').fill('3.50')
  await leader.getByRole('row').filter({ hasText: EGGS }).getByLabel('团购价').fill('15.80')
  for (const [label, moment] of [['开团', wall(-0.2)], ['截单', wall(3)], ['自提开始', wall(4)], ['自提结束', wall(30)]] as const) {
    const moments = leader.getByLabel(new RegExp(`^\\*?${label}$`))
    await moments.fill(moment)
    await moments.press('Enter')
    await expect(moments).toHaveValue(moment)
  }
  for (const point of [SOUTH, NORTH]) await leader.locator('.el-checkbox', { hasText: point }).click()
  await leader.getByRole('button', { name: '发布' }).click()
  await leader.getByRole('dialog', { name: `发布「${TITLE}」？` }).getByRole('button', { name: '发布' }).click()
  await expect(leader.getByRole('heading', { level: 1 })).toContainText('进行中')
  campaign = /\/campaigns\/([0-9a-f-]{36})$/.exec(leader.url())![1]!
})

test('a pasted chain is read line by line, and two people need a look', async () => {
  await leader.getByRole('link', { name: '贴接龙' }).click()
  await expect(leader.getByText('还没有接龙')).toBeVisible()
  await text().fill(FIRST)
  await expect(bar()).toContainText('新增 8')
  await expect(bar()).toContainText('待您看 2')
  const asks = leader.getByRole('region', { name: '待您看' })
  await expect(asks.getByRole('article')).toHaveCount(2)
  await expect(asks).toContainText('静静')
  await expect(asks).toContainText('楼下花店')
  await expect(person('花花')).toContainText(`${TOMATO} 1 斤`)
  await expect(person('老周')).toContainText(NORTH)
  await picture(leader, 'chain')
  await leader.setViewportSize({ width: 390, height: 844 })
  await picture(leader, 'chain-phone')
  await leader.setViewportSize({ width: 1440, height: 900 })

  // a draft outlives the page
  await leader.reload()
  await expect(text()).toHaveValue(FIRST)
  await expect(bar()).toContainText('待您看 2')
})

test('both are put right with the keyboard, and the totals follow', async () => {
  // 静静 wrote no goods: the best guesses are buttons and keys
  await person('静静').focus()
  const eggs = await person('静静').getByRole('button', { name: new RegExp(`${EGGS} 2 盒`) }).locator('kbd').textContent()
  await leader.keyboard.press(eggs!.trim())
  await expect(person('静静')).toContainText('您定的')
  await expect(person('静静')).toContainText(`${EGGS} 2 盒`)

  // 楼下花店 wants what this campaign does not sell, and takes eggs instead
  const shop = person('楼下花店')
  await expect(shop).toContainText('草莓')
  await shop.getByRole('button', { name: '修改' }).click()
  if ((await shop.locator('.goods li').count()) === 0) await shop.getByRole('button', { name: '加一样' }).click()
  // a list that was opened while the card was still being drawn closes again; a person taps once more
  const option = leader.getByRole('option', { name: new RegExp(EGGS) }).filter({ visible: true })
  await expect(async () => {
    await shop.locator('.goods .el-select').first().click()
    await expect(option).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await option.click()
  await shop.locator('.goods').getByRole('textbox').last().fill('2')
  await expect(shop).toContainText('您定的')
  await expect(bar()).toContainText('新增 10')
  await expect(bar()).not.toContainText('待您看')

  await expect(totals('按商品').getByRole('row').filter({ hasText: TOMATO })).toContainText('10 斤')
  await expect(totals('按商品').getByRole('row').filter({ hasText: EGGS })).toContainText('13 盒')
  await expect(totals('按自提点').getByRole('row').filter({ hasText: SOUTH })).toContainText('6 人')
  await expect(totals('按自提点').getByRole('row').filter({ hasText: NORTH })).toContainText('4 人')
})

test('confirmed, the chain is ten orders', async () => {
  await leader.keyboard.press('Control+Enter')
  await expect(leader.getByText('新增 10 人，改 0 人，退 0 人，不变 0 人。')).toBeVisible()
  await expect(leader.getByRole('button', { name: '撤销这次导入' })).toBeVisible()
  await picture(leader, 'chain-done')
  const orders = await ask<{ items: { payment: string; state: string }[] }>(staff('leader'), `/api/orders?campaign=${campaign}&take=50`)
  expect(orders.items).toHaveLength(10)
  expect(orders.items.every((o) => o.payment === 'outside' && o.state === 'confirmed')).toBe(true)
})

test('the same text again changes nothing; a newer one only what differs', async () => {
  await leader.getByRole('button', { name: '贴新的一版' }).click()
  await text().fill(FIRST)
  await expect(bar()).toContainText('不变 10')
  await expect(bar().getByRole('button', { name: '没有变化' })).toBeDisabled()

  await text().fill(SECOND)
  await expect(bar()).toContainText('新增 1 · 改 1 · 退 1 · 不变 8')
  await expect(leader.getByRole('region', { name: '改了的' })).toContainText('阿强')
  await expect(leader.getByRole('region', { name: '改了的' })).toContainText(`${EGGS} 3 盒`)
  await expect(leader.getByRole('region', { name: '新接的' })).toContainText('新来的小吴')
  await expect(leader.getByRole('region', { name: '退了的' })).toContainText('王老师')
  await expect(totals('按商品').getByRole('row').filter({ hasText: TOMATO })).toContainText('12 斤')
  await expect(totals('按商品').getByRole('row').filter({ hasText: EGGS })).toContainText('14 盒')
  const cell = async (label: string, name: string): Promise<string> =>
    (await totals(label).getByRole('row').filter({ hasText: name }).getByRole('cell').last().textContent())!.trim()
  said = {
    total: (await leader.locator('.totals summary .sum').textContent())!.trim(),
    tomatoes: await cell('按商品', TOMATO),
    eggs: await cell('按商品', EGGS),
    south: await cell('按自提点', SOUTH),
    north: await cell('按自提点', NORTH),
  }
  expect(said.total).toBe(money(12 * 350 + 14 * 1580))
  await picture(leader, 'chain-again')

  await bar().getByRole('button', { name: '确认 3 人' }).click()
  const asked = leader.getByRole('dialog', { name: '有 1 人会退掉' })
  await expect(asked).toContainText('王老师')
  await asked.getByRole('button', { name: '确认，退掉他们' }).click()
  await expect(leader.getByText('新增 1 人，改 1 人，退 1 人，不变 8 人。')).toBeVisible()
})

test('a whole import can be taken back and made again', async () => {
  await leader.getByRole('button', { name: '撤销这次导入' }).click()
  await leader.getByRole('dialog', { name: '撤销刚才确认的这一次？' }).getByRole('button', { name: '撤销', exact: true }).click()
  await expect(bar()).toContainText('新增 1 · 改 1 · 退 1 · 不变 8')
  await leader.keyboard.press('Control+Enter')
  await leader.getByRole('dialog', { name: '有 1 人会退掉' }).getByRole('button', { name: '确认，退掉他们' }).click()
  await expect(leader.getByText('新增 1 人，改 1 人，退 1 人，不变 8 人。')).toBeVisible()

  await leader.getByRole('button', { name: '看已接的人' }).click()
  const list = leader.getByRole('list', { name: '已接的人' })
  await expect(list.getByRole('listitem').filter({ hasText: '已下单' })).toHaveCount(10)
  await expect(list.getByRole('listitem').filter({ hasText: '阿强' })).toContainText('3 盒')
  await leader.getByRole('button', { name: '复制接龙文本' }).click()
  const out = leader.getByRole('dialog', { name: '接龙文本' })
  await expect(out).toContainText('新来的小吴')
  await expect(out).not.toContainText('王老师')
  await leader.keyboard.press('Escape')
})

test('after cut-off the totals are what the page said, and late ones wait', async () => {
  await leader.goto(address(`/console/campaigns/${campaign}`))
  await leader.getByRole('button', { name: '更多' }).click()
  await leader.getByRole('menuitem', { name: '提前截单' }).click()
  await leader.getByRole('dialog', { name: `提前截单「${TITLE}」？` }).getByRole('button', { name: '提前截单' }).click()
  await expect(leader.getByRole('heading', { level: 1 })).toContainText('已截单')

  await enterConsole(owner, staff('owner'), `/console/consolidation?campaign=${campaign}`)
  await expect(owner.getByText('五个角度的数量和金额完全一致。')).toBeVisible()
  for (const [view, rows] of [['按商品', [[TOMATO, said.tomatoes], [EGGS, said.eggs]]], ['按自提点', [[SOUTH, said.south], [NORTH, said.north]]]] as const) {
    await owner.getByRole('tab', { name: view }).click()
    await expect(owner.locator('tfoot')).toContainText(said.total)
    await expect(owner.locator('tfoot')).toContainText('14 件 + 12 斤')
    for (const [name, sum] of rows) await expect(owner.getByRole('row').filter({ hasText: name }).first()).toContainText(sum)
  }

  await leader.goto(address(`/console/campaigns/${campaign}/chain`))
  await text().fill(`${SECOND}\n11. 来晚的小郑 番茄1斤 南门便民店`)
  await expect(leader.getByText('已经截单：这次的变化只进候补名单')).toBeVisible()
  await expect(bar()).toContainText('候补 1')
  await bar().getByRole('button', { name: '确认 1 人' }).click()
  await expect(leader.getByText('1 人进了候补名单。')).toBeVisible()
  await leader.getByRole('button', { name: '看已接的人' }).click()
  await expect(leader.getByText('候补名单 1 人')).toBeVisible()
  await leader.getByRole('button', { name: '划掉' }).click()
  await expect(leader.getByText('候补名单 1 人')).toHaveCount(0)
})

test('the group pays: by a bill, and by hand', async () => {
  await leader.getByRole('tab', { name: '群里付款' }).click()
  const unpaid = leader.getByRole('list', { name: '还没付款的人' })
  await expect(unpaid.getByRole('listitem')).toHaveCount(10)
  const at = wall(-0.1)
  const bill = [
    '微信支付账单明细',
    '----------------------微信支付账单明细列表--------------------',
    '交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注',
    `${at}:05,转账,老周,"转账备注:番茄鸡蛋",收入,¥26.30,/,已存入零钱,"1000050001202611220000000001${Date.now()}	","/","/"`,
    `${at}:45,群收款,大刘,"/",收入,¥47.40,/,已存入零钱,"1000050001202611220000000002${Date.now()}	","/","/"`,
  ].join('\r\n')
  await leader.locator('input[type=file]').setInputFiles({ name: '微信支付账单.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${bill}`) })
  const rows = leader.getByRole('list', { name: '账单逐笔' })
  await expect(rows.getByRole('listitem')).toHaveCount(2)
  await expect(rows.getByRole('listitem').filter({ hasText: '老周' })).toContainText('对上了')
  // 阿强 owes as much as 大刘; the name decides
  const liu = rows.getByRole('listitem').filter({ hasText: '大刘' })
  if (!(await liu.textContent())!.includes('对上了')) await liu.getByRole('button', { name: /^大刘/ }).click()
  await expect(liu).toContainText('对上了')
  await picture(leader, 'chain-bill')
  await leader.getByRole('button', { name: '记 2 笔，共 ¥73.70' }).click()
  await expect(unpaid.getByRole('listitem')).toHaveCount(8)

  await unpaid.getByRole('listitem').filter({ hasText: '阿强' }).getByRole('button', { name: '记一笔收款' }).click()
  await leader.getByRole('dialog', { name: '记 阿强 的收款' }).getByRole('button', { name: '记一笔收款' }).click()
  await expect(unpaid.getByRole('listitem')).toHaveCount(7)
  await leader.getByRole('button', { name: '未付款名单' }).click()
  const owing = leader.getByRole('dialog', { name: '未付款名单' })
  await expect(owing).toContainText('桃子妈妈')
  await expect(owing).not.toContainText('阿强')
})

test('nothing failed behind the screens', () => {
  expect(troubles).toEqual([])
})
