// The npm package in Node: the native answers, and what the loader promises.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { start } from '../../build/npm/engine.js';
import { load, loadInWorker, PaysplitError } from '../../build/npm/index.js';
import { casesIn, compare } from './cases.js';
import { programs, splits } from './readme.js';

const wasmFile = new URL('../../build/npm/paysplit.wasm', import.meta.url);
const cases = casesIn(await readFile(new URL('../../build/parity.jsonl', import.meta.url), 'utf8'));
const interest = { balance: '100.00', apr: '12', frequency: 'Monthly' };

test('answers as the native engine does', async () => {
  const { compared, different } = await compare(cases, (await load()).runText);
  assert.ok(compared > 2500, `${compared} cases`);
  assert.equal(different.length, 0, `${different.length} differ, such as ${different[0]}`);
});

test('answers as the native engine does, in a worker, with all calls under way at once', async () => {
  const engine = await loadInWorker();
  const { different } = await compare(cases, engine.runText);
  engine.terminate();
  assert.equal(different.length, 0, `${different.length} differ, such as ${different[0]}`);
});

test('text may be bytes, and part of a larger buffer', async () => {
  const [engine, worker] = [await load(), await loadInWorker()];
  const text = JSON.stringify(interest);
  const part = new TextEncoder().encode(`xx${text}yy`).subarray(2, 2 + text.length);
  for (const document of [text, part, Buffer.from(text)]) {
    assert.equal(engine.runText('plan.interest', document), '{"interest":"1.00"}');
    assert.equal(await worker.runText('plan.interest', document), '{"interest":"1.00"}');
    assert.deepEqual(engine.run('plan.interest', document), { interest: '1.00' });
  }
  worker.terminate();
});

test('run takes an object and returns one; a refusal is a PaysplitError', async () => {
  const [engine, worker] = [await load(), await loadInWorker()];
  assert.deepEqual(engine.run('plan.interest', interest), { interest: '1.00' });
  assert.deepEqual(await worker.run('plan.interest', interest), { interest: '1.00' });
  const document = { ...interest, aprr: 1 };
  const refusal = (error) => {
    assert.ok(error instanceof PaysplitError && error instanceof Error);
    assert.deepEqual([error.name, error.code, error.path], ['PaysplitError', 'UNKNOWN_FIELD', 'aprr']);
    assert.match(error.message, /not known/);
    assert.equal(JSON.stringify(error.document), engine.runText('plan.interest', JSON.stringify(document)));
    return true;
  };
  assert.throws(() => engine.run('plan.interest', document), refusal);
  await assert.rejects(worker.run('plan.interest', document), refusal);
  worker.terminate();
});

test('what is no call is a TypeError, and the engine goes on', async () => {
  const [engine, worker] = [await load(), await loadInWorker()];
  for (const [op, input] of [[undefined, {}], [7, '{}'], ['plan.interest', undefined], ['plan.interest', () => {}]]) {
    assert.throws(() => engine.run(op, input), TypeError);
    await assert.rejects(worker.run(op, input), TypeError);
  }
  for (const text of [{}, null, 7, [123]]) {
    assert.throws(() => engine.runText('plan.interest', text), TypeError);
    await assert.rejects(worker.runText('plan.interest', text), TypeError);
  }
  await assert.rejects(worker.run('plan.interest', { balance: 1n }), TypeError); // JSON has no such number
  assert.deepEqual(engine.run('plan.interest', interest), { interest: '1.00' });
  assert.deepEqual(await worker.run('plan.interest', interest), { interest: '1.00' });
  worker.terminate();
});

test('the operations are listed, and cannot be changed', async () => {
  const [engine, worker] = [await load(), await loadInWorker()];
  assert.deepEqual(engine.ops, worker.ops);
  assert.equal(new Set(engine.ops.map((op) => op.name)).size, engine.ops.length);
  assert.ok(engine.ops.some((op) => op.name === 'alloc.pay' && op.summary.length > 10));
  const named = new Set(cases.map((c) => c.op));
  assert.deepEqual(engine.ops.filter((op) => !named.has(op.name)), []);
  assert.throws(() => { engine.ops[0].name = 'x'; }, TypeError);
  assert.throws(() => { worker.ops.push({}); }, TypeError);
  assert.throws(() => { engine.run = null; }, TypeError);
  worker.terminate();
});

test('ids above 2^53 are exact in text, and as strings on their way in', async () => {
  const engine = await load();
  const id = '9007199254740993';
  const account = `{"today":"2024-06-15","family":[{"id":1}],"charges":[{"type":"procedure","id":${id},"patient":1,"date":"2024-06-14","fee":"5.00"}],
    "payment":{"patient":1,"amount":"5.00","date":"2024-06-15"}}`;
  assert.match(engine.runText('alloc.pay', account), new RegExp(`"procedure":${id}`));
  assert.notEqual(String(engine.run('alloc.pay', account).splits[0].procedure), id);
  const object = JSON.parse(account.replace(id, `"${id}"`));
  assert.match(engine.runText('alloc.pay', JSON.stringify(object)), new RegExp(`"procedure":${id}`));
});

test('the module may come in every form', async (t) => {
  const bytes = await readFile(wasmFile);
  const server = createServer((request, response) => {
    if (request.url === '/missing.wasm') return response.writeHead(404).end('not here');
    response.setHeader('content-type', request.url.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream').end(bytes);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close().closeAllConnections());
  const base = `http://127.0.0.1:${server.address().port}`;
  const forms = {
    'a file': wasmFile.pathname, 'a file address': wasmFile, 'the text of a file address': String(wasmFile),
    'an address': `${base}/paysplit.wasm`, 'a response': await fetch(`${base}/paysplit.wasm`),
    'a promise of a response, of another type': fetch(`${base}/paysplit`),
    'bytes': bytes, 'a buffer': new Uint8Array(bytes).buffer, 'a module': await WebAssembly.compile(bytes),
  };
  for (const [form, wasm] of Object.entries(forms)) {
    assert.deepEqual((await load({ wasm })).run('plan.interest', interest), { interest: '1.00' }, form);
  }
  await assert.rejects(load({ wasm: `${base}/missing.wasm` }), /missing\.wasm answers 404/);
  await assert.rejects(load({ wasm: new Uint8Array(8) }), WebAssembly.CompileError);
  const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]); // a module of nothing
  await assert.rejects(load({ wasm: empty }), /paysplit/);
  await assert.rejects(loadInWorker({ wasm: empty }), /paysplit/);
  await assert.rejects(loadInWorker({ wasm: `${base}/missing.wasm` }), /missing\.wasm answers 404/);
  await assert.rejects(loadInWorker({ wasm: Promise.reject(new Error('offline')) }), /offline/);
});

test('a document may be as large as the limit, and no larger', async () => {
  const engine = await load();
  const most = 64 * 1024 * 1024;
  const document = new Uint8Array(most + 1).fill(32);
  document.set(new TextEncoder().encode(JSON.stringify(interest)));
  assert.equal(engine.runText('plan.interest', document.subarray(0, most)), '{"interest":"1.00"}');
  assert.match(engine.runText('plan.interest', document), /"code":"LIMIT"/);
});

test('two engines are apart, and nothing is left in the global object', async () => {
  const before = Object.getOwnPropertyNames(globalThis);
  const [one, two] = await Promise.all([load(), load()]);
  assert.deepEqual(one.run('plan.interest', interest), two.run('plan.interest', { ...interest }));
  assert.deepEqual(Object.getOwnPropertyNames(globalThis), before);
});

test('a terminated worker rejects what waits, and what comes later', async () => {
  const engine = await loadInWorker();
  const waiting = [1, 2, 3].map(() => engine.run('plan.interest', interest));
  engine.terminate();
  engine.terminate();
  for (const call of [...waiting, engine.run('plan.interest', interest), engine.runText('plan.interest', '{}')]) {
    await assert.rejects(call, /the worker was terminated/);
  }
});

test('bytes of another realm are bytes', async () => {
  const bytes = runInNewContext('new Uint8Array(from)', { from: [...new TextEncoder().encode(JSON.stringify(interest))] });
  assert.ok(!(bytes instanceof Uint8Array));
  assert.deepEqual((await load()).run('plan.interest', bytes), { interest: '1.00' });
});

test('an engine that has crashed throws, then and later, and a worker tells', async (t) => {
  t.mock.method(console, 'error', () => {}); // the report of the crash
  const module = await WebAssembly.compile(await readFile(wasmFile));
  const { answer } = await start(module);
  assert.equal(answer('plan.interest', JSON.stringify(interest)).text, '{"interest":"1.00"}');
  const crash = { length: 1 }; // what the package never passes
  assert.throws(() => answer('plan.interest', crash), /the engine has (stopped|failed).*load it again/);
  assert.throws(() => answer('plan.interest', JSON.stringify(interest)), /load it again/);
  const worker = new Worker(new URL('../../build/npm/worker.js', import.meta.url), { stdout: true, stderr: true });
  worker.postMessage({ id: 1, module });
  const [started] = await once(worker, 'message');
  assert.ok(started.answer.length > 40);
  worker.postMessage({ id: 2, op: 'plan.interest', text: crash });
  const [crashed] = await once(worker, 'message');
  await worker.terminate();
  assert.match(crashed.fault, /load it again/);
});

test('an idle worker does not keep the process alive, a busy one does', () => {
  const program = `
    import { loadInWorker } from ${JSON.stringify(new URL('../../build/npm/index.js', import.meta.url))};
    const engine = await loadInWorker();
    engine.run('plan.interest', ${JSON.stringify(interest)}).then((result) => console.log(result.interest));`;
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', program], { timeout: 60_000, encoding: 'utf8' });
  assert.equal(out, '1.00\n');
});

test('the packed package runs the programs of the READMEs', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'paysplit'));
  t.after(() => rm(dir, { recursive: true }));
  const run = (program, ...args) => execFileSync(program, args, { cwd: dir, timeout: 60_000, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const [tarball] = run('npm', 'pack', new URL('../../build/npm', import.meta.url).pathname).trim().split('\n').slice(-1);
  const installed = join(dir, 'node_modules/@paysplit/wasm');
  await mkdir(installed, { recursive: true });
  run('tar', '-xzf', tarball, '-C', installed, '--strip-components=1');
  const all = [...programs('README.md', '@paysplit/wasm'), ...programs('wasm/npm/README.md', '@paysplit/wasm')];
  assert.equal(all.length, 3);
  for (const code of all) {
    await writeFile(join(dir, 'main.mjs'), `${code}\nconsole.log(splits.length);\n`);
    assert.equal(run(process.execPath, 'main.mjs'), `${splits}\n`, code);
  }
});
