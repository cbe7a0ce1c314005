import { expect, test } from '@playwright/test'
import { address, ask, enterConsole, enterResident, hook, newcomers, open, picture, put, staff, troubles } from './people'

interface Campaign { id: string; title: string; state: string; kind: string; pickupPoints: { id: string; name: string }[]; leader: { id: string } }

// A leader's code, scanned by a neighbour who was never here, opens the right list at the right pickup point.
test('a code of a leader opens the list at its pickup point', async ({ browser }) => {
  const leader = staff('leader')
  const me = await ask<{ id: string }>(leader, '/api/me')
  const all = (await ask<{ items: Campaign[] }>(leader, '/api/campaigns')).items
  const mine = all.find((c) => c.leader.id === me.id && c.state === 'open' && c.kind !== 'chain')!
  const phone = await open(browser, 'leader', 390, 844, true)
  await enterResident(phone, leader)
  await hook(phone, 'tab-leader').click()
  const card = phone.locator('.card', { hasText: mine.title })
  await card.locator('[data-hook="scan-code"]').first().click()
  await expect(hook(phone, 'code')).toBeVisible()
  if (mine.pickupPoints.length > 1) await hook(phone, 'code-point').last().click()
  await picture(phone, 'leader-code')

  const point = mine.pickupPoints.at(-1)!
  const link = await put<{ address: string; scene: string }>(leader, `/api/campaigns/${mine.id}/link`, { pickupPoint: point.id })
  const [neighbour] = await newcomers(1)
  const there = await open(browser, 'neighbour', 390, 844, true)
  await there.goto(address(new URL(link.address).pathname))
  await expect(there.getByText(mine.title).first()).toBeVisible()
  await expect(there).toHaveURL(/pages\/campaign\/index/)
  expect(await there.evaluate(() => localStorage.getItem('linli.scannedPoints'))).toContain(point.id)
  expect(neighbour).toBeTruthy()
  expect(troubles).toEqual([])
})

// The owner connects a group and sees what became of the test.
test('the owner connects a group and sees what was sent', async ({ browser }) => {
  const owner = staff('owner')
  const desk = await open(browser, 'owner', 1280, 900)
  await enterConsole(desk, owner, '/console/settings?tab=channels')
  await desk.getByRole('button', { name: '添加机器人' }).click()
  await desk.getByLabel('群名').fill('杏雨花园 1 群')
  await desk.getByLabel('机器人地址').fill('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa')
  await desk.getByRole('button', { name: '保存' }).click()
  await expect(desk.getByText('key …5aaa')).toBeVisible()
  await desk.getByRole('button', { name: '发一条测试' }).click()
  await expect(desk.getByText('测试消息', { exact: true })).toBeVisible({ timeout: 15_000 })
  await picture(desk, 'console-channels', true)
  expect(troubles).toEqual([])
})
