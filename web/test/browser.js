// A browser, and a host that serves the built page from a folder of its own, as any
// static host would. Every request is on record.

import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { chromium } from 'playwright-core';

const built = fileURLToPath(new URL('../../build/web', import.meta.url));
const screens = fileURLToPath(new URL('../../build/screens', import.meta.url));
const folder = '/office/paysplit/';
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

function listen(answer) {
  return new Promise((resolve) => {
    const server = createServer(answer).listen(0, '127.0.0.1', () =>
      resolve({ server, origin: `http://127.0.0.1:${server.address().port}` }),
    );
  });
}

async function file(request, response) {
  const path = normalize(decodeURIComponent(new URL(request.url, 'http://host').pathname));
  const name = path.startsWith(folder) ? path.slice(folder.length) || 'index.html' : undefined;
  try {
    const body = await readFile(join(built, name));
    response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}

/** Starts the browser, the page's host, and another host that must stay silent. */
export async function start() {
  await mkdir(screens, { recursive: true });
  const visits = [];
  const host = await listen(file);
  const elsewhere = await listen((request, response) => {
    visits.push(request.url);
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('here');
  });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    origin: host.origin,
    elsewhere: { origin: elsewhere.origin, visits },
    /** Opens the page in a window of its own. */
    async open(fragment = '', options = {}) {
      const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, acceptDownloads: true, ...options });
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: host.origin });
      const page = await context.newPage();
      page.setDefaultTimeout(Number(process.env.WAIT ?? 20_000));
      page.faults = [];
      page.requests = [];
      page.on('pageerror', (error) => page.faults.push(error.message));
      page.on('console', (message) => message.type() === 'error' && page.faults.push(message.text()));
      context.on('request', (request) => page.requests.push(request.url()));
      await page.goto(`${host.origin}${folder}${fragment && `#${fragment}`}`);
      return page;
    },
    async stop() {
      await browser.close();
      host.server.close();
      elsewhere.server.close();
    },
  };
}

/** Keeps a picture of the page in build/screens. */
export async function picture(page, name, options = {}) {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(250); // charts follow their fonts
  await page.screenshot({ path: join(screens, `${name}.png`), fullPage: true, ...options });
}

/** Waits until a question has the answer that is wanted. */
export async function until(ask, want) {
  for (let i = 0; i < 200 && !isDeepStrictEqual(await ask(), want); i++) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(await ask(), want);
}

/** The path of an artefact. */
export const artefact = (name) => join(screens, name);

/** A plan's link: 1,180.00 at 9.9 %, 200.00 down, twelve payments. */
export const crown =
  'plan?principal=1180.00&downPayment=200.00&apr=9.9&payPlanDate=2026-10-31&firstPayment=2026-11-30&numberOfPayments=12&note=Crown%2C+tooth+15.';
