/** How Node loads a source: TypeScript without its types, and what is imported by name from JSON, as the bundler has it. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transformWithOxc } from 'vite';

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  const { protocol, pathname } = new URL(url);
  if (protocol !== 'file:') return next(url, context);
  if (pathname.endsWith('.ts')) return moduleOf(await withoutTypes(fileURLToPath(url)));
  if (pathname.endsWith('.json') && context.importAttributes.type === undefined)
    return moduleOf(await namesOf(fileURLToPath(url)));
  return next(url, context);
}

/** @param {string} source */
function moduleOf(source) {
  return { format: /** @type {const} */ ('module'), source, shortCircuit: true };
}

/** Stack traces name the lines of the file. @param {string} file @returns {Promise<string>} */
async function withoutTypes(file) {
  const { code, map } = await transformWithOxc(await readFile(file, 'utf8'), file);
  const inline = Buffer.from(JSON.stringify(map)).toString('base64');
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${inline}`;
}

/** @param {string} file @returns {Promise<string>} an export for each entry of the object */
async function namesOf(file) {
  const entries = Object.entries(JSON.parse(await readFile(file, 'utf8')));
  return entries
    .map(
      ([name, value], i) =>
        `const v${i} = ${JSON.stringify(value)}; export { v${i} as ${JSON.stringify(name)} };`,
    )
    .join('\n');
}
