import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import vm from 'node:vm'

/**
 * A phone that runs the built mini-program without WeChat: it loads app and pages as WeChat does, draws their WXML from what they hand to
 * setData, takes taps, and answers `wx` — with the shop's real API behind `wx.request`. There is nothing of a browser in it: who needs
 * window, document, URLSearchParams or crypto finds them missing, as on the phone.
 */

interface Node { tag: string; attrs: Record<string, string>; children: (Node | string)[] }
interface Definition { data?: Data; lifetimes?: Record<string, Life>; observers?: Record<string, Life>; methods?: Record<string, Life> }
type Life = (this: Instance, ...given: unknown[]) => unknown
type Data = Record<string, unknown>
/** A thing on the screen that can be tapped, as it was drawn last. */
interface Drawn { owner: Instance; node: Node; scope: Data; text: string }

const attribute = /([\w:.-]+)(?:="([^"]*)")?/g

function parse(wxml: string): Node {
  const root: Node = { tag: 'page', attrs: {}, children: [] }
  const open = [root]
  const token = /<!--[\s\S]*?-->|<\/([\w-]+)\s*>|<([\w-]+)((?:\s+[\w:.-]+(?:="[^"]*")?)*)\s*(\/?)>|([^<]+)/g
  for (const [, end, begin, attrs, alone, text] of wxml.matchAll(token)) {
    const inside = open[open.length - 1]!
    if (end) open.pop()
    else if (begin) {
      const node: Node = { tag: begin, attrs: Object.fromEntries([...attrs!.matchAll(attribute)].map((a) => [a[1]!, a[2] ?? ''])), children: [] }
      inside.children.push(node)
      if (!alone) open.push(node)
    } else if (text?.trim()) inside.children.push(text)
  }
  if (open.length !== 1) throw new Error('the WXML does not close what it opens')
  return root
}

const known = new Map<string, (scope: unknown) => unknown>()
function compute(expression: string, scope: Data): unknown {
  let run = known.get(expression)
  if (!run) known.set(expression, (run = new Function('$', `with ($) { return (${expression}) }`) as (scope: unknown) => unknown))
  return run(new Proxy(scope, { has: (_, key) => key !== Symbol.unscopables, get: (all, key) => all[key as string] }))
}

function fill(text: string, scope: Data): unknown {
  const whole = /^\{\{([\s\S]*)\}\}$/.exec(text)
  if (whole && !whole[1]!.includes('}}')) return compute(whole[1]!, scope)
  return text.replace(/\{\{([\s\S]*?)\}\}/g, (_, e: string) => String(compute(e, scope) ?? ''))
}

function write(data: Data, path: string, value: unknown): void {
  const steps = path.replace(/\[(\d+)\]/g, '.$1').split('.')
  const last = steps.pop()!
  let at = data as Record<string, Data>
  for (const step of steps) at = (at[step] ??= {}) as Record<string, Data>
  ;(at as Data)[last] = value
}

class Instance {
  [name: string]: unknown
  data: Data = {}
  properties: Data
  children = new Map<string, Instance>()
  seen = new Set<string>()
  handlers: Record<string, { owner: Instance; name: string }> = {}
  passed: { nodes: Node['children']; owner: Instance; scope: Data } | null = null

  constructor(readonly phone: Phone, readonly is: string, readonly definition: Definition, properties: Data, readonly route?: string) {
    this.properties = properties
    Object.assign(this.data, definition.data, properties)
    Object.assign(this, definition.methods)
  }

  setData(change: Data, done?: () => void): void {
    for (const [path, value] of Object.entries(change)) write(this.data, path, value === undefined ? value : JSON.parse(JSON.stringify(value)))
    this.phone.soon()
    if (done) setTimeout(() => this.phone.safely(done))
  }

  triggerEvent(name: string, detail?: unknown): void {
    const heard = this.handlers[name.toLowerCase()]
    if (heard) this.phone.call(heard.owner, heard.name, { type: name, detail, currentTarget: { dataset: {} }, target: { dataset: {} } })
  }

  selectComponent = (): null => null
  selectAllComponents = (): never[] => []
  createSelectorQuery = (): unknown => this.phone.query()
  life(name: string): void { this.phone.safely(() => this.definition.lifetimes?.[name]?.call(this)) }
  end(): void {
    for (const child of this.children.values()) child.end()
    this.life('detached')
  }
}

export class Phone {
  readonly pages: Instance[] = []
  readonly storage = new Map<string, unknown>()
  /** What went wrong in the program, behind the back of whoever looks at it. */
  readonly errors: string[] = []
  /** What of `wx` the program used that this phone does not have. */
  readonly missing = new Set<string>()
  readonly asked: string[] = []
  private readonly answered: { url: string; status: number }[] = []
  offline = false
  drawn: Drawn[] = []
  private words: string[] = []
  private app: Record<string, Life> & Data = {} as never
  private defined: Definition | null = null
  private definitions = new Map<string, { definition: Definition; wxml: Node; using: Record<string, string> }>()
  private modules = new Map<string, { exports: unknown }>()
  private context: vm.Context
  private drawing: ReturnType<typeof setTimeout> | undefined
  private network: ((now: { isConnected: boolean; networkType: string }) => void)[] = []

  constructor(readonly build: string, readonly address: string) {
    const wx: Data = this.wx()
    this.context = vm.createContext({
      wx: new Proxy(wx, { get: (all, name) => { if (typeof name === 'string' && !(name in all) && !/^(\$|__|then$|toJSON$)/.test(name)) this.missing.add(name); return all[name as string] } }),
      console: { ...console, log: () => undefined, error: (...said: unknown[]) => this.errors.push(said.map(String).join(' ')) },
      setTimeout, clearTimeout, setInterval, clearInterval,
      App: (options: never) => (this.app = options),
      Component: (options: Definition) => (this.defined = options),
      Page: (options: Definition) => (this.defined = options),
      Behavior: (options: unknown) => options,
      getApp: () => this.app,
      getCurrentPages: () => this.pages,
    })
    vm.runInContext('globalThis.global = globalThis', this.context)
  }

  /** What of `wx` this phone has: of WeChat's own it is what is used here. */
  get has(): string[] { return Object.keys(this.wx()) }

  /** Every page the program names, as WeChat reads them. */
  get list(): string[] { return (JSON.parse(readFileSync(join(this.build, 'app.json'), 'utf8')) as { pages: string[] }).pages }

  safely(act: () => unknown): void {
    try {
      act()
    } catch (e) {
      this.errors.push(e instanceof Error ? (e.stack ?? e.message) : String(e))
    }
  }
  call(owner: Instance, name: string, ...given: unknown[]): void {
    const method = owner[name]
    if (typeof method === 'function') this.safely(() => (method as Life).apply(owner, given))
  }

  private load(path: string): unknown {
    const had = this.modules.get(path)
    if (had) return had.exports
    const module = { exports: {} as unknown }
    this.modules.set(path, module)
    const source = readFileSync(join(this.build, path), 'utf8')
    const run = vm.runInContext(`(function (require, module, exports) {${source}\n})`, this.context, { filename: path }) as (...given: unknown[]) => void
    run((name: string) => this.load(normalize(join(dirname(path), name.endsWith('.js') ? name : `${name}.js`))), module, module.exports)
    return module.exports
  }

  private define(path: string): { definition: Definition; wxml: Node; using: Record<string, string> } {
    const had = this.definitions.get(path)
    if (had) return had
    this.defined = null
    this.load(`${path}.js`)
    if (!this.defined) throw new Error(`${path} defines nothing`)
    const json = JSON.parse(readFileSync(join(this.build, `${path}.json`), 'utf8')) as { usingComponents?: Record<string, string> }
    const using = Object.fromEntries(Object.entries(json.usingComponents ?? {}).map(([tag, at]) => [tag, normalize(at.startsWith('/') ? at.slice(1) : join(dirname(path), at))]))
    const made = { definition: this.defined as Definition, wxml: parse(readFileSync(join(this.build, `${path}.wxml`), 'utf8')), using }
    this.definitions.set(path, made)
    return made
  }

  start(): void {
    this.load('app.js')
    const given = { path: this.list[0], query: {}, scene: 1001 }
    this.safely(() => this.app.onLaunch?.call(this.app as never, given))
    this.safely(() => this.app.onShow?.call(this.app as never, given))
  }

  open(url: string): void {
    const [path, asked] = url.replace(/^\//, '').split('?') as [string, string | undefined]
    const before = this.pages[this.pages.length - 1]
    if (before) this.call(before, 'onHide')
    const page = new Instance(this, path, this.define(path).definition, {}, path)
    this.pages.push(page)
    page.life('attached')
    this.call(page, 'onLoad', Object.fromEntries(new URLSearchParams(asked)))
    this.call(page, 'onShow')
    this.draw()
    page.life('ready')
    this.call(page, 'onReady')
  }

  close(many = 1): void {
    for (const page of this.pages.splice(-many)) {
      this.call(page, 'onUnload')
      page.end()
    }
  }

  soon(): void {
    clearTimeout(this.drawing)
    this.drawing = setTimeout(() => this.draw())
  }

  draw(): void {
    const page = this.pages[this.pages.length - 1]
    if (!page) return
    this.drawn = []
    this.words = []
    this.safely(() => this.instance(page))
  }
  /** How what was asked of addresses with these words was answered. */
  statuses(words: string): number[] { return this.answered.filter((a) => a.url.includes(words)).map((a) => a.status) }
  /** WeChat goes to the back: the page on top is hidden, and the app with it. */
  putAway(): void {
    const page = this.pages[this.pages.length - 1]
    if (page) this.call(page, 'onHide')
    this.safely(() => this.app.onHide?.call(this.app as never))
  }
  takeOut(): void {
    this.safely(() => this.app.onShow?.call(this.app as never, { path: this.list[0], query: {}, scene: 1001 }))
    const page = this.pages[this.pages.length - 1]
    if (page) this.call(page, 'onShow')
  }
  get text(): string { return this.words.join(' ').replace(/\s+/g, ' ') }

  private instance(one: Instance): string {
    one.seen = new Set()
    const text = this.nodes(this.define(one.is).wxml.children, one, one.data, '')
    for (const [key, child] of one.children)
      if (!one.seen.has(key)) {
        one.children.delete(key)
        child.end()
      }
    return text
  }

  private nodes(nodes: Node['children'], owner: Instance, scope: Data, path: string): string {
    let text = ''
    let chosen = false
    nodes.forEach((node, i) => {
      if (typeof node === 'string') {
        const said = String(fill(node, scope) ?? '')
        this.words.push(said)
        text += said
        return
      }
      const { attrs } = node
      if ('wx:else' in attrs || 'wx:elif' in attrs) {
        if (chosen || (attrs['wx:elif'] && !fill(attrs['wx:elif'], scope))) return
        chosen = true
      } else if (attrs['wx:if'] !== undefined) {
        chosen = !!fill(attrs['wx:if'], scope)
        if (!chosen) return
      }
      if (attrs['wx:for'] === undefined) text += this.node(node, owner, scope, `${path}/${i}`)
      else
        (fill(attrs['wx:for'], scope) as unknown[] | undefined ?? []).forEach((item, n) => {
          text += this.node(node, owner, { ...scope, [attrs['wx:for-item'] ?? 'item']: item, [attrs['wx:for-index'] ?? 'index']: n }, `${path}/${i}.${n}`)
        })
    })
    return text
  }

  private node(node: Node, owner: Instance, scope: Data, path: string): string {
    if (node.tag === 'slot') {
      const { passed } = owner
      return passed ? this.nodes(passed.nodes, passed.owner, passed.scope, `${path}>`) : ''
    }
    const component = this.define(owner.is).using[node.tag]
    const from = this.words.length
    const text = component ? this.component(component, node, owner, scope, path) : this.nodes(node.children, owner, scope, path)
    if (Object.keys(node.attrs).some((a) => /^(bind|catch):?tap$/.test(a)) && !component) this.drawn.push({ owner, node, scope, text: this.words.slice(from).join('') })
    return text
  }

  private component(at: string, node: Node, owner: Instance, scope: Data, path: string): string {
    const properties: Data = {}
    for (const [name, value] of Object.entries(node.attrs))
      if (!/^(wx:|bind|catch|class$|style$|slot$)/.test(name)) properties[name.replace(/-(\w)/g, (_, c: string) => c.toUpperCase())] = fill(value, scope)
    let child = owner.children.get(path)
    const isNew = !child || child.is !== at
    if (isNew) {
      child?.end()
      child = new Instance(this, at, this.define(at).definition, properties)
      owner.children.set(path, child)
    }
    const one = child!
    owner.seen.add(path)
    one.passed = { nodes: node.children, owner, scope }
    for (const [name, value] of Object.entries(node.attrs)) {
      const event = /^(?:bind|catch):?(.+)$/.exec(name)?.[1]
      if (event) one.handlers[event.toLowerCase()] = { owner, name: String(fill(value, scope)) }
    }
    if (isNew) {
      one.life('attached')
      const text = this.instance(one)
      one.life('ready')
      return text
    }
    const changed = JSON.stringify(one.properties) !== JSON.stringify(properties)
    one.properties = properties
    Object.assign(one.data, properties)
    if (changed) this.safely(() => one.definition.observers?.uP?.call(one))
    return this.instance(one)
  }

  /** Taps what was drawn with these words, the smallest of them. */
  tap(words: string | RegExp): void {
    const fitting = this.drawn.filter((d) => (typeof words === 'string' ? d.text.includes(words) : words.test(d.text))).sort((a, b) => a.text.length - b.text.length)
    const [hit] = fitting
    if (!hit) throw new Error(`nothing to tap says ${String(words)}; there is: ${this.drawn.map((d) => d.text).join(' | ')}`)
    this.touch(hit)
  }
  touch({ owner, node, scope }: Drawn): void {
    const name = Object.entries(node.attrs).find(([a]) => /^(bind|catch):?tap$/.test(a))![1]
    const dataset = Object.fromEntries(Object.entries(node.attrs).filter(([a]) => a.startsWith('data-'))
      .map(([a, v]) => [a.slice(5).replace(/-(\w)/g, (_, c: string) => c.toUpperCase()), fill(v, scope)]))
    this.call(owner, String(fill(name, scope)), { type: 'tap', timeStamp: Date.now(), detail: {}, currentTarget: { dataset }, target: { dataset } })
  }
  /** What the program marks for tests, as it was drawn last. */
  hooks(name: string): Drawn[] { return this.drawn.filter((d) => fill(d.node.attrs['data-hook'] ?? '', d.scope) === name) }

  async until(holds: () => boolean, words: string, patience = 10_000): Promise<void> {
    const from = Date.now()
    while (!holds()) {
      if (Date.now() - from > patience) throw new Error(`${words}; there is: ${this.text}\n${this.errors.join('\n')}`)
      await new Promise((r) => setTimeout(r, 20))
    }
  }

  goOffline(off: boolean): void {
    this.offline = off
    for (const act of this.network) act({ isConnected: !off, networkType: off ? 'none' : 'wifi' })
  }

  query(): unknown {
    const all: unknown = new Proxy(() => all, { get: (_, name) => (name === 'exec' ? (done?: (all: unknown[]) => void) => done?.([]) : () => all) })
    return all
  }

  private wx(): Data {
    const system = { brand: 'none', model: 'none', system: 'Android 14', platform: 'android', version: '8.0.50', SDKVersion: '3.5.0', language: 'zh_CN', theme: 'light', statusBarHeight: 24, screenWidth: 390, screenHeight: 844, windowWidth: 390, windowHeight: 780, pixelRatio: 3, fontSizeSetting: 16, safeArea: { top: 24, bottom: 844, left: 0, right: 390, width: 390, height: 820 } }
    type Asked = { success?: (r: unknown) => void; fail?: (r: unknown) => void; complete?: (r: unknown) => void }
    const done = (asked: Asked | undefined, answer: object = {}): void => void setTimeout(() => this.safely(() => {
      asked?.success?.({ errMsg: 'ok', ...answer })
      asked?.complete?.({ errMsg: 'ok', ...answer })
    }))
    const failed = (asked: Asked | undefined): void => void setTimeout(() => this.safely(() => {
      asked?.fail?.({ errMsg: 'fail' })
      asked?.complete?.({ errMsg: 'fail' })
    }))
    const turn = (act: (url: string) => void) => (asked: Asked & { url: string }): void => {
      act(asked.url)
      done(asked)
    }
    return {
      getSystemInfoSync: () => system, getAppBaseInfo: () => system, getDeviceInfo: () => system, getWindowInfo: () => system, getSystemSetting: () => system, getAppAuthorizeSetting: () => ({}),
      getSystemInfo: (asked: Asked) => done(asked, system),
      getMenuButtonBoundingClientRect: () => ({ top: 28, bottom: 60, left: 290, right: 380, width: 90, height: 32 }),
      getLaunchOptionsSync: () => ({ path: '', query: {}, scene: 1001 }), getEnterOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
      getAccountInfoSync: () => ({ miniProgram: { appId: 'none', envVersion: 'release', version: '1' } }),
      canIUse: () => true, onAppShow: () => undefined, onAppHide: () => undefined, onError: () => undefined, onUnhandledRejection: () => undefined, onThemeChange: () => undefined,
      getLocale: () => 'zh-Hans', nextTick: (act: () => void) => setTimeout(act), createSelectorQuery: () => this.query(),
      getStorageSync: (name: string) => this.storage.get(name) ?? '',
      setStorageSync: (name: string, value: unknown) => void this.storage.set(name, value),
      removeStorageSync: (name: string) => void this.storage.delete(name),
      setStorage: (asked: Asked & { key: string; data: unknown }) => {
        this.storage.set(asked.key, asked.data)
        done(asked)
      },
      getStorage: (asked: Asked & { key: string }) => (this.storage.has(asked.key) ? done(asked, { data: this.storage.get(asked.key) }) : failed(asked)),
      removeStorage: (asked: Asked & { key: string }) => {
        this.storage.delete(asked.key)
        done(asked)
      },
      // What needs the person's hand or WeChat itself: declined, as people do.
      scanCode: failed, saveImageToPhotosAlbum: failed, requestSubscribeMessage: failed, shareFileMessage: failed, getLocation: failed, getImageInfo: failed, canvasToTempFilePath: failed, createCanvasContext: () => this.query(), showModal: failed, downloadFile: failed,
      vibrateShort: (asked?: Asked) => done(asked), setBackgroundTextStyle: (asked?: Asked) => done(asked), showToast: (asked?: Asked) => done(asked), env: { USER_DATA_PATH: 'wxfile://usr' },
      getNetworkType: (asked: Asked) => done(asked, { networkType: this.offline ? 'none' : 'wifi' }),
      onNetworkStatusChange: (act: (typeof this.network)[number]) => void this.network.push(act),
      setClipboardData: (asked: Asked & { data: string }) => done(asked), makePhoneCall: (asked: Asked) => done(asked), previewImage: (asked: Asked) => done(asked),
      chooseImage: (asked: Asked) => failed(asked), requestPayment: (asked: Asked) => failed(asked), login: (asked: Asked) => done(asked, { code: 'none' }),
      pageScrollTo: (asked: Asked) => done(asked), stopPullDownRefresh: (asked?: Asked) => done(asked), getFileSystemManager: () => ({}),
      navigateTo: turn((url) => this.open(url)),
      redirectTo: turn((url) => { this.close(); this.open(url) }),
      reLaunch: turn((url) => { this.close(this.pages.length); this.open(url) }),
      navigateBack: (asked?: Asked & { delta?: number }) => {
        this.close(asked?.delta ?? 1)
        const page = this.pages[this.pages.length - 1]
        if (page) this.call(page, 'onShow')
        this.soon()
        done(asked)
      },
      request: (asked: Asked & { url: string; method?: string; header?: Record<string, string>; data?: unknown }) => {
        this.asked.push(`${asked.method ?? 'GET'} ${asked.url}`)
        if (this.offline) return failed(asked)
        const body = asked.data === undefined || (asked.method ?? 'GET') === 'GET' ? undefined : typeof asked.data === 'string' ? asked.data : JSON.stringify(asked.data)
        const headers = new Headers(asked.header)
        if (body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json')
        fetch(new URL(asked.url, this.address), { method: asked.method ?? 'GET', headers, ...(body === undefined ? {} : { body }) })
          .then(async (r) => {
            const text = await r.text()
            this.answered.push({ url: asked.url, status: r.status })
            const json = /json/.test(r.headers.get('content-type') ?? '') && text
            done(asked, { statusCode: r.status, header: Object.fromEntries(r.headers), data: json ? JSON.parse(text) : text })
          })
          .catch(() => failed(asked))
        return { abort: () => undefined }
      },
    }
  }
}

/** What one uploads as the main package. */
export function sizeOf(folder: string): number {
  return readdirSync(folder).reduce((all, name) => {
    const at = join(folder, name)
    return all + (statSync(at).isDirectory() ? sizeOf(at) : statSync(at).size)
  }, 0)
}
export const isBuilt = (folder: string): boolean => existsSync(join(folder, 'app.json'))
