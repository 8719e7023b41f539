// What alloc.pay did, charge by charge: the trace has every step, by the name of
// the charge that it changed.

import type { Answer } from '../engine';
import { data, member, type Node } from '../json';
import type { Step } from '../trace';

export interface Split {
  amount: string;
  patient: string;
  provider: string;
  procedure: string;
  adjustment: string;
  plan: string;
  planCharge: string;
  debit: string;
  unearned: string;
}

/** Charge is one charge, or one part of an instalment, with every step it went through. */
export interface Charge {
  subject: string; // as the trace names it; no two have the same
  name: string; // procedure 110
  about: string; // crown, tooth 14, Ana
  when: string; // done 2026-10-06
  face: string;
  steps: Step[];
  reductions: Step[]; // between its face value and what is owed
  within: Charge | undefined; // an adjustment that belongs to a charge is counted there
  owed: string;
  paid: Step[];
  left: string;
}

/** Paid is a split, with the charge that it pays and the step that made it. */
export interface Paid {
  split: Split;
  step: Step | undefined;
  charge: Charge | undefined;
}

export interface Warning {
  code: string;
  path: string;
  message: string;
}

/** Allocation is a payment, and where it went. */
export interface Allocation {
  payment: { patient: string; amount: string; date: string };
  payer: string; // the payer's name
  unallocated: string;
  charges: Charge[];
  paid: Paid[];
  order: string;
  warnings: Warning[];
}

// The rules that make a split.
const pays = new Set(['oldestFirst', 'chosenFirst', 'ownFirst', 'strategy', 'given', 'unearned', 'prepayment', 'planPrepayment']);
const onNothing = new Set(['unearned', 'prepayment', 'planPrepayment']);

/** allocationOf reads a result. */
export function allocationOf(answer: Answer): Allocation {
  const result = answer.data as unknown as {
    payment: Allocation['payment'];
    splits: Split[];
    unallocated: string;
    warnings: Warning[];
    trace: Step[];
  };
  const charges = new Map<string, Charge>();
  const paid: Paid[] = [];
  for (const step of result.trace) {
    const split = pays.has(step.rule) ? result.splits[paid.length] : undefined;
    if (split && onNothing.has(step.rule)) {
      paid.push({ split, step, charge: undefined });
      continue;
    }
    let charge = charges.get(step.subject);
    if (!charge) {
      charge = newCharge(step.subject);
      charges.set(step.subject, charge);
    }
    charge.steps.push(step);
    charge.left = step.after;
    if (split) {
      charge.paid.push(step);
      paid.push({ split, step, charge });
      continue;
    }
    charge.owed = step.after;
    if (step.rule !== 'face') {
      charge.reductions.push(step);
      continue;
    }
    charge.face = step.after;
    charge.when = step.note;
  }
  for (const charge of charges.values()) {
    for (const step of charge.reductions) {
      const other = step.rule === 'attachedAdjustment' && charges.get(step.note.replace(/ belongs to it$/, ''));
      if (other) other.within = charge;
    }
  }
  for (const split of result.splits.slice(paid.length)) paid.push({ split, step: undefined, charge: undefined });
  return {
    payment: result.payment,
    payer: answer.payer,
    unallocated: result.unallocated,
    charges: [...charges.values()],
    paid,
    order: orderOf(result.trace),
    warnings: result.warnings ?? [],
  };
}

function newCharge(subject: string): Charge {
  const open = subject.indexOf(' (');
  const named = open > 0 && subject.endsWith(')');
  return {
    subject,
    name: named ? subject.slice(0, open) : subject,
    about: named ? subject.slice(open + 2, -1) : '',
    when: '',
    face: '',
    steps: [],
    reductions: [],
    within: undefined,
    owed: '',
    paid: [],
    left: '',
  };
}

/** nameOf returns the name of one of the family, if the document says it. */
export function nameOf(document: Node, id: string): string {
  const family = member(document, 'family');
  for (const one of family?.kind === 'array' ? family.items : []) {
    const number = member(one, 'id') ?? member(one, 'patNum');
    const name = member(one, 'name');
    if (number && name && data(number) === id) return String(data(name) ?? '');
  }
  return '';
}

function orderOf(trace: Step[]): string {
  const rules = new Set(trace.map((step) => step.rule));
  if (rules.has('strategy')) return 'In the order of the strategy';
  const parts = [];
  if (rules.has('chosenFirst')) parts.push('what the payer chose');
  if (rules.has('ownFirst')) parts.push("the payer's own charges, the oldest first");
  if (rules.has('oldestFirst')) parts.push("the family's charges, the oldest first");
  return parts.length > 0 ? `First ${parts.join(', then ')}` : '';
}

// The rules of the trace, as a person would name them.
const names: { [rule: string]: string } = {
  insurance: 'insurance',
  attachedAdjustment: 'adjustment',
  adjustmentsCancel: 'adjustment',
  insuranceFence: 'insurance over the fee',
  earlierSplit: 'paid before',
  looseCredit: 'money on the account',
  onPlan: 'moved to its plan',
  givenBack: 'back from its plan',
  notDue: 'not due yet',
  insurancePlan: "an insurer's plan",
};

/** ruleName names a rule in a few words. */
export const ruleName = (rule: string): string => names[rule] ?? rule;
