// The reports of the operations on checks and remittances. Numbers are text.

import type { Step } from '../trace';

export interface Problem {
  code: string;
  path: string;
  message: string;
  want?: string;
  got?: string;
  difference?: string;
  segment?: string;
}

export interface Transaction {
  check: string;
  segment: string;
  claims: string;
  charges: string;
  paid: string;
  providerAdjustments: string;
  expectedPayment: string;
  payment: string;
  difference: string;
  ok: boolean;
}

export interface Claim {
  check?: string;
  claim: string;
  status: string;
  services: string;
  charge: string;
  adjustments: string;
  expected: string;
  paid: string;
  difference: string;
}

export interface ProviderAdjustment {
  check?: string;
  reason: string;
  meaning: string;
  amount: string;
}

/** Remittance is the report of era.balance and era.check. */
export interface Remittance {
  ok: boolean;
  difference: string;
  expectedPayment?: string;
  sum?: string; // of the rows of the books
  sumMinusPLB?: string;
  explainedByPLB?: boolean;
  excluded?: { claimProcNum: string; reason: string }[];
  problems: Problem[];
  warnings: Problem[];
  transactions?: Transaction[];
  claims?: Claim[];
  providerAdjustments?: ProviderAdjustment[];
}

export interface Hint {
  claimPaymentNum?: string;
  message: string;
}

/** ClaimCheck is the report of claim.single, claim.batch and claim.update. */
export interface ClaimCheck {
  ok: boolean;
  sum: string;
  difference: string;
  isPartial: boolean;
  claims?: { claimNum: string; counted: string; excluded: string; sum: string }[];
  problems: Problem[];
  hints?: Hint[];
  trace: Step[];
}

const statuses: { [code: string]: string } = {
  1: 'primary',
  2: 'secondary',
  3: 'tertiary',
  4: 'denied',
  19: 'primary, forwarded',
  20: 'secondary, forwarded',
  21: 'tertiary, forwarded',
  22: 'reversal',
  23: 'not ours, forwarded',
  25: 'predetermination',
};

/** claimStatus says a claim's status in words. */
export const claimStatus = (code: string): string => statuses[code] ?? code;
