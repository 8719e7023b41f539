import { useEffect, useRef, useState } from 'preact/hooks';
import family from '../../../examples/family.json?raw';
import { human, sentence, typed } from '../amount';
import { Refused, Stopped, type Engine } from '../engine';
import { JSONError, locate, read, write, edited, type Node, type Span } from '../json';
import { Editor, type Source } from '../parts/editor';
import { Field } from '../parts/field';
import { Charges } from './charges';
import { Compare } from './compare';
import { allocationOf, type Allocation as Result } from './model';
import { Splits } from './splits';
import { amountOf, choiceOf, choices } from './strategies';

interface Trouble {
  code: string;
  path: string;
  message: string;
  at?: Span;
}

interface Side {
  choice: string; // that the result is of
  result?: Result;
  trouble?: Trouble;
}

/** Allocation explains where a family's payment went. */
export function Allocation({ engine, active }: { engine: Engine; active: boolean }) {
  const [source, setSource] = useState<Source>({ text: family });
  const [first, setFirst] = useState('document');
  const [second, setSecond] = useState('');
  const [sides, setSides] = useState<Side[]>([]);
  const [show, setShow] = useState<Span & { n: number }>();
  const [busy, setBusy] = useState(false);
  const latest = useRef(0);
  const asked = useRef<unknown[]>([]);

  useEffect(() => {
    const key = [source, first, second];
    if (!active || key.every((part, i) => part === asked.current[i])) return;
    asked.current = key;
    const n = ++latest.current;
    let started = false;
    const wait = setTimeout(async () => {
      started = true;
      const slow = setTimeout(() => latest.current === n && setBusy(true), 300);
      const next = await Promise.all([first, second].filter(Boolean).map((id) => run(engine, source, id)));
      clearTimeout(slow);
      if (latest.current !== n) return;
      setBusy(false);
      setSides((old) => next.map((side, i) => (i === 0 && side.trouble && old[0] ? { ...old[0], trouble: side.trouble } : side)));
    }, 200);
    return () => {
      clearTimeout(wait);
      if (!started) asked.current = [];
    };
  }, [source, first, second, active]);

  const [a, b] = sides;
  const point = (trouble: Trouble | undefined) => trouble?.at && setShow({ ...trouble.at, n: Date.now() });
  return (
    <div class="columns even">
      <div class="side">
        <div class="form">
          <Amount
            source={source}
            fault={a?.trouble && /^payment\.(amount|payAmt)$/i.test(a.trouble.path) ? a.trouble.message : undefined}
            onChange={setSource}
          />
          <div class="pair">
            <Chooser id="first" label="Strategy" value={first} onChange={setFirst} />
            <Chooser id="second" label="Compare with" value={second} none="nothing" onChange={setSecond} />
          </div>
        </div>
        <Editor
          id="family"
          label="The family's account"
          source={source}
          accept=".json,application/json"
          rows={22}
          fault={a?.trouble && { path: a.trouble.path, message: a.trouble.message, at: a.trouble.at }}
          show={show}
          actions={
            <button type="button" onClick={() => setSource({ text: family })}>
              Example
            </button>
          }
          onChange={setSource}
        />
      </div>
      <section class={`result${a?.trouble || busy ? ' stale' : ''}`} aria-label="The allocation" aria-busy={busy}>
        {busy && (
          <p class="notice" role="status">
            Working it out…
          </p>
        )}
        {!busy && a?.result && a.trouble && <p class="notice">The document needs a correction; this is the payment before it.</p>}
        {a?.result ? (
          <Shown
            a={a.result}
            b={b}
            names={[choiceOf(a.choice).name, b ? choiceOf(b.choice).name : '']}
            onPoint={() => point(b?.trouble)}
          />
        ) : (
          !busy && <p class="empty">{a?.trouble ? 'The splits appear here once the document can be read.' : 'Working it out…'}</p>
        )}
      </section>
    </div>
  );
}

async function run(engine: Engine, { text, file }: Source, choice: string): Promise<Side> {
  try {
    const answer = await engine.run({ op: 'alloc.pay', text: file ? undefined : text, file, choice });
    return { choice, result: allocationOf(answer) };
  } catch (error) {
    if (error instanceof Stopped) return { choice };
    return { choice, trouble: troubleOf(error, text) };
  }
}

function troubleOf(error: unknown, text: string): Trouble {
  if (error instanceof JSONError) {
    return {
      code: 'JSON_SYNTAX',
      path: '',
      message: `This is not JSON: ${error.message}.`,
      at: { start: Math.min(error.at, text.length), end: error.at + 1 },
    };
  }
  if (error instanceof Refused) {
    return {
      code: error.code,
      path: error.path,
      message: `${sentence(error.message)}.`,
      at: text && error.path ? locate(read(text), error.path) : undefined,
    };
  }
  return { code: '', path: '', message: error instanceof Error ? sentence(error.message) : String(error) };
}

function Shown({ a, b, names, onPoint }: { a: Result; b: Side | undefined; names: [string, string]; onPoint: () => void }) {
  return (
    <>
      <h2 aria-live="polite">
        {human(a.payment.amount)} from {a.payer || `patient ${a.payment.patient}`}, {a.payment.date}
      </h2>
      <p class="lead">
        {a.order && `${a.order}. `}
        <span class="no-print">Choose a row to see why.</span>
      </p>
      {b?.result && (
        <>
          <h3>Side by side</h3>
          <Compare a={a} b={b.result} names={names} />
        </>
      )}
      {b?.trouble && (
        <div class="fault whole" role="alert">
          <p>
            {names[1]}: {b.trouble.path && <code>{b.trouble.path}</code>} {b.trouble.message}
          </p>
          {b.trouble.at && (
            <button type="button" class="link" onClick={onPoint}>
              Show it in the text
            </button>
          )}
        </div>
      )}
      <h3>Where the payment went</h3>
      <Splits of={a} />
      {a.warnings.length > 0 && (
        <>
          <h3>Worth a look</h3>
          <ul class="findings">
            {a.warnings.map((w, i) => (
              <li key={i}>
                <code>{w.path}</code> {sentence(w.message)}.
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>Every charge, and what changed it</h3>
      <Charges of={a} />
    </>
  );
}

function Chooser({
  id,
  label,
  value,
  none,
  onChange,
}: {
  id: string;
  label: string;
  value: string;
  none?: string;
  onChange: (value: string) => void;
}) {
  return (
    <Field id={id} label={label}>
      {(a) => (
        <select {...a} value={value} onChange={(e) => onChange(e.currentTarget.value)}>
          {none && <option value="">{none}</option>}
          {choices.map((c) => (
            <option key={c.id} value={c.id}>
              {c.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Amount changes the payment's amount in the text, and nothing else in it. */
function Amount({ source, fault, onChange }: { source: Source; fault: string | undefined; onChange: (source: Source) => void }) {
  let document: Node | undefined;
  try {
    document = source.file ? undefined : read(source.text);
  } catch {
    document = undefined;
  }
  const amount = amountOf(document);
  const shown = amount?.kind === 'word' ? '' : (amount?.text ?? '');
  const [raw, setRaw] = useState(''); // as it was typed, which may have separators
  const change = (text: string) => {
    setRaw(text);
    const written = JSON.stringify(typed(text));
    if (amount) onChange({ text: source.text.slice(0, amount.start) + written + source.text.slice(amount.end) });
    else if (document) onChange({ text: write(edited(document, ['payment', 'amount'], written)) });
  };
  return (
    <Field id="amount" label="The payment" fault={fault} hint="changes payment.amount in the text below">
      {(a) => (
        <input
          {...a}
          class="amount"
          inputMode="decimal"
          autoComplete="off"
          disabled={!document}
          value={typed(raw) === shown ? raw : shown}
          onInput={(e) => change(e.currentTarget.value)}
        />
      )}
    </Field>
  );
}
