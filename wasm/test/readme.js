// The programs of the READMEs, as they stand there.

import { readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);
const family = readFileSync(new URL('examples/family.json', root), 'utf8');

/** The JavaScript blocks of a page that import from there, with the account that they pay on. */
export function programs(page, from) {
  const blocks = readFileSync(new URL(page, root), 'utf8').matchAll(/```js\n(.*?)```/gs);
  return [...blocks].map(([, code]) => code).filter((code) => code.includes(` from '${from}'`))
    .map((code) => `const account = ${family};\n${code}`);
}

/** How many splits the account has. */
export const splits = 9;
