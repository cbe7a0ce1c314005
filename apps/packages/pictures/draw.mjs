// Draws every product picture: svg/<code>.svg beside this file, and WebP for the demo shop through Chromium.
// node draw.mjs [--sheet FILE.png] [code …]
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { picture } from './pencil.mjs';
import * as shelves from './drawings/index.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const demo = join(here, '../../../src/1-host/Host/Demo');
const most = 12 * 1024;

const args = process.argv.slice(2);
const sheet = args[0] === '--sheet' ? args.splice(0, 2)[1] : null;
const drawings = Object.assign({}, ...Object.values(shelves));
const missing = JSON.parse(readFileSync(join(demo, 'demo-skus.json'), 'utf8')).filter(sku => !drawings[sku.code]);
if (missing.length > 0) throw new Error(`no drawing for ${missing.map(sku => sku.code + ' ' + sku.name).join(', ')}`);
const wanted = Object.entries(drawings).filter(([code]) => args.length === 0 || args.includes(code));

const svgs = wanted.map(([code, content]) => ({ code, svg: picture(content) }));
mkdirSync(join(here, 'svg'), { recursive: true });
for (const { code, svg } of svgs) writeFileSync(join(here, 'svg', `${code}.svg`), svg);

const temporary = mkdtempSync(join(tmpdir(), 'linli-pictures-'));
try {
  for (const { code, data, quality } of render()) {
    const bytes = Buffer.from(data, 'base64');
    if (bytes.length > most) throw new Error(`${code} has ${bytes.length} bytes, more than ${most}`);
    writeFileSync(join(demo, 'pictures', `${code}.webp`), bytes);
    console.log(`${code} ${bytes.length} bytes, quality ${quality}`);
  }
  if (sheet) chromium(['--hide-scrollbars', '--window-size=1600,1000', `--screenshot=${sheet}`, page('sheet', svgs.map(({ svg }) =>
    `<img width="195" height="195" style="margin:2px" src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}">`).join(''))]);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

/** The finest quality that keeps each picture small; one start of the browser for all. */
function render() {
  const work = `<pre id="out"></pre><script>
    const svgs = ${JSON.stringify(svgs).replaceAll('<', '\\u003c')};
    const load = svg => new Promise((done, failed) => { const i = new Image(); i.onload = () => done(i); i.onerror = failed;
      i.src = 'data:image/svg+xml;base64,' + btoa(unescape(encodeURIComponent(svg))); });
    (async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 480 }), out = [];
      for (const { code, svg } of svgs) {
        canvas.getContext('2d').drawImage(await load(svg), 0, 0);
        for (let quality = 0.92; quality > 0.3; quality -= 0.04) {
          const data = canvas.toDataURL('image/webp', quality).split(',')[1];
          if (data.length * 3 / 4 <= ${most} - 64) { out.push({ code, data, quality: Math.round(quality * 100) }); break; }
        }
      }
      document.getElementById('out').textContent = JSON.stringify(out);
    })();
  </script>`;
  const dom = chromium(['--virtual-time-budget=60000', '--dump-dom', page('render', work)]).toString();
  const out = JSON.parse(dom.match(/<pre id="out">(.*?)<\/pre>/s)[1]);
  if (out.length !== svgs.length) throw new Error(`only ${out.length} of ${svgs.length} pictures were small enough`);
  return out;
}

function page(name, body) {
  const file = join(temporary, `${name}.html`);
  writeFileSync(file, `<!doctype html><meta charset="utf-8"><body style="margin:0">${body}</body>`);
  return pathToFileURL(file).href;
}

function chromium(more) {
  const program = process.env.CHROMIUM ?? '/usr/bin/chromium';
  return execFileSync(program, ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', `--user-data-dir=${join(temporary, 'profile')}`, ...more], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
}
