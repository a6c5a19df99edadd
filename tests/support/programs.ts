/** Programs that tests run in processes and threads of their own, as files for plain Node. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder that the programs are built into, which is removed at the end. */
    programs: string;
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Their sources, from the root of the project. */
const sources = {
  engineChild: 'fuzz/engineChild.ts',
  kan: 'main/cli/index.ts',
  reader: 'main/engine/reader/worker.ts',
  victim: 'tests/unit/engine/victim.ts',
};

let built: Promise<string> | null = null;

/** The path of a program. All of them are built together, once in each process of tests, for the first test that needs one. */
export async function builtProgram(name: keyof typeof sources): Promise<string> {
  built ??= buildAll();
  return join(await built, `${name}.mjs`);
}

/** @returns the folder of the programs: each process of tests has its own. */
async function buildAll(): Promise<string> {
  const outDir = mkdtempSync(join(inject('programs'), 'built-'));
  await build({
    configFile: false,
    root,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      target: 'node20',
      rolldownOptions: { input: sources, output: { entryFileNames: '[name].mjs', format: 'es' } },
    },
  });
  return outDir;
}
