import uniPlugin from '@dcloudio/vite-plugin-uni'
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'
import { build, type Plugin as Part } from 'esbuild'
import { defineConfig, type Plugin } from 'vite'
import { say, type Lang, type Text } from '../packages/words/index'

// The plugin is CommonJS; from an ES module its function arrives one level deeper.
const uni = (uniPlugin as unknown as { default?: typeof uniPlugin }).default ?? uniPlugin
const at = (file: string) => new URL(file, import.meta.url).pathname
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

/** On the web a view is a div and a text a span: uni-app makes a component of each, and a list of the day has a thousand of them. */
function plainTags(): Plugin {
  return {
    name: 'linli:plain-tags',
    enforce: 'pre',
    transform: (code, id) => (id.endsWith('.vue') ? code.replace(/<template>[^]*<\/template>/, (t) => t.replace(/<(\/?)view(?=[\s>])/g, '<$1div').replace(/<(\/?)text(?=[\s>])/g, '<$1span')) : undefined),
  }
}

/** What draws before the program is here, written into the page whole: no request of its own, and named by its hash to the browser. */
function first(): Plugin {
  return {
    name: 'linli:first',
    transformIndexHtml: {
      order: 'pre',
      handler: async (html) => {
        const made = await build({
          entryPoints: [at('src/first.ts')], bundle: true, write: false, minify: true, format: 'iife', target: 'es2018', charset: 'utf8', plugins: [textsOfFirst],
        })
        return html.replace('/*first*/', () => made.outputFiles[0]!.text.trim().replace(/<\//g, '<\\/'))
      },
    },
  }
}

/** Of the words of the app only those that the first page says. */
const textsOfFirst: Part = {
  name: 'linli:texts-of-first',
  setup(build) {
    build.onResolve({ filter: /^linli:texts-of-first$/ }, (asked) => ({ path: asked.path, namespace: 'linli' }))
    build.onLoad({ filter: /.*/, namespace: 'linli' }, () => {
      const named = ['first', 'standing'].flatMap((f) => [...readFileSync(at(`src/${f}.ts`), 'utf8').matchAll(/'(\w+)'/g)].map((m) => m[1] as Text)).filter((n) => say('zh', n) !== undefined)
      const table = (lang: Lang) => Object.fromEntries([...new Set(named)].map((n) => [n, say(lang, n)]))
      return { contents: JSON.stringify({ zh: table('zh'), en: table('en') }), loader: 'json' }
    })
  },
}

/** The styles stand in the page: on a slow line a file of their own would keep it white for half a second more. */
function stylesWithin(): Plugin {
  return {
    name: 'linli:styles-within',
    enforce: 'post',
    generateBundle(_, bundle) {
      const page = bundle['index.html'], styles = Object.values(bundle).filter((f) => f.fileName.endsWith('.css'))
      if (page?.type !== 'asset' || styles.length !== 1 || styles[0]!.type !== 'asset') throw new Error('one page and one file of styles were expected')
      // What lies behind the screens has their colours from the beginning (look.ts reads them there).
      const css = String(styles[0]!.source).replace(/(?<=\})\.dark uni-page-body,/g, 'html.dark,$&').replace(/(?<=[}{])uni-page-body,\.app\{/g, 'html,$&')
      page.source = String(page.source).replace('/*styles*/', () => css).replace(/\s*<link rel="stylesheet"[^>]*>/, '')
      delete bundle[styles[0]!.fileName]
    },
  }
}

/** The program is fetched at once and run when the list that stands in the page was drawn (first.ts): to run it takes a slow phone longer than to draw. */
function afterFirst(): Plugin {
  return {
    name: 'linli:after-first',
    enforce: 'post',
    generateBundle(_, bundle) {
      const page = bundle['index.html']
      if (page?.type !== 'asset') throw new Error('a page was expected')
      const whole = String(page.source), waits = whole.replace(/<script type="module"( crossorigin)? src="([^"]+)"><\/script>/, '<link rel="modulepreload"$1 href="$2" id="program">')
      if (waits === whole) throw new Error('the page names no program')
      page.source = waits
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
      const files = ['/index.html', ...Object.keys(bundle).filter((f) => /\.(js|css)$/.test(f)).sort().map((f) => '/' + f)]
      const page = Object.values(bundle).find((f) => f.fileName === 'index.html')
      const version = createHash('sha256').update(JSON.stringify(files)).update(page?.type === 'asset' ? page.source : '').digest('hex').slice(0, 12)
      const source = readFileSync(new URL('src/worker.js', import.meta.url), 'utf8').replace("'VERSION'", JSON.stringify(version)).replace('[/* FILES */]', JSON.stringify(files))
      this.emitFile({ type: 'asset', fileName: 'sw.js', source })
    },
  }
}

export default defineConfig({
  resolve: { alias: { '@words': new URL('../packages/words/index.ts', import.meta.url).pathname } },
  plugins: [...(web ? [plainTags()] : []), uni(), noForeignPictures(), first(), ...(web ? [stylesWithin(), afterFirst(), worker(), packed()] : [])],
  build: web ? { target: 'es2018', cssCodeSplit: false, rollupOptions: { output: { manualChunks: chunkOf } } } : {},
  server: { proxy: { '/api': 'http://127.0.0.1:5080' } },
})
