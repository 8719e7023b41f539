// The calculator of payment plans.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { crown, picture, start, until } from './browser.js';

let host, page;
before(async () => {
  host = await start();
  page = await host.open(crown);
});
after(() => host?.stop());

// go follows a link in the page that is open.
async function go(fragment) {
  await page.evaluate((fragment) => (location.hash = fragment), `#${fragment}&currency=USD`);
  await page.waitForTimeout(150);
  await page.locator('#panel-plan .result:not(.stale)').waitFor();
  await page.waitForTimeout(150);
}

const headline = (page) => page.locator('#panel-plan h2');
const row = (page, n) => page.locator('#panel-plan .result tbody tr').nth(n);
const cells = async (of) => (await of.locator('th, td').allInnerTexts()).map((text) => text.trim().split(/\s/)[0]);

test('the terms of a link are worked out, with every row of the plan', async () => {
  await go(crown);
  await headline(page).filter({ hasText: '12 payments of 86.12, the last 86.02' }).waitFor();
  assert.deepEqual(await cells(row(page, 0)), ['down', '2026-10-31', '200.00', '0.00', '200.00', '980.00']);
  assert.deepEqual(await cells(row(page, 1)), ['1', '2026-11-30', '78.03', '8.09', '86.12', '901.97']);
  assert.deepEqual(await cells(row(page, 12)), ['12', '2027-10-30', '85.32', '0.70', '86.02', '0.00']);
  assert.deepEqual(await cells(page.locator('#panel-plan tfoot tr')), ['', 'Total', '1,180.00', '53.34', '1,233.34', '']);
  assert.equal(await page.locator('#panel-plan .lead').innerText(), 'Every month, from 2026-11-30, at 9.9 % a year');
  assert.match(await page.locator('.note').innerText(), /Total Cost of Loan: 1233\.34 Crown, tooth 15\./);
  assert.deepEqual(page.faults, []);
  await picture(page, 'plan-light');
});

test('what is typed shows at once, and what follows from it stands beside it', async () => {
  await go(crown);
  await page.getByLabel('Principal').fill('1,300.00');
  await page.getByLabel('APR').fill('0');
  await page.getByLabel('Down payment').fill('100');
  await headline(page).filter({ hasText: '12 payments of 100.00' }).waitFor(); // (1300 - 100) / 12
  assert.equal(await page.getByLabel('Amount of each payment').inputValue(), '100.00');
  await page.getByLabel('Amount of each payment').fill('300');
  await headline(page).filter({ hasText: '4 payments of 300.00' }).waitFor();
  assert.equal(await page.getByLabel('Number of payments').inputValue(), '4');
});

test('the second Tuesday of each month, and its CSV as the command writes it', async () => {
  await go('plan?principal=640.00&apr=0&by=amount&payAmt=75.00&payPlanDate=2026-10-31&firstPayment=2026-12-08');
  await page.getByLabel('How often').selectOption('OrdinalWeekday');
  assert.equal(await page.locator('#frequency option:checked').innerText(), 'every month, on the second Tuesday');
  await page.getByRole('row', { name: '2027-08-10' }).waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download CSV' }).click()]);
  assert.equal(file.suggestedFilename(), 'payment-plan.csv');
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const [table] = /n,date,kind,principal[^`]*/.exec(readme);
  assert.equal(await readFile(await file.path(), 'utf8'), table);
});

test('every frequency and every rounding is there', async () => {
  await go(crown);
  const last = async (frequency, want) => {
    await page.getByLabel('How often').selectOption(frequency);
    await until(async () => (await cells(row(page, 12)))[1], want);
  };
  await last('Weekly', '2027-02-15'); // 30 November and 11 weeks
  await last('EveryOtherWeek', '2027-05-03');
  await last('Quarterly', '2029-08-30');
  await last('Monthly', '2027-10-30');
  for (const rounding of ['openDental', 'halfEven', 'halfUp', 'halfDown'])
    await page.getByLabel('Rounding of interest').selectOption(rounding);
  await headline(page).filter({ hasText: '12 payments of 86.12' }).waitFor();
});

test('a plan from a fifth weekday asks what to do in a month without one', async () => {
  await go('plan?principal=100.00&numberOfPayments=4&payPlanDate=2026-10-01&firstPayment=2026-10-30&frequency=OrdinalWeekday'); // the fifth Friday
  await page.getByLabel('Where a month has no fifth Friday').selectOption('last');
  await page.getByRole('row', { name: '2027-01-29' }).waitFor(); // the fourth is the 22nd
  assert.match(page.url(), /fifthWeekday=last/);
  // The field is there for its error too, where no fifth weekday asks for it.
  await page.evaluate(
    () =>
      (location.hash =
        '#plan?principal=100.00&numberOfPayments=4&payPlanDate=2026-10-01&firstPayment=2026-12-08&frequency=OrdinalWeekday&fifthWeekday=never'),
  );
  await page.locator('#fifthWeekday-fault').filter({ hasText: 'got "never"' }).waitFor();
  await page.getByLabel('Where a month has no fifth Tuesday').selectOption('fourth');
  await page.locator('#panel-plan .result:not(.stale)').waitFor();
});

test('the link holds the whole form, and restores it', async () => {
  await go(crown);
  await page.getByLabel('Principal').fill('2400.00');
  await page.getByLabel('How often').selectOption('Quarterly');
  await page.getByLabel('Amount of each payment').fill('300.00');
  await page.getByLabel('Interest starts').fill('2027-03-01');
  await page.getByLabel('Rounding of interest').selectOption('halfUp');
  await page.getByLabel('Note').fill('Bridge & crown = 100 % #1');
  await page.getByLabel('Currency').fill('eur');
  await headline(page).filter({ hasText: '300.00' }).waitFor();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('The link is on the clipboard.').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const other = await host.open(link.split('#')[1]);
  await until(() => headline(other).innerText(), await headline(page).innerText());
  const form = (of) =>
    of.locator('#panel-plan form').evaluate((form) => [...form.elements].filter((e) => e.id).map((e) => [e.id, e.value]));
  assert.deepEqual(await form(other), await form(page));
  assert.match(await other.locator('.note').innerText(), /Bridge & crown = 100 % #1/);
  await other.context().close();
});

test('a link that is followed while the page is open changes the terms', async () => {
  await go(crown);
  await headline(page).waitFor();
  await page.evaluate(() => (location.hash = '#plan?principal=50.00&numberOfPayments=2&payPlanDate=2026-10-31'));
  await headline(page).filter({ hasText: '2 payments of 25.00' }).waitFor();
});

test('an error stands beside its field, and the plan before it stays in sight', async () => {
  await go(crown);
  await headline(page).waitFor();
  const cases = [
    ['Principal', '12.345', /more digits after the point than its currency/],
    ['Principal', 'abc', /not an amount/],
    ['Down payment', '5000', /down payment exceeds the principal: got 5000\.00, want at most 1180\.00/],
    ['APR', '9,9', /not a rate/],
    ['Number of payments', '3000', /at most 2000 payments/],
    ['Amount of each payment', '1', /never be paid off/],
    ['Currency', 'XQX', /not in ISO 4217/],
    ['Agreement', '', /date/],
  ];
  for (const [label, value, message] of cases) {
    const field = page.getByLabel(label, { exact: true });
    const id = await field.getAttribute('id');
    const old = await field.inputValue();
    await field.fill(value);
    await page.locator(`#${id}-fault`).waitFor();
    assert.match(await page.locator(`#${id}-fault`).innerText(), message, label);
    assert.equal(await field.getAttribute('aria-invalid'), 'true', label);
    assert.ok((await field.getAttribute('aria-describedby')).includes(`${id}-fault`), label);
    assert.equal(await page.locator('.fault').count(), 1, label);
    assert.match(await page.locator('.notice').innerText(), /the plan before it/);
    if (label === 'Down payment') await picture(page, 'plan-error');
    await field.fill(old);
    await page.locator('#panel-plan .result:not(.stale)').waitFor();
    assert.equal(await page.locator('.fault').count(), 0, label);
  }
});

test('a browser that refuses an address for a while stops nothing', async () => {
  await go(crown);
  await page.evaluate(() => {
    window.replaced = history.replaceState;
    history.replaceState = () => {
      throw new DOMException('more than 100 times per 30 seconds', 'SecurityError');
    };
  });
  await page.getByLabel('Principal').fill('2400');
  await page.locator('#panel-plan dd').filter({ hasText: '2,400.00' }).waitFor();
  await page.getByRole('tab', { name: 'Allocation' }).click();
  await page.locator('#panel-allocation h2').waitFor();
  await page.getByRole('tab', { name: 'Payment plan' }).click();
  await page.evaluate(() => (history.replaceState = window.replaced));
  await page.getByLabel('Principal').fill('2500');
  await page.waitForFunction(() => location.hash.includes('principal=2500'));
  assert.deepEqual(page.faults, []);
});

test('how each interest comes about can be shown', async () => {
  await go(crown);
  await page.getByLabel('Show how interest is worked out').check();
  await page.getByText("9.9 % / 12 of 980.00 is 8.085, in Open Dental's doubles rounded to 8.09").waitFor();
  await picture(page, 'plan-interest');
});

test('the chart says what stands under the pointer', async () => {
  await go(crown);
  await headline(page).waitFor();
  const over = page.locator('.chart .u-over').last();
  const box = await over.boundingBox();
  await page.mouse.move(box.x + box.width * (1.5 / 13), box.y + 20); // the second of thirteen
  await page
    .locator('.chart figcaption')
    .filter({ hasText: '2026-11-30' })
    .filter({ hasText: '901.97' })
    .filter({ hasText: '8.09' })
    .waitFor();
});

test('2000 payments are drawn', async () => {
  await page.getByLabel('Show how interest is worked out').uncheck();
  await go('plan?principal=200000.00&numberOfPayments=2000&payPlanDate=2026-10-31&frequency=Weekly&apr=4');
  await headline(page).filter({ hasText: '2,000 payments' }).waitFor();
  assert.equal(await page.locator('#panel-plan .result tbody tr').count(), 2000);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
});
