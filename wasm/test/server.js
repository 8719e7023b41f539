// A server on the loopback for the tests in a browser. Its pages may do only what a strict
// policy allows: code from the server, and WebAssembly.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const types = { html: 'text/html', js: 'text/javascript', wasm: 'application/wasm', jsonl: 'application/jsonl' };
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";
const here = new URL('.', import.meta.url);
const build = new URL('../../build/', import.meta.url);

/** Serves build/, this directory below /test/, the package below /paysplit/ too, and pages by path. */
export async function serve(pages = {}) {
  const all = { '/empty.html': '<!doctype html><title>paysplit</title>', ...pages };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const path = pathname.replace(/^\/paysplit\//, '/npm/');
    const file = path.startsWith('/test/') ? new URL(path.slice('/test/'.length), here) : new URL(`.${path}`, build);
    const type = types[file.pathname.split('.').pop()] ?? 'application/octet-stream';
    const headers = { 'content-security-policy': policy, 'cache-control': 'no-store' };
    try {
      const body = all[pathname] ?? await readFile(file);
      response.writeHead(200, { ...headers, 'content-type': type }).end(body);
    } catch {
      response.writeHead(404, headers).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => server.close().closeAllConnections(),
  };
}
