/* Opens the app at once, with a network or without: the program as it was built, under the name of exactly this build. Answers of the shop
   never lie here: what may be shown before the shop has answered the app keeps itself, with its hour. A new build is fetched beside what is
   shown, and taken at the next opening; the build before stays for pages that are still open. */
const name = 'linli-' + 'VERSION'
const files = [/* FILES */]

self.addEventListener('install', (e) => {
  // Past the browser's own cache: the page of an old build must not lie among the files of a new one.
  e.waitUntil(caches.open(name)
    .then((c) => c.addAll(files.map((f) => new Request(f, { cache: f === '/index.html' ? 'reload' : 'default' }))).then(() => c.match('/index.html')).then((page) => c.put('/', page)))
    .then(() => self.skipWaiting()))
  // Where the browser can find these by itself, nobody waits for this worker to wake up.
  if (e.addRoutes)
    e.addRoutes([
      { condition: { urlPattern: new URLPattern({ pathname: '/', search: '' }), requestMode: 'navigate' }, source: { cacheName: name } },
      { condition: { urlPattern: new URLPattern({ pathname: '/assets/*' }), requestMethod: 'GET' }, source: 'cache' },
    ]).catch(() => undefined)
})

self.addEventListener('activate', (e) => {
  e.waitUntil(
    caches.keys()
      .then((all) => Promise.all(all.filter((n) => n.startsWith('linli-') && n !== name).slice(0, -1).map((n) => caches.delete(n))))
      .then(() => self.clients.claim()),
  )
})

const page = (request) => caches.open(name).then((c) => c.match('/index.html', { ignoreVary: true })).then((kept) => kept || fetch(request))

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
