// The checker of checks and remittances.

import assert from 'node:assert/strict';
import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { artefact, picture, start, until } from './browser.js';

let host, page;
before(async () => {
  host = await start();
  page = await host.open('check');
});
after(() => host?.stop());

const panel = () => page.locator('#panel-check');
const text = () => page.getByLabel('An 835, or claim rows as JSON');
const headline = (words) => panel().locator('h2').filter({ hasText: words }).waitFor();
const selected = () => text().evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));

test('a remittance: what ties, what does not, and what would fix it', async () => {
  await headline('It does not tie: 3 problems');
  const findings = panel().locator('.findings > li');
  assert.equal(await findings.count(), 3);
  const first = await findings.first().innerText();
  assert.match(first, /Check CHK55102: the claims' 619\.00 less provider adjustments of 73\.60 is 545\.40, but BPR02 is 617\.40/);
  assert.match(first, /Correct BPR02, the CLP04 amounts or the PLB amounts\./);
  assert.match(first, /545\.40[\s\S]*617\.40[\s\S]*72\.00/);
  assert.match(await panel().locator('.card').nth(0).innerText(), /Check EFT70418[\s\S]*331\.50[\s\S]*It ties\s+0\.00/);
  assert.match(
    await panel().locator('.card').nth(1).innerText(),
    /Less provider adjustments\s+-73\.60\s+The check should be\s+545\.40\s+The check is\s+617\.40\s+Over by\s+72\.00/,
  );
  const claims = page.getByRole('region', { name: 'Claims' });
  assert.match(await claims.innerText(), /LC-2201\s+EFT70418\s+reversal\s+1\s+-240\.00\s+-72\.00\s+-168\.00\s+-168\.00\s+ties/);
  assert.match(await claims.innerText(), /LC-2231\s+CHK55102\s+primary\s+1\s+350\.00\s+59\.00\s+291\.00\s+219\.00\s+-72\.00/);
  assert.match(
    await page.getByRole('region', { name: 'Provider adjustments' }).innerText(),
    /WO\s+overpayment recovered\s+75\.00/,
  );
  await picture(page, 'check-light');
});

test('a problem shows its segment, and where that stands in the text', async () => {
  const second = panel().locator('.findings > li').nth(1);
  assert.equal(await second.locator('code').innerText(), 'CLP*LC-2231*1*350*219*35*12*SD8831~');
  await second.getByRole('button', { name: 'Show segment 36' }).click();
  await until(selected, 'CLP*LC-2231*1*350*219*35*12*SD8831~');
});

test('a file whose lines end with two characters has its places too', async () => {
  const lines = (await text().inputValue()).replaceAll('\n', '\r\n');
  const drop = await page.evaluateHandle((lines) => {
    const data = new DataTransfer();
    data.items.add(new File([lines], 'windows.835'));
    return data;
  }, lines);
  await text().fill('');
  await page.locator('#remittance-fault').waitFor();
  await panel().locator('.editor').dispatchEvent('drop', { dataTransfer: drop });
  await headline('3 problems');
  await panel().locator('.findings > li').nth(1).getByRole('button', { name: 'Show segment 36' }).click();
  await until(selected, 'CLP*LC-2231*1*350*219*35*12*SD8831~');
});

test('the fix that is named makes it tie', async () => {
  const broken = await text().inputValue();
  await text().fill(broken.replaceAll('*219', '*291').replace('BPR*I*617.4', 'BPR*I*617.40'));
  await headline('Everything ties');
  assert.equal(await panel().locator('.findings > li').count(), 0);
});

test('a check for claims: the difference, the rows, and what would explain it', async () => {
  await panel().getByRole('button', { name: 'Claim rows' }).click();
  await headline('Check of 350.35 is partial: short by 62.50');
  assert.match(
    await panel().innerText(),
    /Claim procedure 7012 \(62\.50, claim 2547\) is the whole difference: the check may not pay it\./,
  );
  assert.match(
    await panel().locator('.books').innerText(),
    /Claim 2547 2 counted, 1 left out\s+212\.50[\s\S]*The sum of what counts\s+412\.85\s+The check\s+350\.35\s+The check is short by\s+62\.50/,
  );
  assert.match(
    await page.getByRole('region', { name: 'Claim procedures' }).innerText(),
    /7032 \(claim 2591, Received\)\s+84\.20\s+no\s+A check has paid it already/,
  );
  await picture(page, 'check-claims');
});

test('a problem in claim rows points at its row', async () => {
  await text().fill(
    '{"claimNums": [5, 5], "checkAmt": "10.00", "claimProcs": [{"claimProcNum": 1, "claimNum": 5, "status": "Received", "insPayAmt": "10.00"}]}',
  );
  await headline('refused');
  const finding = panel().locator('.findings > li').first();
  assert.match(await finding.innerText(), /claimNums\[1\]/);
  await finding.getByRole('button', { name: 'Show it in the text' }).click();
  await until(selected, '5');
});

test('the other documents are recognized', async () => {
  const example = await readFile(new URL('../../examples/checkset.json', import.meta.url), 'utf8');
  await text().fill(example);
  await headline('2 problems');
  assert.match(await panel().locator('#kind-hint').innerText(), /a check set of ClaimCenter/);
  await picture(page, 'check-checkset');
  await text().fill('{"payments": [{"claimPaymentNum": 1434, "checkAmt": "450.99", "isPartial": false}], "claimProcs": []}');
  await panel().locator('#kind-hint').filter({ hasText: 'stored checks' }).waitFor();
});

test('what cannot be read says so beside the text, with the place', async () => {
  await text().fill('ST*835*1~BPR*I*5.0x*C*CHK~SE*1*1~');
  const fault = page.locator('#remittance-fault');
  await fault.filter({ hasText: 'not an amount: got "5.0x"' }).waitFor();
  await fault.getByRole('button', { name: 'Show line 1 in the text' }).click();
  await until(selected, 'BPR*I*5.0x*C*CHK~');
  await text().fill(
    '{"checkAmt": "1.00", "claimNums": [1], "claimProcs": [{"claimProcNum": 1, "claimNum": 1, "insPayAmt": "1,0"}]}',
  );
  await fault.filter({ hasText: 'claimProcs[0].insPayAmt' }).waitFor();
  await text().fill('ST*835*1~N1*PR*Zoë~BPR*I*5.0x*C*CHK~SE*1*1~'); // places are told in bytes
  await fault.filter({ hasText: 'not an amount: got "5.0x"' }).waitFor();
  await fault.getByRole('button', { name: 'Show line 1 in the text' }).click();
  await until(selected, 'BPR*I*5.0x*C*CHK~');
  await text().fill('Dear colleague');
  await fault.filter({ hasText: 'Neither an 835' }).waitFor();
});

test('a file that has gone since it was chosen is said', async () => {
  await panel()
    .locator('.editor')
    .evaluate((editor) => {
      const gone = new File(['x'.repeat(600_000)], 'gone.835');
      gone.slice = () => ({ text: () => Promise.reject(new DOMException('it has gone', 'NotReadableError')) });
      const event = new Event('drop', { bubbles: true, cancelable: true });
      editor.dispatchEvent(Object.assign(event, { dataTransfer: { types: ['Files'], files: [gone] } }));
    });
  await page.locator('#remittance-fault').filter({ hasText: 'It has gone' }).waitFor();
  await panel().locator('.result[aria-busy=false]').waitFor();
  await panel().getByRole('button', { name: '835', exact: true }).click();
  await headline('3 problems');
});

test('an 835 is one, whatever was chosen, and the page says so', async () => {
  await page.getByLabel('What it is').selectOption('claim.batch');
  await page.locator('#kind-hint').filter({ hasText: 'read as a remittance, which it is' }).waitFor();
  await page.getByLabel('What it is').selectOption('');
  await page.locator('#kind-hint').filter({ hasText: 'recognized: a remittance' }).waitFor();
});

test('an 835 beside the rows of the books', async () => {
  await panel().getByRole('button', { name: '835', exact: true }).click();
  await headline('3 problems');
  await page.getByText('Compare it with the books').click();
  const books = page.getByLabel('The rows that the payment should match');
  await books.fill('[{"claimProcNum": 1, "claimNum": 7, "status": "Received", "insPayAmt": "190.00"}]');
  await headline('4 problems');
  assert.match(
    await panel().locator('.findings').first().innerText(),
    /the rows sum to 190\.00, but the checks pay 948\.90 \(over by 758\.90\)/,
  );
  assert.equal(
    await panel().locator('.findings > li').first().locator('.fix').innerText(),
    'Correct the rows or the payment; a provider adjustment is posted apart from the claims.',
  );
  assert.match(
    await panel().locator('.findings > li', { hasText: 'ERA_HAS_PLB' }).innerText(),
    /Post the provider adjustments, then finalize the payment by hand/,
  );
  assert.match(
    await panel().locator('.ledger.books').innerText(),
    /The rows that are ready for it\s+190\.00\s+The same less provider adjustments\s+116\.40/,
  );
  await books.fill('[{"claimProcNum": 1, "insPayAmt": "1x"}]');
  await page.locator('#books-fault').filter({ hasText: 'claimProcs[0].insPayAmt' }).waitFor();
  await books.fill('[{');
  await page.locator('#books-fault').filter({ hasText: 'Not JSON: the text ends too early' }).waitFor();
  await books.fill('');
  await headline('3 problems');
});

test('a large 835 is checked while the page stays quick', async () => {
  const claims = 60_000;
  const parts = ['ST*835*0001~', `BPR*I*${claims}*C*CHK************20261118~`, 'TRN*1*BIG*1512345678~'];
  for (let i = 0; i < claims; i++)
    parts.push(
      `CLP*C${i}*1*3*1*1*12*X${i}~SVC*AD:D1110*3*${i === 41_999 ? '2' : '1'}~CAS*CO*45*1~CAS*PR*1*1~${'REF*6R*1234567890~'.repeat(4)}`,
    );
  parts.push(`SE*${3 + 8 * claims + 1}*0001~`);
  const path = artefact('large.835');
  await writeFile(path, parts.join('\n'));
  await page.evaluate(() => {
    window.slowest = 0;
    let last = performance.now();
    window.beat = setInterval(() => {
      window.slowest = Math.max(window.slowest, performance.now() - last - 20);
      last = performance.now();
    }, 20);
  });
  const started = Date.now();
  await panel().locator('input[type=file]').setInputFiles(path);
  await page.getByText('read as it is and not shown here').waitFor();
  await panel().getByRole('button', { name: 'Stop' }).waitFor();
  await page.getByRole('tab', { name: 'Payment plan' }).click(); // another tab answers meanwhile
  await page.getByLabel('Principal').fill('2400');
  await page.locator('#panel-plan dd').filter({ hasText: '2,400.00' }).waitFor();
  await page.getByRole('tab', { name: 'Checks' }).click();
  await headline(/It does not tie|Everything ties/);
  await panel().locator('.result[aria-busy=false]').waitFor({ timeout: 60_000 });
  const slowest = await page.evaluate(() => (clearInterval(window.beat), window.slowest));
  const took = Date.now() - started;
  assert.ok(slowest < took / 3, `the page stood still for ${slowest} ms of ${took}`);
  assert.equal(await panel().locator('.findings > li').count(), 1);
  assert.match(await panel().locator('.findings > li').innerText(), /C41999, service line 1: .*SVC\*AD:D1110\*3\*2~/s);
  console.log(
    `# ${(parts.join('\n').length / 1e6).toFixed(1)} MB in ${took} ms, the page never held up for more than ${Math.round(slowest)} ms`,
  );
  await picture(page, 'check-large');

  await panel().getByRole('button', { name: 'Claim rows' }).click();
  await headline('Check of 350.35');
  await panel().locator('input[type=file]').setInputFiles(path);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' });
  await panel().getByText('Stopped before it was checked.').waitFor(); // and no report of another text
  assert.equal(await panel().locator('h2').count(), 0);
  await panel().getByRole('button', { name: '835', exact: true }).click();
  await headline('3 problems');
});

test('large claim rows are read in the worker, and what is too large for it is refused', async () => {
  const rows = Array.from(
    { length: 20_000 },
    (_, i) => `{"claimProcNum": ${i + 1}, "claimNum": 5, "status": "Received", "insPayAmt": "1.00"}`,
  );
  const path = artefact('large.json');
  await writeFile(path, `{"claimNums": [5], "checkAmt": "20000.00", "claimProcs": [${rows}]}`);
  await panel().locator('input[type=file]').setInputFiles(path);
  await headline('Check of 20,000.00 ties, and is final');
  await panel().getByText('and 19,801 more').waitFor();

  await panel().getByRole('button', { name: '835', exact: true }).click();
  await headline('3 problems');
  await text().evaluate((area, rows) => {
    const data = new DataTransfer();
    data.setData('text/plain', `{"claimNums": [5], "checkAmt": "20000.00", "claimProcs": [${rows}]}`);
    area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, rows.join());
  await panel().locator('.file', { hasText: 'what was pasted' }).waitFor();
  await headline('Check of 20,000.00 ties, and is final');

  const large = artefact('too-large.835');
  await writeFile(large, 'ST*835*1~');
  await truncate(large, 65 << 20);
  await panel().locator('input[type=file]').setInputFiles(large);
  await page.locator('#remittance-fault').filter({ hasText: 'more than 64 MiB' }).waitFor();
  await rm(large);
  await panel().getByRole('button', { name: '835', exact: true }).click();
  await headline('3 problems');
  assert.deepEqual(page.faults, []);
});
