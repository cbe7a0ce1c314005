import qrcode from 'qrcode-generator'
import { fileUrl } from '../api'
import type { Campaign } from '../types'
import { deadlineText } from '../campaigns'
import { leaderText, money, spanText, t, unitText } from '../words'

/** A picture for the group, drawn on the phone: what it costs, until when, and a code that leads to it. It is printed and forwarded, so it is
 *  always light, whatever the phone's own colours are. */
export const WIDTH = 600
const [top, row, bottom, most] = [186, 92, 220, 6]
/** As high as what stands on it. */
export const heightOf = (c: Campaign) => top + Math.min(most, c.items.length) * row + (c.items.length > most ? 36 : 0) + bottom
const paper = { ground: '#FAFAF7', card: '#FFFFFF', ink: '#1F2421', soft: '#5C655F', leaf: '#1F8A4C', fire: '#C2410C', well: '#E7F3EC' }

type Context = UniApp.CanvasContext

function fitted(ctx: Context, text: string, width: number): string {
  if (ctx.measureText(text).width <= width) return text
  let cut = text
  while (cut.length > 1 && ctx.measureText(cut + '…').width > width) cut = cut.slice(0, -1)
  return cut + '…'
}

const picture = (id: string) => new Promise<string | null>((resolve) =>
  uni.getImageInfo({ src: fileUrl(id), success: (r) => resolve(r.path || fileUrl(id)), fail: () => resolve(null) }))

export async function drawPoster(canvas: string, owner: unknown, c: Campaign, shop: string, link: string): Promise<void> {
  const [items, height] = [c.items.slice(0, most), heightOf(c)]
  const pictures = await Promise.all(items.map((i) => (i.picture ? picture(i.picture) : Promise.resolve(null))))
  const ctx = uni.createCanvasContext(canvas, owner)
  const text = (what: string, x: number, y: number, size: number, colour: string, width = WIDTH - 80, align: 'left' | 'right' = 'left') => {
    ctx.setFontSize(size)
    ctx.setFillStyle(colour)
    ctx.setTextAlign(align)
    ctx.fillText(fitted(ctx, what, width), x, y)
  }
  const box = (x: number, y: number, w: number, h: number, colour: string) => {
    ctx.setFillStyle(colour)
    ctx.fillRect(x, y, w, h)
  }
  box(0, 0, WIDTH, height, paper.ground)
  box(0, 0, WIDTH, 12, paper.leaf)
  text(shop, 40, 62, 24, paper.soft)
  text(c.title, 40, 112, 40, paper.ink)
  text(c.kind === 'groupDeal' && c.dealText ? c.dealText : deadlineText(c), 40, 156, 26, paper.fire)
  items.forEach((i, n) => {
    const y = top + n * row
    box(40, y, WIDTH - 80, 82, paper.card)
    const shown = pictures[n]
    if (shown) ctx.drawImage(shown, 50, y + 6, 70, 70)
    else {
      box(50, y + 6, 70, 70, paper.well)
      text(i.name.slice(0, 1), 70, y + 52, 32, paper.leaf)
    }
    ctx.setFontSize(28)
    const price = money(i.price) + unitText(i)
    const room = WIDTH - 56 - 136 - 16 - Math.min(240, ctx.measureText(price).width)
    text(i.name, 136, y + 36, 26, paper.ink, room)
    text([i.spec, i.origin].filter(Boolean).join(' · '), 136, y + 66, 20, paper.soft, room)
    text(price, WIDTH - 56, y + 50, 28, paper.fire, 240, 'right')
  })
  if (c.items.length > items.length) text(t('posterMore', { n: c.items.length }), 40, top + items.length * row + 26, 22, paper.soft)

  const side = 150
  const [left, above] = [WIDTH - 40 - side, height - 40 - side]
  box(left - 10, above - 10, side + 20, side + 20, paper.card)
  const qr = qrcode(0, 'M')
  qr.addData(link)
  qr.make()
  const cell = side / qr.getModuleCount()
  // Cells overlap by a hair, or white seams run through the code.
  for (let line = 0; line < qr.getModuleCount(); line++)
    for (let col = 0; col < qr.getModuleCount(); col++)
      if (qr.isDark(line, col)) box(left + col * cell, above + line * cell, cell + 0.5, cell + 0.5, paper.ink)
  text(t('posterScan'), 40, height - 150, 30, paper.ink, left - 70)
  text(t('pickupWhen', { when: spanText(c.pickupFrom, c.pickupTo) }), 40, height - 108, 22, paper.soft, left - 70)
  text(c.pickupPoints.map((p) => p.name).join(t('listPause')), 40, height - 74, 22, paper.soft, left - 70)
  text(leaderText(c.leader.name), 40, height - 40, 22, paper.soft, left - 70)
  await new Promise<void>((resolve) => ctx.draw(false, () => resolve()))
}

/** The drawn picture as a file of this phone, which can be saved and sent. */
export const posterFile = (canvas: string, owner: unknown, height: number) => new Promise<string>((resolve, reject) =>
  uni.canvasToTempFilePath({ canvasId: canvas, x: 0, y: 0, width: WIDTH, height, destWidth: WIDTH * 2, destHeight: height * 2, fileType: 'png', success: (r) => resolve(r.tempFilePath), fail: reject }, owner as never))
