import { count, human, isNegative, isZero, sentence, unsigned } from '../amount';
import type { Answer } from '../engine';
import type { Data } from '../json';
import { Money } from '../parts/money';
import { Findings } from './findings';
import { Table } from './remittance';
import type { ClaimCheck as Report, Hint, Problem } from './report';

interface Props {
  answer: Answer;
  onPoint?: (problem: Problem) => void;
}

/** ClaimCheck shows a check beside the claim procedures that it should pay. */
export function ClaimCheck({ answer, onPoint }: Props) {
  const report = answer.data as unknown as Report;
  const compare = report.trace.find((step) => step.rule === 'compare');
  const rows = report.trace.filter((step) => step.rule !== 'compare');
  const ties = isZero(report.difference);
  return (
    <>
      <h2 class={report.ok && ties ? 'good' : report.ok ? 'fair' : 'bad'} aria-live="polite">
        {headline(report, compare?.after ?? '')}
      </h2>
      {report.problems.length > 0 && (
        <Findings of={report.problems} left={answer.left.problems ?? 0} segments={{}} onPoint={onPoint} />
      )}
      <Hints of={report.hints ?? []} />
      <h3>The check and its claims</h3>
      <table class="ledger books">
        <caption class="hidden">The claims, their sum, and the check</caption>
        <tbody>
          {(report.claims ?? []).map((claim) => (
            <tr key={claim.claimNum}>
              <td>
                Claim {claim.claimNum} <span class="soft">{rowsOf(claim.counted, claim.excluded)}</span>
              </td>
              <td class="number">
                <Money of={claim.sum} />
              </td>
            </tr>
          ))}
          <tr class="sum">
            <td>The sum of what counts</td>
            <td class="number">
              <Money of={report.sum} />
            </td>
          </tr>
          {compare && (
            <tr>
              <td>The check</td>
              <td class="number">
                <Money of={compare.after} />
              </td>
            </tr>
          )}
          <tr class={`verdict ${ties ? '' : 'off'}`}>
            <td>{ties ? 'It ties' : isNegative(report.difference) ? 'The check is short by' : 'The check is over by'}</td>
            <td class="number strong">{human(unsigned(report.difference))}</td>
          </tr>
        </tbody>
      </table>
      <h3>Claim procedures</h3>
      <Table
        label="Claim procedures"
        head={['Claim procedure', '#Amount', 'Counts', 'Why']}
        rows={rows.map((step) => [
          step.subject.replace(/^claim procedure /, ''),
          <Money of={step.amount} />,
          step.rule === 'counted' ? <span class="done">yes</span> : <span class="soft">no</span>,
          sentence(step.note.replace(/^left out: /, '')),
        ])}
      />
      {(answer.left.trace ?? 0) > 0 && <p class="soft">and {human(String(answer.left.trace))} more</p>}
    </>
  );
}

function rowsOf(counted: string, excluded: string): string {
  return excluded === '0' ? `${counted} counted` : `${counted} counted, ${excluded} left out`;
}

function headline(report: Report, check: string): string {
  const head = check ? `Check of ${human(check)}` : 'The check';
  const ties = isZero(report.difference);
  const apart = isNegative(report.difference)
    ? `short by ${human(unsigned(report.difference))}`
    : `over by ${human(unsigned(report.difference))}`;
  if (!report.ok) return ties ? `${head} is refused` : `${head} does not tie: ${apart}`;
  if (report.isPartial) return ties ? `${head} ties, and stays partial` : `${head} is partial: ${apart}`;
  return ties ? `${head} ties, and is final` : `${head} is final, though ${apart}`;
}

function Hints({ of }: { of: Hint[] }) {
  if (of.length === 0) return null;
  return (
    <>
      <h3>What would explain the difference</h3>
      <ul class="findings hints">
        {of.map((hint, i) => (
          <li key={i}>
            {hint.claimPaymentNum && hint.claimPaymentNum !== '0' ? `Claim payment ${hint.claimPaymentNum}: ` : ''}
            {sentence(hint.message)}.
          </li>
        ))}
      </ul>
    </>
  );
}

/** Plain shows any other report: whether all is well, what is wrong, and the rest by its shape. */
export function Plain({ answer, onPoint }: Props) {
  const {
    ok,
    problems = [],
    warnings = [],
    hints = [],
    trace = [],
    ...rest
  } = answer.data as unknown as {
    ok: boolean;
    problems?: Problem[];
    warnings?: Problem[];
    hints?: Hint[];
    trace?: { [name: string]: Data }[];
  } & { [name: string]: Data };
  return (
    <>
      <h2 class={ok ? 'good' : 'bad'} aria-live="polite">
        {ok ? 'All is well' : `Not ok: ${count(problems.length + (answer.left.problems ?? 0), 'problem')}`}
      </h2>
      {problems.length > 0 && <Findings of={problems} left={answer.left.problems ?? 0} segments={{}} onPoint={onPoint} />}
      <Hints of={hints} />
      {warnings.length > 0 && (
        <>
          <h3>Worth a look</h3>
          <Findings of={warnings} left={answer.left.warnings ?? 0} segments={{}} onPoint={onPoint} />
        </>
      )}
      <Shape of={rest} />
      {trace.length > 0 && (
        <>
          <h3>Step by step</h3>
          <Rows name="Step by step" of={trace.map(({ step: _, rule, ...row }) => ({ rule: label(String(rule)), ...row }))} />
        </>
      )}
    </>
  );
}

function Shape({ of }: { of: { [name: string]: Data } }) {
  const scalars = Object.entries(of).filter(([, value]) => !isDeep(value) && value !== '' && value !== null);
  const lists = Object.entries(of).filter(
    (entry): entry is [string, { [name: string]: Data }[]] => Array.isArray(entry[1]) && isDeep(entry[1]),
  );
  const objects = Object.entries(of).filter(
    (entry): entry is [string, { [name: string]: Data }] =>
      isDeep(entry[1]) && !Array.isArray(entry[1]) && Object.keys(entry[1]!).length > 0,
  );
  return (
    <>
      {scalars.length > 0 && (
        <dl class="shape">
          {scalars.map(([name, value]) => (
            <div key={name}>
              <dt>{label(name)}</dt>
              <dd>{said(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {lists.map(([name, rows]) => (
        <div key={name}>
          <h3>{label(name)}</h3>
          <Rows name={label(name)} of={rows} />
        </div>
      ))}
      {objects.map(([name, value]) => (
        <div key={name}>
          <h3>{label(name)}</h3>
          <Shape of={value} />
        </div>
      ))}
    </>
  );
}

function Rows({ name, of }: { name: string; of: { [name: string]: Data }[] }) {
  const names = Object.keys(of[0] ?? {});
  const isNumber = (n: string) =>
    of.every(({ [n]: value }) => value === '' || (typeof value === 'string' && /^-?\d+\.\d+$/.test(value)));
  const head = names.map((n) => (isNumber(n) ? '#' : '') + label(n));
  return <Table label={name} head={head} rows={of.map((row) => names.map((n) => said(row[n])))} />;
}

const isDeep = (value: Data | undefined): boolean =>
  Array.isArray(value) ? value.some((v) => typeof v === 'object' && v !== null) : typeof value === 'object' && value !== null;

function said(value: Data | undefined): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(said).join(', ');
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (typeof value === 'string') return /^-?\d+\.\d+$/.test(value) ? human(value) : value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

/** label turns a name such as totalCost into words. Ids stay as they are. */
const label = (name: string): string =>
  !/^[a-z][A-Za-z]*$/.test(name)
    ? name
    : sentence(name.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`));
