import vue from '@vitejs/plugin-vue'
import components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import { defineConfig, loadEnv } from 'vite'

export default defineConfig(({ mode }) => ({
  base: '/console/',
  plugins: [
    vue(),
    components({ dirs: [], dts: false, resolvers: [ElementPlusResolver({ importStyle: 'css' })] }),
  ],
  server: {
    host: '127.0.0.1',
    proxy: { '/api': loadEnv(mode, '.', 'LINLI_').LINLI_API ?? 'http://127.0.0.1:5080' },
  },
  build: { target: 'es2022', chunkSizeWarningLimit: 600 },
}))
