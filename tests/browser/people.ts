import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Browser, type Locator, type Page } from '@playwright/test'

export interface SignIn {
  role: string
  name: string
  phone: string
  shop: string
  password: string | null
  code: string | null
  token: string
}

export const address = (path = '/'): string => `${process.env.LINLI_ADDRESS}${path}`

export const demo = (): SignIn[] =>
  JSON.parse(readFileSync(join(process.env.LINLI_DATA!, 'demo.json'), 'utf8')) as SignIn[]

export function staff(role: string, nth = 0): SignIn {
  const found = demo().filter((p) => p.role === role)[nth]
  if (!found) throw new Error(`the demo shop has no ${role} ${nth + 1}`)
  return found
}

/** What the API answers to a person, to know how the day stood before. */
export async function ask<T>(who: SignIn, path: string): Promise<T> {
  const answer = await fetch(address(path), { headers: { authorization: `Bearer ${who.token}` } })
  expect(answer.status, path).toBe(200)
  return (await answer.json()) as T
}

/** What a person does through the API, under an id of its own. */
export async function put<T>(who: SignIn, path: string, body: unknown = {}): Promise<T> {
  const answer = await fetch(address(path), {
    method: 'PUT',
    headers: { authorization: `Bearer ${who.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.status, `${path} ${await answer.clone().text()}`).toBeLessThan(300)
  return (await answer.json()) as T
}

/** A UUIDv7, as the phones make them. */
export function newId(): string {
  const ms = Date.now().toString(16).padStart(12, '0')
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${crypto.randomUUID().slice(15)}`
}

/** Residents who have ordered nothing yet, so that what they see is only what the day brings them. */
export async function newcomers(count: number): Promise<SignIn[]> {
  const found: SignIn[] = []
  for (const person of demo().filter((p) => p.role === 'resident')) {
    const orders = await ask<{ items: unknown[] }>(person, '/api/me/orders')
    if (orders.items.length === 0) found.push(person)
    if (found.length === count) return found
  }
  throw new Error(`the demo shop has only ${found.length} residents without an order`)
}

/** What went wrong in the page itself, behind the back of whoever looks at it. */
export const troubles: string[] = []

/** A person's own browser, whose clock may begin at another moment. */
export async function open(browser: Browser, who: string, width: number, height: number, phone = false, at?: Date): Promise<Page> {
  const context = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width, height },
    colorScheme: 'light',
    reducedMotion: 'reduce',
    ...(phone ? { deviceScaleFactor: 2, isMobile: true, hasTouch: true } : {}),
  })
  if (at) await context.clock.install({ time: at })
  const page = await context.newPage()
  page.on('pageerror', (e) => troubles.push(`${who}: ${e.message}`))
  page.on('response', (r) => {
    if (r.status() >= 500) troubles.push(`${who}: ${r.status()} ${r.request().method()} ${r.url()}`)
  })
  return page
}

/** In the console; a house with one shop needs no shop's code. */
export async function enterConsole(page: Page, who: SignIn, path = '/console/'): Promise<void> {
  await page.goto(address(path))
  await page.getByLabel('手机号').fill(who.phone)
  await page.getByLabel('密码').fill(who.password!)
  await page.getByRole('button', { name: '登录' }).click()
}

/** The resident app's fields: uni-app wraps each input in an element of its own. */
export const field = (page: Page, hook: string): Locator => page.locator(`[data-hook="${hook}"] input`)
export const hook = (page: Page, name: string): Locator => page.locator(`[data-hook="${name}"]:visible`)

/** @param link what a neighbour has sent; without it the shop's own address. */
export async function enterResident(page: Page, who: SignIn, link = address('/')): Promise<void> {
  await page.goto(link)
  await hook(page, 'sign-in').click()
  await field(page, 'phone').fill(who.phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await expect(page.getByText(`验证码已发到 ${who.phone}`)).toBeVisible()
  await field(page, 'code').fill(who.code!)
  await hook(page, 'enter').click()
  // gone when the shop has answered; who leaves earlier is not signed in
  await expect(hook(page, 'enter')).toHaveCount(0)
  await expect(hook(page, 'sign-in')).toHaveCount(0)
}

/** With LINLI_PICTURES=DIR the screens passed by are kept as pictures. */
export async function picture(page: Page, name: string, whole = false): Promise<void> {
  const folder = process.env.LINLI_PICTURES
  if (!folder) return
  await page.evaluate(() => document.fonts.ready)
  if (whole) await page.evaluate(() => window.scrollTo(0, 0))
  // no tooltip, no bones, no half-loaded picture, no word about what was done before
  await page.mouse.move(0, 0)
  await expect(page.locator('.el-message')).toHaveCount(0)
  await expect(page.locator('.el-skeleton')).toHaveCount(0)
  // a page that is told what changes is never idle
  await Promise.race([page.waitForLoadState('networkidle').catch(() => undefined), page.waitForTimeout(2_000)])
  await page.waitForFunction(() =>
    [...document.images].every((i) => i.complete || i.getBoundingClientRect().top > innerHeight))
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', fullPage: whole })
}

/** "¥1,234.50", "−¥20.00" */
export const money = (fen: number): string =>
  `${fen < 0 ? '−' : ''}¥${(Math.abs(fen) / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`

/** "2026-05-01 21:00" on the shop's clock. */
export const wall = (hoursFromNow: number): string =>
  new Date(Date.now() + (hoursFromNow + 8) * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
