// What holds for the page as a whole: keyboard, light and dark, phones, paper,
// accessibility, and that nothing leaves the browser.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { artefact, crown, picture, start } from './browser.js';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const tabs = [
  ['plan', crown],
  ['allocation', 'allocation'],
  ['check', 'check'],
];

let host, page; // page is the one that most tests share
before(async () => {
  host = await start();
  page = await host.open(crown);
});
after(() => host?.stop());

const ready = (page, tab) => page.locator(`#panel-${tab} .result:not(.stale) h2`).waitFor();
const show = async (page, [tab, fragment]) => {
  await page.evaluate((fragment) => (location.hash = fragment), fragment);
  await ready(page, tab);
};

const standards = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
const colours = { type: 'rule', values: ['color-contrast'] };

async function violations(page, runOnly = standards) {
  await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished)));
  const found = await page.evaluate((runOnly) => window.axe.run(document, { runOnly, resultTypes: ['violations'] }), runOnly);
  return found.violations.map(
    (v) =>
      `${v.impact} ${v.id}: ${v.nodes
        .map((n) => n.target.join(' '))
        .slice(0, 3)
        .join(', ')}`,
  );
}

// inject brings axe into the page past its policy, which lets no other script in.
const inject = async (page) => page.evaluate((await (await import('node:fs/promises')).readFile(axe, 'utf8')) + ';0');

test('no accessibility rule is broken, in light and dark', async () => {
  await inject(page);
  for (const tab of tabs) {
    await show(page, tab);
    if (tab[0] === 'allocation') {
      await page
        .getByRole('button', { name: /Filling, tooth 19/ })
        .first()
        .click();
      await page.getByLabel('Compare with').selectOption('prorata');
      await page.getByRole('region', { name: 'Two strategies side by side' }).waitFor();
    }
    assert.deepEqual(await violations(page), [], tab[0]);
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.deepEqual(await violations(page, colours), [], `${tab[0]}, dark`);
    await picture(page, `${tab[0]}-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await page.getByLabel('Compare with').evaluate((select) => {
    select.value = '';
    select.dispatchEvent(new Event('change'));
  });
  await show(page, tabs[0]);
  await page.getByLabel('Principal').fill('x');
  await page.locator('#principal-fault').waitFor();
  const found = (await violations(page)).filter((v) => !v.includes('color-contrast')); // the plan before it is faded on purpose
  assert.deepEqual(found, []);
  await page.getByLabel('Principal').fill('1180.00');
});

test('the keyboard alone: tabs by arrow keys, fields in their order, a split by Enter', async () => {
  await show(page, tabs[0]);
  await page.locator('#tab-check').focus();
  await page.keyboard.press('Home');
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
  assert.equal(await focused(), 'tab-plan');
  await page.keyboard.press('Tab');
  const order = [];
  for (let i = 0; i < 40 && !order.includes('note'); i++) {
    const id = await page.evaluate(() => document.activeElement.id || document.activeElement.name);
    if (id !== order[order.length - 1]) order.push(id);
    await page.keyboard.press('Tab');
  }
  assert.deepEqual(order, [
    'principal',
    'downPayment',
    'apr',
    'currency',
    'by',
    'numberOfPayments',
    'payAmt',
    'frequency',
    'payPlanDate',
    'firstPayment',
    'interestStart',
    'rounding',
    'note',
  ]);
  assert.equal(await focused(), 'Download CSV');

  await page.locator('#tab-plan').focus();
  for (const [key, id] of [
    ['ArrowRight', 'tab-allocation'],
    ['ArrowRight', 'tab-check'],
    ['ArrowRight', 'tab-plan'],
    ['ArrowLeft', 'tab-check'],
    ['Home', 'tab-plan'],
    ['End', 'tab-check'],
    ['ArrowLeft', 'tab-allocation'],
  ]) {
    await page.keyboard.press(key);
    assert.equal(await focused(), id, key);
    assert.equal(await page.locator(`#${id}`).getAttribute('aria-selected'), 'true');
    assert.equal(await page.locator('[role=tabpanel]:visible').count(), 1);
  }
  await ready(page, 'allocation');
  if (await page.locator('.why').count()) await page.locator('.open .opener').first().click();
  await page.locator('#tab-allocation').focus();
  for (let i = 0; i < 20 && !/^1Crown/.test(await focused()); i++) await page.keyboard.press('Tab');
  assert.match(await focused(), /^1Crown, tooth 14/);
  await page.keyboard.press('Enter');
  await page.getByText('The payer chose it, so it goes before everything that is older.').waitFor();
});

test('the keyboard alone: a plan is typed and downloaded, an 835 typed and its fault found', async () => {
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
  const tabTo = async (want) => {
    for (let i = 0; i < 40 && !want.test(await focused()); i++) await page.keyboard.press('Tab');
    assert.match(await focused(), want);
  };
  const write = async (text) => {
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(text);
  };
  await show(page, tabs[0]);
  await page.locator('#tab-plan').focus();
  await tabTo(/^principal$/);
  await write('2400');
  await page.locator('#panel-plan dd').filter({ hasText: '2,400.00' }).waitFor();
  await tabTo(/^Download CSV$/);
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  assert.equal(file.suggestedFilename(), 'payment-plan.csv');

  await page.locator('#tab-plan').focus();
  await page.keyboard.press('End');
  await tabTo(/^remittance$/);
  await write('ST*835*1~BPR*I*6*C*CHK************20261118~TRN*1*7*1512345678~CLP*A*1*5*5**12*X~SVC*AD:D1110*5*5~SE*6*1~');
  await page.locator('#panel-check h2').filter({ hasText: 'It does not tie: 1 problem' }).waitFor();
  await tabTo(/^Show segment 2$/);
  await page.keyboard.press('Enter');
  const segment = 'BPR*I*6*C*CHK************20261118~'; // its place is found in the worker
  await page.waitForFunction((want) => document.activeElement.id === 'remittance' && getSelection().toString() === want, segment);
  await page.getByRole('button', { name: '835', exact: true }).click();
});

test('dark follows the system', async () => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.equal(await paper(), 'rgb(14, 19, 17)');
  await page.emulateMedia({ colorScheme: 'light' });
  assert.equal(await paper(), 'rgb(243, 245, 243)');
});

test('the edge of a field is seen, in light and dark', async () => {
  await show(page, tabs[0]);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    const ratios = await page.evaluate(() => {
      const light = (colour) => {
        const [r, g, b] = colour.match(/\d+/g).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
      };
      const field = getComputedStyle(document.querySelector('#principal'));
      const edge = light(field.borderTopColor);
      return [field.backgroundColor, getComputedStyle(document.body).backgroundColor]
        .map(light)
        .map((other) => Math.max(edge, other) / Math.min(edge, other));
    });
    for (const ratio of ratios) assert.ok(ratio >= 3, `${colorScheme}: ${ratio.toFixed(2)} to one`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
});

test('a phone shows all of it without scrolling sideways', async () => {
  const page = await host.open(crown, {
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  });
  for (const tab of tabs) {
    await show(page, tab);
    const widths = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      innerWidth,
      [...document.querySelectorAll('body *')]
        .filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > 360.5 && !e.closest('.wide, .text, .hidden'))
        .map((e) => e.outerHTML.slice(0, 80)),
    ]);
    assert.deepEqual(widths, [360, 360, []], tab[0]);
    await picture(page, `${tab[0]}-phone`);
  }
  await show(page, ['plan', 'plan?principal=98765432.10&apr=9.9&payPlanDate=2026-10-31&numberOfPayments=12']);
  await page.getByLabel('Show how interest is worked out').check(); // a table that is too wide scrolls by itself
  await page.getByText('9.9 % / 12 of 98765432.10').waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await show(page, tabs[1]);
  await page
    .getByRole('button', { name: /Filling, tooth 19/ })
    .first()
    .tap();
  await page.getByLabel('Compare with').selectOption('newest');
  await page.getByRole('region', { name: 'Two strategies side by side' }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await picture(page, 'allocation-phone-why');
  await page.context().close();
});

test('paper has the result alone, dark on white', async () => {
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const tab of tabs) {
    await show(page, tab);
    await page.pdf({ path: artefact(`${tab[0]}-print.pdf`), format: 'A4', printBackground: false });
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    assert.equal(await page.locator('.form:visible, .editor:visible, .tabs:visible, .bar:visible').count(), 0, tab[0]);
    assert.equal(
      await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()),
      '#16201b',
    );
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await page.emulateMedia({ media: null });
    assert.equal(
      await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()),
      '#e5ebe8',
    );
  }
});

test('an engine that cannot be loaded is said, and not waited for', async () => {
  const page = await host.open('', { serviceWorkers: 'block' });
  const context = page.context();
  await context.route('**/*.wasm', (route) => route.fulfill({ status: 404 }));
  const other = await context.newPage();
  await other.goto(page.url());
  await other.locator('.fault.whole').filter({ hasText: '404' }).waitFor();
  await context.unroute('**/*.wasm');
  await other.getByLabel('Principal').fill('2400'); // the next call starts anew
  await ready(other, 'plan');
  await context.close();
});

test('nothing leaves the browser', async () => {
  const page = await host.open(crown);
  for (const tab of tabs) await show(page, tab);
  await page.getByLabel('An 835, or claim rows as JSON').fill('ISA*00*');
  await page.locator('#remittance-fault').waitFor();
  assert.ok(page.requests.length > 4);
  for (const url of page.requests) assert.ok(url.startsWith(host.origin) || url.startsWith(`blob:${host.origin}`), url);

  const away = host.elsewhere.origin;
  const reach = (url) =>
    fetch(url).then(
      (answer) => `reached ${answer.status}`,
      () => 'refused',
    );
  assert.equal(await page.evaluate(reach, `${away}/page`), 'refused');
  assert.ok(page.workers().length > 0);
  for (const worker of page.workers()) assert.equal(await worker.evaluate(reach, `${away}/worker`), 'refused');
  assert.equal(await page.evaluate(reach, `${host.origin}/office/paysplit/`), 'reached 200');
  await page.evaluate((url) => document.body.append(Object.assign(new Image(), { src: url })), `${away}/image`);
  await page.waitForTimeout(200);
  assert.deepEqual(host.elsewhere.visits, []);
  assert.equal(await page.evaluate(() => document.cookie + localStorage.length + sessionStorage.length), '00');
  await page.context().close();
});

test('the page says that nothing leaves it, and its policy holds it to that', async () => {
  await page.getByText('Nothing leaves this browser').waitFor();
  const policy = await page.locator('meta[http-equiv]').getAttribute('content');
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /connect-src 'self'(;|$)/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*|https?:/);
  assert.deepEqual(page.faults, []);
});
