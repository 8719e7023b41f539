import { count, isNegative, isZero, unsigned, human } from '../amount';
import type { Answer } from '../engine';
import { Money } from '../parts/money';
import { Findings } from './findings';
import { claimStatus, type Claim, type Problem, type Remittance as Report, type Transaction } from './report';

/** Remittance shows how a remittance balances at each of its levels. */
export function Remittance({ answer, raw, onPoint }: { answer: Answer; raw?: boolean; onPoint?: (problem: Problem) => void }) {
  const report = answer.data as unknown as Report;
  const { transactions = [], claims = [], providerAdjustments = [] } = report;
  const several = transactions.length > 1;
  const all = transactions.reduce((sum, t) => sum + Number(t.claims), 0);
  return (
    <>
      <h2 class={report.ok ? 'good' : 'bad'} aria-live="polite">
        {report.ok
          ? 'Everything ties'
          : `It does not tie: ${count(report.problems.length + (answer.left.problems ?? 0), 'problem')}`}
      </h2>
      {report.problems.length > 0 && (
        <Findings of={report.problems} left={answer.left.problems ?? 0} segments={answer.segments} raw={raw} onPoint={onPoint} />
      )}
      {report.warnings.length > 0 && (
        <>
          <h3>Worth a look</h3>
          <Findings
            of={report.warnings}
            left={answer.left.warnings ?? 0}
            segments={answer.segments}
            raw={raw}
            onPoint={onPoint}
          />
        </>
      )}
      {transactions.length > 0 && <h3>{several ? 'The checks' : 'The check'}</h3>}
      <div class="cards">
        {transactions.map((t, i) => (
          <Check key={i} of={t} />
        ))}
      </div>
      {(answer.left.transactions ?? 0) > 0 && <p class="soft">and {count(answer.left.transactions!, 'more check')}</p>}
      {report.sum !== undefined && <Books of={report} />}
      {claims.length > 0 && (
        <>
          <h3>
            Claims
            {all > claims.length && <span class="soft"> — those with something to say, of {human(String(all))}</span>}
          </h3>
          <Claims of={claims} several={several} />
        </>
      )}
      {providerAdjustments.length > 0 && (
        <>
          <h3>Provider adjustments</h3>
          <Table
            label="Provider adjustments"
            head={[...(several ? ['Check'] : []), 'Reason', 'Meaning', '#Amount']}
            rows={providerAdjustments.map((p) => [
              ...(several ? [p.check ?? ''] : []),
              p.reason,
              p.meaning,
              <Money of={p.amount} />,
            ])}
          />
        </>
      )}
    </>
  );
}

function Check({ of: t }: { of: Transaction }) {
  const ties = isZero(t.difference);
  return (
    <article class={`card ${ties ? 'good' : 'bad'}`}>
      <h4>
        {t.check ? `Check ${t.check}` : 'The check'} <span class="soft">{count(Number(t.claims), 'claim')}</span>
      </h4>
      <table class="ledger">
        <caption class="hidden">What the check pays, and what it should</caption>
        <tbody>
          <Line name="Charged" amount={t.charges} soft />
          <Line name="Paid on the claims" amount={t.paid} />
          <Line name="Less provider adjustments" amount={t.providerAdjustments} minus />
          <Line name="The check should be" amount={t.expectedPayment} sum />
          <Line name="The check is" amount={t.payment} />
          <tr class="verdict">
            <td>{ties ? 'It ties' : isNegative(t.difference) ? 'Short by' : 'Over by'}</td>
            <td class="number strong">{ties ? <Money of={t.difference} /> : human(unsigned(t.difference))}</td>
          </tr>
        </tbody>
      </table>
    </article>
  );
}

function Line({
  name,
  amount,
  minus,
  sum,
  soft,
}: {
  name: string;
  amount: string;
  minus?: boolean;
  sum?: boolean;
  soft?: boolean;
}) {
  return (
    <tr class={`${sum ? 'sum' : ''}${soft ? ' soft' : ''}`}>
      <td>{name}</td>
      <td class="number">
        {minus && !isZero(amount) ? (isNegative(amount) ? '+' : '-') : ''}
        {minus ? human(unsigned(amount)) : <Money of={amount} />}
      </td>
    </tr>
  );
}

function Books({ of }: { of: Report }) {
  return (
    <>
      <h3>Beside the books</h3>
      <table class="ledger books">
        <caption class="hidden">The payment and the rows of the books</caption>
        <tbody>
          <Line name="The rows that are ready for it" amount={of.sum!} />
          {of.sumMinusPLB !== undefined && <Line name="The same less provider adjustments" amount={of.sumMinusPLB} />}
        </tbody>
      </table>
      {of.explainedByPLB && <p>The provider adjustments are the whole difference.</p>}
      {(of.excluded ?? []).length > 0 && (
        <Table
          label="Rows that do not count"
          head={['Row that does not count', 'Why']}
          rows={of.excluded!.map((row) => [row.claimProcNum, row.reason.replace(/-/g, ' ')])}
        />
      )}
    </>
  );
}

function Claims({ of, several }: { of: Claim[]; several: boolean }) {
  return (
    <Table
      label="Claims"
      head={[
        'Claim',
        ...(several ? ['Check'] : []),
        '~Status',
        '~#Lines',
        '~#Charged',
        '~#Adjusted',
        '#Should be',
        '#Paid',
        '#Off by',
      ]}
      rows={of.map((c) => [
        c.claim,
        ...(several ? [c.check ?? ''] : []),
        claimStatus(c.status),
        c.services,
        <Money of={c.charge} />,
        <Money of={c.adjustments} />,
        <Money of={c.expected} />,
        <Money of={c.paid} />,
        isZero(c.difference) ? (
          <span class="done">ties</span>
        ) : (
          <span class="off">
            <Money of={c.difference} />
          </span>
        ),
      ])}
    />
  );
}

type Cell = preact.ComponentChildren;

/** Table is a plain table. A heading with # is of numbers, one with ~ is left out on a phone. */
export function Table({ label, head, rows }: { label: string; head: string[]; rows: Cell[][] }) {
  const kind = (i: number) => `${head[i]!.includes('#') ? 'number' : ''}${head[i]!.startsWith('~') ? ' wide-only' : ''}`;
  return (
    <div class="wide" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((name, i) => (
              <th key={i} scope="col" class={kind(i)}>
                {name.replace(/^~?#?/, '')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={r}>
              {row.map((cell, i) =>
                i === 0 ? (
                  <th key={i} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={i} class={kind(i)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
