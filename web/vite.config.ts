import { defineConfig } from 'vite';
import { fileURLToPath } from 'node:url';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: './', // relative addresses: the page can stand in any folder
  root: here('.'),
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
  },
});
