import { useEffect, useRef, useState } from 'preact/hooks';
import claimRows from '../../../examples/check.json?raw';
import remittance from '../../../examples/remittance.835?raw';
import { sentence } from '../amount';
import { Refused, Stopped, type Answer, type Engine } from '../engine';
import { JSONError, edited, locate, write, type Node, type Span } from '../json';
import { Editor, type Source } from '../parts/editor';
import { Field } from '../parts/field';
import { ClaimCheck, Plain } from './claim';
import { guess, is835, kinds, readDocument } from './kinds';
import { Remittance } from './remittance';
import type { Problem } from './report';

interface Outcome {
  op: string;
  answer?: Answer;
  trouble?: { path: string; message: string; at?: Span };
  document?: Node; // where the text is JSON
}

const most = 200; // rows of a list that the page shows

/** Check says what of a check or a remittance ties, and what does not. */
export function Check({ engine, active }: { engine: Engine; active: boolean }) {
  const [source, setSource] = useState<Source>({ text: remittance });
  const [op, setOp] = useState(''); // or as the text says
  const [outcome, setOutcome] = useState<Outcome>();
  const [busy, setBusy] = useState(false);
  const [show, setShow] = useState<Span & { n: number }>();
  const asked = useRef<unknown[]>([]);
  const latest = useRef(0);

  useEffect(() => {
    const key = [source, op];
    if (!active || key.every((part, i) => part === asked.current[i])) return;
    asked.current = key;
    const n = ++latest.current;
    let started = false;
    const wait = setTimeout(async () => {
      started = true;
      setBusy(true);
      const next = await run(engine, source, op);
      if (latest.current !== n) return;
      setBusy(false);
      if (next) setOutcome(next);
    }, 200);
    return () => {
      clearTimeout(wait);
      if (!started) asked.current = [];
    };
  }, [source, op, active]);

  const change = (next: Source) => {
    if (busy) engine.stop();
    setSource(next);
  };
  const stop = () => {
    latest.current++;
    engine.stop();
    setBusy(false);
  };
  const point = (problem: Problem) => {
    const segment = problem.segment && outcome?.answer?.segments[problem.segment];
    const at = segment || (outcome?.document && locate(outcome.document, problem.path));
    if (at) setShow({ start: at.start, end: at.end, n: Date.now() });
  };
  const trouble = outcome?.trouble;
  const shown = source.file ? undefined : point;
  return (
    <div class="columns even">
      <div class="side">
        <div class="form">
          <Field id="kind" label="What it is" hint={op ? undefined : outcome && `recognized: ${nameOf(outcome.op)}`}>
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
      </div>
      <section class={`result${trouble || busy ? ' stale' : ''}`} aria-label="The report" aria-busy={busy}>
        {busy && (
          <p class="notice" role="status">
            Checking{source.file ? ` ${source.file.name}` : ''}…{' '}
            <button type="button" class="link" onClick={stop}>
              Stop
            </button>
          </p>
        )}
        {outcome?.answer ? <Report outcome={outcome} onPoint={shown} /> : !busy && <p class="empty">{trouble ? 'The report appears here once the text can be read.' : 'Working it out…'}</p>}
      </section>
    </div>
  );
}

const nameOf = (op: string): string => kinds.find((kind) => kind.op === op)?.name ?? op;

function Report({ outcome, onPoint }: { outcome: Outcome; onPoint: ((problem: Problem) => void) | undefined }) {
  const answer = outcome.answer!;
  if (outcome.op.startsWith('era.')) return <Remittance answer={answer} onPoint={onPoint} />;
  if (['claim.single', 'claim.batch', 'claim.update'].includes(outcome.op) && typeof answer.data.sum === 'string') return <ClaimCheck answer={answer} onPoint={onPoint} />;
  return <Plain answer={answer} onPoint={onPoint} />;
}

async function run(engine: Engine, source: Source, chosen: string): Promise<Outcome | undefined> {
  const head = source.file ? await source.file.slice(0, 512).text() : source.text.slice(0, 512);
  let op = chosen || 'era.check';
  let document: Node | undefined;
  try {
    if (is835(head)) {
      op = chosen.startsWith('era.') ? chosen : 'era.balance';
      const answer = await engine.run({ op, text: source.file ? undefined : source.text, file: source.file, as835: true, most });
      return { op, answer };
    }
    const read = readDocument(source.file ? await source.file.text() : source.text);
    if (read instanceof JSONError) {
      const what = source.text.trim() === '' && !source.file ? 'Nothing is here yet: paste an 835 or a document' : `Neither an 835 (which begins with ISA, GS or ST) nor JSON: ${read.message}`;
      return { op, trouble: { path: '', message: `${what}.`, at: { start: read.at, end: read.at + 1 } } };
    }
    document = read;
    op = chosen || guess(document);
    const text = write(op.startsWith('era.') ? document : edited(document, ['explain'], 'true'));
    return { op, document, answer: await engine.run({ op, text, most }) };
  } catch (error) {
    if (error instanceof Stopped) return undefined;
    if (error instanceof Refused) {
      return { op, document, trouble: { path: error.path, message: `${sentence(error.message)}.`, at: placeOf(error, document, source) } };
    }
    return { op, trouble: { path: '', message: error instanceof Error ? sentence(error.message) : String(error) } };
  }
}

// placeOf finds the culprit of an error: by its path in a document, by its byte in
// an 835, which is written in ASCII.
function placeOf(error: Refused, document: Node | undefined, source: Source): Span | undefined {
  if (document) return error.path ? locate(document, error.path) : undefined;
  const byte = /at segment \d+, byte (\d+)/.exec(error.message);
  if (!byte || source.file) return undefined;
  const start = Number(byte[1]);
  const end = source.text.slice(start).search(/[~\n]/);
  return { start, end: end < 0 ? source.text.length : start + end + 1 };
}
