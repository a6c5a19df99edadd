// npm run fuzz -- csv [count] [first seed]: bundles fuzz/run.ts and runs it.
import './lib/node-version.mjs';
import { join } from 'node:path';
import { prepare } from './lib/prepare.mjs';
import { root, run, runScript } from './lib/run.mjs';

await runScript(async () => {
  await prepare();
  const { build } = await import('vite');
  const outDir = join(root, 'out', 'fuzz');
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: { ssr: 'fuzz/run.ts', target: 'node20.18', outDir, minify: false },
  });
  return run(process.execPath, [join(outDir, 'run.js'), ...process.argv.slice(2)]);
});
