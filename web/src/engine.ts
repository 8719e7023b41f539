// The page's side of the engine, which runs in a worker of its own so that a large
// file never holds up the page.

import workerURL from './engine.worker.ts?worker&url';
import wasmURL from '@paysplit/wasm/paysplit.wasm?url';
import { JSONError, type Data } from './json';

/** Refused is the engine's error document: a code, the path of the culprit, a message. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly path: string,
    message: string,
    readonly op = '',
  ) {
    super(message);
  }
}

/** What the engine takes, in bytes. */
const largest = 64 << 20;

/** Request is one call of an operation. */
export interface Request {
  op: string;
  text?: string; // the document
  file?: Blob; // or a file that is the document
  choice?: string; // of a strategy, put into the document
  recognize?: boolean; // the document may say by its names which operation it is for
  as835?: boolean; // the text or file is an 835 as it is
  books?: string; // beside an 835: the rows of the books, as a JSON list
  most?: number; // rows that each list of the result keeps; default all
}

/** Answer is a result: plain values, of which numbers are text. */
export interface Answer {
  op: string;
  data: { [name: string]: Data };
  left: { [list: string]: number }; // rows that were left out, by list
  segments: { [segment: string]: Segment }; // of an 835, those that findings name
  payer: string; // the name of the one who pays, if the document has it
}

/** Segment is one segment of an 835, and where it stands in the text. */
export interface Segment {
  text: string;
  start: number;
  end: number;
}

export type Reply =
  | { id: number; answer: Answer }
  | { id: number; refused: { code: string; path: string; message: string; op: string } }
  | { id: number; syntax: { at: number; message: string } }
  | { id: number; failed: string };

interface Waiting {
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
}

/** Engine is one worker, started when it is first asked. */
export class Engine {
  private worker: Worker | undefined;
  private unsent: unknown[] | undefined; // calls from before the worker listens
  private waiting = new Map<number, Waiting>();
  private last = 0;

  run(request: Request): Promise<Answer> {
    if (request.file && request.file.size > largest) return Promise.reject(tooLarge);
    const worker = (this.worker ??= this.start());
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      const message = { id, ...request };
      if (this.unsent) this.unsent.push(message);
      else worker.postMessage(message);
    });
  }

  /** stop ends what is running; the next call starts anew. */
  stop() {
    this.end(new Stopped());
  }

  private end(reason: Error) {
    this.worker?.terminate();
    this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(reason);
    this.waiting.clear();
  }

  // A worker that is loaded from its own address has its own policy. One that is
  // loaded from a blob has the page's: it cannot reach another host either.
  private start(): Worker {
    const address = (url: string) => JSON.stringify(new URL(url, document.baseURI).href);
    const source = `globalThis.paysplitWasm = ${address(wasmURL)}; await import(${address(workerURL)});`;
    const blob = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const worker = new Worker(blob, { type: 'module', name: 'paysplit' });
    this.unsent = [];
    worker.onmessage = ({ data }: MessageEvent<Reply | 'ready'>) => {
      if (data !== 'ready') return this.settle(data);
      URL.revokeObjectURL(blob);
      for (const message of this.unsent ?? []) worker.postMessage(message);
      this.unsent = undefined;
    };
    worker.onerror = (event) => this.end(new Error(event.message || 'the engine could not be loaded'));
    return worker;
  }

  private settle(reply: Reply) {
    if ('failed' in reply) return this.end(new Error(reply.failed)); // what has failed once answers nothing more
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ('answer' in reply) waiting?.resolve(reply.answer);
    else if ('syntax' in reply) waiting?.reject(new JSONError(reply.syntax.at, reply.syntax.message));
    else waiting?.reject(new Refused(reply.refused.code, reply.refused.path, reply.refused.message, reply.refused.op));
  }
}

const tooLarge = new Refused(
  'LIMIT',
  '',
  'the file has more than 64 MiB, which is all that the page takes; the command reads an 835 of any size: paysplit era check FILE',
);

/** Stopped is the error of a call that was ended by the page. */
export class Stopped extends Error {}
