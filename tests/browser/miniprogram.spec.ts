import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { address, ask, newcomers, newId, put, staff, type SignIn } from './people'
import { isBuilt, Phone, sizeOf } from './miniprogram'

/** Source as one of the two targets sees it. */
function seenBy(target: 'H5' | 'MP-WEIXIN', source: string): string {
  const open: boolean[] = []
  return source.split('\n').filter((line) => {
    const [, not, names] = /#if(n?)def ([\w-]+(?: \|\| [\w-]+)*)/.exec(line) ?? []
    if (names) open.push(names.split(' || ').includes(target) === !not)
    if (/#endif/.test(line)) open.pop()
    return !names && open.every(Boolean)
  }).join('\n').replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, '')
}
const RESIDENT = join(import.meta.dirname, '../../apps/resident')
const sources = (): [string, string][] => readdirSync(join(RESIDENT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((f) => /\.(ts|vue)$/.test(f)).map((f) => [f, readFileSync(join(RESIDENT, 'src', f), 'utf8')])

/** The mini-program as it is uploaded, on a phone without WeChat (miniprogram.ts) and with the real shop: what a browser has, it does not. */
test.describe.configure({ mode: 'serial' })

const BUILD = join(import.meta.dirname, '../../apps/resident/dist/build/mp-weixin')
const TITLE = '小程序里下单的团'
const GOODS = '原磨豆浆'
test.skip(!isBuilt(BUILD), 'apps/resident is not built for mp-weixin; ./test all builds it')

let who: SignIn
let campaign = ''
let order = ''
let sku = ''
const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString()

/** A phone on which somebody signed in before. */
async function phoneOf(by: SignIn | null): Promise<Phone> {
  const phone = new Phone(BUILD, address())
  if (by) {
    phone.storage.set('linli.session', JSON.stringify({ id: newId(), token: by.token, refreshToken: '' }))
    phone.storage.set('linli.me', JSON.stringify(await ask(by, '/api/me')))
  }
  phone.start()
  return phone
}
const mine = async (): Promise<unknown[]> => (await ask<{ items: { campaign: { id: string } }[] }>(who, '/api/me/orders')).items.filter((o) => o.campaign.id === campaign)
const fine = (phone: Phone): void => {
  expect(phone.errors).toEqual([])
  expect([...phone.missing]).toEqual([])
}

test.beforeAll(async () => {
  who = (await newcomers(1))[0]!
  const leader = staff('leader')
  const me = await ask<{ id: string }>(leader, '/api/me')
  const points = (await ask<{ id: string }[]>(leader, '/api/pickup-points')).map((p) => p.id)
  const goods = await ask<{ items: { id: string; name: string }[] }>(leader, '/api/skus?take=200')
  sku = goods.items.find((s) => s.name === GOODS)!.id
  campaign = newId()
  await put(leader, `/api/campaigns/${campaign}`, {
    kind: 'presale', title: TITLE, text: '现做现送。', opensAt: hours(-0.1), closesAt: hours(5), leader: me.id, pickupPoints: points,
    pickupFrom: hours(30), pickupTo: hours(34), dealHouseholds: null, items: [{ sku, price: 500, total: 40, perHousehold: null }],
  })
  await put(leader, `/api/campaigns/${campaign}/opening`)
  order = newId()
  await put(who, `/api/campaigns/${campaign}/orders/${order}`, { lines: [{ sku, amount: 1 }], payment: 'cash' })
})

test('what the app asks of uni is there on both targets, and the mini-program names nothing only a browser has', () => {
  const browser = new Set([...readFileSync(join(RESIDENT, 'node_modules/@dcloudio/uni-h5/dist/uni-h5.es.js'), 'utf8').matchAll(/\b(?:const|function) (\w+)\b/g)].map((m) => m[1]!))
  const weChat = new Set(new Phone(BUILD, address()).has)
  const wrong: string[] = []
  for (const [file, source] of sources()) {
    for (const [, api] of seenBy('H5', source).matchAll(/\buni\.(\w+)/g)) if (!browser.has(api!)) wrong.push(`${file}: uni.${api} is not there in a browser`)
    for (const [, api] of seenBy('MP-WEIXIN', source).matchAll(/\buni\.(\w+)/g)) if (!weChat.has(api!)) wrong.push(`${file}: uni.${api} is not there in WeChat`)
  }
  // As it was built: what is meant for browsers only must have fallen out. The framework's own file guards what it uses.
  for (const file of readdirSync(BUILD, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.js') && f !== 'common/vendor.js'))
    for (const [, name] of readFileSync(join(BUILD, file), 'utf8').matchAll(/(?<![.\w$'-])(document|window|localStorage|navigator|location|history|EventSource|URLSearchParams|URL|AbortController|TextEncoder|indexedDB|caches)[.(]/g))
      wrong.push(`${file}: ${name} is only in a browser`)
  expect(wrong).toEqual([])
})

test('what is uploaded is far below the two megabytes of a main package', () => {
  expect(sizeOf(BUILD)).toBeLessThan(1.5 * 1024 * 1024)
})

test('every page opens with what it shows, for a resident, a leader and a passer-by', async () => {
  const asked: Record<string, string> = { 'pages/campaign/index': `id=${campaign}`, 'pages/order': `id=${order}`, 'pages/claim': `id=${order}`, 'pages/leader-orders': `campaign=${campaign}&id=${campaign}` }
  for (const by of [who, staff('leader'), null]) {
    const phone = await phoneOf(by)
    expect(phone.list.length).toBeGreaterThanOrEqual(15)
    for (const path of phone.list) {
      phone.open(`/${path}?${asked[path] ?? ''}`)
      await phone.until(() => phone.text.length > 0, `${path} shows nothing`)
      await new Promise((r) => setTimeout(r, 400))
      expect(phone.errors, path).toEqual([])
      expect([...phone.missing], path).toEqual([])
      phone.close()
    }
  }
})

test('the list of the day leads to a campaign, the cart and an order', async () => {
  const phone = await phoneOf(who)
  phone.open('/pages/home')
  await phone.until(() => phone.text.includes(TITLE), 'the campaign is not in the list')
  phone.touch(phone.hooks('campaign').find((c) => c.text.includes(TITLE))!)
  await phone.until(() => phone.hooks('add').length > 0, 'the campaign does not open')
  fine(phone)
  const before = (await mine()).length
  phone.touch(phone.hooks('add')[0]!)
  await phone.until(() => phone.text.includes('已选 1 样'), 'nothing was chosen')
  phone.touch(phone.hooks('to-cart').pop()!)
  await phone.until(() => phone.hooks('point').length > 0, 'the cart does not open')
  phone.touch(phone.hooks('point')[0]!)
  phone.touch(phone.hooks('pay-cash')[0]!)
  await phone.until(() => phone.hooks('submit').length > 0, 'nothing to submit')
  phone.touch(phone.hooks('submit')[0]!)
  await phone.until(() => phone.pages[phone.pages.length - 1]!.is === 'pages/order' && phone.text.includes(GOODS), 'the order does not open')
  expect(await mine()).toHaveLength(before + 1)
  fine(phone)
})

test('an order without a network waits through a restart of the mini-program and is placed once', async () => {
  let phone = await phoneOf(who)
  phone.open(`/pages/campaign/index?id=${campaign}`)
  await phone.until(() => phone.hooks('add').length > 0, 'the campaign does not open')
  const before = (await mine()).length
  phone.touch(phone.hooks('add')[0]!)
  await phone.until(() => phone.text.includes('已选 1 样'), 'nothing was chosen')
  phone.goOffline(true)
  phone.touch(phone.hooks('to-cart').pop()!)
  await phone.until(() => phone.hooks('point').length > 0, 'the cart does not open without a network')
  phone.touch(phone.hooks('point')[0]!)
  phone.touch(phone.hooks('submit')[0]!)
  await phone.until(() => phone.text.includes('等网络'), 'the order does not wait')
  const storage = phone.storage

  phone = new Phone(BUILD, address())
  phone.offline = true
  for (const [name, value] of storage) phone.storage.set(name, value)
  phone.start()
  phone.open('/pages/home?tab=orders')
  await phone.until(() => phone.text.includes('等网络'), 'the order did not outlive the restart')
  expect(await mine()).toHaveLength(before)
  phone.goOffline(false)
  await phone.until(() => phone.text.includes('已下单'), 'the order was not placed')
  expect(await mine()).toHaveLength(before + 1)
  fine(phone)
})

test('an open page asks what has changed, is answered by 304, and shows what others order', async () => {
  const phone = await phoneOf(null)
  phone.open(`/pages/campaign/index?id=${campaign}`)
  await phone.until(() => /已有 \d+ 单/.test(phone.text), 'the campaign does not open')
  const shown = Number(/已有 (\d+) 单/.exec(phone.text)![1])
  const polls = (): number => phone.asked.filter((a) => a.includes('/progress?campaigns=')).length
  await phone.until(() => polls() >= 2, 'it does not ask')
  await put(who, `/api/campaigns/${campaign}/orders/${newId()}`, { lines: [{ sku, amount: 1 }], payment: 'cash' })
  await phone.until(() => phone.text.includes(`已有 ${shown + 1} 单`), 'what others order does not arrive', 2_000)
  phone.close()
  const after = polls()
  await new Promise((r) => setTimeout(r, 4_500))
  expect(polls(), 'a page that is closed asks no more').toBe(after)
  fine(phone)
})

test('however long nothing has happened, what others order is seen within two seconds, on the pages of a list, one thing and a search', async () => {
  test.setTimeout(180_000)
  const pages = ['/pages/home', `/pages/campaign/index?id=${campaign}`, `/pages/item?campaign=${campaign}&sku=${sku}`, `/pages/search?q=${encodeURIComponent(GOODS)}`]
  const count = /已有 (\d+) 单/
  const told = (phone: Phone): number => Number(new RegExp(TITLE + '[^]*?' + count.source).exec(phone.text)?.[1] ?? count.exec(phone.text)?.[1] ?? -1)
  const phones = await Promise.all(pages.map(async (page) => {
    const phone = await phoneOf(null)
    phone.open(page)
    await phone.until(() => told(phone) >= 0, `${page} does not open`)
    return phone
  }))
  // More than a minute of quiet: then it used to ask more seldom.
  await new Promise((r) => setTimeout(r, 65_000))
  const quiet = phones.map((p) => p.statuses('/progress?campaigns='))
  for (const [i, all] of quiet.entries()) {
    expect(all.filter((s) => s === 200).length, `${pages[i]} is told nothing anew while nothing changes`).toBeLessThanOrEqual(3)
    expect(all.filter((s) => s === 304).length, `${pages[i]} goes on asking`).toBeGreaterThan(30)
  }
  for (let round = 0; round < 5; round++) {
    const before = phones.map(told)
    await put(who, `/api/campaigns/${campaign}/orders/${newId()}`, { lines: [{ sku, amount: 1 }], payment: 'cash' })
    await Promise.all(phones.map((phone, i) => phone.until(() => told(phone) === before[i]! + 1, `${pages[i]} does not show it`, 2_000)))
  }
  for (const phone of phones) {
    phone.close()
    fine(phone)
  }
})

test('a mini-program that is put away asks nothing, and knows at once when it is taken out again', async () => {
  const phone = await phoneOf(null)
  phone.open(`/pages/campaign/index?id=${campaign}`)
  await phone.until(() => /已有 \d+ 单/.test(phone.text), 'the campaign does not open')
  const shown = Number(/已有 (\d+) 单/.exec(phone.text)![1])
  const polls = (): number => phone.asked.filter((a) => a.includes('/progress?campaigns=')).length
  await phone.until(() => polls() >= 2, 'it does not ask')
  phone.putAway()
  await new Promise((r) => setTimeout(r, 1_500))
  const before = polls()
  await put(who, `/api/campaigns/${campaign}/orders/${newId()}`, { lines: [{ sku, amount: 1 }], payment: 'cash' })
  await new Promise((r) => setTimeout(r, 4_000))
  expect(polls(), 'nobody looks').toBe(before)
  phone.takeOut()
  await phone.until(() => phone.text.includes(`已有 ${shown + 1} 单`), 'it does not catch up', 2_000)
  phone.close()
  fine(phone)
})
