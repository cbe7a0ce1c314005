import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Browser, type Page } from '@playwright/test'
import axe from 'axe-core'
import { address, ask, demo, hook, newId, open, put, staff, troubles, type SignIn } from './people'

/**
 * Every screen of residents and leaders, light, dark, with large type and in English: nobody is shut out (axe finds nothing serious),
 * nothing is wider than the phone, and a finger finds what can be tapped. With LINLI_SCREENS=DIR each is kept as a picture.
 */
const looks = { light: {}, dark: { scheme: 'dark' }, big: { bigText: true }, en: { lang: 'en' } } as const
type Look = keyof typeof looks

interface Screen { name: string; at: string; who: 'passer' | 'resident' | 'leader'; then?: (page: Page) => Promise<unknown> }
interface Seen { id: string; state: string; campaign: { id: string; kind: string }; pickup?: { state: string } | null }
interface Offer { id: string; kind: string; state: string; leader: { id: string }; pickupPoints: { id: string }[]; items: { sku: string; name: string; step: number; left: number | null }[] }

let resident: SignIn
let leader: SignIn
let screens: Screen[]
let basket: Record<string, unknown> = {}

test.beforeAll(async () => {
  leader = staff('leader')
  // somebody with something to fetch, who is no leader
  const found: { who: SignIn; orders: Seen[] }[] = []
  for (const who of demo().filter((p) => p.role === 'resident').slice(0, 12)) found.push({ who, orders: (await ask<{ items: Seen[] }>(who, '/api/me/orders?take=50')).items })
  const best = found.sort((a, b) => b.orders.length - a.orders.length)[0]!
  resident = best.who
  const all = (await ask<{ items: Offer[] }>(resident, '/api/campaigns')).items
  const offer = all.find((c) => c.state === 'open' && c.items.length > 1)!
  const chain = all.find((c) => c.kind === 'chain')
  basket = { [offer.id]: { title: '', lines: Object.fromEntries(offer.items.slice(0, 2).map((i) => [i.sku, i.step])) } }
  // one order that can still be changed, so that its screen has all it can have
  let order = best.orders.find((o) => o.state === 'confirmed')
  if (!order) {
    const id = newId()
    const line = offer.items.find((i) => i.left === null || i.left >= i.step)!
    await put(resident, `/api/campaigns/${offer.id}/orders/${id}`, { lines: [{ sku: line.sku, amount: line.step }], pickupPoint: offer.pickupPoints[0]!.id, payment: 'cash' })
    order = { id, state: 'confirmed', campaign: { id: offer.id, kind: offer.kind } }
  }
  // leaders are asked what they think of the goods only where the shop rewards it
  await put(staff('owner'), '/api/photo-review-rules', { photo: 'anyPost', points: 200, perMonth: 2, text: '晒单不改价格，也不影响售后。' })
  const me = await ask<{ id: string }>(leader, '/api/me')
  const mine = (await ask<{ items: Offer[] }>(leader, '/api/campaigns')).items.filter((c) => c.leader.id === me.id)
  const led = mine.find((c) => c.state === 'open')!
  // one whose bags still wait at the door: other journeys have handed over theirs
  let arrived: Offer | undefined
  for (const c of mine.filter((x) => x.state === 'cutOff'))
    if (!arrived && (await ask<{ items: { state: string }[] }>(leader, `/api/pickups?take=50&campaign=${c.id}`)).items.some((b) => ['ready', 'partly', 'overdue'].includes(b.state))) arrived = c
  expect(arrived, 'no list of the leader has bags to hand over').toBeDefined()
  screens = [
    { name: 'signin', at: '/pages/signin', who: 'passer' },
    { name: 'today', at: '/', who: 'resident' },
    { name: 'campaign', at: `/pages/campaign/index?id=${offer.id}`, who: 'resident' },
    { name: 'goods', at: `/pages/campaign/index?id=${offer.id}`, who: 'resident', then: (page) => page.locator('.item-look:visible').first().click() },
    ...(chain ? [{ name: 'chain', at: `/pages/campaign/index?id=${chain.id}`, who: 'resident' as const }] : []),
    { name: 'item', at: `/pages/item?campaign=${offer.id}&sku=${offer.items[0]!.sku}`, who: 'resident' },
    { name: 'search', at: '/pages/search?q=' + encodeURIComponent(offer.items[0]!.name.slice(0, 1)), who: 'resident' },
    { name: 'cart', at: '/pages/cart', who: 'resident' },
    { name: 'orders', at: '/?tab=orders', who: 'resident' },
    { name: 'order', at: `/pages/order?id=${order.id}`, who: 'resident' },
    { name: 'claim', at: `/pages/claim?id=${order.id}`, who: 'resident' },
    { name: 'review', at: `/pages/review?order=${order.id}`, who: 'resident' },
    { name: 'messages', at: '/?tab=messages', who: 'resident' },
    { name: 'me', at: '/?tab=me', who: 'resident' },
    { name: 'household', at: '/pages/household', who: 'resident' },
    { name: 'privacy', at: '/pages/privacy', who: 'resident' },
    { name: 'coupons', at: '/pages/coupons', who: 'resident' },
    { name: 'points', at: '/pages/points', who: 'resident' },
    { name: 'referral', at: '/pages/referral', who: 'resident' },
    { name: 'leader', at: '/?tab=leader', who: 'leader' },
    { name: 'leader-publish', at: `/pages/leader-publish?campaign=${led.id}`, who: 'leader' },
    { name: 'leader-publish-goods', at: `/pages/leader-publish?campaign=${led.id}`, who: 'leader', then: (page) => hook(page, 'draft-item').first().click() },
    { name: 'leader-share', at: `/pages/leader-share?campaign=${led.id}`, who: 'leader' },
    { name: 'leader-poster', at: `/pages/leader-share?campaign=${led.id}&kind=poster`, who: 'leader', then: (page) => expect(page.locator('[data-hook="poster"] img')).toBeAttached() },
    { name: 'leader-orders', at: `/pages/leader-orders?campaign=${led.id}`, who: 'leader' },
    { name: 'leader-handover', at: `/pages/leader-handover?campaign=${arrived!.id}`, who: 'leader' },
    { name: 'leader-hand', at: `/pages/leader-handover?campaign=${arrived!.id}`, who: 'leader', then: (page) => hook(page, 'bag').first().click() },
    { name: 'leader-claims', at: '/pages/leader-claims', who: 'leader' },
    { name: 'statement', at: '/pages/statement', who: 'leader' },
    { name: 'wallet', at: '/pages/wallet', who: 'leader' },
    { name: 'month', at: '/pages/month', who: 'leader' },
  ]
})

/** A phone of somebody who has been here before and likes it this way. */
async function phone(browser: Browser, who: SignIn | null, look: Look): Promise<Page> {
  const page = await open(browser, `${who?.role ?? 'passer-by'}, ${look}`, 390, 844, true)
  const kept: Record<string, unknown> = { ...looks[look] }
  if (who) Object.assign(kept, { session: { id: newId(), token: who.token, refreshToken: '' }, me: await ask(who, '/api/me') }, who === resident ? { cart: basket } : {})
  await page.addInitScript((all) => { for (const [name, value] of Object.entries(all)) if (location.protocol !== 'about:' && !localStorage.getItem('linli.' + name)) localStorage.setItem('linli.' + name, JSON.stringify(value)) }, kept)
  await page.goto(address('/'))
  return page
}

async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('.app') && ![...document.querySelectorAll<HTMLElement>('[aria-busy="true"], .bone, #first')].some((x) => x.offsetParent))
  await page.waitForFunction(() => [...document.images].every((i) => i.complete || !i.offsetParent || i.getBoundingClientRect().top > innerHeight))
}

/** What axe calls serious or critical, told so that one finds it. */
async function shutOut(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    return (await axe.run(document, { resultTypes: ['violations'] })).violations
  })
  return found.filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)} — ${n.any[0]?.message ?? n.all[0]?.message ?? n.none[0]?.message ?? ''}`))
}

/** What can be tapped is at least 44 points high and wide, with the room around that belongs to it; what is cut off at the side is named. */
const tooSmall = (page: Page): Promise<string[]> => page.evaluate(() =>
  [...document.querySelectorAll<HTMLElement>('[role="button"], [role="tab"], [role="radio"], [role="link"], input, textarea')].flatMap((x) => {
    const box = x.getBoundingClientRect()
    if (!box.width || !box.height || getComputedStyle(x).visibility === 'hidden') return []
    const more = getComputedStyle(x, '::after')
    const grown = (from: 'top' | 'left', to: 'bottom' | 'right') => (more.content === 'none' ? 0 : -(parseFloat(more[from]) || 0) - (parseFloat(more[to]) || 0))
    const [wide, high] = [Math.round(box.width + grown('left', 'right')), Math.round(box.height + grown('top', 'bottom'))]
    // a name in a card is part of the card, which is tapped as a whole
    if (x.getAttribute('role') === 'link') return []
    return (wide < 44 || high < 44) && !(x instanceof HTMLInputElement || x instanceof HTMLTextAreaElement)
      ? [`${(x.getAttribute('aria-label') || x.textContent || x.className).trim().slice(0, 40)} ${wide}×${high}`] : []
  }))
const tooWide = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

async function keep(page: Page, name: string): Promise<void> {
  const folder = process.env.LINLI_SCREENS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  const png = (await page.screenshot({ animations: 'disabled', scale: 'css' })).toString('base64')
  const blank = await page.context().newPage()
  const webp = await blank.evaluate(async (data) => {
    const image = new Image()
    image.src = 'data:image/png;base64,' + data
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
    canvas.getContext('2d')!.drawImage(image, 0, 0)
    return canvas.toDataURL('image/webp', 0.72).split(',')[1]!
  }, png)
  await blank.close()
  writeFileSync(join(folder, `${name}.webp`), Buffer.from(webp, 'base64'))
}

for (const look of Object.keys(looks) as Look[])
  test(`every screen can be read, heard and tapped: ${look}`, async ({ browser }) => {
    test.setTimeout(360_000)
    const wrong: string[] = []
    for (const who of ['passer', 'resident', 'leader'] as const) {
      const page = await phone(browser, who === 'passer' ? null : who === 'leader' ? leader : resident, look)
      for (const screen of screens.filter((s) => s.who === who)) {
        // another hash alone would not be another visit
        await page.goto('about:blank')
        await page.goto(address('/#' + screen.at))
        await settled(page)
        await screen.then?.(page)
        if (screen.then) await settled(page)
        await keep(page, `${screen.name}-${look}`)
        const wide = await tooWide(page)
        for (const w of [...(await shutOut(page)), ...(await tooSmall(page)).map((x) => `smaller than a finger: ${x}`), ...(wide > 0 ? [`${wide} px wider than the phone`] : [])])
          wrong.push(`${screen.name}: ${w}`)
      }
      await page.context().close()
    }
    expect(wrong.join('\n')).toBe('')
  })

test('nothing went wrong behind the screens', () => expect(troubles).toEqual([]))
