// The Go runtime and the module, started in whatever thread this is.

import runtime from './wasm_exec.js';

/** Returns the name of an operation, if it can be one. */
export function checkedName(op) {
  if (typeof op !== 'string') throw new TypeError('paysplit: the name of an operation is a string');
  return op;
}

/** Runs the module. answer(op, text) returns { text, refused }. */
export async function start(module) {
  // The Go runtime sees this object as its global one, and nothing of it is left in ours.
  const scope = {
    Object, Array, Uint8Array, Uint8ClampedArray, Error, Date, TextEncoder, TextDecoder,
    crypto: globalThis.crypto, performance: globalThis.performance, fs: log(),
  };
  const go = new (runtime(scope))();
  let fault = null;
  go.exit = (status) => { fault ??= new Error(`paysplit: the engine has stopped with status ${status}; load it again`); };
  const instance = await WebAssembly.instantiate(module, go.importObject);
  go.run(instance).catch((error) => { fault ??= error; });
  const { paysplitRun, paysplitOps } = scope;
  if (!paysplitRun) throw fault ?? new Error('paysplit: the module has not started; it is not of this package');

  const encoder = new TextEncoder();
  const answer = (op, text) => {
    if (fault) throw fault;
    checkedName(op);
    let bytes = typeof text === 'string' ? encoder.encode(text) : text;
    if (ArrayBuffer.isView(bytes) && !(bytes instanceof Uint8Array)) bytes = new Uint8Array(bytes); // of another realm
    let out;
    try {
      out = paysplitRun(op, bytes);
    } catch (error) { // what is left of the module cannot be used
      fault ??= new Error(`paysplit: the engine has failed; load it again: ${error.message}`, { cause: error });
    }
    if (fault) throw fault;
    return typeof out === 'string' ? { text: out, refused: false } : { text: out[0], refused: true };
  };
  return { answer, ops: frozen(paysplitOps.map(([name, summary]) => ({ name, summary }))) };
}

// log is what the Go runtime writes to: the report of a crash goes to the console.
function log() {
  const decoder = new TextDecoder();
  let line = '';
  return {
    constants: { O_WRONLY: -1, O_RDWR: -1, O_CREAT: -1, O_TRUNC: -1, O_APPEND: -1, O_EXCL: -1, O_DIRECTORY: -1 },
    writeSync(_, bytes) {
      const lines = (line + decoder.decode(bytes)).split('\n');
      line = lines.pop();
      for (const text of lines) console.error(text);
      return bytes.length;
    },
  };
}

const frozen = (ops) => Object.freeze(ops.map(Object.freeze));
