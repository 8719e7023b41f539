// Writes build/vectors.ts: every conformance case's document, as its operation's type. Those
// that are there to be refused for their shape are left out.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const vectors = new URL('../../testdata/vectors/', import.meta.url);
const shapeErrors = ['UNKNOWN_FIELD', 'UNKNOWN_VALUE'];
const operations = readFileSync(new URL('../npm/operations.d.ts', import.meta.url), 'utf8');
let text = "import type { Operations } from '@paysplit/wasm';\n\n";
let count = 0;
for (const file of readdirSync(vectors).filter((name) => name.endsWith('.json'))) {
  for (const { id, op, input, expectError } of JSON.parse(readFileSync(new URL(file, vectors), 'utf8')).vectors) {
    if (shapeErrors.includes(expectError) || !operations.includes(`  '${op}': `)) continue;
    text += `// ${id}\nexport const v${count++}: Operations['${op}'] = ${JSON.stringify(input)};\n`;
  }
}
writeFileSync(new URL('../../build/vectors.ts', import.meta.url), text);
console.log(`${count} documents to check`);
