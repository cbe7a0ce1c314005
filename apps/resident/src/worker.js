/* Opens the app when there is no network: the program as it was built, under the name of exactly this build. Answers of the shop never lie
   here: what may be shown without it the app keeps itself, with its hour. A new build is taken at the next opening with a network, because
   the page is asked for first and only found here when nobody answers; the build before stays for pages that are still open. */
const name = 'linli-' + 'VERSION'
const files = [/* FILES */]
const patience = 4000

self.addEventListener('install', (e) => {
  // Past the browser's own cache: the page of an old build must not lie among the files of a new one.
  e.waitUntil(caches.open(name).then((c) => c.addAll(files.map((f) => new Request(f, { cache: f === '/' ? 'reload' : 'default' })))).then(() => self.skipWaiting()))
})

self.addEventListener('activate', (e) => {
  e.waitUntil(
    caches.keys()
      .then((all) => Promise.all(all.filter((n) => n.startsWith('linli-') && n !== name).slice(0, -1).map((n) => caches.delete(n))))
      .then(() => self.clients.claim()),
  )
})

function page(request) {
  const fromShop = fetch(request)
  const late = new Promise((done) => setTimeout(done, patience))
  const kept = () => caches.open(name).then((c) => c.match('/'))
  return Promise.race([fromShop, late.then(kept)])
    .then((answer) => (answer && answer.status < 500 ? answer : kept().then((k) => k || fromShop)))
    .catch(() => kept().then((k) => k || Response.error()))
}

self.addEventListener('fetch', (e) => {
  const { request } = e
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    if (url.pathname === '/' || url.pathname === '/index.html') e.respondWith(page(request))
  } else if (files.includes(url.pathname) || url.pathname.startsWith('/assets/')) {
    e.respondWith(caches.match(url.pathname).then((kept) => kept || fetch(request)))
  }
})
