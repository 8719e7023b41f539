/** Step is a step of the trace that every operation can give. Amounts are text. */
export interface Step {
  rule: string;
  subject: string;
  before: string;
  after: string;
  amount: string;
  note: string;
}
