// A worker of the page's own, which loads the engine for itself.

import { load } from '/npm/index.js';

globalThis.onmessage = async (event) => {
  globalThis.postMessage((await load()).run('plan.interest', event.data));
};
