import { expect, test } from '@playwright/test'
import { address, enterConsole, enterResident, hook, newcomers, open, picture, staff } from './people'

test('a group deal says how many households are missing', async ({ browser }) => {
  const passer = await open(browser, 'passer-by', 390, 844, true)
  await passer.goto(address('/'))
  await passer.getByText('周末火锅拼团').first().click()
  await expect(passer.getByText(/还差 2 户，\d\d:\d\d 截止/).first()).toBeVisible()
  await expect(passer.getByText(/先付款，满 10 户成团.*全额退回/)).toBeVisible()
  await passer.context().close()

  const leader = await open(browser, 'leader', 1280, 800)
  await enterConsole(leader, staff('leader', 1), '/console/campaigns')
  await leader.getByRole('row').filter({ hasText: '周末火锅拼团' }).click()
  await leader.getByRole('button', { name: '群文案' }).click()
  const post = leader.getByRole('dialog', { name: '发到微信群的文案' })
  await expect(post).toContainText('周末火锅拼团')
  await expect(post).toContainText('还差 2 户')
  await expect(post).toContainText('¥')
  await leader.context().close()
})

test('both apps speak English when asked', async ({ browser }) => {
  const console_ = await open(browser, 'owner', 1280, 800)
  await console_.goto(address('/console/sign-in'))
  await console_.getByRole('button', { name: 'English' }).click()
  await expect(console_.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await console_.getByLabel('Phone').fill(staff('owner').phone)
  await console_.getByLabel('Password').fill(staff('owner').password!)
  await console_.getByRole('button', { name: 'Sign in' }).click()
  await expect(console_.getByRole('link', { name: 'Campaigns' }).first()).toBeVisible()
  await expect(console_.getByRole('navigation')).not.toContainText(/[今团订汇采分自商钱人设]/)
  await picture(console_, 'today-english')
  await console_.context().close()

  const phone = await open(browser, 'resident', 390, 844, true)
  await enterResident(phone, (await newcomers(1))[0]!)
  await hook(phone, 'tab-me').click()
  await expect(phone.getByText('我的住址')).toBeVisible()
  await picture(phone, 'resident-me')
  await hook(phone, 'english').click()
  await expect(hook(phone, 'tab-me')).toHaveText('Me')
  await hook(phone, 'tab-today').click()
  await expect(phone.getByText('Open now')).toBeVisible()
  await expect(phone.getByText(/2 more by \d\d:\d\d/).first()).toBeVisible()
  await picture(phone, 'resident-today-english')
  await phone.context().close()
})

test('an import shows the bad row with its reason before anything is written', async ({ browser }) => {
  const owner = await open(browser, 'owner', 1440, 900)
  await enterConsole(owner, staff('owner'), '/console/catalogue/import')
  await owner.locator('input[type=file]').setInputFiles({
    name: '新到货.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('编码,名称,规格,分类,单位,进价,售价\nN01,春笋,带壳,蔬菜,份,6.00,9.80\nN02,莴笋,去叶,蔬菜,份,2.00,-3.00\nN03,豌豆苗,200g,蔬菜,盒,3.10,4.90\n'),
  })
  await expect(owner.getByRole('heading', { name: '新到货.csv' })).toBeVisible()
  await expect(owner.getByText('CSV UTF-8，共 3 行')).toBeVisible()
  await expect(owner.getByText('有问题的 1 行不会导入')).toBeVisible()
  const rows = owner.getByRole('table', { name: '逐行看' })
  await expect(rows.locator('tbody tr')).toHaveCount(1)
  await expect(rows).toContainText('莴笋')
  await expect(rows).toContainText('售价')
  await expect(owner.getByRole('button', { name: '确认导入 2 行' })).toBeEnabled()
  await picture(owner, 'import')

  await owner.goto(address('/console/catalogue?q=春笋'))
  await expect(owner.getByText('没找到')).toBeVisible()
  await owner.context().close()
})
