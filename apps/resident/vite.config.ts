import uniPlugin from '@dcloudio/vite-plugin-uni'
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

// The plugin is CommonJS; from an ES module its function arrives one level deeper.
const uni = (uniPlugin as unknown as { default?: typeof uniPlugin }).default ?? uniPlugin
const web = process.env.UNI_PLATFORM === 'h5'

/** uni-app's frame fetches a shadow picture from its maker's server, for a header that we do not show. A shop's page talks to the shop only. */
function noForeignPictures(): Plugin {
  return {
    name: 'linli:no-foreign-pictures',
    enforce: 'post',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'asset' && typeof file.source === 'string' && file.fileName.endsWith('.css'))
          file.source = file.source
            .replace(/body:{1,2}after\s*\{[^}]*shadow-preload[^}]*\}/g, '')
            .replace(/@keyframes shadow-preload\s*\{(?:[^{}]*\{[^}]*\})*\s*\}/g, '')
    },
  }
}

/** The list that index.html draws before the program is here has the colours and sizes of the app, from the one place where they stand. */
function tokensFirst(): Plugin {
  return {
    name: 'linli:tokens-first',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replace('/*tokens*/', readFileSync(new URL('src/tokens.css', import.meta.url), 'utf8')
        .replace(/\/\*[^]*?\*\//g, '')
        .replace('page, .app {', 'html{').replace('.dark page, .app.dark {', 'html.dark{').replace('.app.big {', 'html.big{').replace('page, .app {', 'html{')
        .replace(/\s*\n\s*/g, '').replace(/([:;,]) /g, '$1')),
    },
  }
}

/** Packed once, as small as it gets, which takes longer than anybody who asks for it should wait. The host hands out `x.js.br` for `x.js`. */
function packed(): Plugin {
  return {
    name: 'linli:packed',
    writeBundle({ dir }) {
      for (const name of dir ? readdirSync(dir, { recursive: true, encoding: 'utf8' }) : [])
        if (/^assets\/.*\.(js|css)$/.test(name)) writeFileSync(`${dir}/${name}.br`, brotliCompressSync(readFileSync(`${dir}/${name}`), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
    },
  }
}

/** On a slow line each request costs half a second before its first byte, so the first screen is three scripts asked for at once:
 *  the frame, the two screens that links lead to with all they share with others, and the list of pages. */
function chunkOf(id: string): string | undefined {
  if (/qrcode-generator/.test(id)) return undefined
  if (/node_modules|plugin-vue:export-helper|vite\/preload-helper/.test(id)) return 'frame'
  if (/\/src\/(pages\/(home|campaign)|tabs\/|[a-z]+\.ts)|packages\/words/.test(id) && !/\/src\/(main|photos|pay)\.ts/.test(id)) return 'home'
  if (/\/src\/parts\//.test(id) && !/Qr\.vue/.test(id)) return 'home'
  return undefined
}

/** What opens the app without a network (src/worker.js), with the list of what was built and a name for exactly this list. */
function worker(): Plugin {
  return {
    name: 'linli:worker',
    enforce: 'post',
    generateBundle(_, bundle) {
      const files = ['/', ...Object.keys(bundle).filter((f) => /\.(js|css)$/.test(f)).sort().map((f) => '/' + f)]
      const page = Object.values(bundle).find((f) => f.fileName === 'index.html')
      const version = createHash('sha256').update(JSON.stringify(files)).update(page?.type === 'asset' ? page.source : '').digest('hex').slice(0, 12)
      const source = readFileSync(new URL('src/worker.js', import.meta.url), 'utf8').replace("'VERSION'", JSON.stringify(version)).replace('[/* FILES */]', JSON.stringify(files))
      this.emitFile({ type: 'asset', fileName: 'sw.js', source })
    },
  }
}

export default defineConfig({
  resolve: { alias: { '@words': new URL('../packages/words/index.ts', import.meta.url).pathname } },
  plugins: [uni(), noForeignPictures(), tokensFirst(), ...(web ? [worker(), packed()] : [])],
  build: web ? { target: 'es2018', cssCodeSplit: false, rollupOptions: { output: { manualChunks: chunkOf } } } : {},
  server: { proxy: { '/api': 'http://127.0.0.1:5080' } },
})
