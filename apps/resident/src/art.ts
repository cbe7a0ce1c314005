/** Small drawings: signs of the frame, and a picture for goods that have none yet, by category. */
const svg = (box: number, inner: string, more = '') =>
  'data:image/svg+xml,' + encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${box} ${box}" ${more}>${inner}</svg>`)

const strokes = {
  back: '<path d="M15 5l-7 7 7 7"/>',
  next: '<path d="M9 5l7 7-7 7"/>',
  down: '<path d="M6 9l6 6 6-6"/>',
  close: '<path d="M6 6l12 12M18 6L6 18"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  minus: '<path d="M5 12h14"/>',
  check: '<path d="M5 12.5l4.5 4.5L19 7.5"/>',
  cart: '<path d="M3 4h2.2l2 11h10.6L20 7.5H6"/><circle cx="9" cy="19.2" r="1.3"/><circle cx="16.5" cy="19.2" r="1.3"/>',
  today: '<path d="M4 11l8-7 8 7v8.5H4z"/><path d="M12 19.500c-2.300-.8-3-3-2.300-5.300 2.300.8 3 3 2.300 5.300z"/>',
  orders: '<path d="M6 3.500h12v17l-3-2-3 2-3-2-3 2z"/><path d="M9 8.500h6M9 12.500h6"/>',
  messages: '<path d="M6 10a6 6 0 0112 0c0 5 2 6.500 2 6.500H4S6 15 6 10z"/><path d="M10 20h4"/>',
  me: '<circle cx="12" cy="8" r="4"/><path d="M4.500 20c1-4 4-5.500 7.500-5.500s6.500 1.500 7.500 5.500"/>',
  leader: '<path d="M4 10v4h3l6 4V6L7 10z"/><path d="M16.500 9a4.500 4.500 0 010 6M19 6.500a8 8 0 010 11"/>',
  wallet: '<path d="M4 7.500h14.500v11.500H4z"/><path d="M4 7.500l11-3.500v3.500M18.500 11.500H14.500a1.800 1.800 0 000 3.600h4"/>',
  coupon: '<path d="M3.500 7.500h17v3a1.600 1.600 0 000 3.200v3h-17v-3a1.600 1.600 0 000-3.200z"/><path d="M9.500 7.500v9.200"/>',
  points: '<path d="M12 4.500l2.400 4.900 5.400.8-3.900 3.800.9 5.400-4.800-2.600-4.800 2.600.9-5.400-3.900-3.800 5.400-.8z"/>',
  lock: '<path d="M6 11h12v9H6z"/><path d="M8.500 11V8a3.500 3.500 0 017 0v3"/>',
  pin: '<path d="M12 21s7-6.200 7-11.500a7 7 0 10-14 0C5 14.800 12 21 12 21z"/><circle cx="12" cy="9.500" r="2.500"/>',
  clock: '<circle cx="12" cy="12" r="8.500"/><path d="M12 7v5l3.500 2"/>',
  search: '<circle cx="11" cy="11" r="6.500"/><path d="M16 16l4.500 4.500"/>',
  camera: '<path d="M4 7.500h4l1.500-2.500h5L16 7.500h4v11.500H4z"/><circle cx="12" cy="13" r="3.500"/>',
  phone: '<path d="M6 3.500h4l1.500 4.500-2.500 2a11 11 0 005 5l2-2.500 4.500 1.500v4c0 1-1 2-2 2C10.500 20 4 13.500 4 5.500c0-1 1-2 2-2z"/>',
  people: '<circle cx="9" cy="8.500" r="3.500"/><path d="M2.500 19.500c.6-3.600 3.100-5 6.500-5s5.900 1.400 6.500 5M16 5.300a3.500 3.500 0 010 6.400M18.500 14.800c1.800.7 2.700 2.300 3 4.700"/>',
  wifi: '<path d="M3 9.500a13 13 0 0118 0M6.500 13a8 8 0 0111 0M10 16.500a3 3 0 014 0M4 4l16 16"/>',
}
export type Sign = keyof typeof strokes
const signs: Partial<Record<Sign, string>> = {}
export const sign = (name: Sign) =>
  (signs[name] ??= svg(24, strokes[name], 'fill="none" stroke="#000" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"'))

// One light from above left, one ground; flat shapes with one darker side.
const goods: [RegExp, string, string][] = [
  [/菌|菇|mushroom/i, '#F3EEE6', '<path d="M44 58h16l3 26c0 5-22 5-22 0z" fill="#EADBC6"/><path d="M22 60c0-20 14-32 30-32s30 12 30 32c-16 5-44 5-60 0z" fill="#B98A5E"/><path d="M52 28c16 0 30 12 30 32-8 2.500-17 3.700-26 3.800C66 54 64 38 52 28z" fill="#A27549"/><circle cx="40" cy="45" r="4" fill="#E9D3B6"/><circle cx="56" cy="39" r="3" fill="#E9D3B6"/>'],
  [/水果|果(?!酱)|莓|瓜果|fruit/i, '#FBEEE9', '<path d="M52 36c-20-10-32 6-30 24 2 15 13 26 22 24 4-1 6-2 8-2s4 1 8 2c9 2 20-9 22-24 2-18-10-34-30-24z" fill="#E2603F"/><path d="M52 36c20-10 32 6 30 24-2 15-13 26-22 24 10-12 12-36-8-48z" fill="#CC4C2D"/><path d="M52 36c0-8 2-13 6-16" stroke="#7A5230" stroke-width="4" fill="none" stroke-linecap="round"/><path d="M58 24c6-8 15-8 19-5-3 7-12 10-19 5z" fill="#4C9A5B"/>'],
  [/蛋|egg/i, '#F8F1E6', '<ellipse cx="40" cy="58" rx="18" ry="23" fill="#E3B98D"/><path d="M40 35c10 0 18 12 18 23s-8 23-18 23c10-12 10-34 0-46z" fill="#D2A373"/><ellipse cx="66" cy="62" rx="16" ry="20" fill="#F1D3B0"/><path d="M66 42c9 0 16 10 16 20s-7 20-16 20c8-10 8-30 0-40z" fill="#E3BE94"/>'],
  [/奶|乳|酸奶|dairy|milk/i, '#EAF1F6', '<path d="M36 40h32v42a4 4 0 01-4 4H40a4 4 0 01-4-4z" fill="#fff"/><path d="M36 40l6-16h20l6 16z" fill="#7FB2D6"/><path d="M52 24h10l6 16H56z" fill="#6399BF"/><path d="M36 54h32v16H36z" fill="#7FB2D6"/><path d="M56 40h12v42a4 4 0 01-4 4h-8z" fill="#1E4A66" opacity=".08"/>'],
  [/烘|面包|糕|点心|bak|bread/i, '#F8EFE4', '<path d="M20 50c0-14 14-20 32-20s32 6 32 20c0 5-3 8-6 9v19c0 3-2 5-5 5H31c-3 0-5-2-5-5V59c-3-1-6-4-6-9z" fill="#D9A05B"/><path d="M64 31c12 2 20 8 20 19 0 5-3 8-6 9v19c0 3-2 5-5 5H62c6-16 8-36 2-52z" fill="#C58A45"/><path d="M36 44l6 8M50 42l6 8" stroke="#F3D7A9" stroke-width="4" stroke-linecap="round"/>'],
  [/豆|腐|tofu|bean/i, '#F5F2E4', '<path d="M22 48l30-12 30 12-30 13z" fill="#FFFDF3"/><path d="M22 48l30 13v25L22 72z" fill="#F0E8CC"/><path d="M82 48L52 61v25l30-14z" fill="#E2D7B2"/>'],
  [/肉|猪|牛|羊|鸡|鸭|禽|meat/i, '#FAECEA', '<path d="M20 50c0-16 18-26 36-24 16 2 28 14 28 30 0 14-12 22-24 22-8 0-10-6-18-8-12-2-22-8-22-20z" fill="#D96A5E"/><path d="M28 50c0-10 14-18 28-16 12 1 20 10 20 20 0 9-8 14-16 14-8 0-10-6-18-8-8-1-14-4-14-10z" fill="#EE9086"/><ellipse cx="58" cy="50" rx="8" ry="6" fill="#FBE9E4"/><path d="M36 46c6-4 10-4 14-2M40 56c6 0 10 2 14 6" stroke="#FBD8D0" stroke-width="3" fill="none" stroke-linecap="round"/>'],
  [/鱼|虾|蟹|水产|海鲜|fish|sea/i, '#E8F1F4', '<path d="M16 54c10-18 30-22 46-12l20-12c-3 10-3 38 0 48L62 66C46 76 26 72 16 54z" fill="#6FA3B8"/><path d="M16 54c14 6 32 6 46 0 6-3 12-4 16-2-2 8 0 18 4 26L62 66C46 76 26 72 16 54z" fill="#568CA3"/><circle cx="32" cy="50" r="3.500" fill="#fff"/><circle cx="32" cy="50" r="1.800" fill="#22343C"/>'],
  [/米|面|粮|杂粮|油|rice|grain|oil/i, '#F6F1E4', '<path d="M34 34h36c8 12 12 26 10 44-1 6-55 6-56 0-2-18 2-32 10-44z" fill="#E9DBB8"/><path d="M58 34h12c8 12 12 26 10 44-.500 3-12 4.500-24 4.500C66 68 66 48 58 34z" fill="#D8C69A"/><path d="M34 34c4-4 4-8 2-12h32c-2 4-2 8 2 12z" fill="#C9A45C"/><path d="M52 50c-6 5-6 14 0 20 6-6 6-15 0-20z" fill="#B98A3C"/>'],
  [/零食|坚果|干货|调味|酱|snack|spice/i, '#F6EEE8', '<path d="M32 26h40l-3 10 5 44c0 4-44 4-44 0l5-44z" fill="#D98B4A"/><path d="M60 26h12l-3 10 5 44c0 2-7 3-14 3 4-18 4-40 0-57z" fill="#C27636"/><circle cx="52" cy="58" r="11" fill="#FBEFDD"/><path d="M46 58c3-5 9-5 12 0-3 5-9 5-12 0z" fill="#B0672A"/>'],
  [/日用|清洁|纸|百货|家居|house|clean/i, '#EAF3F1', '<path d="M40 44h24c6 6 8 14 8 22v14c0 3-2 5-5 5H37c-3 0-5-2-5-5V66c0-8 2-16 8-22z" fill="#63B0A0"/><path d="M58 44h6c6 6 8 14 8 22v14c0 3-2 5-5 5h-9c4-12 4-30 0-41z" fill="#4C9888"/><path d="M44 32h16v12H44zM40 24h18v8H40z" fill="#2F6D61"/><rect x="38" y="60" width="22" height="14" rx="3" fill="#E9F6F3"/>'],
  [/冻|冰|frozen|速食|熟食/i, '#E9F0F7', '<path d="M52 20v64M24 36l56 32M80 36L24 68" stroke="#7BA6CF" stroke-width="6" stroke-linecap="round"/><path d="M44 26l8 8 8-8M44 78l8-8 8 8M26 46l10-3-2-10M78 58l-10 3 2 10M78 46l-10-3 2-10M26 58l10 3-2 10" stroke="#9DC0E0" stroke-width="4" fill="none" stroke-linecap="round"/>'],
  [/饮|茶|酒|咖啡|drink|tea/i, '#EDF2E6', '<path d="M30 38h44l-5 44c0 4-34 4-34 0z" fill="#8DB36A"/><path d="M60 38h14l-5 44c0 2-8 3-13 3 5-14 6-32 4-47z" fill="#76A052"/><path d="M26 32h52v8H26z" fill="#56803A"/><path d="M54 32l6-16h8" stroke="#56803A" stroke-width="4" fill="none" stroke-linecap="round"/>'],
  [/根|薯|萝卜|root/i, '#FAF0E6', '<path d="M36 40c10-10 30-6 34 6 4 14-8 34-32 40-8-14-12-36-2-46z" fill="#E58A3C"/><path d="M60 37c6 2 9 5 10 9 4 14-8 34-32 40 18-14 28-32 22-49z" fill="#D17528"/><path d="M56 38c-2-10 2-16 8-20 2 6 0 12-4 18 6-6 12-8 20-6-4 8-12 11-20 10z" fill="#57A05E"/>'],
]
const greens: [string, string] = ['#EBF4EA', '<path d="M52 86c-3-10-3-16-2-26" stroke="#DDEBCB" stroke-width="9" fill="none" stroke-linecap="round"/><path d="M50 64C34 66 22 54 22 38c14-4 28 6 30 22z" fill="#5FAE62"/><path d="M54 62C56 44 68 32 84 32c2 18-10 32-28 34z" fill="#479A4E"/><path d="M51 60C40 46 42 28 54 18c12 10 12 30 0 44z" fill="#74C074"/><path d="M54 18c12 10 12 30 0 44 2-14 2-30 0-44z" fill="#5FAE62"/>']
const drawn: Record<string, string> = {}

export function goodsDrawing(name: string, category: string): string {
  return (drawn[category + '|' + name] ??= (() => {
    const found = goods.find(([words]) => words.test(category)) ?? goods.find(([words]) => !/菜/.test(category) && words.test(name))
    const [ground, shape] = found ? [found[1], found[2]] : greens
    return svg(104, `<rect width="104" height="104" fill="${ground}"/>${shape}`)
  })())
}
