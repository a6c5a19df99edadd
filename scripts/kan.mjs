// npm run kan -- …: the command line, installed and built where that is needed.
import './lib/node-version.mjs';
import { join } from 'node:path';
import { prepare } from './lib/prepare.mjs';
import { root, run, runScript } from './lib/run.mjs';

await runScript(async () => {
  await prepare();
  return run(process.execPath, [join(root, 'out', 'main', 'cli.js'), ...process.argv.slice(2)], {
    cwd: process.env['INIT_CWD'] ?? process.cwd(),
  });
});
