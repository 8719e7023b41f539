// The engine's side: it reads files, runs operations, and hands back plain values.

import { load, type Engine } from '@paysplit/wasm';
import type { Answer, Reply, Request, Segment } from './engine';
import { data, read, type Data } from './json';

const scope = globalThis as unknown as { paysplitWasm: string; postMessage(message: unknown): void; onmessage: unknown };
let engine: Promise<Engine> | undefined;
let queue: Promise<void> = Promise.resolve();

scope.onmessage = ({ data: request }: MessageEvent<Request & { id: number }>) => {
  queue = queue.then(async () => scope.postMessage(await answer(request)));
};
scope.postMessage('ready');

async function answer(request: Request & { id: number }): Promise<Reply> {
  const { id } = request;
  try {
    engine ??= load({ wasm: new URL(scope.paysplitWasm) });
    const text = request.text ?? (await request.file?.text()) ?? '';
    const document = request.as835 ? JSON.stringify({ text }) : text;
    const out = data(read((await engine).runText(request.op, document))) as { [name: string]: Data };
    if (out.error) return { id, refused: out.error as { code: string; path: string; message: string } };
    return { id, answer: trimmed(out, request, text) };
  } catch (error) {
    return { id, failed: error instanceof Error ? error.message : String(error) };
  }
}

// trimmed keeps the first rows of every list. Nobody reads a hundred thousand, and
// a page that draws them stands still.
function trimmed(out: { [name: string]: Data }, { most = Infinity, as835 }: Request, text: string): Answer {
  const left: { [list: string]: number } = {};
  for (const [name, value] of Object.entries(out)) {
    if (Array.isArray(value) && value.length > most) {
      left[name] = value.length - most;
      out[name] = value.slice(0, most);
    }
  }
  return { data: out, left, segments: as835 ? segmentsOf(text, out) : {} };
}

// segmentsOf finds the segments that problems and warnings name.
function segmentsOf(text: string, out: { [name: string]: Data }): { [segment: string]: Segment } {
  const wanted = new Set<string>();
  for (const list of [out.problems, out.warnings, out.transactions]) {
    for (const row of Array.isArray(list) ? list : []) {
      const segment = (row as { segment?: string }).segment;
      if (segment) wanted.add(segment);
    }
  }
  const found: { [segment: string]: Segment } = {};
  const end = terminatorOf(text);
  let left = wanted.size;
  for (let at = 0, n = 0; left > 0 && at < text.length; ) {
    const until = text.indexOf(end, at) < 0 ? text.length : text.indexOf(end, at);
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
