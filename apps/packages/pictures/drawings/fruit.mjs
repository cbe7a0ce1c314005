import { at, blob, clip, curve, dice, fill, leaf, line, oval, poly, rect, rod, shadow, shine, solid, words } from '../pencil.mjs';

function strawberry(x, y, size, turn, seed = 1) {
  const pips = dice(seed);
  const rows = [[-40, 5], [-14, 6], [12, 5], [38, 4], [62, 3]];
  return at(x, y, solid(blob([[0, -62], [40, -68], [74, -42], [70, 4], [40, 62], [0, 98], [-40, 62], [-70, 4], [-74, -42], [-40, -68]]), '#f2484f', '#b81f33', { inside:
    rows.flatMap(([ry, count]) => Array.from({ length: count }, (_, i) => fill(oval((i - (count - 1) / 2) * 25 + pips(-3, 3), ry + pips(-4, 4), 3, 4.6), '#ffd98a'))).join('') + shine(-38, -26, 9, 20, 24, 0.5) })
    + at(0, -60, [-100, -62, -24, 24, 62, 100].map(t => leaf(46, 24, '#63b04b', '#35803a')).map((l, i) => at(0, 0, l, { turn: [-104, -64, -22, 22, 64, 104][i] })).join('') + rod([[0, 0], [3, -18], [10, -30]], 9, '#7fbf5a', '#4a8c3c')), { size, turn });
}
const punnet = (inside, { top = 232, bottom = 394, label = '', band = '#ffffff' } = {}) => {
  const front = blob([[62, top], [240, top + 10], [418, top], [404, bottom - 20], [384, bottom], [240, bottom + 6], [96, bottom], [76, bottom - 20]]);
  return shadow(240, bottom + 2, 172, 26) + fill(`M62 ${top}Q240 ${top - 44} 418 ${top}Q240 ${top + 22} 62 ${top}Z`, '#dfe9ea', 0.9)
    + clip(poly([[0, 0], [480, 0], [480, top + 2], [418, top + 2], [400, bottom - 8], [80, bottom - 8], [62, top + 2], [0, top + 2]]), inside) + clip(poly([[60, top], [420, top], [400, bottom + 8], [80, bottom + 8]]), fill(front, '#f3fbfb', 0.34) + line(`M110 ${top}L126 ${bottom}M185 ${top + 6}L192 ${bottom + 4}M295 ${top + 6}L288 ${bottom + 4}M370 ${top}L354 ${bottom}`, '#ffffff', 5, 0.55))
    + line(`M62 ${top}Q240 ${top + 22} 418 ${top}`, '#ffffff', 9, 0.95) + line(`M62 ${top + 5}Q240 ${top + 27} 418 ${top + 5}`, '#b9c8c8', 2.5, 0.7)
    + line(`M82 ${bottom - 30}Q90 ${bottom} 130 ${bottom + 2}Q240 ${bottom + 9} 350 ${bottom + 2}Q390 ${bottom} 398 ${bottom - 30}`, '#ffffff', 4, 0.8)
    + fill(rect(178, top + 66, 124, 50, 25), band, 0.94) + words(label, 240, top + 101, 27, '#3b4a3f', { weight: 600, space: 2 });
};
const strawberries = punnet([[120, 300, -20], [362, 300, 24], [240, 312, 4], [178, 330, 10], [304, 330, -10]].map(([x, y, t], i) => strawberry(x, y, 0.74, t, i + 7)).join('')
  + [[130, 214, -26], [352, 214, 28], [190, 186, -8], [294, 186, 12], [242, 212, 2]].map(([x, y, t], i) => strawberry(x, y, 0.8, t, i + 1)).join(''), { label: '奶油草莓' });

function apple(x, y, size, turn = 0) {
  const streaks = dice(5);
  return at(x, y, solid(blob([[0, -84], [44, -102], [94, -84], [116, -24], [104, 48], [62, 102], [22, 108], [0, 102], [-22, 108], [-62, 102], [-104, 48], [-116, -24], [-94, -84], [-44, -102]]), '#ec5347', '#a81f2a', { inside:
    fill(oval(0, -84, 62, 26), '#f7c66a', 0.75) + Array.from({ length: 20 }, () => { const a = streaks(-1.25, 1.25); return line(`M${Math.sin(a) * 40} ${-76 + Math.abs(a) * 8}Q${Math.sin(a) * 104} ${streaks(-50, -10)} ${Math.sin(a) * streaks(88, 110)} ${streaks(10, 70)}`, '#f9a06d', 3, 0.38); }).join('') + shine(-66, -30, 14, 34, 22, 0.5) })
    + fill(oval(0, -84, 30, 10), '#8d2a1f', 0.5) + rod([[0, -84], [4, -110], [16, -132]], 10, '#8b5a35', '#5b3820') + at(8, -104, leaf(62, 30, '#67b44e', '#35803a'), { turn: 62 }), { size, turn });
}
const apples = shadow(240, 376, 172, 32) + apple(322, 226, 0.92, 10) + apple(172, 258, 1.04, -6);

function banana(x, y, turn, flip) {
  const skin = blob([[-8, -150], [14, -150], [22, -110], [52, -30], [54, 48], [20, 122], [-26, 164], [-44, 158], [-36, 140], [-8, 96], [2, 40], [-8, -30], [-20, -104]]);
  return at(x, y, solid(skin, '#ffd753', '#d89a1c', { shift: [-10, -8], inside: line('M8 -110Q36 -30 34 40Q26 108 -30 150', '#c98a16', 3, 0.55) + line('M-4 -100Q18 -20 16 44', '#fff1a8', 8, 0.7) })
    + fill(blob([[-44, 160], [-26, 150], [-18, 162], [-34, 172]]), '#6d5325'), { turn, flip });
}
const bananas = shadow(228, 398, 150, 24) + at(274, 218, [38, 20, 3, -15].map((t, i) => at(0, -124, banana(0, 140, 0, false), { turn: t, size: 1.02 + i * 0.02 })).join('')
  + solid(blob([[-30, -126], [-18, -166], [-6, -186], [18, -186], [24, -162], [34, -122], [4, -104]]), '#c9a13a', '#8a6a22', { soft: 5, shift: [-6, -4] }), { size: 1.08 });

function orange(x, y, size, navel = true) {
  const pores = dice(4);
  return at(x, y, solid(oval(0, 0, 108, 104), '#fb9d2e', '#d9650f', { inside: Array.from({ length: 60 }, () => { const a = pores(0, 6.28), d = Math.sqrt(pores()) * 98; return fill(oval(Math.cos(a) * d, Math.sin(a) * d, 2.2), '#d9710f', 0.45); }).join('') + shine(-44, -48, 26, 15, -36, 0.5) })
    + (navel ? fill(oval(30, 26, 17, 15), '#d9710f', 0.75) + [0, 60, 120, 180, 240, 300].map(t => at(30, 26, line('M0 -3L0 -14', '#8a5210', 3), { turn: t })).join('') : at(-6, -92, leaf(64, 30, '#5cab48', '#2f7636'), { turn: 54 }) + fill(oval(-6, -90, 10, 6), '#7a8f3c')), { size });
}
const orangeHalf = (x, y, size) => at(x, y, fill(oval(4, 10, 106, 96), '#c95c0c') + fill(oval(0, 0, 106, 96), '#f58a1f') + fill(oval(-1, -2, 96, 86), '#fff0d0')
  + Array.from({ length: 10 }, (_, i) => at(-1, -2, solid(blob([[0, -10], [13, -32], [21, -64], [12, -78], [-12, -78], [-21, -64], [-13, -32]]), '#ffb347', '#f08a1c', { soft: 5, shift: [-5, -5], inside: line('M-5 -66L-2 -30M7 -62L3 -34', '#ffd591', 3, 0.8) }), { turn: i * 36 })).join('') + fill(oval(-1, -2, 9, 8), '#fff0d0'), { size });
const oranges = shadow(240, 378, 172, 32) + orange(316, 202, 0.98, false) + orange(164, 240, 1.02) + orangeHalf(276, 318, 0.84);

function watermelons() {
  const stripes = [-150, -104, -54, 0, 54, 104, 150].map((x, i) => line(curve([[x * 0.3, -152], [x * 0.86 + 8, -90], [x - 8, -20], [x + 6, 50], [x * 0.8, 110], [x * 0.3, 152]]), '#23662f', i % 2 ? 20 : 26, 0.9)).join('');
  const whole = at(206, 222, solid(oval(0, 0, 164, 152), '#6cb552', '#2a6c33', { inside: `<g opacity=".92">${stripes}</g>` + shine(-74, -74, 38, 20, -40, 0.4) }) + rod([[0, -148], [8, -172], [30, -182]], 11, '#8ba05a', '#5f7439'));
  const rind = 'M-150 0A150 150 0 0 0 150 0Z', white = 'M-136 0A136 136 0 0 0 136 0Z', red = 'M-126 0A126 126 0 0 0 126 0Z';
  const slice = at(304, 282, fill(rind, '#2f7a38') + fill(white, '#e9f2c8') + solid(red, '#f4595a', '#d8343f', { inside: [[-86, 24], [-44, 30], [0, 26], [44, 30], [86, 24], [-62, 64], [-20, 72], [24, 72], [64, 62], [0, 104]].map(([x, y]) => at(x, y, fill(blob([[0, -9], [6, 2], [0, 9], [-6, 2]]), '#2b1d1a'))).join('') }) + line('M-148 0L148 0', '#ff8f86', 3, 0.7), { turn: -16, size: 0.9 });
  return shadow(236, 384, 178, 34) + whole + slice;
}

const grape = (x, y, r, tone) => solid(oval(x, y, r), ['#7d4fa5', '#6b3f94', '#8a5cb0'][tone % 3], '#3b1f60', { shift: [-7, -7], soft: 5, inside: shine(x - r * 0.34, y - r * 0.38, r * 0.24, r * 0.14, -40, 0.7) + fill(oval(x + 2, y + r * 0.3, r * 0.7, r * 0.4), '#c9b3e0', 0.16) });
const grapeRows = [[148, [110, 162, 214, 266, 318, 366]], [190, [132, 186, 240, 292, 344]], [232, [156, 210, 264, 318]], [274, [180, 234, 288]], [314, [206, 260]], [356, [236]]];
const grapes = shadow(244, 384, 92, 24) + rod([[240, 150], [238, 104], [248, 62]], 14, '#9a7a48', '#6b5230') + rod([[190, 66], [248, 62], [300, 70]], 14, '#9a7a48', '#6b5230')
  + at(252, 84, solid(blob([[0, 0], [40, -50], [92, -40], [84, -8], [128, 10], [98, 36], [104, 74], [58, 62], [28, 84], [14, 40]]), '#6db14e', '#3a7d3a', { soft: 5 }) + line('M4 4L86 22M36 14L70 -20M50 18L62 52', '#cfe4ab', 4, 0.7))
  + grapeRows.flatMap(([y, xs], row) => xs.map((x, i) => ({ x, y, i: i + row }))).map(({ x, y, i }) => grape(x + (i % 2) * 3, y + (i % 3) * 4, 32, i)).join('');

function pear(x, y, size, turn = 0) {
  const freckles = dice(2);
  return at(x, y, solid(blob([[0, -96], [38, -96], [82, -58], [108, 4], [100, 68], [56, 108], [0, 114], [-56, 108], [-100, 68], [-108, 4], [-82, -58], [-38, -96]]), '#dca957', '#a16c25', { inside: Array.from({ length: 70 }, () => { const a = freckles(0, 6.28), d = Math.sqrt(freckles()) * 104; return fill(oval(Math.cos(a) * d, Math.sin(a) * d, 2.4), '#f7dfa6', 0.75); }).join('') + shine(-52, -42, 17, 32, 30, 0.4) })
    + fill(oval(2, -92, 24, 9), '#8a5a1e', 0.6) + rod([[2, -92], [8, -126], [26, -152]], 10, '#8b5a35', '#5b3820'), { size, turn });
}
const pears = shadow(240, 380, 172, 32) + pear(324, 240, 0.94, 12) + pear(172, 258, 1.06, -8);

const blueberry = (x, y, r, turn) => at(x, y, solid(oval(0, 0, r), '#5d75b8', '#26376f', { shift: [-8, -8], soft: 5, inside: fill(oval(-r * 0.2, -r * 0.2, r * 0.7), '#a9bbe3', 0.28) }) + at(r * 0.1, -r * 0.1, [0, 72, 144, 216, 288].map(t => at(0, 0, fill(blob([[-4, -3], [0, -r * 0.4], [4, -3]]), '#26376f'), { turn: t })).join('') + fill(oval(0, 0, r * 0.17), '#1c2a58')), { turn });
function blueberries() {
  const scatter = dice(14);
  const rows = [[330, 7], [296, 8], [262, 8], [228, 7], [198, 6], [172, 4]];
  return punnet(rows.flatMap(([y, count]) => Array.from({ length: count }, (_, i) => blueberry(240 + (i - (count - 1) / 2) * 44 + scatter(-6, 6), y + scatter(-6, 6), 28, scatter(0, 360)))).join(''), { label: '蓝莓 125g' })
    + blueberry(396, 398, 24, 30) + blueberry(434, 388, 20, 140);
}

export default { F01: strawberries, F02: apples, F03: bananas, F04: oranges, F05: watermelons(), F06: grapes, F07: pears, F08: blueberries() };
