// The npm package in Chromium, under a strict Content-Security-Policy.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { start } from './chromium.js';
import { programs, splits } from './readme.js';
import { serve } from './server.js';

const [program, ...more] = programs('README.md', '/paysplit/index.js');
let server, browser;

before(async () => {
  server = await serve({
    '/readme.html': '<!doctype html><script type="module" src="/readme.js"></script>',
    '/readme.js': `${program}\ndocument.title = splits.length;`,
  });
  browser = await start();
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** Runs a function of page.js in a new page. */
async function inPage(name) {
  const page = await browser.newPage();
  try {
    await page.goto(`${server.url}/empty.html`);
    return await page.evaluate(async (name) => (await import('/test/page.js'))[name](), name);
  } finally {
    await page.close();
  }
}

const interest = { interest: '1.00' };

test('answers as the native engine does, in a worker, with all calls under way at once', async () => {
  const { compared, different } = await inPage('parity');
  assert.ok(compared > 2500, `${compared} cases`);
  assert.equal(different.length, 0, `${different.length} differ, such as ${different[0]}`);
});

test('runs in the page too, and leaves nothing in its global object', async () => {
  const { results, refusal, left, ops } = await inPage('inThePage');
  assert.deepEqual(results, [interest, interest]);
  assert.deepEqual(refusal, [true, 'UNKNOWN_FIELD', 'aprr']);
  assert.deepEqual(left, []);
  assert.ok(ops > 40);
});

test('runs in a worker of the page’s own', async () => {
  assert.deepEqual(await inPage('inOwnWorker'), interest);
});

test('the module may come in every form', async () => {
  const { results, missing } = await inPage('forms');
  assert.equal(Object.keys(results).length, 5);
  for (const [form, result] of Object.entries(results)) assert.deepEqual(result, interest, form);
  assert.match(missing, /missing\.wasm answers 404/);
});

test('a terminated worker rejects what waits, and what comes later', async () => {
  for (const outcome of await inPage('terminated')) assert.match(outcome, /the worker was terminated/);
});

test('a worker that dies rejects all that wait', async () => {
  for (const outcome of await inPage('dead')) assert.match(outcome, /the worker has ended: .*out of memory/);
});

test('a worker that cannot be loaded is an error, not silence', async () => {
  assert.match(await inPage('withoutWorker'), /the worker has ended/);
});

test('a page runs the program of the README', async () => {
  assert.equal(more.length, 0);
  const page = await browser.newPage();
  await page.goto(`${server.url}/readme.html`);
  await page.waitForFunction(() => document.title !== '', undefined, { polling: 50 });
  assert.equal(await page.title(), String(splits));
  await page.close();
});
