import { useState } from 'preact/hooks';
import { isZero } from '../amount';
import { Money } from '../parts/money';
import { useSome } from '../parts/some';
import { Words } from '../parts/words';
import { Ledger, signed } from './ledger';
import { ruleName, type Allocation, type Charge } from './model';
import { subOf, titleOf } from './splits';

/** Charges lists every charge: its price, what lowered it, what the payment did. */
export function Charges({ of }: { of: Allocation }) {
  const [open, setOpen] = useState<string>();
  const [charges, more] = useSome(of.charges);
  return (
    <div class="wide" role="region" aria-label="Every charge" tabIndex={0}>
      <table class="rows">
        <thead>
          <tr>
            <th scope="col">Charge</th>
            <th scope="col" class="number wide-only">
              Charged
            </th>
            <th scope="col" class="number wide-only">
              What changed it
            </th>
            <th scope="col" class="number">
              Owed
            </th>
            <th scope="col" class="number">
              Left
            </th>
          </tr>
        </thead>
        {charges.map((charge) => {
          const key = charge.subject;
          return (
            <ChargeRow key={key} charge={charge} open={open === key} onToggle={() => setOpen(open === key ? undefined : key)} />
          );
        })}
      </table>
      {more}
    </div>
  );
}

function ChargeRow({ charge, open, onToggle }: { charge: Charge; open: boolean; onToggle: () => void }) {
  return (
    <tbody class={`${open ? 'open' : ''}${charge.paid.length > 0 ? ' paid' : ''}`}>
      <tr class="opens" onClick={onToggle}>
        <th scope="row">
          <button type="button" class="opener" aria-expanded={open} onClick={(e) => (e.stopPropagation(), onToggle())}>
            <span>
              {titleOf(charge)}
              <span class="sub">
                <Words of={subOf(charge)} />
              </span>
            </span>
          </button>
        </th>
        <td class="number wide-only">
          <Money of={charge.face} />
        </td>
        <td class="number wide-only">
          {charge.within && <span class="change soft">counted on {charge.within.name}</span>}
          {charge.reductions.map((step, i) => (
            <span key={i} class="change">
              <span class="soft">{ruleName(step.rule)}</span> {signed(step)}
            </span>
          ))}
        </td>
        <td class="number strong">{!charge.within && <Money of={charge.owed} quiet />}</td>
        <td class="number">
          {charge.within ? '' : charge.paid.length > 0 ? <Left charge={charge} /> : <Money of={charge.left} quiet />}
        </td>
      </tr>
      {open && (
        <tr class="why">
          <td colSpan={5}>
            <Ledger charge={charge} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

const Left = ({ charge }: { charge: Charge }) =>
  isZero(charge.left) ? <span class="done">paid</span> : <Money of={charge.left} />;
