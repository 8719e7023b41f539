import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { Money } from '../parts/money';
import { useSome } from '../parts/some';
import { Words } from '../parts/words';
import { Ledger } from './ledger';
import type { Allocation, Charge } from './model';
import { subOf, titleOf } from './splits';

interface Line {
  key: string;
  title: string;
  name: string;
  a: Charge | undefined;
  b: Charge | undefined;
}

/** Compare sets two ways to place one payment side by side. */
export function Compare({ a, b, names }: { a: Allocation; b: Allocation; names: [string, string] }) {
  const [open, setOpen] = useState<string>();
  const lines = linesOf(a, b);
  const same = lines.every(isSame);
  const [some, more] = useSome(lines);
  return (
    <>
      <p class="lead">{same ? 'Both pay the same charges the same amounts.' : 'Rows that differ are marked.'}</p>
      <div class="wide" role="region" aria-label="Two strategies side by side" tabIndex={0}>
        <table class="rows compare">
          <thead>
            <tr>
              <th scope="col">Charge</th>
              <th scope="col" class="number wide-only">
                Owed
              </th>
              {names.map((name, i) => (
                <th key={i} scope="col" class="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          {some.map((line) => (
            <tbody key={line.key} class={`${open === line.key ? 'open' : ''}${isSame(line) ? '' : ' differs'}`}>
              <tr class="opens" onClick={() => setOpen(open === line.key ? undefined : line.key)}>
                <th scope="row">
                  <button
                    type="button"
                    class="opener"
                    aria-expanded={open === line.key}
                    onClick={(e) => (e.stopPropagation(), setOpen(open === line.key ? undefined : line.key))}
                  >
                    <span>
                      {line.title}
                      <span class="sub">
                        <Words of={line.name} />
                        {!isSame(line) && <span class="mark-differs">differs</span>}
                      </span>
                    </span>
                  </button>
                </th>
                <td class="number wide-only">
                  <Money of={(line.a ?? line.b)!.owed} />
                </td>
                <PaidCell charge={line.a} of={a} />
                <PaidCell charge={line.b} of={b} />
              </tr>
              {open === line.key && (
                <tr class="why">
                  <td colSpan={4}>
                    {[line.a, line.b].map((charge, i) => (
                      <Fragment key={i}>
                        <h4>{names[i]}</h4>
                        {charge ? <Ledger charge={charge} /> : <p>Not on this account.</p>}
                      </Fragment>
                    ))}
                  </td>
                </tr>
              )}
            </tbody>
          ))}
          <tfoot>
            <tr>
              <th scope="row">On no charge</th>
              <td class="wide-only" />
              <td class="number">
                <Money of={a.unallocated} quiet />
              </td>
              <td class="number">
                <Money of={b.unallocated} quiet />
              </td>
            </tr>
          </tfoot>
        </table>
        {more}
      </div>
    </>
  );
}

function PaidCell({ charge, of }: { charge: Charge | undefined; of: Allocation }) {
  const at = of.paid.findIndex((paid) => charge && paid.charge === charge);
  return (
    <td class="number">
      {charge?.paid.map((step, i) => (
        <span key={i} class="strong">
          <Money of={step.amount} />
        </span>
      ))}
      {at >= 0 ? <span class="sub">{`${at + 1} of ${of.paid.length}`}</span> : <span class="soft">nothing</span>}
    </td>
  );
}

function linesOf(a: Allocation, b: Allocation): Line[] {
  const lines = new Map<string, Line>();
  const add = (charge: Charge, side: 'a' | 'b') => {
    const key = charge.subject;
    const line = lines.get(key) ?? { key, title: titleOf(charge), name: subOf(charge), a: undefined, b: undefined };
    line[side] = charge;
    lines.set(key, line);
  };
  for (const { charge } of a.paid) if (charge) add(charge, 'a');
  for (const { charge } of b.paid) if (charge) add(charge, 'b');
  for (const charge of a.charges) if (lines.has(charge.subject)) add(charge, 'a');
  for (const charge of b.charges) if (lines.has(charge.subject)) add(charge, 'b');
  return [...lines.values()];
}

const paidOf = (charge: Charge | undefined): string => charge?.paid.map((step) => step.amount).join(' ') ?? '';
const isSame = (line: Line): boolean => paidOf(line.a) === paidOf(line.b);
