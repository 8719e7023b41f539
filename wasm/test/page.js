// What the tests do inside a page. Each function returns plain data, which the test judges.

import { load, loadInWorker, PaysplitError } from '/npm/index.js';
import { casesIn, compare } from './cases.js';

const interest = { balance: '100.00', apr: '12', frequency: 'Monthly' };
const outcome = (promise) => promise.then(JSON.stringify, (error) => `${error.name}: ${error.message}`);

export async function parity() {
  const cases = casesIn(await (await fetch('/parity.jsonl')).text());
  const engine = await loadInWorker();
  return compare(cases, engine.runText);
}

export async function inThePage() {
  const before = Object.getOwnPropertyNames(globalThis).sort();
  const [one, two] = await Promise.all([load(), load()]);
  const results = [one.run('plan.interest', interest), two.run('plan.interest', interest)];
  let refusal;
  try {
    one.run('plan.interest', { ...interest, aprr: 1 });
  } catch (error) {
    refusal = [error instanceof PaysplitError, error.code, error.path];
  }
  const after = Object.getOwnPropertyNames(globalThis).sort();
  return { results, refusal, left: after.filter((name) => !before.includes(name)), ops: one.ops.length };
}

export async function inOwnWorker() {
  const worker = new Worker('/test/own-worker.js', { type: 'module' });
  worker.postMessage(interest);
  return new Promise((resolve, reject) => {
    worker.onmessage = (event) => resolve(event.data);
    worker.onerror = (event) => reject(new Error(event.message));
  });
}

export async function forms() {
  const bytes = await (await fetch('/npm/paysplit.wasm')).arrayBuffer();
  const module = await WebAssembly.compile(bytes);
  const forms = {
    'an address': '/npm/paysplit.wasm', 'a response': fetch('/npm/paysplit.wasm'), 'a response of another type': new Response(bytes), bytes, module,
  };
  const results = {};
  for (const [form, wasm] of Object.entries(forms)) {
    const engine = await loadInWorker({ wasm: wasm instanceof Promise ? wasm : await wasm });
    results[form] = await engine.run('plan.interest', interest);
    engine.terminate();
  }
  return { results, missing: await outcome(loadInWorker({ wasm: '/npm/missing.wasm' })) };
}

export async function terminated() {
  const engine = await loadInWorker();
  const calls = [engine.run('plan.interest', interest), engine.runText('plan.interest', '{}')];
  engine.terminate();
  calls.push(engine.run('plan.interest', interest));
  return Promise.all(calls.map(outcome));
}

// A worker that dies answers nothing: this one closes itself after it has started.
export async function dead() {
  const RealWorker = globalThis.Worker;
  globalThis.Worker = class extends RealWorker {
    constructor() {
      super('/test/dying-worker.js', { type: 'module' });
    }
  };
  const engine = await loadInWorker();
  globalThis.Worker = RealWorker;
  return Promise.all([1, 2].map(() => outcome(engine.run('plan.interest', interest))));
}

export async function withoutWorker() {
  const RealWorker = globalThis.Worker;
  globalThis.Worker = class extends RealWorker {
    constructor() {
      super('/test/no-such-worker.js', { type: 'module' });
    }
  };
  const result = await outcome(loadInWorker());
  globalThis.Worker = RealWorker;
  return result;
}
