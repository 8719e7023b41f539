import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The page hands out other people's work, whose licenses go with it.
const licenses: Plugin = {
  name: 'licenses',
  apply: 'build',
  generateBundle() {
    const of = { paysplit: '../LICENSE', Go: '../build/npm/LICENSE-go' } as { [name: string]: string };
    for (const name of ['preact', 'uplot', '@fontsource-variable/ibm-plex-sans', '@fontsource/ibm-plex-mono'])
      of[name] = `node_modules/${name}/LICENSE`;
    const texts = Object.entries(of).map(([name, file]) => `${name}\n\n${readFileSync(here(file), 'utf8').trim()}\n`);
    this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: texts.join(`\n${'='.repeat(72)}\n\n`) });
  },
};

// A finding ends with what mends it, behind a semicolon. These are the ones that have
// a semicolon of their own.
const remedies: Plugin = {
  name: 'remedies',
  resolveId: (id) => (id === 'virtual:remedies' ? `\0${id}` : undefined),
  load(id) {
    if (id !== '\0virtual:remedies') return undefined;
    const rows = readFileSync(here('../docs/codes.md'), 'utf8').matchAll(/^\| `[A-Z_]+` \| .* \| (.*; .*) \|$/gm);
    return `export default ${JSON.stringify([...rows].map(([, remedy]) => remedy))}`;
  },
};

// While the page is being worked on, its styles stand in the document.
const loose: Plugin = {
  name: 'loose',
  apply: 'serve',
  transformIndexHtml: (html, { server }) =>
    server ? html.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'") : html,
};

export default defineConfig({
  base: './', // relative addresses: the page can stand in any folder
  root: here('.'),
  plugins: [licenses, remedies, loose],
  resolve: { alias: { '@paysplit/wasm': here('../build/npm') } },
  worker: { format: 'es' },
  server: { host: '127.0.0.1', fs: { allow: [here('..')] } },
  preview: { host: '127.0.0.1' },
  build: {
    outDir: here('../build/web'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // a data: address would need a wider policy
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 16_000, // kB: the engine
  },
});
