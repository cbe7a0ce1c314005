// #ifndef H5
import * as art from './art'
// #endif
export type { Sign } from './art'

/** The drawings. On the web the page has them already, because it draws before the program is there (first.ts). */
let drawings: Pick<typeof import('./art'), 'sign' | 'goodsDrawing'>
// #ifdef H5
drawings = window.linliFirst
// #endif
// #ifndef H5
drawings = art
// #endif
export const { sign, goodsDrawing } = drawings
