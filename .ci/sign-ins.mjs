// Prints who may sign in to the demo shop, from the demo.json the host wrote.
import { readFileSync } from 'node:fs';

const roles = {
  hq: '总部 HQ', owner: '店主 owner', clerk: '店员 clerk', leader: '团长 leader', sorter: '分拣 sorter', rider: '骑手 rider',
  supplier: '供应商 supplier', resident: '居民 resident',
};
const read = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const people = Array.isArray(read) ? read : read.people ?? read.signIns ?? [];
const width = text => [...text].reduce((sum, c) => sum + (c > '\u2e7f' ? 2 : 1), 0);
const pad = (text, to) => text + ' '.repeat(Math.max(1, to - width(text)));

console.log('');
for (const role of Object.keys(roles)) {
  for (const { name = '', phone, password, code } of people.filter(p => p.role === role).slice(0, 2))
    console.log('  ' + pad(roles[role], 18) + pad(phone, 14) + (password ? `密码 password ${password}` : `验证码 code ${code}`) + (name ? `   ${name}` : ''));
}
