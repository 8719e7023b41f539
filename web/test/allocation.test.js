// The explainer of allocations.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { picture, start, until } from './browser.js';

let host, page;
before(async () => {
  host = await start();
  page = await host.open('allocation');
});
after(() => host?.stop());

const panel = () => page.locator('#panel-allocation');
const splits = () => page.getByRole('region', { name: 'Where the payment went' });
const charges = () => page.getByRole('region', { name: 'Every charge' });
const text = () => page.getByLabel("The family's account");
const settled = () => panel().locator('.result:not(.stale) h2').waitFor();

test('the example is explained: each split with what was owed, paid and left', async () => {
  await panel().locator('h2').filter({ hasText: '1,000.00 from Ana, 2026-11-16' }).waitFor();
  assert.equal(await splits().locator('tbody').count(), 9);
  const first = await splits().locator('tbody').first().innerText();
  assert.match(first, /Crown, tooth 14, Ana\s+procedure 110, done 2026-10-06/);
  assert.match(first, /413\.00\s+413\.00\s+0\.00/);
  assert.match(await splits().locator('tbody').nth(8).innerText(), /295\.50\s+107\.35\s+188\.15/);
  assert.match(await splits().locator('tfoot').innerText(), /1,000\.00/);
  await picture(page, 'allocation-light');
});

test('Enter on a split says why it is there, step by step, and Enter again closes it', async () => {
  const filling = splits().getByRole('button', { name: /Filling, tooth 19/ });
  await filling.focus();
  await page.keyboard.press('Enter');
  const why = splits().locator('.why');
  await why.waitFor();
  assert.equal(await filling.getAttribute('aria-expanded'), 'true');
  const said = await why.innerText();
  assert.match(said, /It is the oldest of the family's charges that were left\./);
  assert.match(
    said,
    /Of its 240\.00, 23\.00 is owed after insurance, adjustment and money on the account\. 23\.00 pays it in full\./,
  );
  assert.match(said, /Paid or written off by insurance\s+-186\.40\s+53\.60/);
  assert.match(said, /Adjustment 21 \(courtesy discount, Luis\) belongs to it\s+-13\.60\s+40\.00/);
  assert.match(said, /earlier split 701 is unearned income[^\n]*\s+-17\.00\s+23\.00/i);
  await picture(page, 'allocation-why');
  await page.keyboard.press('Enter');
  await why.waitFor({ state: 'detached' });
  await splits().locator('tbody tr').first().click(); // the row opens too
  assert.match(await why.innerText(), /The payer chose it, so it goes before everything that is older\./);
  await splits().locator('tbody tr').first().click();
});

test('every charge shows what insurance, adjustments and credits took off it', async () => {
  const row = (name) => charges().locator('tbody').filter({ hasText: name }).innerText();
  assert.match(
    await row('Filling, tooth 19'),
    /240\.00\s+insurance -186\.40\s+adjustment -13\.60\s+money on the account -17\.00\s+23\.00\s+paid/,
  );
  assert.match(await row('Late fee'), /15\.00\s+money on the account -15\.00\s+0\.00\s+0\.00/);
  assert.match(await row('Courtesy discount'), /counted on procedure 103/);
  assert.match(await row('procedure 113, done'), /900\.00\s+moved to its plan -900\.00/);
});

test('two strategies stand side by side, and what differs is said in words', async () => {
  await page.getByLabel('Compare with').selectOption('prorata');
  const region = page.getByRole('region', { name: 'Two strategies side by side' });
  await region.waitFor();
  const row = (name) => region.locator('tbody').filter({ hasText: name }).innerText();
  assert.match(await row('Filling, tooth 19'), /differs\s+23\.00\s+23\.00\s+2 of 9\s+17\.42\s+2 of 9/);
  assert.doesNotMatch(await row('Crown, tooth 14'), /differs/);
  await region.getByRole('button', { name: /Space maintainer/ }).click();
  const said = await region.locator('.why').innerText();
  assert.match(said, /As the document says[\s\S]*108\.50\s+0\.00[\s\S]*In proportion to what is owed[\s\S]*82\.16\s+26\.34/);
  await picture(page, 'allocation-compare');
});

test('a strategy that lacks a field says which, and points at the charge', async () => {
  await page.getByLabel('Compare with').selectOption('rate');
  const fault = panel().locator('.fault.whole');
  await fault.waitFor();
  assert.match(await fault.innerText(), /Highest rate first: charges\[12\]\.rate .*procedure 110 has no rate/s);
  await fault.getByRole('button', { name: 'Show it in the text' }).click();
  await until(
    () => text().evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd).slice(0, 32)),
    '{"type": "procedure", "id": 110,',
  );
  await page.getByLabel('Compare with').selectOption('');
});

test('what a strategy refuses leaves the columns under the name that they are of', async () => {
  await page.getByLabel('Compare with').selectOption('newest');
  const region = page.getByRole('region', { name: 'Two strategies side by side' });
  await region.waitFor();
  await page.getByLabel('Strategy').selectOption('rate');
  await page.locator('#family-fault').filter({ hasText: 'has no rate' }).waitFor();
  assert.match(await region.locator('thead').innerText(), /As the document says\s+Newest first/);
  await page.getByLabel('Strategy').selectOption('document');
  await settled();
  await page.getByLabel('Compare with').selectOption('');
});

test('the amount of the payment changes in its field and in the text, nowhere else', async () => {
  const before = await text().inputValue();
  await page.getByLabel('The payment', { exact: true }).fill('500');
  await panel().locator('h2').filter({ hasText: '500.00 from Ana' }).waitFor();
  assert.equal(await text().inputValue(), before.replace('"amount": "1000.00"', '"amount": "500"'));
  await page.getByLabel('The payment', { exact: true }).fill('x');
  await page.locator('#amount-fault').filter({ hasText: 'not an amount' }).waitFor();
  const field = page.getByLabel('The payment', { exact: true });
  await field.fill('');
  await field.pressSequentially('12,345,678.90'); // one key after the other: the separators stay where they are
  await panel().locator('h2').filter({ hasText: '12,345,678.90 from Ana' }).waitFor();
  assert.equal(await field.inputValue(), '12,345,678.90');
  assert.equal(await text().inputValue(), before.replace('"amount": "1000.00"', '"amount": "12345678.90"'));
  await field.fill('1000.00');
  await settled();
});

test('an error in the text names its path and its line, and shows the place', async () => {
  const before = await text().inputValue();
  await text().fill(before.replace('"fee": "240.00"', '"fee": "24O.00"'));
  const fault = page.locator('#family-fault');
  await fault.waitFor();
  assert.match(await fault.innerText(), /charges\[2\]\.fee .*not an amount: got "24O\.00"/s);
  assert.equal(await text().getAttribute('aria-invalid'), 'true');
  assert.equal(await panel().locator('.lines .bad').innerText(), '14');
  await fault.getByRole('button', { name: 'Show line 14 in the text' }).click();
  await until(() => text().evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd)), '"24O.00"');
  await picture(page, 'allocation-error', { fullPage: false });

  await text().fill(before.replace('"family": [', '"family": ['.replace('[', '')));
  await fault.filter({ hasText: 'This is not JSON' }).waitFor();
  await fault.getByRole('button', { name: /Show line/ }).click();
  await text().fill(before);
  await settled();
});

test('an amount under its other name has its error beside its field, and what is no object is refused as such', async () => {
  await text().fill('{"today": "2026-11-16", "family": [{"id": 1}], "charges": [], "Payment": {"PatNum": 1, "PayAmt": "1,0"}}');
  await page.locator('#amount-fault').filter({ hasText: 'not an amount' }).waitFor();
  await text().fill('[1, 2]');
  await page.locator('#family-fault').filter({ hasText: /object/i }).waitFor();
  await panel().getByRole('button', { name: 'Example' }).click();
  await settled();
});

test('charges whose names run into each other stay apart', async () => {
  const charge = (id, description, fee) => ({ type: 'procedure', id, patient: 1, date: `2026-09-${id}`, description, fee });
  await text().fill(
    JSON.stringify({
      today: '2026-11-16',
      family: [{ id: 1, name: '<img src=x onerror=alert(1)>' }],
      charges: [charge(11, 'x', '7.00'), { ...charge(1, '1x', '5.00'), date: '2026-09-10' }],
      payment: { patient: 1, amount: '12.00' },
    }),
  );
  await panel().locator('h2').filter({ hasText: '12.00 from <img' }).waitFor(); // names are text
  await page.getByLabel('Compare with').selectOption('newest');
  const region = page.getByRole('region', { name: 'Two strategies side by side' });
  await region.waitFor();
  assert.match(await region.locator('tbody').nth(0).innerText(), /procedure 1, done[\s\S]*5\.00\s+5\.00\s+1 of 2\s+5\.00\s+2 of 2/);
  assert.match(await region.locator('tbody').nth(1).innerText(), /procedure 11, done[\s\S]*7\.00\s+7\.00\s+2 of 2\s+7\.00\s+1 of 2/);
  assert.equal(await panel().locator('img').count(), 0);
  await page.getByLabel('Compare with').selectOption('');
  await panel().getByRole('button', { name: 'Example' }).click();
  await panel().locator('h2').filter({ hasText: '1,000.00' }).waitFor();
});

test('long lists are cut short, and shown whole when asked', async () => {
  const charges = Array.from({ length: 205 }, (_, i) => ({ type: 'procedure', id: i + 1, patient: 1, date: '2026-09-15', fee: '1.00' }));
  await text().fill(
    JSON.stringify({ today: '2026-11-16', family: [{ id: 1, name: 'Bo' }], charges, payment: { patient: 1, amount: '205.00' } }),
  );
  await panel().locator('h2').filter({ hasText: '205.00 from Bo' }).waitFor();
  await page.getByLabel('Compare with').selectOption('newest');
  const region = page.getByRole('region', { name: 'Two strategies side by side' });
  for (const list of [region, splits(), page.getByRole('region', { name: 'Every charge' })]) {
    await until(() => list.locator('tbody').count(), 200);
    await list.getByRole('button', { name: 'Show all 205' }).click();
    await until(() => list.locator('tbody').count(), 205);
  }
  await page.getByLabel('Compare with').selectOption('');
  await panel().getByRole('button', { name: 'Example' }).click();
  await panel().locator('h2').filter({ hasText: '1,000.00' }).waitFor();
});

test('a file that cannot be read is said', async () => {
  await panel()
    .locator('.editor')
    .evaluate((editor) => {
      const folder = new File([], 'folder'); // what a folder is when it is dropped
      folder.text = () => Promise.reject(new DOMException('not found', 'NotFoundError'));
      const event = new Event('drop', { bubbles: true, cancelable: true });
      editor.dispatchEvent(Object.assign(event, { dataTransfer: { types: ['Files'], files: [folder] } }));
    });
  await panel().getByText('folder cannot be read').waitFor();
  await panel().getByRole('button', { name: 'Example' }).click();
  await panel().getByText('folder cannot be read').waitFor({ state: 'detached' });
});

test('a file that is dropped is read', async () => {
  const json = JSON.stringify({
    today: '2026-11-16',
    family: [{ id: 1, name: 'Ana' }],
    unearnedTypes: { prepayment: 501 },
    charges: [{ type: 'procedure', id: 101, patient: 1, provider: 11, date: '2026-09-15', description: 'exam', fee: '35.00' }],
    splits: [{ split: 7, payment: 900, date: '2026-08-01', amount: '20.00', patient: 1, unearned: 501 }],
    payment: { patient: 1, amount: '35.00' },
  });
  const drop = await page.evaluateHandle((json) => {
    const data = new DataTransfer();
    data.items.add(new File([json], 'family.json'));
    return data;
  }, json);
  await page.locator('#panel-allocation .editor').dispatchEvent('drop', { dataTransfer: drop });
  await panel().locator('h2').filter({ hasText: '35.00 from Ana' }).waitFor();
  await panel().getByRole('button', { name: 'Example' }).click();
  await panel().locator('h2').filter({ hasText: '1,000.00' }).waitFor();
  await page.locator('#panel-allocation .result').dispatchEvent('drop', { dataTransfer: drop }); // beside the text
  await panel().locator('h2').filter({ hasText: '35.00 from Ana' }).waitFor();
  assert.match(await splits().innerText(), /Kept as unearned income/);
  await splits()
    .getByRole('button', { name: /Kept as unearned/ })
    .click();
  assert.match(await splits().locator('.why').innerText(), /No charge is left to pay: kept as unearned income/);
});

test('ids above 2^53 keep every digit', async () => {
  const id = '9007199254740993';
  await text().fill(
    `{"today": "2026-11-16", "family": [{"id": ${id}, "name": "Bo"}], "charges": [{"type": "procedure", "id": 9223372036854775807, "patient": ${id}, "date": "2026-09-15", "fee": 35}], "payment": {"patient": ${id}, "amount": 35}}`,
  );
  await panel().locator('h2').filter({ hasText: '35.00 from Bo' }).waitFor();
  assert.match(await splits().innerText(), /procedure 9223372036854775807/i);
  await panel().getByRole('button', { name: 'Example' }).click();
  await panel().locator('h2').filter({ hasText: '1,000.00' }).waitFor();
  assert.deepEqual(page.faults, []);
});
