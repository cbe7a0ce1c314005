import { createApp } from 'vue'
import 'element-plus/es/components/base/style/css'
import 'element-plus/es/components/message/style/css'
import 'element-plus/es/components/message-box/style/css'
import './styles/tokens.css'
import './styles/element.css'
import './styles/base.css'
import { onSignedOut } from './api'
import App from './App.vue'
import { router } from './router'
import { leave } from './session'
import { lang, speak } from './words'

speak(lang.value)
onSignedOut(() => {
  leave()
  const here = router.currentRoute.value
  if (!here.meta.open) void router.push({ path: '/sign-in', query: { next: here.fullPath } })
})

createApp(App).use(router).mount('#app')
