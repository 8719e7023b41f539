// The engine's side: it reads files, runs operations, and hands back plain values.

import { load, type Engine } from '@paysplit/wasm';
import { nameOf } from './allocation/model';
import { choiceOf, documentOf } from './allocation/strategies';
import { guess } from './check/kinds';
import type { Answer, Reply, Request, Segment } from './engine';
import { JSONError, data, explained, member, read, write, type Data, type Node } from './json';

const scope = globalThis as unknown as { paysplitWasm: string; postMessage(message: unknown): void; onmessage: unknown };
let engine: Promise<Engine> | undefined;
let queue: Promise<void> = Promise.resolve();

scope.onmessage = ({ data: request }: MessageEvent<Request & { id: number }>) => {
  queue = queue.then(async () => scope.postMessage({ id: request.id, ...(await reply(request)) }));
};
scope.postMessage('ready');

type Outcome = Reply extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

async function reply(request: Request): Promise<Outcome> {
  try {
    engine ??= load({ wasm: new URL(scope.paysplitWasm) });
    const text = request.text ?? (await request.file?.text()) ?? '';
    const { op, document, json } = prepare(request, text);
    const out = data(read((await engine).runText(op, json))) as { [name: string]: Data };
    if (out.error) return { refused: { ...(out.error as { code: string; path: string; message: string }), op } };
    const segments = segmentsOf(request.as835 ? text : textIn(document, out), out);
    return { answer: { op, ...trimmed(out, request.most), segments, payer: payerOf(document, out) } };
  } catch (error) {
    if (error instanceof JSONError) return { syntax: { at: error.at, message: error.message } };
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

// prepare makes the document of a request.
function prepare(request: Request, text: string): { op: string; document?: Node; json: string } {
  if (request.as835) {
    const books = request.books ? `,"claimProcs":${request.books}` : '';
    return { op: request.op, json: `{"text":${JSON.stringify(text)}${books}}` };
  }
  if (request.choice !== undefined) {
    const document = read(text);
    return { op: request.op, document, json: documentOf(document, choiceOf(request.choice)) };
  }
  if (!request.recognize) return { op: request.op, json: text };
  const document = read(text);
  const op = request.op || guess(document);
  return { op, document, json: write(op.startsWith('era.') ? document : explained(document)) };
}

function payerOf(document: Node | undefined, out: { [name: string]: Data }): string {
  const payment = out.payment as { patient?: string } | undefined;
  return document && payment?.patient ? nameOf(document, payment.patient) : '';
}

// textIn returns the 835 inside of a document, if its report names segments.
function textIn(document: Node | undefined, out: { [name: string]: Data }): string {
  const text = out.transactions ? member(document, 'text') : undefined;
  return text?.kind === 'string' ? text.text : '';
}

// trimmed keeps the first rows of every list. Nobody reads a hundred thousand, and
// a page that draws them stands still.
function trimmed(out: { [name: string]: Data }, most = Infinity): Pick<Answer, 'data' | 'left'> {
  const left: { [list: string]: number } = {};
  for (const [name, value] of Object.entries(out)) {
    if (Array.isArray(value) && value.length > most) {
      left[name] = value.length - most;
      out[name] = name === 'trace' ? [...value.slice(0, most - 1), value[value.length - 1]!] : value.slice(0, most); // the last step is the verdict
    }
  }
  return { data: out, left };
}

// segmentsOf finds the segments that findings and checks name.
function segmentsOf(text: string, out: { [name: string]: Data }): { [segment: string]: Segment } {
  const wanted = new Set<string>();
  for (const list of [out.problems, out.warnings]) {
    for (const row of Array.isArray(list) ? list : []) {
      const segment = (row as { segment?: string }).segment;
      if (segment) wanted.add(segment);
    }
  }
  const found: { [segment: string]: Segment } = {};
  const end = terminatorOf(text);
  let left = wanted.size;
  for (let at = 0, n = 0; left > 0 && at < text.length;) {
    const next = text.indexOf(end, at);
    const until = next < 0 ? text.length : next;
    while (at < until && /\s|\ufeff/.test(text[at]!)) at++;
    if (until > at && wanted.has(String(++n))) {
      found[n] = { text: text.slice(at, Math.min(until + 1, at + 400)), start: at, end: Math.min(until + 1, text.length) };
      left--;
    }
    at = until + 1;
  }
  return found;
}

// terminatorOf returns what ends a segment: in ISA it follows the sixteenth element,
// which is one character.
function terminatorOf(text: string): string {
  const from = text.search(/[^\s\ufeff]/);
  if (!text.startsWith('ISA', from)) return '~';
  const separator = text[from + 3]!;
  let at = from + 3;
  for (let i = 1; i < 16 && at >= 0; i++) at = text.indexOf(separator, at + 1);
  return (at >= 0 && text[at + 2]) || '~';
}
