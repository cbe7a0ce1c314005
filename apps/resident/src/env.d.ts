/// <reference types="vite/client" />
declare module '*.vue' {
  import type { DefineComponent } from 'vue'
  const component: DefineComponent<object, object, unknown>
  export default component
}
interface ImportMetaEnv {
  /** Where the API is; the web app finds it on its own host, the mini-program needs a full address. */
  readonly VITE_API?: string
}
interface Window { linliEarly?: { path: string; answer: Promise<unknown> } }
