// The engine in a worker: the first message brings the module, and every other one a
// call. Each is answered under its id, in order.

import { start } from './engine.js';

let engine;

async function handle({ id, module, op, text }) {
  if (module) {
    engine = await start(module);
    return { id, answer: engine.ops };
  }
  return { id, answer: engine.answer(op, text) };
}

function serve(post, message) {
  handle(message).then(post, (error) => post({ id: message.id, fault: error.message }));
}

if (typeof globalThis.postMessage === 'function') { // a browser
  globalThis.onmessage = (event) => serve((answer) => globalThis.postMessage(answer), event.data);
} else {
  const { parentPort } = await import(/* webpackIgnore: true */ /* @vite-ignore */ `node:${'worker_threads'}`);
  parentPort.on('message', (message) => serve((answer) => parentPort.postMessage(answer), message));
}
