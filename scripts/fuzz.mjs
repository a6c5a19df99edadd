// npm run fuzz -- csv [count] [first seed]: bundles the fuzzers, and the engine that some of them speak to, and runs one.
import './lib/node-version.mjs';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepare } from './lib/prepare.mjs';
import { root, run, runScript } from './lib/run.mjs';

await runScript(async () => {
  await prepare();
  const { build } = await import('vite');
  // Several runs at once: none takes away the program of another.
  const outDir = join(root, 'out', 'fuzz', String(process.pid));
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node20.18',
      outDir,
      minify: false,
      rolldownOptions: {
        input: {
          run: 'fuzz/run.ts',
          engineChild: 'fuzz/engineChild.ts',
          reader: 'main/engine/reader/worker.ts',
        },
        output: { entryFileNames: '[name].js' },
      },
    },
  });
  try {
    return await run(process.execPath, [join(outDir, 'run.js'), ...process.argv.slice(2)]);
  } finally {
    rmSync(outDir, { recursive: true });
  }
});
