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
/** Answers asked for by index.html before the program was here, by path. */
interface Window { linliEarly?: Record<string, Promise<unknown>> }
