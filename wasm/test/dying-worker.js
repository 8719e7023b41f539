// A worker that starts as the package's does, and fails at the first call.

globalThis.onmessage = ({ data: { id, module } }) => {
  if (!module) throw new Error('out of memory');
  globalThis.postMessage({ id, answer: [] });
};
