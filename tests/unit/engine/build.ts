/** Programs as files that plain Node runs. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * @param programs name → source, from the root of the project. @param outDir gets `name.mjs`
 * @returns the path of a program by its name
 */
export async function buildPrograms(
  outDir: string,
  programs: Readonly<Record<string, string>>,
): Promise<(name: string) => string> {
  await build({
    configFile: false,
    root,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      target: 'node20',
      rolldownOptions: { input: { ...programs }, output: { entryFileNames: '[name].mjs', format: 'es' } },
    },
  });
  return (name) => join(outDir, `${name}.mjs`);
}
