import { at, blob, clip, curve, dice, fill, leaf, line, oval, rod, shadow, shine, solid } from '../pencil.mjs';

const tomatoOutline = blob([[0, -88], [52, -98], [100, -62], [112, 0], [92, 62], [46, 96], [0, 100], [-46, 96], [-92, 62], [-112, 0], [-100, -62], [-52, -98]]);
const calyx = (size = 1) => at(0, -78, [-78, -36, 8, 48, 86, 172].map(turn => at(0, 0, leaf(46, 22, '#5da545', '#33732f'), { turn })).join('')
  + rod([[0, 2], [4, -18], [14, -30]], 10, '#5da545', '#33732f'), { size });
const tomato = (x, y, size, turn = 0) => at(x, y,
  solid(tomatoOutline, '#ee5a3d', '#bd2f1d', { inside: shine(-48, -40, 16, 28, 35, 0.55) + shine(-22, -66, 12, 6, -12, 0.3) }) + calyx(), { size, turn });
function tomatoHalf(x, y, size) {
  const seeds = dice(3);
  const chamber = turn => at(0, 0, fill(blob([[0, -24], [26, -44], [30, -74], [0, -86], [-30, -74], [-26, -44]]), '#d8402a')
    + Array.from({ length: 6 }, () => fill(oval(seeds(-18, 18), seeds(-76, -44), 4, 6), '#f8d890')).join(''), { turn });
  return at(x, y, solid(oval(0, 0, 106, 98), '#e84f35', '#b92e1c')
    + fill(oval(-3, -4, 97, 88), '#f58a6c') + [0, 72, 144, 216, 288].map(chamber).join('') + fill(oval(-1, -2, 20, 17), '#f7a98c'), { size });
}
const tomatoes = shadow(240, 372, 170, 34) + tomato(166, 226, 1.06, -8) + tomato(322, 252, 0.92, 12) + tomatoHalf(222, 330, 0.74);

function cucumber(x, y, turn, size = 1) {
  const d = [[-158, 24], [-90, -4], [0, -14], [90, -4], [160, 26]];
  const bumps = dice(11);
  return at(x, y, rod(d, 74, '#63a844', '#336b2b', '#b6dd8d')
    + [-18, 6, 20].map(dy => line(curve(d.map(([px, py]) => [px * 0.95, py + dy])), '#9acb72', 3, 0.6)).join('')
    + Array.from({ length: 22 }, () => { const px = bumps(-150, 150); return fill(oval(px, (px / 158) ** 2 * 34 - 14 + bumps(-24, 22), 3.2), '#2f6428', 0.7); }).join('')
    + at(-192, 38, fill(blob([[0, 0], [16, -14], [28, -2], [16, 12]]), '#f2c94c') + rod([[18, 0], [34, -8]], 12, '#7fb85a', '#4c8636')), { turn, size });
}
const cucumberSlice = (x, y, size) => at(x, y, fill(oval(4, 8, 52, 46), '#2f6428') + fill(oval(0, 0, 52, 46), '#4f9038') + fill(oval(-1, -1, 46, 40), '#e9f3c3')
  + fill(oval(-1, -1, 30, 25), '#d3e6a0')
  + Array.from({ length: 9 }, (_, i) => at(-1, -1, fill(oval(0, -18, 3.4, 8), '#f7f6d8'), { turn: i * 40 })).join(''), { size });
const cucumbers = shadow(236, 352, 178, 40) + cucumber(244, 176, -18, 1.05) + cucumber(240, 262, -12, 1.05)
  + cucumberSlice(318, 346, 1) + cucumberSlice(232, 362, 1.05) + cucumberSlice(148, 352, 0.95);

const bokStalk = (turn, x) => at(x, 372, solid(blob([[-30, 0], [-44, -52], [-30, -118], [-20, -170], [20, -170], [30, -118], [44, -52], [30, 0], [0, 10]]), '#f1f6df', '#b9cf92', { shift: [-12, -4] })
  + [-12, 6].map(dx => line(`M${dx} -10Q${dx * 1.7} -80 ${dx * 0.5} -160`, '#c8d9a4', 4, 0.8)).join('')
  + at(0, -150, solid(blob([[0, 18], [-46, -6], [-76, -64], [-62, -128], [0, -166], [62, -128], [76, -64], [46, -6]]), '#4ea044', '#27682f', { shift: [-12, -12] })
    + line('M0 14Q2 -60 0 -140', '#e3efc5', 13) + [-1, 1].flatMap(s => [-30, -66, -100].map((y, i) => line(`M0 ${y}Q${s * 22} ${y - 12} ${s * (46 - i * 8)} ${y - 30}`, '#cfe4ab', 4, 0.75))).join('')), { turn });
const bokChoy = shadow(240, 388, 130, 26) + bokStalk(-34, 214) + bokStalk(34, 266) + bokStalk(-16, 226) + bokStalk(17, 254) + bokStalk(0, 240)
  + fill(oval(240, 376, 40, 14), '#e4ecc8') + line('M214 378Q240 388 266 378', '#b9cf92', 4);

function potato(x, y, turn, size, seed) {
  const eyes = dice(seed);
  const d = blob([[-112, 6], [-86, -56], [-20, -78], [52, -70], [106, -28], [110, 32], [62, 74], [-16, 78], [-84, 60]]);
  return at(x, y, solid(d, '#e7c37f', '#b58745', { inside: Array.from({ length: 9 }, () => { const [ex, ey] = [eyes(-78, 84), eyes(-50, 52)]; return line(`M${ex} ${ey}q7 6 14 0`, '#a9793a', 3.4, 0.7); }).join('')
    + Array.from({ length: 18 }, () => fill(oval(eyes(-90, 90), eyes(-60, 60), 1.8), '#a9793a', 0.5)).join('') + shine(-46, -40, 30, 13, -22, 0.45) }), { turn, size });
}
const potatoes = shadow(240, 372, 178, 34) + potato(186, 222, -14, 1.02, 5) + potato(326, 262, 24, 0.9, 6) + potato(192, 328, 6, 0.92, 9);

function carrot(x, y, turn, size = 1) {
  const rings = [[-34, -60, 30], [6, -10, 30], [-30, 40, 26], [2, 92, 18], [-16, 140, 14]];
  return at(x, y, [-30, -14, 4, 20, 36].map((t, i) => at(0, -96, line(curve([[0, 8], [t * 0.4, -40], [t * 1.5, -92]]), '#3f8a38', 8)
    + [-70, -50].map(py => at(t * 1.1, py, leaf(40, 18, '#5fae48', '#357a33'), { turn: t + 34 }) + at(t * 1.1, py, leaf(40, 18, '#5fae48', '#357a33'), { turn: t - 34 })).join('')
    + at(t * 1.4, -84, leaf(46, 20, '#6cba52', '#357a33'), { turn: t }), { size: i % 2 ? 1 : 0.94 })).join('')
    + solid(blob([[0, -110], [44, -100], [56, -64], [42, 20], [18, 140], [0, 200], [-18, 140], [-42, 20], [-56, -64], [-44, -100]]), '#f7923f', '#cf6219', { inside:
      rings.map(([rx, ry, w]) => line(`M${rx} ${ry}q${w / 2} 6 ${w} 0`, '#c9601a', 4, 0.65)).join('') + shine(-24, -44, 9, 40, 6, 0.4) }), { turn, size });
}
const carrots = shadow(246, 396, 130, 22) + carrot(158, 222, 14, 0.9) + carrot(332, 224, -14, 0.9) + carrot(244, 226, 0, 0.98);

function broccoliHead() {
  const buds = dice(21);
  const puffs = [[130, 220, 58], [350, 220, 58], [186, 160, 66], [296, 160, 66], [240, 122, 58], [168, 260, 52], [312, 260, 52], [240, 218, 82]];
  return solid(blob([[186, 250], [200, 330], [188, 388], [240, 402], [292, 388], [280, 330], [294, 250]]), '#c6dd96', '#88ae58')
    + line('M216 300Q206 340 214 372M262 300Q270 330 264 372', '#9cc06a', 5, 0.8)
    + solid(blob([[150, 262], [200, 300], [226, 330], [196, 300], [140, 250]]), '#b4d182', '#7da552')
    + puffs.map(([x, y, r]) => solid(blob(Array.from({ length: 14 }, (_, i) => { const a = i / 14 * Math.PI * 2, k = r * (i % 2 ? 1.06 : 0.94); return [x + Math.cos(a) * k, y + Math.sin(a) * k * 0.92]; })), '#5aa449', '#2c6a33', { inside:
      Array.from({ length: Math.round(r * 0.5) }, () => { const a = buds(0, 6.28), d = Math.sqrt(buds()) * r * 0.86; return fill(oval(x + Math.cos(a) * d, y + Math.sin(a) * d * 0.9, 5.5), buds() > 0.4 ? '#7cc163' : '#3a7d3a', 0.75); }).join('') })).join('');
}
const broccoli = shadow(240, 398, 120, 24) + broccoliHead();

function eggplant(x, y, turn, size = 1) {
  const outline = blob([[-176, -6], [-150, -40], [-70, -46], [40, -34], [132, -22], [164, 4], [140, 34], [40, 44], [-80, 52], [-152, 36]]);
  return at(x, y, solid(outline, '#7a4ba0', '#43226a', { inside: shine(-50, -24, 92, 8, 4, 0.5) })
    + at(158, 4, [-70, -20, 34, 96].map(t => at(0, 0, leaf(58, 30, '#8a9a58', '#55683a'), { turn: t - 104 })).join('') + rod([[0, 0], [26, -6], [46, -18]], 20, '#8fa35e', '#5d7040')), { turn, size });
}
const eggplants = shadow(240, 362, 176, 34) + eggplant(226, 170, -30, 1) + eggplant(246, 250, -22, 1.02) + eggplant(238, 330, -10, 0.96);

function greenPepper(x, y, turn, size) {
  const side = s => blob([[s * 8, -92], [s * 60, -104], [s * 104, -66], [s * 106, 8], [s * 80, 86], [s * 46, 112], [s * 12, 90]]);
  return at(x, y, solid(side(1), '#5cae46', '#26702f') + solid(side(-1), '#6cbc50', '#37823a', { inside: shine(-70, -34, 11, 36, 12, 0.55) })
    + solid(blob([[0, -96], [40, -78], [54, 0], [40, 88], [0, 118], [-40, 88], [-54, 0], [-40, -78]]), '#73c256', '#358338', { inside: shine(-20, -30, 8, 34, 8, 0.4) })
    + fill(oval(2, -92, 40, 14), '#2d7433', 0.55) + rod([[0, -92], [4, -124], [26, -146]], 20, '#86bf5c', '#4f8c3b'), { turn, size });
}
const greenPeppers = shadow(240, 378, 166, 32) + greenPepper(326, 236, 14, 0.98) + greenPepper(172, 262, -12, 1.06);

const cabbageLeaf = (x, y, turn, w, h, green, shade) => at(x, y, solid(blob([[0, 30], [-w * 0.4, 10], [-w * 0.52, -h * 0.45], [-w * 0.5, -h * 0.8], [-w * 0.3, -h * 0.96], [-w * 0.12, -h * 0.92], [0, -h], [w * 0.14, -h * 0.92], [w * 0.32, -h * 0.96], [w * 0.5, -h * 0.8], [w * 0.52, -h * 0.45], [w * 0.4, 10]]), green, shade)
  + solid(blob([[0, 26], [-w * 0.28, 4], [-w * 0.2, -h * 0.4], [0, -h * 0.78], [w * 0.2, -h * 0.4], [w * 0.28, 4]]), '#fbfbf0', '#dfe5c2', { shift: [-8, -4], soft: 5 })
  + [-1, 1].flatMap(s => [0.3, 0.5, 0.7].map(k => line(`M${s * w * (0.2 - k * 0.2)} ${-h * k}Q${s * w * 0.3} ${-h * (k + 0.04)} ${s * w * 0.42} ${-h * (k + 0.16)}`, '#f4f6dc', 5, 0.8))).join(''), { turn });
const nappaCabbage = shadow(240, 396, 124, 26) + cabbageLeaf(240, 366, -12, 210, 300, '#9fc765', '#5f9643') + cabbageLeaf(240, 366, 12, 210, 300, '#9fc765', '#5f9643')
  + cabbageLeaf(240, 360, 0, 200, 316, '#bcd67c', '#7fae50') + cabbageLeaf(196, 372, -8, 150, 250, '#d6e290', '#97bb5a') + cabbageLeaf(286, 372, 8, 150, 250, '#d6e290', '#97bb5a')
  + cabbageLeaf(240, 376, 0, 166, 226, '#ecec9f', '#b9cd6a') + fill(oval(240, 392, 52, 15), '#f1f0dc') + line('M206 394Q240 404 274 394', '#cbd0ac', 4);

function shiitake(x, y, size, turn = 0) {
  const cracks = [[-62, -52, 20], [-18, -74, 60], [30, -62, 10], [70, -34, 40], [-90, -20, 80], [-36, -32, 100], [14, -28, 30], [52, -12, 70]];
  return at(x, y, solid(blob([[-26, 0], [-30, 54], [-22, 84], [22, 84], [30, 54], [26, 0]]), '#f7ead0', '#d2b98d')
    + solid(blob([[-124, 2], [-112, -48], [-62, -94], [0, -106], [62, -94], [112, -48], [124, 2], [104, 22], [0, 30], [-104, 22]]), '#a8714a', '#6b4128', { inside:
      cracks.map(([cx, cy, t]) => at(cx, cy, line('M-17 0L17 3M-4 -13L5 14', '#f4dfba', 7, 0.92), { turn: t })).join('') })
    + fill(blob([[-118, 6], [-60, 20], [0, 24], [60, 20], [118, 6], [100, 24], [0, 36], [-100, 24]]), '#ead6b0'), { size, turn });
}
const shiitakeUnder = at(318, 330, solid(oval(0, 0, 92, 78), '#8d5c3b', '#5f3a23') + fill(oval(-2, -2, 80, 66), '#f1dfbe')
  + Array.from({ length: 30 }, (_, i) => at(-2, -2, line('M0 -20L0 -62', '#d8bf93', 2.4), { turn: i * 12 })).join('') + solid(oval(0, 2, 24, 22), '#fbf0da', '#d9c194', { soft: 5, shift: [-6, -6] }));
const mushrooms = shadow(240, 380, 172, 32) + shiitake(300, 190, 0.86, 8) + shiitake(166, 268, 1.08, -6) + shiitakeUnder;

const lotusSection = (x, y, turn, long) => at(x, y, solid(blob([[-long, -8], [-long * 0.86, -48], [-long * 0.4, -62], [long * 0.4, -62], [long * 0.86, -48], [long, -8], [long, 10], [long * 0.86, 48], [long * 0.4, 60], [-long * 0.4, 60], [-long * 0.86, 48], [-long, 10]]), '#f6e3c6', '#cda878', { inside:
  [[-50, -30], [20, -44], [66, 6], [-10, 26], [-72, 18]].map(([px, py]) => line(`M${px} ${py}q8 3 15 0`, '#b98f5e', 3, 0.55)).join('') + shine(-30, -36, 56, 9, -2, 0.6) }), { turn });
const lotusSlice = (x, y, size, turn = 0) => at(x, y, fill(oval(5, 9, 84, 78), '#c39d6b') + fill(oval(0, 0, 84, 78), '#e3c598') + fill(oval(-1, -2, 78, 72), '#fdf3e2')
  + fill(oval(0, -2, 11), '#c9a373') + Array.from({ length: 7 }, (_, i) => at(0, -2, solid(blob([[0, -24], [15, -34], [17, -52], [0, -60], [-17, -52], [-15, -34]]), '#b58d5e', '#d9b988', { soft: 2, shift: [-3, -3] }), { turn: i * 51.4 })).join(''), { size, turn });
const lotusRoot = shadow(240, 372, 176, 34) + lotusSection(328, 164, -24, 104) + lotusSection(158, 232, -20, 110)
  + at(243, 200, fill(oval(0, 0, 12, 34), '#9c7648'), { turn: -22 }) + lotusSlice(198, 330, 0.92) + lotusSlice(330, 318, 1, 20);

function scallions() {
  const wind = dice(8);
  const stalks = Array.from({ length: 13 }, (_, i) => {
    const t = (i - 6) / 6, top = 240 + t * 120 + wind(-14, 14), high = 74 + Math.abs(t) * 34 + wind(-16, 22);
    return { t, d: [[240 + t * 62, 392], [240 + t * 40, 300], [240 + t * 50, 220], [top, high]] };
  }).sort((a, b) => Math.abs(b.t) - Math.abs(a.t));
  const roots = stalks.flatMap(({ d: [[x, y]] }) => [-9, 0, 9].map(dx => line(`M${x} ${y}q${dx * 0.4} 12 ${dx} 26`, '#d9c9a2', 2.6))).join('');
  return roots + stalks.map(({ d }) => rod(d, 21, '#57a445', '#2f7535', '#a4d583') + rod([d[0], [(d[0][0] + d[1][0]) / 2, 346], d[1]], 23, '#fbfcf2', '#d2dcb9')
    + line(curve([[(d[0][0] + d[1][0]) / 2 - (d[0][0] - d[1][0]) * 0.42, 304], d[1], [d[1][0], 286]]), '#bfdc98', 15, 0.85)).join('')
    + solid(blob([[190, 258], [240, 268], [290, 258], [292, 284], [240, 296], [188, 284]]), '#e8b04b', '#b67c22', { soft: 5, shift: [-6, -6] });
}
const springOnions = shadow(244, 404, 96, 20) + scallions();

export default { V01: tomatoes, V02: cucumbers, V03: bokChoy, V04: potatoes, V05: carrots, V06: broccoli, V07: eggplants, V08: greenPeppers, V09: nappaCabbage, V10: mushrooms, V11: lotusRoot, V12: springOnions };
