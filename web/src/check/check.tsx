import { useEffect, useRef, useState } from 'preact/hooks';
import claimRows from '../../../examples/check.json?raw';
import remittance from '../../../examples/remittance.835?raw';
import { sentence } from '../amount';
import { Refused, Stopped, type Answer, type Engine } from '../engine';
import { JSONError, locate, read, type Span } from '../json';
import { Editor, type Source } from '../parts/editor';
import { Field } from '../parts/field';
import { ClaimCheck, Plain } from './claim';
import { is835, kinds } from './kinds';
import { Remittance } from './remittance';
import type { Problem } from './report';

interface Outcome {
  of: Source;
  op: string;
  stopped?: boolean;
  is835?: boolean;
  answer?: Answer;
  trouble?: { path: string; message: string; at?: Span };
}

const most = 200; // rows of a list that the page shows

/** Check says what of a check or a remittance ties, and what does not. */
export function Check({ engine, active }: { engine: Engine; active: boolean }) {
  const [source, setSource] = useState<Source>({ text: remittance });
  const [op, setOp] = useState(''); // or as the text says
  const [books, setBooks] = useState('');
  const [outcome, setOutcome] = useState<Outcome>();
  const [busy, setBusy] = useState(false);
  const [show, setShow] = useState<Span & { n: number }>();
  const asked = useRef<unknown[]>([]);
  const latest = useRef(0);

  useEffect(() => {
    const key = [source, op, books];
    if (!active || key.every((part, i) => part === asked.current[i])) return;
    asked.current = key;
    const n = ++latest.current;
    let started = false;
    const start = async () => {
      started = true;
      setBusy(true);
      const next = await run(engine, source, op, books.trim());
      if (latest.current !== n) return;
      setBusy(false);
      if (next) setOutcome(next);
    };
    const wait = setTimeout(start, source.file ? 0 : 200); // nobody types a file
    return () => {
      clearTimeout(wait);
      if (!started) asked.current = [];
    };
  }, [source, op, books, active]);

  const change = (next: Source) => {
    if (busy) engine.stop();
    setSource(next);
  };
  const stop = () => {
    latest.current++;
    engine.stop();
    setBusy(false);
    setOutcome({ of: source, op: '', stopped: true }); // the report before it is of another text
  };
  const point = (problem: Problem) => {
    if (outcome?.of !== source) return; // the text has changed since
    const segment = outcome.is835 && problem.segment && outcome.answer?.segments[problem.segment];
    const at = segment || (!outcome.is835 && locate(read(source.text), problem.path));
    if (at) setShow({ start: at.start, end: at.end, n: Date.now() });
  };
  const inBooks = outcome?.trouble?.path.startsWith('claimProcs') && outcome.is835;
  const trouble = inBooks ? undefined : outcome?.trouble;
  const shown = source.file ? undefined : point;
  return (
    <div class="columns even">
      <div class="side">
        <div class="form">
          <Field id="kind" label="What it is" hint={hintOf(op, outcome?.op)}>
            {(a) => (
              <select {...a} value={op} onChange={(e) => setOp(e.currentTarget.value)}>
                <option value="">as the text says</option>
                {kinds.map((kind) => (
                  <option key={kind.op} value={kind.op}>
                    {kind.name} ({kind.op})
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <Editor
          id="remittance"
          label="An 835, or claim rows as JSON"
          source={source}
          accept=".835,.era,.x12,.edi,.txt,.json,application/json,text/plain"
          rows={24}
          fault={trouble}
          show={show}
          actions={
            <>
              <button type="button" onClick={() => change({ text: remittance })}>
                835
              </button>
              <button type="button" onClick={() => change({ text: claimRows })}>
                Claim rows
              </button>
            </>
          }
          onChange={change}
        />
        {outcome?.is835 && (
          <details class="books-too">
            <summary>Compare it with the books</summary>
            <Field
              id="books"
              label="The rows that the payment should match"
              hint="claimProcs as Open Dental's API lists them, or with claimProcNum, claimNum, status and insPayAmt"
              fault={inBooks ? `${outcome.trouble!.path}: ${outcome.trouble!.message}` : undefined}
            >
              {(a) => (
                <textarea
                  {...a}
                  rows={5}
                  wrap="off"
                  spellcheck={false}
                  placeholder='[{"claimProcNum": 1, "claimNum": 7, "status": "Received", "insPayAmt": "331.50"}]'
                  value={books}
                  onInput={(e) => setBooks(e.currentTarget.value)}
                />
              )}
            </Field>
          </details>
        )}
      </div>
      <section class={`result${outcome?.trouble || busy ? ' stale' : ''}`} aria-label="The report" aria-busy={busy}>
        {busy && (
          <p class="notice" role="status">
            Checking{source.file ? ` ${source.file.name}` : ''}…{' '}
            <button type="button" class="link" onClick={stop}>
              Stop
            </button>
          </p>
        )}
        {outcome?.answer ? (
          <Report outcome={outcome} onPoint={shown} />
        ) : (
          !busy && <p class="empty">{emptiness(outcome)}</p>
        )}
      </section>
    </div>
  );
}

/** hintOf says what a text is read as, where the choice does not. */
function hintOf(chosen: string, op = ''): string | undefined {
  if (op === '' || op === chosen) return undefined;
  return chosen ? `read as ${nameOf(op)}, which it is` : `recognized: ${nameOf(op)}`;
}

const nameOf = (op: string): string => kinds.find((kind) => kind.op === op)?.name ?? op;

function emptiness(outcome: Outcome | undefined): string {
  if (outcome?.stopped) return 'Stopped before it was checked.';
  return outcome?.trouble ? 'The report appears here once the text can be read.' : 'Working it out…';
}

function Report({ outcome, onPoint }: { outcome: Outcome; onPoint: ((problem: Problem) => void) | undefined }) {
  const answer = outcome.answer!;
  if (outcome.op.startsWith('era.')) return <Remittance answer={answer} raw={outcome.is835} onPoint={onPoint} />;
  if (['claim.single', 'claim.batch', 'claim.update'].includes(outcome.op) && typeof answer.data.sum === 'string')
    return <ClaimCheck answer={answer} onPoint={onPoint} />;
  return <Plain answer={answer} onPoint={onPoint} />;
}

async function run(engine: Engine, source: Source, chosen: string, books: string): Promise<Outcome | undefined> {
  const { text, file } = source;
  let raw: boolean | undefined;
  const what = { text: file ? undefined : text, file, most };
  try {
    raw = is835(file ? await file.slice(0, 512).text() : text.slice(0, 512));
    if (books && raw) checkBooks(books);
    const answer = raw
      ? await engine.run({ op: books ? 'era.check' : 'era.balance', as835: true, books, ...what })
      : await engine.run({ op: chosen, recognize: true, ...what });
    return { of: source, op: answer.op, is835: raw, answer };
  } catch (error) {
    if (error instanceof Stopped) return undefined;
    const op = error instanceof Refused ? error.op : chosen;
    return { of: source, op, is835: raw, trouble: troubleOf(error, text, raw) };
  }
}

// checkBooks refuses rows that are not JSON before they stand in a document.
function checkBooks(books: string) {
  try {
    read(books);
  } catch (error) {
    throw error instanceof JSONError ? new Refused('JSON_SYNTAX', 'claimProcs', `not JSON: ${error.message}`) : error;
  }
}

function troubleOf(error: unknown, text: string, raw: boolean | undefined): Outcome['trouble'] {
  if (error instanceof Refused)
    return { path: error.path, message: `${sentence(error.message)}.`, at: placeOf(error, text, raw) };
  if (!(error instanceof JSONError))
    return { path: '', message: error instanceof Error ? sentence(error.message) : String(error) };
  if (text.trim() === '') return { path: '', message: 'Nothing is here yet: paste an 835 or a document.' };
  return {
    path: '',
    message: `Neither an 835 (which begins with ISA, GS or ST) nor JSON: ${error.message}.`,
    at: { start: error.at, end: error.at + 1 },
  };
}

// placeOf finds the culprit of an error: by its path in a document, by its byte in
// an 835. A file that is not shown has no places.
function placeOf(error: Refused, text: string, raw: boolean | undefined): Span | undefined {
  if (text === '' || error.path === '') return undefined;
  if (!raw) return locate(read(text), error.path);
  const byte = /at segment \d+, byte (\d+)/.exec(error.message);
  if (!byte) return undefined;
  const before = new TextEncoder().encode(text).subarray(0, Number(byte[1]));
  const start = new TextDecoder('utf-8', { ignoreBOM: true }).decode(before).length;
  const end = text.slice(start).search(/[~\n]/);
  return { start, end: end < 0 ? text.length : start + end + 1 };
}
