// npm run bench -- evaluator [arguments]: bundles bench/evaluator.ts as the app is bundled, and runs it.
import './lib/node-version.mjs';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { prepare } from './lib/prepare.mjs';
import { root, run, runScript, ScriptError } from './lib/run.mjs';

await runScript(async () => {
  const [name, ...args] = process.argv.slice(2);
  const folder = join(root, 'bench');
  const names = (await readdir(folder))
    .filter((file) => /\.(ts|mjs)$/.test(file))
    .map((file) => file.replace(/\.\w+$/, ''));
  if (name === undefined || !names.includes(name)) {
    throw new ScriptError(`Which benchmark? npm run bench -- ${names.join(' | ')}`);
  }
  await prepare();
  const script = join(folder, `${name}.mjs`);
  return run(process.execPath, ['--expose-gc', existsSync(script) ? script : await bundle(name), ...args]);
});

/** @param {string} name @returns {Promise<string>} the bundled program */
async function bundle(name) {
  const { build } = await import('vite');
  const outDir = join(root, 'out', 'bench');
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    // TensorFlow.js finds its WebAssembly in its own folder.
    ssr: {
      noExternal: true,
      external: ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm', '@tensorflow/tfjs-backend-webgpu'],
    },
    build: {
      ssr: join(root, 'bench', `${name}.ts`),
      target: 'node20.18',
      outDir,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { output: { entryFileNames: '[name].mjs' } },
    },
  });
  return join(outDir, `${name}.mjs`);
}
