// The schedule of a plan, as plan.schedule returns it.

import type { Answer } from '../engine';
import type { Terms } from './terms';

export interface Row {
  n: string;
  date: string;
  kind: 'downPayment' | 'installment';
  principal: string;
  interest: string;
  amount: string;
  balance: string;
  why: string; // how the row came about
}

export interface Schedule {
  terms: Terms; // that it follows from
  payAmt: string;
  numberOfPayments: string;
  principalAmount: string;
  totalInterest: string;
  totalCost: string;
  rows: Row[];
  note: string;
}

interface Step {
  subject: string;
  note: string;
}

/** scheduleOf reads a result, and gives each row its step of the trace. */
export function scheduleOf(answer: Answer, terms: Terms): Schedule {
  const result = answer.data as unknown as Schedule & { trace?: Step[] };
  const why = new Map((result.trace ?? []).map((step) => [step.subject, step.note]));
  const rows = result.rows.map((row) => ({
    ...row,
    why: why.get(row.kind === 'downPayment' ? 'down payment' : `row ${row.n}`) ?? '',
  }));
  return { ...result, terms, rows };
}

const columns = ['n', 'date', 'kind', 'principal', 'interest', 'amount', 'balance'] as const;

/** csv returns the rows as the command writes them with --format csv. */
export function csv(schedule: Schedule): string {
  return [columns.join(','), ...schedule.rows.map((row) => columns.map((c) => row[c]).join(','))].join('\n') + '\n';
}
