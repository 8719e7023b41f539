import { human, isNegative, isZero } from '../amount';

/** Money is an amount as people read it. */
export function Money({ of, quiet }: { of: string; quiet?: boolean }) {
  return <span class={`money${isNegative(of) ? ' negative' : ''}${quiet && isZero(of) ? ' nothing' : ''}`}>{human(of)}</span>;
}
