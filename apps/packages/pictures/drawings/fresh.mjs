import { at, blob, clip, curve, dice, fill, leaf, line, oval, plate, poly, rect, rod, shadow, shine, solid } from '../pencil.mjs';

const board = (y = 330) => shadow(240, y + 34, 190, 30) + fill(blob([[50, y - 6], [90, y - 54], [390, y - 54], [430, y - 6], [424, y + 22], [240, y + 30], [56, y + 22]]), '#a9743f')
  + solid(blob([[50, y - 12], [92, y - 60], [388, y - 60], [430, y - 12], [420, y + 8], [240, y + 14], [60, y + 8]]), '#e6b87c', '#bf8748', { inside: [[-44], [-26], [-6]].map(([d]) => line(`M80 ${y + d}Q240 ${y + d + 10} 404 ${y + d - 2}`, '#c9935a', 2.5, 0.6)).join('') });

function porkBelly() {
  // the same layers run round the corner: skin, fat, lean, fat, lean
  const layers = [[0, 13, '#e2b184'], [13, 42, '#fbe9de'], [42, 66, '#dd5c62'], [66, 84, '#fae3d8'], [84, 104, '#d9535a'], [104, 118, '#f8ddd2'], [118, 150, '#c8414b']];
  const wave = (x, k) => Math.sin(x / 34 + k) * 4;
  const face = (from, to, rise) => layers.map(([top, bottom, colour], k) => {
    const steps = Array.from({ length: 13 }, (_, i) => from + (to - from) * i / 12);
    const at = (x, y, bend) => [x, 196 + y + rise * (x - from) / (to - from) + (bend > 0 && bend < 7 ? wave(x, bend) : 0)];
    return fill(poly([...steps.map(x => at(x, top, k)), ...steps.reverse().map(x => at(x, bottom, k + 1))]), colour);
  }).join('');
  const marbling = [[110, 250, 40], [190, 256, 50], [262, 248, 30], [120, 328, 50], [210, 334, 44], [280, 322, 26], [140, 292, 30], [236, 290, 36]]
    .map(([x, y, w]) => line(`M${x} ${y}q${w / 2} -7 ${w} 0`, '#f3b7b2', 3, 0.75)).join('');
  return board(348) + face(86, 318, 0) + marbling + face(318, 402, -42) + fill(poly([[318, 196], [402, 154], [402, 304], [318, 346]]), '#5d1c26', 0.2)
    + solid(poly([[86, 197], [168, 154], [403, 154], [319, 197]]), '#f3d2ac', '#d9a777', { inside: line('M150 182H330M190 168H376', '#dfb285', 3, 0.7) + shine(230, 170, 70, 6, -2, 0.55) }) + line('M86 197H318L402 154', '#fbe6cb', 3, 0.9)
    + at(112, 372, leaf(70, 30, '#5cab48', '#2f7636'), { turn: -62 }) + at(114, 376, leaf(62, 28, '#6cba52', '#357a33'), { turn: -98 });
}

const drumstick = (x, y, turn, size, flip = false) => at(x, y, rod([[96, 58], [138, 92], [160, 108]], 28, '#fbf3e4', '#d9c7a6') + fill(oval(170, 106, 17, 15), '#f3e6cb') + fill(oval(160, 122, 16, 14), '#e6d5b2')
  + solid(blob([[-124, -34], [-84, -84], [-14, -86], [50, -44], [104, 34], [120, 70], [98, 88], [66, 76], [0, 66], [-72, 62], [-122, 22]]), '#f8c9a4', '#d98d66', { inside: shine(-60, -40, 38, 15, -22, 0.55)
    + line('M34 -34Q70 6 100 60', '#e8a57e', 5, 0.7) + [[-80, 10], [-46, 30], [-20, -8], [10, 22], [-92, -18], [-4, 44], [38, 36]].map(([a, b]) => fill(oval(a, b, 3), '#d08a62', 0.6)).join('') }), { turn, size, flip });
const chickenLegs = plate(240, 318, 204) + drumstick(268, 206, -8, 0.98) + drumstick(196, 262, 14, 1.04) + at(396, 310, leaf(66, 30, '#6cba52', '#357a33'), { turn: 30 }) + at(394, 314, leaf(60, 28, '#5cab48', '#2f7636'), { turn: 66 });

function eggs() {
  const egg = (x, y, s) => at(x, y, solid(blob([[0, -52], [28, -38], [42, 4], [30, 38], [0, 48], [-30, 38], [-42, 4], [-28, -38]]), '#f3c59a', '#c98c58', { inside: shine(-15, -22, 8, 15, 24, 0.6) }), { size: s });
  const row = (y, count, gap, s) => Array.from({ length: count }, (_, i) => egg(240 + (i - (count - 1) / 2) * gap, y, s)).join('');
  const rim = (y, half) => fill(blob([[240 - half, y], [240, y - 8], [240 + half, y], [240 + half - 8, y + 26], [240, y + 20], [240 - half + 8, y + 26]]), '#b9a88c');
  return shadow(240, 384, 190, 28) + fill(blob([[70, 214], [96, 176], [384, 176], [410, 214], [424, 330], [56, 330]]), '#a89779') + row(196, 5, 66, 0.84) + rim(216, 172) + row(248, 5, 72, 0.92) + rim(272, 188) + row(306, 5, 78, 1)
    + solid(blob([[46, 330], [84, 320], [122, 334], [162, 320], [200, 334], [240, 320], [280, 334], [318, 320], [358, 334], [396, 320], [434, 330], [420, 376], [396, 392], [84, 392], [60, 376]]), '#d9cbb0', '#a99878', { shift: [-8, -10], inside: [122, 200, 280, 358].map(x => line(`M${x} 340Q${x + 4} 366 ${x} 388`, '#a99878', 4, 0.6)).join('') });
}

function ribs() {
  const piece = (x, y, turn, s) => at(x, y, solid(blob([[-74, -44], [0, -54], [72, -40], [82, 6], [70, 46], [0, 54], [-74, 44], [-82, 0]]), '#e36a66', '#a92f3b', { inside:
    line('M-60 -30Q0 -42 60 -28M-64 34Q0 42 62 34', '#f7d2c8', 8, 0.9) + line('M-50 -6Q0 -14 50 -4M-44 14Q0 20 46 14', '#c34450', 4, 0.6) })
    + solid(oval(72, 2, 20, 28), '#fbeed6', '#dcc39a', { soft: 5, shift: [-5, -5] }) + fill(oval(74, 3, 10, 15), '#d08a7a'), { turn, size: s });
  return plate(240, 320, 208) + piece(190, 206, -16, 0.92) + piece(300, 218, 12, 0.92) + piece(148, 276, 6, 0.92) + piece(330, 288, -8, 0.92) + piece(238, 292, -4, 1) + at(236, 372, leaf(56, 26, '#6cba52', '#357a33'), { turn: 84 });
}

function bass() {
  const body = blob([[-186, 8], [-150, -34], [-80, -72], [0, -80], [80, -58], [150, -18], [176, 2], [146, 26], [76, 62], [0, 80], [-84, 66], [-152, 40]]);
  const scales = Array.from({ length: 7 }, (_, r) => Array.from({ length: 11 }, (_, c) => line(`M${-92 + c * 21 + (r % 2) * 10} ${-54 + r * 17}q10 8 0 16`, '#7c8f94', 2.4, 0.5)).join('')).join('');
  return shadow(240, 344, 186, 30) + at(238, 248, solid(blob([[150, 2], [206, -66], [226, -62], [206, 2], [228, 62], [208, 70]]), '#8f9d97', '#59686a', { soft: 5, inside: line('M160 0L216 -52M164 2L212 -22M164 6L212 26M160 10L216 58', '#4f5d60', 3, 0.6) })
    + solid(blob([[-70, -66], [-44, -122], [-20, -110], [0, -126], [20, -108], [46, -112], [62, -90], [100, -88], [116, -40], [20, -70]]), '#8f9d97', '#59686a', { soft: 5, inside: [-50, -24, 0, 26, 52, 80].map(x => line(`M${x} -64L${x + 10} -116`, '#4f5d60', 3, 0.6)).join('') })
    + solid(body, '#d7dedb', '#9ba9a8', { inside: fill(blob([[-190, 0], [-150, -50], [-60, -96], [60, -90], [190, -10], [120, -12], [0, -36], [-100, -28]]), '#6d7f80', 0.78) + scales
      + [[-60, -50], [-10, -58], [40, -46], [84, -30], [10, -34], [-30, -30]].map(([x, y]) => fill(oval(x, y, 4.5, 3.5), '#3c4a4c', 0.6)).join('') + line('M-96 -18Q20 -34 160 0', '#59686a', 3, 0.6) + fill(blob([[-150, 44], [-60, 60], [60, 56], [140, 26], [60, 90], [-80, 90]]), '#f5f5ef', 0.8) })
    + line('M-104 -58Q-84 -8 -108 54', '#6d7f80', 5, 0.8) + fill(blob([[-108, 10], [-60, 0], [-44, 26], [-70, 44]]), '#aeb9b4') + line('M-104 14L-56 10M-102 20L-56 26M-98 26L-66 38', '#6d7f80', 3, 0.7)
    + fill(oval(-146, -12, 15), '#f6e7a6') + fill(oval(-146, -12, 9), '#1f2624') + fill(oval(-149, -15, 3), '#fff') + line('M-186 10Q-168 18 -152 18', '#59686a', 4, 0.8)
    + solid(blob([[-20, 70], [10, 76], [4, 112], [-22, 104]]), '#aeb9b4', '#6d7f80', { soft: 5 }) + solid(blob([[70, 60], [100, 48], [112, 86], [86, 92]]), '#aeb9b4', '#6d7f80', { soft: 5 }), { turn: -6, size: 1.02 });
}

/** A tapering body along a curve: points with the half width at each. */
function taper(spine) {
  const side = s => spine.map(([x, y, w], i) => {
    const [before, after] = [spine[Math.max(0, i - 1)], spine[Math.min(spine.length - 1, i + 1)]];
    const [dx, dy] = [after[0] - before[0], after[1] - before[1]], long = Math.hypot(dx, dy);
    return [x - s * dy / long * w, y + s * dx / long * w];
  });
  return { outline: blob([...side(1), ...side(-1).reverse()]), inner: side(1), outer: side(-1) };
}

function shrimp(x, y, turn, size) {
  const spine = [[120, -48, 24], [84, -66, 38], [34, -78, 44], [-18, -70, 44], [-62, -40, 41], [-84, 6, 35], [-78, 54, 27], [-50, 90, 18], [-22, 104, 11]];
  const { outline, inner, outer } = taper(spine);
  const rings = [2, 3, 4, 5, 6, 7].map(i => line(`M${outer[i][0]} ${outer[i][1]}Q${spine[i - 1][0]} ${spine[i - 1][1]} ${inner[i][0]} ${inner[i][1]}`, '#d9734c', 4.5, 0.75)).join('');
  const legs = [1, 2, 3, 4, 5].map(i => { const [a, b] = inner[i][1] > spine[i][1] || i > 3 ? inner[i] : outer[i]; return line(curve([[a, b], [a + 12, b + 16], [a + 4 + i * 3, b + 32]]), '#e28a63', 5.5); }).join('');
  return at(x, y, line(curve([[132, -58], [176, -104], [166, -158], [120, -186]]), '#d97a56', 3.5) + line(curve([[134, -52], [196, -72], [220, -124], [200, -164]]), '#d97a56', 3.5) + legs
    + at(-26, 104, [-36, -4, 28].map(t => at(0, 0, leaf(62, 28, '#f49b70', '#c75f3e'), { turn: 92 + t })).join(''))
    + solid(outline, '#fbc29c', '#dd7a52', { shift: [-9, -10], inside: rings + line(curve(outer.slice(1, 8).map(([a, b], i) => [a + (spine[i + 1][0] - a) * 0.32, b + (spine[i + 1][1] - b) * 0.32])), '#fff0e0', 8, 0.6) })
    + solid(blob([[64, -106], [104, -104], [142, -84], [176, -62], [140, -38], [100, -24], [66, -36], [54, -70]]), '#f6a67c', '#d0683f', { soft: 5, shift: [-7, -8], inside: line('M70 -44Q100 -52 136 -46', '#d0683f', 3, 0.7) }) + line('M128 -92Q160 -96 186 -84', '#cf6a43', 5)
    + fill(oval(134, -70, 9), '#2a1c18') + fill(oval(131, -73, 3), '#fff'), { turn, size });
}
const shrimps = plate(240, 320, 210) + shrimp(214, 186, -4, 0.92) + shrimp(214, 290, 6, 0.98) + at(404, 322, leaf(60, 28, '#6cba52', '#357a33'), { turn: 40 }) + at(400, 326, leaf(52, 26, '#5cab48', '#2f7636'), { turn: 74 });

function clam(x, y, size, turn, tone = 0) {
  const [pale, dark, mark] = [['#e9d9b8', '#a98a5c', '#8d6b41'], ['#d8c4a6', '#8f7654', '#6f5538'], ['#efe3cb', '#b79d74', '#94754a']][tone];
  const shell = blob([[0, -78], [54, -66], [100, -14], [104, 26], [60, 58], [0, 66], [-60, 58], [-104, 26], [-100, -14], [-54, -66]]);
  return at(x, y, solid(blob([[-100, 20], [-60, 66], [0, 78], [60, 66], [100, 20], [0, 40]]), '#cdb48a', '#8a6d43')
    + solid(shell, pale, dark, { inside: [0.86, 0.68, 0.5, 0.32].map(k => `<path d="${shell}" transform="translate(0 ${-76 * (1 - k)}) scale(${k})" fill="none" stroke="${mark}" stroke-width="4" opacity=".45"/>`).join('')
      + [-70, -40, -10, 22, 54].map((px, i) => line(`M${px} ${20 - Math.abs(px) * 0.2}l12 -14l10 12l12 -14`, mark, 4, 0.55) + line(`M${px * 0.7} ${-16}l9 -11l8 9`, mark, 4, i % 2 ? 0.5 : 0.3)).join('') + shine(-44, -36, 22, 9, -36, 0.5) }), { size, turn });
}
const clams = shadow(240, 376, 178, 34) + clam(150, 214, 0.82, -18, 1) + clam(322, 206, 0.86, 16, 0) + clam(240, 180, 0.8, 2, 2) + clam(134, 306, 0.88, -10, 0) + clam(346, 304, 0.88, 14, 1) + clam(240, 300, 1.04, 2, 2);

export default { M01: porkBelly(), M02: chickenLegs, M03: eggs(), M04: ribs(), S01: bass(), S02: shrimps, S03: clams };
