// npm run docs: writes the tables of the documents anew, from the records of settings and from the figures of bench/.
import './lib/node-version.mjs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepare } from './lib/prepare.mjs';
import { root, runScript } from './lib/run.mjs';

await runScript(async () => {
  await prepare();
  const { runnerImport } = await import('vite');
  const { format, resolveConfig } = await import('prettier');
  const { module } = await runnerImport(join(root, 'scripts', 'documents.ts'), { configFile: false, root });
  for (const [document, parts] of Object.entries(module.madeParts(root))) {
    const page = join(root, document);
    const made = module.withMade(await readFile(page, 'utf8'), parts);
    await writeFile(page, await format(made, { ...(await resolveConfig(page)), filepath: page }));
  }
});
