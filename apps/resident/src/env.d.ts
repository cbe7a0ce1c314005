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
/** Answers asked for by index.html before the program was here, by path; and what draws there until then. */
interface Window { linliEarly?: Record<string, Promise<unknown>>; linliFirst: import('./first').First }
/** Those texts of the app that first.ts and standing.ts name; the build picks them (vite.config.ts). */
declare module 'linli:texts-of-first' {
  const texts: Record<'zh' | 'en', Record<import('@words').Text, string>>
  export default texts
}
