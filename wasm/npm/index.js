// The engine of paysplit, compiled to WebAssembly: one JSON document in, one out.
// The types, with what they promise, stand in index.d.ts.

import { checkedName, start } from './engine.js';

/** A document that was refused. */
export class PaysplitError extends Error {
  constructor(document) {
    super(document.error.message);
    this.name = 'PaysplitError';
    this.code = document.error.code;
    this.path = document.error.path;
    this.document = document;
  }
}

/** Starts the engine in this thread. */
export async function load(options) {
  const { answer, ops } = await start(await compile(options?.wasm));
  return Object.freeze({
    ops,
    run: (op, input) => result(answer(op, textOf(input))),
    runText: (op, text) => answer(op, checked(text)).text,
  });
}

/** Starts the engine in a worker of its own. */
export async function loadInWorker(options) {
  const compiling = compile(options?.wasm); // while the worker starts
  compiling.catch(() => {}); // it is awaited below
  const thread = await startThread();
  const waiting = new Map(); // what is not answered, by its id
  let ended; // the reason, as soon as there is one
  let last = 0;

  const end = (reason) => {
    if (ended) return;
    ended = reason;
    thread.terminate();
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  };
  const ask = (message) => new Promise((resolve, reject) => {
    if (ended) throw ended;
    const id = ++last;
    thread.post({ ...message, id }); // throws what cannot be sent
    waiting.set(id, { resolve, reject });
    thread.hold(true);
  });
  thread.onEnd((why) => end(new Error(`paysplit: the worker has ended${why ? `: ${why}` : ''}`)));
  thread.onMessage(({ id, answer, fault }) => {
    if (fault) return end(new Error(fault));
    waiting.get(id)?.resolve(answer);
    waiting.delete(id);
    if (waiting.size === 0) thread.hold(false);
  });

  let ops;
  try {
    ops = Object.freeze((await ask({ module: await compiling })).map(Object.freeze));
  } catch (reason) {
    end(reason);
    throw reason;
  }
  return Object.freeze({
    ops,
    run: async (op, input) => result(await ask({ op: checkedName(op), text: compact(textOf(input)) })),
    runText: async (op, text) => (await ask({ op: checkedName(op), text: compact(checked(text)) })).text,
    terminate: () => end(new Error('paysplit: the worker was terminated')),
  });
}

// kindOf names the class of a value, whatever window or realm it is from.
const kindOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

const isText = (input) => typeof input === 'string' || (ArrayBuffer.isView(input) && kindOf(input) === 'Uint8Array');

function result({ text, refused }) {
  const document = JSON.parse(text);
  if (refused) throw new PaysplitError(document);
  return document;
}

function checked(text) {
  if (!isText(text)) throw new TypeError('paysplit: the document is JSON text, a string or a Uint8Array');
  return text;
}

function textOf(input) {
  const text = isText(input) ? input : JSON.stringify(input);
  if (text === undefined) throw new TypeError('paysplit: the document is an object, or JSON text');
  return text;
}

// compact cuts a view out of a larger buffer, because a message would bring the whole.
const compact = (text) => (typeof text === 'string' || text.byteLength === text.buffer.byteLength ? text : text.slice());

async function compile(wasm = new URL('./paysplit.wasm', import.meta.url)) {
  let source = await wasm;
  if (kindOf(source) === 'WebAssembly.Module') return source;
  if (typeof source === 'string' || kindOf(source) === 'URL') source = await read(source);
  if (kindOf(source) !== 'Response') return WebAssembly.compile(source);
  if (!source.ok) throw new Error(`paysplit: ${source.url} answers ${source.status}`);
  const streams = /^application\/wasm\s*(;|$)/.test(source.headers.get('content-type') ?? '');
  return streams ? WebAssembly.compileStreaming(source) : WebAssembly.compile(await source.arrayBuffer());
}

const inNode = Boolean(globalThis.process?.versions?.node);

// builtin returns a module of Node. Its name is no literal, so that no bundler looks for it.
const builtin = (name) => import(/* webpackIgnore: true */ /* @vite-ignore */ `node:${name}`);

async function read(url) {
  const isFile = !/^[a-z][a-z0-9+.-]+:/i.test(url) || String(url).startsWith('file:');
  if (!inNode || !isFile) return fetch(url);
  const { readFile } = await builtin('fs/promises');
  return readFile(String(url).startsWith('file:') ? new URL(url) : url);
}

// startThread starts worker.js and hides how the workers of browsers and Node differ. A
// worker of Node keeps the process alive only while it is held.
async function startThread() {
  if (typeof Worker === 'function' && !inNode) {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    return {
      post: (message) => worker.postMessage(message),
      onMessage: (f) => { worker.onmessage = (event) => f(event.data); },
      onEnd: (f) => {
        worker.onerror = (event) => { event.preventDefault(); f(event.message ?? 'worker.js cannot be loaded'); };
        worker.onmessageerror = () => f('a message cannot be read');
      },
      hold: () => {},
      terminate: () => worker.terminate(),
    };
  }
  const threads = await builtin('worker_threads');
  const worker = new threads.Worker(new URL('./worker.js', import.meta.url), { execArgv: [] }); // a program's own flags may not suit it
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (f) => worker.on('message', f),
    onEnd: (f) => {
      worker.on('error', (error) => f(error.message)).on('exit', () => f());
      worker.on('messageerror', () => f('a message cannot be read'));
    },
    hold: (on) => (on ? worker.ref() : worker.unref()),
    terminate: () => worker.terminate(),
  };
}
