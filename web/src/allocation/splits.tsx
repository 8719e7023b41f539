import { useState } from 'preact/hooks';
import { human, isZero, pixels, sentence } from '../amount';
import { Money } from '../parts/money';
import { useSome } from '../parts/some';
import { Words } from '../parts/words';
import { Ledger } from './ledger';
import { ruleName, type Allocation, type Charge, type Paid } from './model';

/** Splits lists where a payment went. Each row opens to say why. */
export function Splits({ of }: { of: Allocation }) {
  const [open, setOpen] = useState<string>();
  const [splits, more] = useSome(of.paid);
  return (
    <div class="wide" role="region" aria-label="Where the payment went" tabIndex={0}>
      <table class="rows">
        <thead>
          <tr>
            <th scope="col">For</th>
            <th scope="col" class="number wide-only">
              Provider
            </th>
            <th scope="col" class="number wide-only">
              Owed
            </th>
            <th scope="col" class="number">
              Paid
            </th>
            <th scope="col" class="number">
              Left
            </th>
          </tr>
        </thead>
        {splits.map((paid, i) => {
          const key = `${i} ${paid.charge?.subject ?? ''}`; // another document's row does not open by itself
          return (
            <SplitRow
              key={key}
              n={i + 1}
              paid={paid}
              all={of.payment.amount}
              open={open === key}
              onToggle={() => setOpen(open === key ? undefined : key)}
            />
          );
        })}
        <tfoot>
          <tr>
            <th scope="row">The whole payment</th>
            <td class="wide-only" />
            <td class="wide-only" />
            <td class="number">
              <Money of={of.payment.amount} />
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
      {more}
    </div>
  );
}

interface RowProps {
  n: number;
  paid: Paid;
  all: string;
  open: boolean;
  onToggle: () => void;
}

function SplitRow({ n, paid: { split, step, charge }, all, open, onToggle }: RowProps) {
  const share = Math.max(0, Math.min(100, (100 * pixels(split.amount)) / pixels(all)));
  return (
    <tbody class={open ? 'open' : ''}>
      <tr class="opens" onClick={onToggle}>
        <th scope="row">
          <button type="button" class="opener" aria-expanded={open} onClick={(e) => (e.stopPropagation(), onToggle())}>
            <span class="n">{n}</span>
            <span>
              {charge ? titleOf(charge) : 'Kept as unearned income'}
              <span class="sub">
                <Words of={charge ? subOf(charge) : 'on no charge'} />
              </span>
            </span>
          </button>
          <span class="share" aria-hidden="true">
            <span style={{ width: `${share}%` }} />
          </span>
        </th>
        <td class="number wide-only">{split.provider === '0' ? '' : split.provider}</td>
        <td class="number wide-only">{charge && step && <Money of={step.before} />}</td>
        <td class="number strong">
          <Money of={split.amount} />
        </td>
        <td class="number">{charge && step && <Money of={step.after} quiet />}</td>
      </tr>
      {open && (
        <tr class="why">
          <td colSpan={5}>
            <p>{whyOf(n, { split, step, charge })}</p>
            {charge && <Ledger charge={charge} />}
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** titleOf names a charge by what it was for. */
export const titleOf = (charge: Charge): string => sentence(charge.about || charge.name);

/** subOf says which charge it is, and of when. */
export const subOf = (charge: Charge): string => [charge.about && charge.name, charge.when].filter(Boolean).join(', ');

const places: { [rule: string]: string } = {
  chosenFirst: 'The payer chose it, so it goes before everything that is older.',
  ownFirst: "It is the payer's own, and the oldest of those that were left.",
  oldestFirst: "It is the oldest of the family's charges that were left.",
  strategy: 'It is next by the strategy.',
};

/** whyOf says in words why a split is there, and why it is as large as it is. */
function whyOf(n: number, { step, charge }: Paid): string {
  if (!step) return '';
  if (!charge) return `${sentence(step.note)}.`;
  const said = [places[step.rule] ?? `${sentence(step.note)}.`];
  if (charge.reductions.length > 0) {
    const what = [...new Set(charge.reductions.map((r) => ruleName(r.rule)))];
    said.push(`Of its ${human(charge.face)}, ${human(step.before)} is owed after ${listed(what)}.`);
  } else {
    said.push(`Nothing has lowered its ${human(charge.face)}.`);
  }
  if (isZero(step.after)) said.push(`${human(step.amount)} pays it in full.`);
  else if (step.rule === 'strategy') said.push(`It gets ${human(step.amount)}; ${human(step.after)} stays owed.`);
  else said.push(`The payment ends here with ${human(step.amount)}; ${human(step.after)} stays owed.`);
  return (n === 1 ? 'First. ' : '') + said.join(' ');
}

function listed(words: string[]): string {
  const last = words[words.length - 1]!;
  return words.length === 1 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
