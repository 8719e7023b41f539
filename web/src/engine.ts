// The page's side of the engine, which runs in a worker of its own so that a large
// file never holds up the page.

import workerURL from './engine.worker.ts?worker&url';
import wasmURL from '@paysplit/wasm/paysplit.wasm?url';
import type { Data } from './json';

/** Refused is the engine's error document: a code, the path of the culprit, a message. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly path: string,
    message: string,
  ) {
    super(message);
  }
}

/** Request is one call of an operation. */
export interface Request {
  op: string;
  text?: string; // the document
  file?: Blob; // or a file that is the document
  as835?: boolean; // the text or file is an 835 as it is
  most?: number; // rows that each list of the result keeps; default all
}

/** Answer is a result: plain values, of which numbers are text. */
export interface Answer {
  data: { [name: string]: Data };
  left: { [list: string]: number }; // rows that were left out, by list
  segments: { [segment: string]: Segment }; // of an 835, those that problems name
}

/** Segment is one segment of an 835, and where it stands in the text. */
export interface Segment {
  text: string;
  start: number;
  end: number;
}

export type Reply = { id: number } & ({ answer: Answer } | { refused: { code: string; path: string; message: string } } | { failed: string });

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
    else waiting?.reject(new Refused(reply.refused.code, reply.refused.path, reply.refused.message));
  }
}

/** Stopped is the error of a call that was ended by the page. */
export class Stopped extends Error {}
