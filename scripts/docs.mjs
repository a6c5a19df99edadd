// npm run docs: writes the tables of the guide anew from the records of settings.
import './lib/node-version.mjs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepare } from './lib/prepare.mjs';
import { root, runScript } from './lib/run.mjs';

await runScript(async () => {
  await prepare();
  const { runnerImport } = await import('vite');
  const { format, resolveConfig } = await import('prettier');
  const { module } = await runnerImport(join(root, 'scripts', 'guide.ts'), { configFile: false, root });
  const page = join(root, 'docs', 'guide', 'index.html');
  const made = module.withTables(await readFile(page, 'utf8'));
  await writeFile(page, await format(made, { ...(await resolveConfig(page)), parser: 'html' }));
});
