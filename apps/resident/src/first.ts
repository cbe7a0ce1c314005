/** What stands within index.html and runs before the program is here, which on a slow line takes seconds: it draws the list of the day,
 *  or the campaign that the link leads to, from what the shop has put into the page (src/1-host/Host/FirstPage.cs), from what was seen last,
 *  or from an answer asked for meanwhile. What is tapped is done or remembered; the program then takes over the answers (api.ts), the
 *  cart (cart.ts) and the place (takeover.ts). Whatever comes from the shop is text here, never markup: see `safe`. */
import { amount, left, money, moneyParts, priceUnit, span, when } from '../../packages/words/formats'
import { goodsDrawing, sign, type Sign } from './art'
import { progressShare, standing } from './standing'
import texts from 'linli:texts-of-first'
import type { Campaign, Item, Me, Page, Shop } from './types'
import type { Basket } from './cart'

type Kept<T> = { at: number; what: T } | null
type Setting = (campaign: { id: string; title: string }, sku: string, amount: number) => void
export interface First {
  sign: typeof sign
  goodsDrawing: typeof goodsDrawing
  /** The shop of the page, when the address names none. */
  shop: string
  /** The program puts into its own cart what is tapped here from now on. */
  setAmount?: Setting
  end: () => void
}

const kept = <T>(name: string): T | null => { try { return JSON.parse(localStorage.getItem('linli.' + name) ?? 'null') as T } catch { return null } }
const given = ((): { lang: string; shop: Shop; campaigns: Page<Campaign> } | null => { try { return JSON.parse(document.getElementById('list')!.textContent!) } catch { return null } })()

const box = document.getElementById('first')!
const place = location.hash.split('?'), asked = new URLSearchParams(location.search + '&' + (place[1] ?? ''))
const zh = (kept<string>('lang') ?? (/^zh/i.test(navigator.language) ? 'zh' : 'en')) === 'zh', lang = zh ? 'zh' : 'en'
const big = kept('bigText') === true
const session = kept<{ token: string }>('session'), me = session && kept<Me>('me')
const own = !!me && (!!me.household || me.roles.length > 1 || me.roles[0] !== 'resident')
const code = asked.get('shop') ?? kept<string>('shop') ?? given?.shop.code ?? 'demo'
const fits = given && given.lang === lang && given.shop.code === code ? given : null
const path = (own ? '' : '/shops/' + encodeURIComponent(code)) + '/campaigns'
const early: Record<string, Promise<unknown>> = (window.linliEarly = {})

const t = (text: keyof typeof texts.zh, fill?: Record<string, string | number>): string => texts[lang][text].replace(/\{(\w+)\}/g, (_, k: string) => String(fill?.[k] ?? ''))
const now = () => Date.now()
const said = standing({ t, now, when: (m) => when(m, now(), lang), left: (m) => left(m, now(), lang) })
const safe = (text: unknown): string => String(text ?? '').replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

let shop: Shop | null = fits ? fits.shop : kept<Shop>('shopCard')
if (shop && shop.code !== code) shop = null
let list: Campaign[] | null = null
let asOf = 0
let alone: Campaign | null = null

const mark = (name: Sign, size: number) => `<i class="sign" style="width:${size}px;height:${size}px;-webkit-mask-image:url(&quot;${sign(name)}&quot;);mask-image:url(&quot;${sign(name)}&quot;)"></i>`
/** On the first visit the line is needed for the program; goods look like their kind until then. Pictures that were seen lie here already. */
const picture = (id: string | null, name: string, category: string, style: string, first: boolean, small = true) =>
  `<div class="pic" style="${style}"><img src="${id && !fits ? '/api/files/' + encodeURIComponent(id) + (small ? '?size=small' : '') : safe(goodsDrawing(name, category))}" alt="${safe(name)}" decoding="async"${first ? '' : ' loading="lazy"'}></div>`
function price(fen: number, size: number, unit = '') {
  const p = moneyParts(fen)
  return `<div class="price num t${size}"><small>¥</small><b>${p.yuan}</b><small class="b">${p.fen}</small>${unit && `<small class="unit">${safe(unit)}</small>`}</div>`
}
const tag: Record<Campaign['kind'], string> = { presale: 'leafy', groupDeal: 'fiery', flashSale: 'ambery', chain: 'leafy' }
const kind = (c: Campaign) => ({ presale: t('presale'), groupDeal: t('groupDeal'), flashSale: t('flashSale'), chain: t('chain') })[c.kind]
const track = (c: Campaign) => { const share = progressShare(c); return share === null ? '' : `<div class="track mt8"><div class="fill" style="width:${share}%"></div></div>` }
const clock = (c: Campaign) => { const text = said.countdownText(c); return text && `<div class="row g4">${mark('clock', 16)}<span class="num">${safe(text)}</span></div>` }
const pickup = (c: Campaign, points = '') => `<div class="row g4 start">${mark('pin', 16)}<span>${safe(t('pickupWhen', { when: span(c.pickupFrom, c.pickupTo, now(), lang) }))}${points && `<span class="block">${safe(points)}</span>`}</span></div>`

function card(c: Campaign, nth: number) {
  const shown = c.items.slice(0, big ? 2 : 4), lowest = c.items.reduce((a, b) => (b.price < a.price ? b : a))
  const four = shown.length === 4, style = four ? 'width:100%;aspect-ratio:1' : 'width:100%;height:112px'
  return `<a class="card block press" href="#/pages/campaign/index?id=${encodeURIComponent(c.id)}"><div class="mosaic">${shown.map((i, n) =>
    `<div class="tile">${picture(i.picture, i.name, i.category, style, nth < 1, four)}${n === 3 && c.items.length > 4 ? `<div class="rest">+${c.items.length - 3}</div>` : ''}</div>`).join('')}</div>`
    + `<div class="row g8 start"><span class="tag kind ${tag[c.kind]}">${kind(c)}</span><span class="t18 b grow two">${safe(c.title)}</span></div>`
    + `<div class="row g8 between mt4"><div class="row g4">${zh ? '' : `<span class="t14 soft">${t('from')}</span>`}${price(lowest.price, 22)}<span class="t14 soft">${zh ? t('from') : ''} · ${t('items', { n: c.items.length })}</span></div><span class="t14 soft one">${safe(c.leader.name)}</span></div>`
    + `${track(c)}<div class="mt8 t14"><span class="block ${c.kind === 'groupDeal' ? 'fire b' : 'soft'}">${safe(said.standText(c))}</span></div><div class="row wrap facts mt4 t14 soft">${clock(c)}${pickup(c)}</div></a>`
}

function home() {
  const open = list!.filter((c) => c.items.length && said.isOpen(c)).sort((a, b) => a.closesAt.localeCompare(b.closesAt))
  const coming = list!.filter((c) => c.items.length && c.state === 'announced').sort((a, b) => a.opensAt.localeCompare(b.opensAt))
  // Of what was seen last only what is on the screen: the program is here in a moment.
  if (asOf) [open.length, coming.length] = [Math.min(open.length, 3), 0]
  const cards = (title: string, some: Campaign[], from: number) => some.length ? `<h2 class="head">${title}</h2><div class="cards">${some.map((c, n) => card(c, n + from)).join('')}</div>` : ''
  const tabs: [Sign, string][] = [['today', t('today')], ...((!me?.roles.includes('leader') || me.roles.includes('resident')) ? [['orders', t('orders')] as [Sign, string]] : []), ...(me?.roles.includes('leader') ? [['leader', t('leader')] as [Sign, string]] : []), ['messages', t('messages')], ['me', t('me')]]
  return `<div class="today-head"><div class="grow"><h1 class="t22 b block one">${safe(shop?.name ?? me?.shop.name ?? t('yourShop'))}</h1><span class="t14 soft block one">${asOf ? safe(t('asOfFresh', { when: when(asOf, now(), lang) })) : t('greetingNew')}</span></div>${me ? '' : `<a class="link" href="#/pages/signin">${t('signIn')}</a>`}</div>`
    + `<div class="pad"><a class="box press today-find" href="#/pages/search">${mark('search', 20)}<span class="hint">${t('searchHint')}</span></a></div>`
    + (shop?.notice ? `<div class="pad"><div class="notice t14 pre">${safe(shop.notice)}</div></div>` : '')
    + cards(t('nowOpen'), open, 0) + cards(t('comingUp'), coming, 9)
    + `<nav class="tabs">${tabs.map(([name, text], n) => `<a class="tab press${n ? '' : ' on'}" href="#/${n ? '?tab=' + name : ''}">${mark(name, 24)}<span class="t12">${text}</span></a>`).join('')}</nav>`
}

const lines = (c: Campaign) => kept<Record<string, Basket>>('cart')?.[c.id]?.lines ?? {}
function row(c: Campaign, i: Item, taken: number, nth: number) {
  const gone = i.state !== 'selling' || (i.left !== null && i.left < i.step)
  const most = Math.min(i.left ?? Infinity, i.perHousehold ?? Infinity)
  const knob = gone || !said.isOpen(c) ? '' : `<div class="row">${taken ? `<span class="count num">${i.measure === 'piece' ? taken : safe(amount(i, taken, lang))}</span>` : ''}<button class="knob" data-add="${safe(i.sku)}" aria-label="${safe(t('add') + ' ' + i.name)}"${taken + i.step > most ? ' disabled' : ''}><span class="disc">${mark('plus', 16)}</span></button></div>`
  return `<div class="item-row">${picture(i.picture, i.name, i.category, 'width:96px;height:96px', nth < 4)}<div class="grow item-text"><div><span class="t16 b two">${safe(i.name)}</span><span class="t14 soft block one">${safe([i.spec, i.origin].filter(Boolean).join(' · '))}</span>${i.praise ? `<span class="t14 leaf block two">${safe(i.praise)}</span>` : ''}</div><div class="row between g8"><div>${price(i.price, 22, priceUnit(i, lang))}${!big && i.shelfPrice && i.shelfPrice > i.price ? `<s class="t12 soft num block">${money(i.shelfPrice)}</s>` : ''}</div>${knob}</div></div></div>`
}

function campaign(c: Campaign) {
  const taken = lines(c), count = Object.keys(taken).length
  return `<div class="bar"><a class="bar-back" href="#/" aria-label="${t('back')}">${mark('back', 24)}</a><h1 class="t18 b grow one">${safe(c.title)}</h1></div><div class="pad">`
    + (c.pictures[0] ? `<div class="hero">${picture(c.pictures[0], c.title, '', 'width:100%;aspect-ratio:1', true, false)}</div>` : '')
    + `<div class="card"><div class="row g8"><span class="tag ${tag[c.kind]}">${kind(c)}</span><span class="t14 soft grow one">${safe(t('leaderIs', { name: c.leader.name }))}</span></div><span class="t22 b block mt8">${safe(c.title)}</span>${c.text ? `<span class="t14 soft pre mt4 ${c.text.length > 60 ? 'two' : 'block'}">${safe(c.text)}</span>` : ''}`
    + `<div class="line"></div><span class="t16 b block${c.kind === 'groupDeal' ? ' fire' : ''}">${safe(said.standText(c))}</span>${track(c)}<div class="where mt8 t14 soft">${clock(c)}${pickup(c, c.pickupPoints.map((p) => p.name).join('、'))}</div></div>`
    + `<div class="card rows mt12">${c.items.map((i, n) => row(c, i, taken[i.sku] ?? 0, n)).join('')}</div></div>`
    + `<div class="foot row g12"><span class="grow soft">${count ? t('chosen', { n: count }) : t('cartEmptyBar')}</span><a class="btn" href="#/pages/cart">${t('toCart')}</a></div>`
}

/** Where the address leads to, as far as it can be drawn here; what cannot waits for the program. */
function wanted(): { id?: string } | null {
  const [page = '', query = ''] = location.hash.split('?'), q = new URLSearchParams(query)
  const id = page === '#/pages/campaign/index' ? q.get('id') ?? q.get('campaign') : page.indexOf('/pages/') < 0 || page === '#/pages/home' ? asked.get('campaign') : null
  if (id) return { id }
  return page.indexOf('/pages/') > 0 && page !== '#/pages/home' || q.get('tab') || asked.get('s') ? null : {}
}
const found = (id: string) => (alone?.id === id ? alone : list?.find((c) => c.id === id && c.items.length) ?? null)
function draw() {
  const to = wanted(), c = to?.id ? found(to.id) : null
  if (!to || (to.id ? !c : !list)) return
  box.className = `app${big ? ' big' : ''}${document.documentElement.classList.contains('dark') ? ' dark' : ''}${to.id ? ' at-campaign' : ''}`
  box.innerHTML = c ? campaign(c) : home()
}

function add(c: Campaign, sku: string) {
  const item = c.items.find((i) => i.sku === sku)!, taken = lines(c)[sku] ?? 0
  if (window.linliFirst.setAmount) window.linliFirst.setAmount(c, sku, taken + item.step)
  else {
    const cart = kept<Record<string, Basket>>('cart') ?? {}, basket = cart[c.id] ?? { title: c.title, lines: {} }
    cart[c.id] = { ...basket, lines: { ...basket.lines, [sku]: taken + item.step } }
    localStorage.setItem('linli.cart', JSON.stringify(cart))
  }
  draw()
}
function tapped(e: Event) {
  const on = e.target as Element, sku = on.closest('[data-add]')?.getAttribute('data-add'), id = wanted()?.id
  if (sku && id && found(id)) return add(found(id)!, sku)
  // Its address changes at once; whoever sees that it was heard does not tap twice.
  on.closest('a')?.setAttribute('aria-busy', 'true')
}
function moved() {
  draw()
  scrollTo(0, 0)
}

async function ask<T>(what: string, secret: boolean): Promise<T | null> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': zh ? 'zh-CN' : 'en' }
  if (secret) headers.Authorization = 'Bearer ' + session!.token
  const answer = fetch('/api' + what, { headers }).then((r) => (r.ok ? r.json() : null), () => null) as Promise<T | null>
  early[what] = answer
  return answer
}

window.linliFirst = {
  sign, goodsDrawing, shop: given?.shop.code ?? 'demo',
  end() {
    box.removeEventListener('click', tapped)
    removeEventListener('hashchange', moved)
    box.remove()
    // What was true when the page was made is not what is shown later.
    window.linliEarly = undefined
  },
}
box.addEventListener('click', tapped)
addEventListener('hashchange', moved)

const to = wanted()
if (fits && !own) {
  list = fits.campaigns.items
  early[path] = Promise.resolve(fits.campaigns)
  for (const c of list) early[path + '/' + c.id] = Promise.resolve(c)
} else if (to && !to.id) {
  // What was seen last, until the shop has answered: for half a day, and only what can still be bought.
  const last = kept<Kept<Campaign[]>>('kept.' + path)
  const still = last && last.at > now() - 432e5 ? last.what.filter((c) => Date.parse(c.closesAt) > now()) : []
  if (still.length) [list, asOf] = [still, last!.at]
  void ask<Page<Campaign>>(path, own).then((p) => { if (p) { [list, asOf] = [p.items, 0]; if (box.isConnected) draw() } })
}
if (fits) early['/shops/' + code] = Promise.resolve(fits.shop)
else if (to && !to.id) void ask<Shop>('/shops/' + encodeURIComponent(code), false).then((s) => { if (s) { shop = s; if (box.isConnected) draw() } })
if (to?.id && !found(to.id)) void ask<Campaign>(path + '/' + to.id, own).then((c) => { alone = c; if (box.isConnected) draw() })
draw()

// The program runs when what was drawn is on the screen; where nobody looks nothing is drawn, and nothing waits for it.
const program = document.getElementById('program') as HTMLLinkElement | null
function run() {
  const script = document.createElement('script')
  script.type = 'module'
  script.src = program!.href
  script.crossOrigin = program!.crossOrigin
  document.head.append(script)
}
if (program) document.hidden ? run() : requestAnimationFrame(() => setTimeout(run))
