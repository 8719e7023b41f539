// Measures the modules: their size, how soon the engine is ready, and how fast it is beside
// the native one. Writes a page of results to the file that is named.

import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { createInterface } from 'node:readline';
import { load } from '../../build/npm/index.js';
import { start } from './chromium.js';
import { serve } from './server.js';

const build = new URL('../../build/', import.meta.url);
const read = (name) => readFileSync(new URL(name, build));
const pages = 25; // that are opened, each kind
const rounds = 100;
const calls = { native: 20, wasm: 4 }; // a round: about as long in each engine, so that whoever else is busy slows all alike

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const spread = (values) => { // the middle half
  const sorted = values.toSorted((a, b) => a - b);
  return [sorted[sorted.length >> 2], sorted[(3 * sorted.length) >> 2]];
};

/** An account of 200 procedures, every third of them with a claim row. */
function account() {
  const charges = Array.from({ length: 200 }, (_, i) => ({
    type: 'procedure', id: 100 + i, patient: 1 + (i % 2), provider: 5 + (i % 3), clinic: 0,
    date: `2025-${String(1 + Math.floor((i * 12) / 200)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`,
    fee: `${20 + (i % 300)}.${String(i % 100).padStart(2, '0')}`,
    ...(i % 3 === 0 && { claims: [{ status: 'Received', insPayAmt: '12.00', writeOff: '3.50' }] }),
  }));
  return JSON.stringify({
    today: '2026-03-02', family: [{ id: 1, guarantor: 1 }, { id: 2, guarantor: 1 }], charges,
    payment: { patient: 1, clinic: 0, amount: '5000.00', date: '2026-03-02' }, unearnedTypes: { prepayment: 101 },
  });
}

/** Microseconds a call. */
function timeHere(runText, document) {
  const began = performance.now();
  for (let i = 0; i < calls.wasm; i++) runText('alloc.pay', document);
  return ((performance.now() - began) * 1000) / calls.wasm;
}

async function nativeTimer(file) {
  const child = spawn(new URL('native', build).pathname, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    time: async () => {
      child.stdin.write(`${calls.native}\n`);
      return Number((await answers.next()).value) / 1000 / calls.native;
    },
    close: () => child.stdin.end(),
  };
}

async function speed(browser, server) {
  const document = account();
  const file = new URL('account.json', build).pathname;
  writeFileSync(file, document);
  const native = await nativeTimer(file);
  const node = await load();
  const page = await browser.newPage();
  await page.goto(`${server.url}/empty.html`);
  await page.evaluate(async (account) => {
    const { load } = await import('/npm/index.js');
    Object.assign(globalThis, { engine: await load(), account });
  }, document);
  const chromiumRound = (calls) => page.evaluate((calls) => {
    const began = performance.now();
    for (let i = 0; i < calls; i++) globalThis.engine.runText('alloc.pay', globalThis.account);
    return ((performance.now() - began) * 1000) / calls;
  }, calls);
  const times = { native: [], node: [], chromium: [] };
  for (let round = -30; round < rounds; round++) { // the first ones warm up
    const us = [await native.time(), timeHere(node.runText, document), await chromiumRound(calls.wasm)];
    if (round >= 0) ['native', 'node', 'chromium'].forEach((name, i) => times[name].push(us[i]));
  }
  native.close();
  await page.close();
  return { bytes: document.length, times };
}

/** Milliseconds from the call of the loader until it is there, and then until the first answer, each in a new page. */
async function starts(browser, server) {
  const times = { load: [], first: [], loadInWorker: [], firstInWorker: [] };
  for (let round = 0; round < pages; round++) {
    for (const [name, first] of [['load', 'first'], ['loadInWorker', 'firstInWorker']]) {
      const context = await browser.newContext(); // nothing is cached
      const page = await context.newPage();
      await page.goto(`${server.url}/empty.html`);
      const [ready, answered] = await page.evaluate(async (name) => {
        const paysplit = await import('/npm/index.js');
        const began = performance.now();
        const engine = await paysplit[name]();
        const ready = performance.now();
        await engine.run('plan.interest', { balance: '100.00', apr: '12', frequency: 'Monthly' });
        return [ready - began, performance.now() - ready];
      }, name);
      times[name].push(ready);
      times[first].push(answered);
      await context.close();
    }
  }
  return times;
}

const kB = (bytes) => Math.round(bytes / 1000);
const sizes = [['js.wasm', 'browser, Node'], ['wasip1.wasm', 'WASI command'], ['wasip1-reactor.wasm', 'WASI reactor']].map(([name, use]) => {
  const code = read(name);
  const gzip = execFileSync('gzip', ['-9'], { input: code, maxBuffer: 2 * code.length }).length;
  return `| ${name} | ${use} | ${kB(code.length)} | ${kB(gzip)} |`;
});

/** What the packages weigh in js.wasm. */
function weights() {
  try {
    return execFileSync('make', ['-s', 'wasm-parts'], { cwd: new URL('../..', import.meta.url), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

const busy = loadavg()[0];
const server = await serve();
const browser = await start();
const version = browser.version();
const began = await starts(browser, server);
const { bytes, times } = await speed(browser, server);
await browser.close();
server.close();

const row = (name, values, digits, figure = '') => `| ${name} | ${median(values).toFixed(digits)} | ${spread(values).map((v) => v.toFixed(digits)).join(' to ')} | ${figure} |`;
const ratio = (name) => {
  const slower = median(times[name]) / median(times.native);
  return `${slower.toFixed(1)} x native; figure: at most 6; ${slower <= 6 ? 'kept' : 'missed'}`;
};
const byPackage = weights();
const text = `# The WebAssembly modules, measured

Made by \`make wasm-bench\` on ${cpus()[0].model}, ${cpus().length} cores; ${execFileSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).trim()}, Node ${process.versions.node}, Chromium ${version}.
Medians, with the middle half of what was measured. The load average of the machine was ${busy.toFixed(1)} when it began${busy > 0.7 * cpus().length ? ': others used it, and times are longer than on an idle one' : ''}.

## Size

In kB of 1000 bytes.

| module | for | as it is | gzipped |
|---|---|---|---|
${sizes.join('\n')}
${byPackage ? `\nThe packages in js.wasm:\n\n${byPackage}\n` : ''}
What was done about the heaviest, with what it saved of a gzipped module when it was done:

| weight | what was done | kB |
|---|---|---:|
| package date and \`money\`'s bridge to apd, and with them fmt, regexp and reflect | left out of the modules: the engine reads and writes dates itself, and no operation crosses the bridge | 224 |
| data in 75,000 pieces, each with its place | joined into one | 120 |
| tables of files and lines | taken out: they serve the report of a crash, which names functions still | 131 |
| the engine's code, inlined | compiled without inlining, but for \`money\`, the reader of JSON and the runtime | 90 |
| the constructors of \`wire\`'s fields, once a type | once for all | 60 |
| a sort a type of row | one for all | 47 |
| math/big | the one level payment that needed it multiplies by itself; verifiers are left out | 70 |
| the writer of JSON tokens | \`wire\` writes its results itself | 15 |

What is left: the runtime, which an empty program has too, and the rules themselves. Fields as static data (25) and \`os\` out of the WASI modules (18) would be next.

## Start

In ${pages} new pages of Chromium with nothing cached, from the call of the loader until the engine is there: fetched from the loopback, compiled, started. Then the first call, of \`plan.interest\`. In ms.

| | median | middle half | |
|---|---|---|---|
${row('`load`', began.load, 0, `figure: under 150; ${median(began.load) < 150 ? 'kept' : 'missed'}`)}
${row('the first call', began.first, 1)}
${row('`loadInWorker`', began.loadInWorker, 0)}
${row('the first call', began.firstInWorker, 1)}

## Speed

\`alloc.pay\` on an account of 200 procedures, ${bytes} bytes of JSON text in, text out. ${rounds} rounds; each runs it ${calls.native} times natively and ${calls.wasm} times in each other engine, in turn. In µs a call.

| | median | middle half | |
|---|---|---|---|
${row('native', times.native, 0)}
${row('Node', times.node, 0, ratio('node'))}
${row('Chromium', times.chromium, 0, ratio('chromium'))}
`;
process.stdout.write(text);
if (process.argv[2]) writeFileSync(process.argv[2], text);
