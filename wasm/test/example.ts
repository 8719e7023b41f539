// The package as a program in TypeScript uses it. tsc checks it; nothing runs it.

import { load, loadInWorker, PaysplitError } from '@paysplit/wasm';
import type { AllocPayInput, Engine, OperationName, WorkerEngine } from '@paysplit/wasm';

const account: AllocPayInput = {
  today: '2026-03-02',
  family: [{ id: 1, guarantor: 1 }],
  charges: [{ type: 'procedure', id: 11, patient: 1, provider: 5, date: '2026-02-01', fee: '55.00' }],
  payment: { patient: 1, amount: 20.5, date: '2026-03-02' },
};

export async function pay(): Promise<string> {
  const paysplit: Engine = await load();
  try {
    return paysplit.run('alloc.pay', account).unallocated;
  } catch (error) {
    if (error instanceof PaysplitError) return `${error.code} at ${error.path}: ${error.document.error.message}`;
    throw error;
  }
}

export async function payInWorker(): Promise<string> {
  const paysplit: WorkerEngine = await loadInWorker({ wasm: new URL('https://example.org/paysplit.wasm') });
  const names: OperationName[] = paysplit.ops.map((op) => op.name);
  const text: string = await paysplit.runText(names[0] ?? 'alloc.pay', new Uint8Array());
  paysplit.terminate();
  return text + (await paysplit.run('alloc.pay', JSON.stringify(account))).unallocated;
}

// Open Dental's names are known.
export const openDental: AllocPayInput = { Payment: { PatNum: 5, PayAmt: '12.50' } };

// What is misspelt or of another type is found before it runs.
export async function mistakes(paysplit: Engine): Promise<void> {
  // @ts-expect-error: no such operation
  paysplit.run('alloc.pya', account);
  // @ts-expect-error: no such field
  paysplit.run('alloc.pay', { paymnet: {} });
  // @ts-expect-error: no such word
  paysplit.run('alloc.pay', { charges: [{ type: 'proc' }] });
  // @ts-expect-error: a field of another operation
  paysplit.run('plan.interest', { payment: {} });
  // @ts-expect-error: an amount is text or a number
  paysplit.run('plan.interest', { balance: true });
  // @ts-expect-error: runText takes text
  paysplit.runText('plan.interest', account);
  // @ts-expect-error: a worker answers later
  const now: string = (await loadInWorker()).run('plan.interest', {}).interest;
}
