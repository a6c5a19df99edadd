// npm run screenshots: drives the real app through tests/screenshots/story.test.ts, which writes docs/images/*.png.
import './lib/node-version.mjs';
import { join } from 'node:path';
import { installDebianPackages, runOnDisplay, windowPackages } from './lib/debian.mjs';
import { prepare } from './lib/prepare.mjs';
import { root, runScript } from './lib/run.mjs';

await runScript(async () => {
  await installDebianPackages(windowPackages);
  await prepare();
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  return runOnDisplay(process.execPath, [vitest, 'run', '--project', 'screenshots']);
});
