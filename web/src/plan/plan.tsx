import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { human, isZero, sentence, today, weekday } from '../amount';
import { Refused, Stopped, type Engine } from '../engine';
import { copy, download } from '../parts/actions';
import type { Fault } from '../parts/field';
import { Money } from '../parts/money';
import { Chart } from './chart';
import { Form, frequencyName } from './form';
import { csv, scheduleOf, type Schedule } from './schedule';
import { example, fieldOf, fromLink, rateOf, toDocument, toLink, type Terms } from './terms';

interface Props {
  engine: Engine;
  followed: { query: string }; // the link that was followed last
  onLink: (query: string) => void;
}

/** Plan is the calculator of payment plans. */
export function Plan({ engine, followed, onLink }: Props) {
  const [terms, setTerms] = useState<Terms>(() => termsOf(followed.query));
  const [schedule, setSchedule] = useState<Schedule>();
  const [fault, setFault] = useState<Fault & { field?: keyof Terms }>();
  const latest = useRef('');
  const query = useMemo(() => toLink(terms), [terms]);

  const opened = useRef(followed);
  if (opened.current !== followed) {
    opened.current = followed;
    setTerms(termsOf(followed.query));
  }

  useEffect(() => {
    const document = toDocument(terms);
    latest.current = document;
    const wait = setTimeout(async () => {
      onLink(query);
      try {
        const answer = await engine.run({ op: 'plan.schedule', text: document });
        if (latest.current !== document) return;
        setSchedule(scheduleOf(answer, terms));
        setFault(undefined);
      } catch (error) {
        if (latest.current !== document || error instanceof Stopped) return;
        setFault(faultOf(error, terms));
      }
    }, 120);
    return () => clearTimeout(wait);
  }, [terms]);

  const share = () => {
    onLink(query); // what was typed last may wait for its turn
    return copy(location.href);
  };
  const due = schedule?.rows.find((row) => row.kind === 'installment');
  return (
    <div class="columns">
      <Form
        terms={terms}
        fault={fault}
        follows={schedule && { payAmt: schedule.payAmt, numberOfPayments: schedule.numberOfPayments, first: due?.date ?? '' }}
        onChange={(change) => setTerms((old) => ({ ...old, ...change }))}
      />
      {schedule ? (
        <Result schedule={schedule} stale={fault !== undefined} query={query} onShare={share} />
      ) : (
        <p class="empty">{fault ? 'The plan appears here once its terms are complete.' : 'Working it out…'}</p>
      )}
    </div>
  );
}

const termsOf = (query: string): Terms => (query ? fromLink(query) : example(today()));

function faultOf(error: unknown, terms: Terms): Fault & { field?: keyof Terms } {
  if (error instanceof Refused)
    return { path: error.path, code: error.code, message: sentence(error.message) + '.', field: fieldOf(error.path, terms) };
  return { path: '', message: error instanceof Error ? sentence(error.message) : 'The engine could not be loaded.' };
}

interface ResultProps {
  schedule: Schedule;
  stale: boolean;
  query: string; // of the form as it is now
  onShare: () => Promise<boolean>;
}

function Result({ schedule, stale, query, onShare }: ResultProps) {
  const [said, setSaid] = useState({ of: '', text: '' });
  const [why, setWhy] = useState(false);
  const payments = schedule.rows.filter((row) => row.kind === 'installment');
  const last = payments[payments.length - 1];
  const share = async () => {
    const copied = await onShare();
    setSaid({ of: query, text: copied ? 'The link is on the clipboard.' : 'Copy the link from the address bar.' });
  };
  return (
    <section class={`result${stale ? ' stale' : ''}`} aria-label="The plan">
      {stale && (
        <p class="notice" role="status">
          The terms need a correction; this is the plan before it.
        </p>
      )}
      <h2 aria-live="polite">{headline(schedule)}</h2>
      {payments[0] && <p class="lead">{pace(schedule.terms, payments[0].date)}</p>}
      <dl class="facts">
        <Fact name="Principal" amount={schedule.principalAmount} />
        <Fact name="Interest" amount={schedule.totalInterest} />
        <Fact name="Total cost" amount={schedule.totalCost} />
        {last && (
          <div>
            <dt>Paid off</dt>
            <dd>{last.date}</dd>
          </div>
        )}
      </dl>
      <Chart schedule={schedule} />
      <div class="bar no-print">
        <button type="button" onClick={() => download('payment-plan.csv', 'text/csv', csv(schedule))}>
          Download CSV
        </button>
        <button type="button" onClick={share}>
          Copy link
        </button>
        <button type="button" onClick={() => window.print()}>
          Print
        </button>
        <label class="check">
          <input type="checkbox" checked={why} onChange={(e) => setWhy(e.currentTarget.checked)} /> Show how interest is worked
          out
        </label>
        <span class="said" role="status">
          {said.of === query && said.text}
        </span>
      </div>
      <Table schedule={schedule} why={why} />
      <div class="note">
        <h3>Note of the terms</h3>
        <p>{schedule.note.trim()}</p>
      </div>
    </section>
  );
}

function Fact({ name, amount }: { name: string; amount: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Money of={amount} />
      </dd>
    </div>
  );
}

/** pace says how often it falls due, from when, and at which rate. */
function pace(terms: Terms, first: string): string {
  const rate = rateOf(terms);
  const interest = isZero(rate) ? 'without interest' : `at ${rate} % a year`;
  return sentence(`${frequencyName(terms.frequency, first)}, from ${first}, ${interest}`);
}

/** headline says a plan in one line. */
function headline(schedule: Schedule): string {
  const payments = schedule.rows.filter((row) => row.kind === 'installment');
  const first = payments[0];
  const last = payments[payments.length - 1];
  if (!first || !last) return 'Nothing is left to pay after the down payment';
  if (payments.length === 1) return `1 payment of ${human(first.amount)}`;
  const usual = `${human(String(payments.length))} payments of ${human(first.amount)}`;
  return last.amount === first.amount ? usual : `${usual}, the last ${human(last.amount)}`;
}

function Table({ schedule, why }: { schedule: Schedule; why: boolean }) {
  return (
    <div class="wide" role="region" aria-label="Payments" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" class="number wide-only">
              #
            </th>
            <th scope="col">Due</th>
            <th scope="col" class="number">
              Principal
            </th>
            <th scope="col" class="number">
              Interest
            </th>
            <th scope="col" class="number">
              Payment
            </th>
            <th scope="col" class="number">
              Balance
            </th>
            {why && <th scope="col">How it comes about</th>}
          </tr>
        </thead>
        <tbody>
          {schedule.rows.map((row) => (
            <tr key={row.n}>
              <td class="number soft wide-only">{row.kind === 'downPayment' ? 'down' : row.n}</td>
              <th scope="row">
                {row.date} <span class="day wide-only">{weekday(row.date).slice(0, 3)}</span>
                {row.kind === 'downPayment' && <span class="sub narrow-only">down payment</span>}
              </th>
              <td class="number">
                <Money of={row.principal} />
              </td>
              <td class="number">
                <Money of={row.interest} quiet />
              </td>
              <td class="number strong">
                <Money of={row.amount} />
              </td>
              <td class="number">
                <Money of={row.balance} />
              </td>
              {why && <td class="words">{row.why}</td>}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td class="wide-only" />
            <th scope="row">Total</th>
            <td class="number">
              <Money of={schedule.principalAmount} />
            </td>
            <td class="number">
              <Money of={schedule.totalInterest} />
            </td>
            <td class="number">
              <Money of={schedule.totalCost} />
            </td>
            <td />
            {why && <td />}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
