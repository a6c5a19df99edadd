import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { bitsUiParts } from './scripts/lib/bits-ui.mjs';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** TensorFlow.js looks for its WebAssembly beside the program that loads it. */
const tensorflowWasm = 'tfjs-backend-wasm-simd.wasm';
const withTensorflowWasm = {
  name: 'tensorflow-wasm',
  generateBundle(this: { emitFile(file: object): unknown }): void {
    const source = createRequire(import.meta.url).resolve(
      `@tensorflow/tfjs-backend-wasm/dist/${tensorflowWasm}`,
    );
    this.emitFile({ type: 'asset', fileName: `shared/${tensorflowWasm}`, source: readFileSync(source) });
  },
};

/** Four programs for Node (main, engine, its reader of tables, command line), two preloads, two pages. */
export default defineConfig({
  main: {
    plugins: [withTensorflowWasm],
    // Its build for Node declares a `require` of its own, which electron-vite's shim declares too; only its threads need it.
    resolve: { alias: { fflate: 'fflate/browser' } },
    build: {
      target: 'node20.18',
      outDir: at('out/main'),
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: {
          index: at('main/index.ts'),
          engine: at('main/engine/process.ts'),
          reader: at('main/engine/reader/worker.ts'),
          cli: at('main/cli/index.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      outDir: at('out/preload'),
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: { index: at('main/preload/index.ts'), compute: at('main/preload/compute.ts') },
        // A sandboxed preload is one CommonJS file: what these two share are types.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [bitsUiParts, svelte()],
    build: {
      target: 'chrome130',
      outDir: at('out/renderer'),
      // Everything is a file under app://studio, so that the content security policy needs no exception.
      assetsInlineLimit: 0,
      minify: true,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { index: at('renderer/index.html'), compute: at('renderer/compute.html') } },
    },
  },
});
