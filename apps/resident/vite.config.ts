import uniPlugin from '@dcloudio/vite-plugin-uni'
import { defineConfig, type Plugin } from 'vite'

// The plugin is CommonJS; from an ES module its function arrives one level deeper.
const uni = (uniPlugin as unknown as { default?: typeof uniPlugin }).default ?? uniPlugin

/** The first page is a lazy chunk; without this hint the browser learns of it one slow round trip too late. */
function preloadFirstPage(): Plugin {
  return {
    name: 'linli:preload-first-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const chunks = Object.values(bundle ?? {})
        const home = chunks.find((c) => c.type === 'chunk' && !c.isEntry && c.facadeModuleId?.split('?')[0]?.endsWith('/pages/home.vue'))
        if (!home || home.type !== 'chunk') return html
        const scripts = [home.fileName, ...home.imports].filter((f) => !html.includes(f))
        const wanted = new Set([home.fileName, ...home.imports])
        const styles = new Set<string>()
        for (const c of chunks)
          if (c.type === 'chunk' && wanted.has(c.fileName)) for (const css of c.viteMetadata?.importedCss ?? []) styles.add(css)
        return [
          ...scripts.map((f) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: '/' + f } })),
          ...[...styles].filter((f) => !html.includes(f)).map((f) => ({ tag: 'link', attrs: { rel: 'stylesheet', href: '/' + f } })),
        ]
      },
    },
  }
}

export default defineConfig({
  resolve: { alias: { '@words': new URL('../packages/words/index.ts', import.meta.url).pathname } },
  plugins: [uni(), preloadFirstPage()],
  build: { target: 'es2018' },
  server: { proxy: { '/api': 'http://127.0.0.1:5080' } },
})
