import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { count, human } from '../amount';
import type { Span } from '../json';

/** Source is what the editor holds: text, or a file that is too large to show. */
export interface Source {
  text: string;
  file?: File;
}

/** From here on a file is not shown as text. */
const largest = 512 * 1024;

interface Props {
  id: string;
  label: string;
  source: Source;
  fault?: { message: ComponentChildren; path: string; at?: Span };
  show?: Span & { n: number }; // a place to point at, once for each n
  accept: string;
  rows: number;
  actions?: ComponentChildren;
  onChange: (source: Source) => void;
}

/** hasFiles reports whether what is dragged is files. */
export const hasFiles = (e: DragEvent): boolean => e.dataTransfer?.types.includes('Files') ?? false;

/** sourceOf reads a file, unless it is too large to show. */
export async function sourceOf(file: File): Promise<Source> {
  return file.size > largest ? { text: '', file } : { text: await file.text() };
}

/** Editor is a text that can be pasted, dropped, opened and edited, with what is wrong in it. */
export function Editor({ id, label, source, fault, show, accept, rows, actions, onChange }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [unread, setUnread] = useState(''); // the name of a file that could not be read
  useEffect(() => setUnread(''), [source]);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setUnread('');
    try {
      onChange(await sourceOf(file));
    } catch {
      setUnread(file.name);
    }
  };
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const elsewhere = (e: DragEvent) => {
      if (root.current?.checkVisibility()) void take(e.dataTransfer?.files[0]);
    };
    window.addEventListener('drop', elsewhere);
    return () => window.removeEventListener('drop', elsewhere);
  });
  useEffect(() => {
    if (show && area.current) pointAt(area.current, shownAt(source.text, show));
  }, [show?.n]);
  const faultLine = fault?.at && source.text.slice(0, fault.at.start).split('\n').length;
  return (
    <div
      ref={root}
      class={`editor${over ? ' over' : ''}${fault ? ' wrong' : ''}`}
      onDragOver={(e) => {
        if (!hasFiles(e)) return;
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        if (!hasFiles(e)) return; // text is the text field's
        e.preventDefault();
        e.stopPropagation();
        setOver(false);
        void take(e.dataTransfer?.files[0]);
      }}
    >
      <div class="bar">
        <label for={id} class="title">
          {label}
        </label>
        <span class="spring" />
        {actions}
        <button type="button" onClick={() => picker.current?.click()}>
          Open a file
        </button>
        <input
          ref={picker}
          type="file"
          accept={accept}
          hidden
          onChange={(e) => {
            void take(e.currentTarget.files?.[0]);
            e.currentTarget.value = '';
          }}
        />
      </div>
      {source.file ? (
        <FileCard file={source.file} onRemove={() => onChange({ text: '' })} />
      ) : (
        <div class="text">
          <Lines text={source.text} fault={faultLine} area={area} />
          <textarea
            id={id}
            ref={area}
            rows={rows}
            wrap="off"
            spellcheck={false}
            autocomplete="off"
            aria-invalid={fault ? true : undefined}
            aria-describedby={fault ? `${id}-fault` : undefined}
            value={source.text}
            onPaste={(e) => {
              const pasted = e.clipboardData?.getData('text/plain') ?? '';
              if (pasted.length <= largest) return;
              e.preventDefault(); // a text field would stand still over it
              onChange({ text: '', file: new File([pasted], 'what was pasted') });
            }}
            onInput={(e) => onChange({ text: e.currentTarget.value })}
          />
        </div>
      )}
      {unread && (
        <p class="fault" role="alert">
          {unread} cannot be read: it is no file, or it has gone or changed.
        </p>
      )}
      {fault && (
        <div class="fault" id={`${id}-fault`} role="alert">
          <p>
            {fault.path && <code>{fault.path}</code>} {fault.message}
          </p>
          {fault.at && !source.file && (
            <button type="button" class="link" onClick={() => area.current && pointAt(area.current, shownAt(source.text, fault.at!))}>
              Show line {faultLine} in the text
            </button>
          )}
        </div>
      )}
      <p class="hint">Paste here, or drop a file. It stays in this browser.</p>
    </div>
  );
}

function FileCard({ file, onRemove }: { file: File; onRemove: () => void }) {
  return (
    <div class="file">
      <p>
        <strong>{file.name}</strong>
        <br />
        <span class="soft">{human(String(Math.ceil(file.size / 1000)))} kB, read as it is and not shown here</span>
      </p>
      <button type="button" onClick={onRemove}>
        Remove
      </button>
    </div>
  );
}

const mostLines = 5000;

/** Lines numbers the lines of a text beside it. */
function Lines({
  text,
  fault,
  area,
}: {
  text: string;
  fault: number | undefined;
  area: { current: HTMLTextAreaElement | null };
}) {
  const at = useRef<HTMLDivElement>(null);
  const lines = text.split('\n').length;
  useEffect(() => {
    const text = area.current;
    const follow = () => at.current && text && (at.current.scrollTop = text.scrollTop);
    text?.addEventListener('scroll', follow);
    return () => text?.removeEventListener('scroll', follow);
  }, []);
  if (lines > mostLines) return <div class="lines" ref={at} title={count(lines, 'line')} />;
  return (
    <div class="lines" ref={at} aria-hidden="true">
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} class={i + 1 === fault ? 'bad' : ''}>
          {i + 1}
        </span>
      ))}
    </div>
  );
}

/** shownAt returns where a place of a text stands in a text field, whose lines end with one character. */
function shownAt(text: string, { start, end }: Span): Span {
  const shown = (at: number) => text.slice(0, at).replace(/\r\n/g, '\n').length;
  return { start: shown(start), end: shown(end) };
}

/** pointAt selects a place in a text, and scrolls to it. */
function pointAt(area: HTMLTextAreaElement, { start, end }: Span) {
  const before = area.value.slice(0, start);
  const line = before.split('\n').length - 1;
  const style = getComputedStyle(area);
  area.focus({ preventScroll: true });
  area.setSelectionRange(start, Math.max(end, start + 1));
  area.scrollTop = Math.max(0, (line - 3) * parseFloat(style.lineHeight));
  const column = start - (before.lastIndexOf('\n') + 1);
  area.scrollLeft = Math.max(0, (column - 20) * parseFloat(style.fontSize) * 0.6);
  area.scrollIntoView({ block: 'nearest' });
}
