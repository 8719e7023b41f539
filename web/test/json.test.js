// The reader of JSON and what amounts look like, without a browser.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runnerImport } from 'vite';

const source = async (name) => (await runnerImport(new URL(`../src/${name}`, import.meta.url).pathname)).module;
const { data, edited, explained, locate, read, write } = await source('json.ts');
const { compare, human, isZero, ordinalWeekday, typed } = await source('amount.ts');
const { fromLink, toLink, example } = await source('plan/terms.ts');

const plain = (text) => JSON.parse(JSON.stringify(data(read(text))));

test('numbers stay the text they were written as', () => {
  assert.deepEqual(plain('{"id": 9223372036854775807, "n": [-0.10, 1e3], "t": true, "x": null}'), {
    id: '9223372036854775807',
    n: ['-0.10', '1e3'],
    t: true,
    x: null,
  });
  assert.equal(write(read('{"id":9223372036854775807,"a":[1.50,"\\u00e9\\n"]}')), '{"id":9223372036854775807,"a":[1.50,"é\\n"]}');
});

test('texts are read as JSON.parse reads them', () => {
  const texts = [
    '""',
    '"\\"\\\\\\/\\b\\u0041"',
    ' [ ] ',
    '{}',
    '{"a":{"b":[[],{}]}}',
    '"\\ud83d\\ude00"',
    '\ufeff[1]',
    '-0',
    '"\u2028"',
  ];
  for (const text of texts) {
    const want = JSON.parse(text.replace('\ufeff', ''), (_, v) =>
      typeof v === 'number' ? (Object.is(v, -0) ? '-0' : String(v)) : v,
    );
    assert.deepEqual(plain(text), want, text);
  }
});

test('what is not JSON is refused, with its place', () => {
  const cases = [
    ['', 0],
    ['{', 1],
    ['[1,]', 3],
    ['{"a":1,}', 7],
    ['{"a" 1}', 5],
    ['{a:1}', 1],
    ['[1 2]', 3],
    ['01', 1],
    ['"a', 0],
    ['"a\n"', 2],
    ['tru', 0],
    ['"\\x"', 0],
    ['[1]]', 3],
    ['NaN', 0],
    ['[', 1],
    ['{"a":', 5],
    ["'a'", 0],
    ['+1', 0],
    ['[1,,2]', 3],
    ['['.repeat(5000), 201],
  ];
  for (const [text, at] of cases) {
    assert.throws(() => JSON.parse(text), SyntaxError, text);
    assert.throws(() => read(text), { at }, text.slice(0, 20));
  }
});

test('a path finds its place, or the nearest thing around it', () => {
  const text = '{"charges": [{"id": 1}, {"ProcFee": "x"}], "payment": {"PatNum": 5}}';
  const at = (path) => {
    const { start, end } = locate(read(text), path);
    return text.slice(start, end);
  };
  assert.equal(at('charges[1].ProcFee'), '"x"');
  assert.equal(at('charges[1].procFee'), '"x"');
  assert.equal(at('charges[1].date'), '{"ProcFee": "x"}');
  assert.equal(at('charges[7].date'), '[{"id": 1}, {"ProcFee": "x"}]');
  assert.equal(at('payment.PatNum'), '5');
  assert.equal(at(''), text);
});

test('a member can be replaced, added and taken out, and the rest keeps its text and order', () => {
  const edit = (text, names, value) => write(edited(read(text), names, value));
  assert.equal(edit('{"a":1.50,"b":{"c":2},"d":3}', ['b', 'c'], '"x"'), '{"a":1.50,"b":{"c":"x"},"d":3}');
  assert.equal(edit('{"a":1}', ['o', 's'], '{"k":1}'), '{"a":1,"o":{"s":{"k":1}}}');
  assert.equal(edit('{"a":1,"b":2}', ['a'], undefined), '{"b":2}');
  assert.equal(edit('{"a":1}', ['x', 'y'], undefined), '{"a":1}');
  assert.equal(edit('{"Options":{"Strategy":1,"z":2}}', ['options', 'strategy'], undefined), '{"Options":{"z":2}}');
});

test('the trace is asked for, and what is no object stays as it is', () => {
  assert.equal(write(explained(read('{"a":1}'))), '{"a":1,"explain":true}');
  assert.equal(write(explained(read('[1,2]'))), '[1,2]');
  assert.equal(write(explained(read('null'))), 'null');
});

test('amounts get separators and keep their digits', () => {
  const cases = [
    ['0.00', '0.00'],
    ['999.99', '999.99'],
    ['1180.00', '1,180.00'],
    ['-1234567.5', '-1,234,567.5'],
    ['9223372036854775.807', '9,223,372,036,854,775.807'],
    ['1234', '1,234'],
    ['none', 'none'],
  ];
  for (const [amount, want] of cases) assert.equal(human(amount), want);
});

test('amounts are compared exactly', () => {
  assert.equal(compare('92233720368547758.06', '92233720368547758.07'), -1);
  assert.equal(compare('-1.00', '-0.99'), -1);
  assert.equal(compare('1', '1.000'), 0);
  assert.ok(isZero('0.00') && isZero('-0') && !isZero('0.01'));
});

test('an amount may be typed with separators, and with nothing else', () => {
  const cases = [
    ['1,180.00', '1180.00'],
    ['$ 1,180', '1180'],
    [' 12.5 ', '12.5'],
    ['1,18', '1,18'],
    ['1.180,00', '1.180,00'],
    ['12,345,678.90', '12345678.90'],
  ];
  for (const [text, want] of cases) assert.equal(typed(text), want);
});

test('a date knows which weekday of its month it is', () => {
  assert.equal(ordinalWeekday('2026-12-08'), 'second Tuesday');
  assert.equal(ordinalWeekday('2026-10-30'), 'fifth Friday');
  assert.equal(ordinalWeekday('2026-02-30x'), '');
});

test('terms survive their link', () => {
  const terms = {
    ...example('2026-10-31'),
    note: 'a&b=c#d%20 é',
    frequency: 'Quarterly',
    by: 'amount',
    numberOfPayments: '',
    payAmt: '75.00',
  };
  assert.deepEqual(fromLink(toLink(terms)), terms);
  const blank = fromLink('principal=');
  assert.notEqual(toLink(blank), ''); // which would be the link of the example
  assert.deepEqual(fromLink(toLink(blank)), blank);
  assert.equal(fromLink('principal=1&evil=2&__proto__=3').principal, '1');
});
