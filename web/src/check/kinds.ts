// What a text is: an 835 as it comes, or a document of one of the operations.

import { member, type Node } from '../json';

export interface Kind {
  op: string;
  name: string;
}

export const kinds: Kind[] = [
  { op: 'era.check', name: 'a remittance beside the books' },
  { op: 'era.balance', name: 'a remittance' },
  { op: 'claim.batch', name: 'a check for several claims' },
  { op: 'claim.single', name: 'a check for one claim' },
  { op: 'claim.update', name: 'a stored check that changes' },
  { op: 'claim.delete', name: 'a stored check to delete' },
  { op: 'claim.edit', name: 'a claim procedure that changes' },
  { op: 'claim.audit', name: 'stored checks' },
  { op: 'checkset.validate', name: 'a check set of ClaimCenter' },
];

/** is835 reports whether a text begins as an 835 does. */
export const is835 = (head: string): boolean => /^[\s\ufeff]*(ISA|GS|ST)[^A-Za-z0-9\s]/.test(head);

/** guess returns the operation that a document is for, by the names in it. */
export function guess(document: Node): string {
  const has = (...names: string[]) => names.every((name) => member(document, name) !== undefined);
  if (has('text') || has('bpr02') || has('plb') || has('plbTotal')) return has('claimProcs') ? 'era.check' : 'era.balance';
  if (has('checks') || has('exposures') || has('reserves') || has('data')) return 'checkset.validate';
  if (has('claimProc') || has('newInsPayAmt')) return 'claim.edit';
  if (has('payments')) return 'claim.audit';
  if (has('claimNums')) return 'claim.batch';
  if (has('newCheckAmt')) return 'claim.update';
  if (has('payment') && !has('checkAmt')) return 'claim.delete';
  return has('claimNum') ? 'claim.single' : 'claim.batch';
}
