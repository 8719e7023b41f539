// The terms of a plan: as the form holds them, as the engine takes them, and as a
// link carries them.

import { typed } from '../amount';

export interface Terms {
  principal: string;
  downPayment: string;
  apr: string;
  payPlanDate: string;
  firstPayment: string;
  frequency: string;
  fifthWeekday: string;
  by: 'count' | 'amount'; // which of the two is given; the other follows
  numberOfPayments: string;
  payAmt: string;
  interestStart: string;
  rounding: string;
  currency: string;
  note: string;
}

export const frequencies = ['Weekly', 'EveryOtherWeek', 'Monthly', 'OrdinalWeekday', 'Quarterly'];
export const roundings = [
  ['openDental', 'As Open Dental does'],
  ['halfEven', 'Exact, half a cent to even'],
  ['halfUp', 'Exact, half a cent up'],
  ['halfDown', 'Exact, half a cent down'],
] as const;

/** example is the plan that the page opens with. */
export const example = (today: string): Terms => ({
  principal: '1180.00',
  downPayment: '200.00',
  apr: '9.9',
  payPlanDate: today,
  firstPayment: '',
  frequency: 'Monthly',
  fifthWeekday: 'fourth',
  by: 'count',
  numberOfPayments: '12',
  payAmt: '',
  interestStart: '',
  rounding: 'openDental',
  currency: 'USD',
  note: '',
});

/** blank is what a link leaves out. */
const blank: Terms = {
  principal: '',
  downPayment: '',
  apr: '',
  payPlanDate: '',
  firstPayment: '',
  frequency: 'Monthly',
  fifthWeekday: 'fourth',
  by: 'count',
  numberOfPayments: '',
  payAmt: '',
  interestStart: '',
  rounding: 'openDental',
  currency: 'USD',
  note: '',
};

/** toLink returns the terms as the query of a link. What is as usual is left out, and what follows from the rest. */
export function toLink(terms: Terms): string {
  const query = new URLSearchParams();
  const follows = terms.by === 'count' ? 'payAmt' : 'numberOfPayments';
  for (const name of Object.keys(blank) as (keyof Terms)[]) {
    if (terms[name] !== blank[name] && name !== follows) query.set(name, terms[name]);
  }
  return query.toString() || 'principal='; // a link without a query is that of the example
}

/** fromLink reads the query of a link. Names that it does not know say nothing. */
export function fromLink(query: string): Terms {
  const terms = { ...blank };
  for (const [name, value] of new URLSearchParams(query)) {
    if (name === 'by') terms.by = value === 'amount' ? 'amount' : 'count';
    else if (Object.hasOwn(blank, name)) terms[name as Exclude<keyof Terms, 'by'>] = value;
  }
  return terms;
}

/** rateOf returns the rate, which may be typed with its sign. */
export const rateOf = (terms: Terms): string => terms.apr.trim().replace(/\s*%$/, '');

/** toDocument returns the document of plan.schedule. */
export function toDocument(terms: Terms): string {
  const document: { [name: string]: string | boolean } = {
    principal: typed(terms.principal),
    today: terms.payPlanDate,
    payPlanDate: terms.payPlanDate,
    frequency: terms.frequency,
    rounding: terms.rounding,
    explain: true,
  };
  const given = terms.by === 'count' ? { numberOfPayments: terms.numberOfPayments.trim() } : { payAmt: typed(terms.payAmt) };
  const optional = {
    ...given,
    downPayment: typed(terms.downPayment),
    apr: rateOf(terms),
    firstPayment: terms.firstPayment,
    interestStart: terms.interestStart,
    currency: terms.currency.trim().toUpperCase(),
    note: terms.note,
  };
  for (const [name, value] of Object.entries(optional)) {
    if (value !== '') document[name] = value;
  }
  if (terms.frequency === 'OrdinalWeekday') document.fifthWeekday = terms.fifthWeekday;
  return JSON.stringify(document);
}

/** fieldOf returns the field of the form that a path of the document belongs to. */
export function fieldOf(path: string, terms: Terms): keyof Terms | undefined {
  if (path === 'today') return 'payPlanDate';
  if (path === 'payAmt' || path === 'numberOfPayments') {
    return terms.by === 'count' ? 'numberOfPayments' : 'payAmt';
  }
  return Object.hasOwn(blank, path) ? (path as keyof Terms) : undefined;
}
