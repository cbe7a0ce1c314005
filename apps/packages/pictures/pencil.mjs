// Shapes for drawing food: smooth outlines through points, volume by one light from the upper left, one soft shadow.

let ids = 0;
const n = value => Math.round(value * 10) / 10;

/** Same seed, same freckles: a picture must not change when it is drawn again. */
export function dice(seed) {
  let state = seed >>> 0;
  return (from = 0, to = 1) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return from + (((t ^ (t >>> 14)) >>> 0) / 4294967296) * (to - from);
  };
}

export const oval = (cx, cy, rx, ry = rx) =>
  `M${n(cx - rx)} ${n(cy)}a${n(rx)} ${n(ry)} 0 1 0 ${n(rx * 2)} 0a${n(rx)} ${n(ry)} 0 1 0 ${n(-rx * 2)} 0Z`;

export const rect = (x, y, w, h, r = 0) =>
  `M${n(x + r)} ${n(y)}h${n(w - 2 * r)}q${r} 0 ${r} ${r}v${n(h - 2 * r)}q0 ${r} ${-r} ${r}h${n(2 * r - w)}q${-r} 0 ${-r} ${-r}v${n(2 * r - h)}q0 ${-r} ${r} ${-r}Z`;

export const poly = points => 'M' + points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L') + 'Z';

/** An open curve through the points (Catmull-Rom). */
export function curve(points, closed = false) {
  const at = i => closed ? points[(i + points.length) % points.length] : points[Math.max(0, Math.min(points.length - 1, i))];
  const last = closed ? points.length : points.length - 1;
  let d = `M${n(points[0][0])} ${n(points[0][1])}`;
  for (let i = 0; i < last; i++) {
    const [a, b, c, e] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    d += `C${n(b[0] + (c[0] - a[0]) / 6)} ${n(b[1] + (c[1] - a[1]) / 6)} ${n(c[0] - (e[0] - b[0]) / 6)} ${n(c[1] - (e[1] - b[1]) / 6)} ${n(c[0])} ${n(c[1])}`;
  }
  return closed ? d + 'Z' : d;
}

/** A closed smooth outline through the points. */
export const blob = points => curve(points, true);

export const fill = (d, colour, opacity = 1) => `<path d="${d}" fill="${colour}"${opacity < 1 ? ` opacity="${opacity}"` : ''}/>`;

export const line = (d, colour, width, opacity = 1) =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${opacity < 1 ? ` opacity="${opacity}"` : ''}/>`;

export const at = (x, y, content, { turn = 0, size = 1, flip = false } = {}) =>
  `<g transform="translate(${n(x)} ${n(y)}) rotate(${turn}) scale(${flip ? -size : size} ${size})">${content}</g>`;

export function clip(d, content) {
  const id = `c${ids++}`;
  return `<clipPath id="${id}"><path d="${d}"/></clipPath><g clip-path="url(#${id})">${content}</g>`;
}

/** A thing with volume: its own colour where the light falls, the shade along the side away from it. */
export function solid(d, colour, shade, { shift = [-16, -16], soft = 12, inside = '' } = {}) {
  const blur = soft >= 10 ? 'soft12' : soft >= 5 ? 'soft6' : 'soft2';
  return clip(d, `${fill(d, shade)}<path d="${d}" fill="${colour}" transform="translate(${shift[0]} ${shift[1]})" filter="url(#${blur})"/>${inside}`);
}

/** A thing drawn along a line, round at its ends: stems, roots, sticks. */
export function rod(points, width, colour, shade, light) {
  const d = curve(points);
  const by = n(width * 0.08);
  return line(d, shade, width)
    + `<g transform="translate(${-by} ${-by})">${line(d, colour, n(width * 0.8))}</g>`
    + (light ? `<g transform="translate(${n(-width * 0.18)} ${n(-width * 0.2)})">${line(d, light, n(width * 0.14), 0.65)}</g>` : '');
}

export const shine = (cx, cy, rx, ry, turn = -30, opacity = 0.5) =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="#fff" opacity="${opacity}" transform="rotate(${turn} ${cx} ${cy})" filter="url(#soft2)"/>`;

export const shadow = (cx, cy, rx, ry, opacity = 0.3) =>
  `<ellipse cx="${n(cx + 8)}" cy="${n(cy)}" rx="${n(rx)}" ry="${n(ry)}" fill="#6b5a3c" opacity="${opacity}" filter="url(#soft12)"/>`;

export const words = (text, x, y, size, colour, { weight = 700, space = 0, turn = 0, up = false } = {}) =>
  `<text x="${x}" y="${y}" font-family="Noto Sans CJK SC, PingFang SC, sans-serif" font-size="${size}" font-weight="${weight}" fill="${colour}" text-anchor="middle" letter-spacing="${space}"${turn ? ` transform="rotate(${turn} ${x} ${y})"` : ''}${up ? ' writing-mode="vertical-rl"' : ''}>${text}</text>`;

/** A leaf with a middle rib, its stem at 0,0, pointing up. */
export const leaf = (long, wide, colour, shade, rib = '#ffffff55') =>
  solid(blob([[0, 0], [-wide * 0.42, -long * 0.28], [-wide * 0.44, -long * 0.6], [0, -long], [wide * 0.44, -long * 0.6], [wide * 0.42, -long * 0.28]]), colour, shade, { shift: [-5, -5], soft: 5 })
  + line(`M0 0Q${n(wide * 0.04)} ${n(-long * 0.5)} 0 ${n(-long * 0.86)}`, rib, Math.max(2, n(wide * 0.05)));

export function plate(cx, cy, rx, { colour = '#fdfdfb', shade = '#d9dcda', rim = '#e9ece9' } = {}) {
  const ry = rx * 0.36;
  return shadow(cx, cy + ry * 0.62, rx * 0.96, ry * 0.8, 0.34)
    + fill(oval(cx, cy + 12, rx * 0.98, ry), '#c9ccc6')
    + solid(oval(cx, cy, rx, ry), colour, shade, { shift: [-10, -6] })
    + fill(oval(cx, cy + 3, rx * 0.78, ry * 0.72), rim)
    + fill(oval(cx, cy + 7, rx * 0.75, ry * 0.68), '#f8f9f7');
}

/** The whole picture: warm near-white ground, the same light on every one. */
export const picture = content => `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="480" viewBox="0 0 480 480">
<defs>
<filter id="soft2" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="2"/></filter>
<filter id="soft6" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="5"/></filter>
<filter id="soft12" x="-40%" y="-40%" width="180%" height="180%"><feGaussianBlur stdDeviation="11"/></filter>
<radialGradient id="ground" cx="42%" cy="36%" r="75%"><stop offset="0" stop-color="#fdfbf6"/><stop offset="1" stop-color="#f3ede1"/></radialGradient>
</defs>
<rect width="480" height="480" fill="url(#ground)"/>
${content}
</svg>
`;
