// What somebody with a slow phone on a slow line waits for, who opens the link in the group: ./bench page.
// node first-visit.mjs [ADDRESS]; without an address the product is started as ./run starts it. One JSON line per figure.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

/** "Slow 4G" as the browser's own tools have it, and a processor four times slower than this one. */
const line = { offline: false, latency: 562.5, downloadThroughput: (1.44 * 1024 * 1024) / 8, uploadThroughput: (675 * 1024) / 8 }
const goals = { 'first-bytes': 180_000, 'first-lcp': 1800, 'repeat-lcp': 600, 'repeat-list': 600 }
const rounds = 3

async function start() {
  const data = mkdtempSync(join(tmpdir(), 'linli-page-'))
  const child = spawn(fileURLToPath(new URL('../../run', import.meta.url)), ['--port', '0', '--data', data], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = new Promise((done) => child.once('exit', done))
  const address = await new Promise((found, failed) => {
    createInterface({ input: child.stdout }).on('line', (said) => { const ready = /^ready (http\S+)$/.exec(said)?.[1]; if (ready) found(ready) })
    void gone.then(() => failed(new Error('./run ended before it was ready')))
  })
  return { address, end: async () => { child.kill('SIGTERM'); await gone; rmSync(data, { recursive: true, force: true }) } }
}

/** Runs in the page before anything else: the largest thing drawn; when the list was drawn, so that what is tapped is not lost; and when
 *  the program itself had taken over the list that one sees. */
function watch() {
  window.linliSeen = { lcp: 0, what: '', list: 0, drawn: 0, shift: 0 }
  new PerformanceObserver((list) => {
    for (const e of list.getEntries()) Object.assign(window.linliSeen, { lcp: e.startTime, what: (e.element?.tagName ?? '?') + ' ' + e.size })
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const e of list.getEntries()) if (!e.hadRecentInput) window.linliSeen.shift += e.value
  }).observe({ type: 'layout-shift', buffered: true })
  const look = () => {
    const seen = window.linliSeen
    if (!seen.drawn && document.querySelector('#first .card')) seen.drawn = performance.now()
    if (document.querySelector('[data-hook="campaign"]')?.offsetParent && !document.getElementById('first')) seen.list = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

async function visit(context, address) {
  const page = await context.newPage()
  await page.addInitScript(watch)
  const wire = await context.newCDPSession(page)
  let bytes = 0
  let requests = 0
  const cached = new Set()
  wire.on('Network.requestServedFromCache', (e) => cached.add(e.requestId))
  wire.on('Network.loadingFinished', (e) => { if (!cached.has(e.requestId) && e.encodedDataLength > 0) { bytes += e.encodedDataLength; requests++ } })
  await wire.send('Network.enable')
  await wire.send('Network.emulateNetworkConditions', line)
  await wire.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.goto(address, { waitUntil: 'commit' })
  await page.waitForFunction(() => window.linliSeen?.list > 0, undefined, { timeout: 60_000 })
  const before = { bytes, requests }
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(500)
  const seen = await page.evaluate(() => window.linliSeen)
  const settled = { bytes, requests }
  // The pictures of what is on the screen come when the program is here.
  await page.waitForTimeout(3000)
  await page.close()
  return { ...settled, whole: bytes, toList: before.bytes, ...seen }
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
const given = process.argv[2]
const shop = given ? { address: given, end: async () => {} } : await start()
const browser = await chromium.launch({ executablePath: process.env.LINLI_CHROMIUM || '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'] })
let missed = 0
try {
  const visits = { first: [], repeat: [] }
  for (let i = 0; i < rounds; i++) {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    visits.first.push(await visit(context, shop.address))
    visits.repeat.push(await visit(context, shop.address))
    await context.close()
  }
  console.error(JSON.stringify(visits))
  for (const [kind, all] of Object.entries(visits))
    for (const [figure, of, unit] of [['bytes', 'bytes', 'B'], ['bytes-to-list', 'toList', 'B'], ['bytes-with-pictures', 'whole', 'B'], ['requests', 'requests', '1'], ['lcp', 'lcp', 'ms'], ['drawn', 'drawn', 'ms'], ['shift', 'shift', '1/1000'], ['list', 'list', 'ms']]) {
      const value = Math.round(median(all.map((v) => v[of])) * (of === 'shift' ? 1000 : 1))
      const goal = goals[`${kind}-${figure}`]
      if (goal && value > goal) missed++
      console.log(JSON.stringify({ bench: 'page', figure: `${kind}-${figure}`, value, unit, ...(goal ? { goal } : {}) }))
    }
} finally {
  await browser.close()
  await shop.end()
}
if (missed) console.error(`${missed} of the goals were missed`)
