// The ways to place a payment that the page compares.

import { edited, explained, member, write, type Node } from '../json';

export interface Choice {
  id: string;
  name: string;
  change: (document: Node) => Node;
}

// plain takes out what a document says of its order, so that a choice says it all.
const plain = (document: Node): Node => {
  let next = document;
  for (const names of [
    ['options', 'strategy'],
    ['options', 'isPatientPreferred'],
    ['options', 'isPrepayment'],
    ['options', 'planPolicy'],
    ['payment', 'isPatientPreferred'],
    ['payment', 'isPrepayment'],
  ]) {
    next = edited(next, names, undefined);
  }
  return next;
};

const option = (id: string, name: string, names: string[], value: string): Choice => ({
  id,
  name,
  change: (d) => edited(plain(d), names, value),
});
const strategy = (id: string, name: string, value: object): Choice =>
  option(id, name, ['options', 'strategy'], JSON.stringify(value));

export const choices: Choice[] = [
  { id: 'document', name: 'As the document says', change: (d) => d },
  { id: 'oldest', name: 'Oldest first, as Open Dental does', change: plain },
  {
    id: 'unchosen',
    name: 'Oldest first, nothing chosen',
    change: (d) => edited(edited(plain(d), ['payment', 'procNums'], undefined), ['options', 'procNums'], undefined),
  },
  option('own', "The payer's own charges first", ['options', 'isPatientPreferred'], 'true'),
  strategy('newest', 'Newest first', { order: 'newestFirst' }),
  strategy('due', 'By due date', { order: 'dueDate' }),
  strategy('rate', 'Highest rate first', { order: 'highestRate' }),
  strategy('prorata', 'In proportion to what is owed', { order: 'proRata' }),
  strategy('components', 'Penalties, fees, interest, principal', {
    components: ['penalty', 'fee', 'interest', 'principal'],
    direction: 'vertical',
  }),
  option('oldestPlan', 'Only the oldest payment plan', ['options', 'planPolicy'], '"oldestPlanOnly"'),
  option('prepayment', 'All of it as a prepayment', ['options', 'isPrepayment'], 'true'),
];

/** choiceOf returns the choice of that name, or the document's own. */
export const choiceOf = (id: string): Choice => choices.find((c) => c.id === id) ?? choices[0]!;

/** documentOf returns the document of a choice, with the trace asked for. */
export function documentOf(document: Node, choice: Choice): string {
  return write(explained(document.kind === 'object' ? choice.change(document) : document));
}

/** amountOf returns the amount of the payment, as the document has it. */
export function amountOf(document: Node | undefined): (Node & { text: string }) | undefined {
  const payment = member(document, 'payment');
  const amount = member(payment, 'amount') ?? member(payment, 'payAmt');
  return amount && 'text' in amount ? amount : undefined;
}
