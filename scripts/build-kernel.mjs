/**
 * npm run build:kernel: compiles the AssemblyScript kernels to WebAssembly and embeds each, as base64 in a module that Git
 * ignores. Nothing is done where a module is up to date, so that every script may call this first.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { functionsSource } from './kernel/functions.mjs';
import { powersSource, tilesSource } from './kernel/tiles.mjs';

const engine = fileURLToPath(new URL('../main/engine/', import.meta.url));
const functionRecords = fileURLToPath(new URL('../shared/functions/', import.meta.url));

/** Builds the kernels unless those that are there were made from the same sources. @returns {Promise<boolean>} whether it built */
export async function buildKernel() {
  const native = join(engine, 'compute', 'native');
  const own = await readFolder(join(native, 'kernel'), '.as');
  own.set('tiles.as', tilesSource());
  own.set('powers.as', powersSource());
  const network = await embed('index', join(native, 'kernel.generated.ts'), own, {
    stamped: await readFolder(functionRecords, '.ts'),
    further: async () => new Map([['functions.as', await functionsSource()]]),
  });
  const dense = join(engine, 'optim', 'dense');
  const matrices = await embed('dense', join(dense, 'dense.generated.ts'), await readFolder(dense, '.as'));
  return network || matrices;
}

/** Texts by file name. @typedef {Map<string, string>} Sources */

/**
 * @param {string} entry @param {string} target @param {Sources} sources
 * @param {{ stamped: Sources, further: () => Promise<Sources> }} [made] sources that are made from others
 * @returns {Promise<boolean>} whether it built
 */
async function embed(entry, target, sources, made) {
  const stamp = stampOf(new Map([...sources, ...(made?.stamped ?? [])]));
  const present = await readFile(target, 'utf8').catch(() => '');
  if (present.includes(stamp)) return false;
  const binary = await compile(entry, new Map([...sources, ...((await made?.further()) ?? [])]));
  const text = `// Made by scripts/build-kernel.mjs. Do not edit.
export const sources = '${stamp}';
export const kernelBase64 =
  '${Buffer.from(binary).toString('base64')}';
`;
  await writeFile(target, text);
  return true;
}

/** @param {string} folder @param {string} ending @returns {Promise<Map<string, string>>} text by file name */
async function readFolder(folder, ending) {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending)).sort();
  return new Map(
    await Promise.all(
      names.map(async (name) => /** @type {const} */ ([name, await readFile(join(folder, name), 'utf8')])),
    ),
  );
}

/** @param {Map<string, string>} sources */
function stampOf(sources) {
  const hash = createHash('sha256').update(options.join(' '));
  for (const [name, text] of sources) hash.update(`\0${name}\0${text}`);
  return hash.digest('hex');
}

const options = [
  // Bulk operations compare with a memory's length that a thread may not have been told yet: kernel/zero.as.
  ...['--enable', 'simd', '--enable', 'threads', '--disable', 'bulk-memory'],
  ...['--importMemory', '--sharedMemory', '--initialMemory', '16', '--maximumMemory', '65536'],
  ...[
    '--runtime',
    'stub',
    '--noAssert',
    '--optimizeLevel',
    '3',
    '--shrinkLevel',
    '0',
    '--converge',
    '--debug',
  ],
  ...['--outFile', 'kernel.wasm'],
];

/** @param {string} entry @param {Map<string, string>} sources @returns {Promise<Uint8Array>} */
async function compile(entry, sources) {
  const { default: asc } = await import('assemblyscript/asc');
  let binary = null;
  const { error, stderr } = await asc.main([`${entry}.ts`, ...options], {
    // The compiler only asks for .ts; on disk the sources are .as, for they are no TypeScript.
    readFile: (name) => sources.get(name.replace(/\.ts$/, '.as')) ?? null,
    writeFile: (name, contents) => {
      if (name.endsWith('.wasm')) binary = contents;
    },
    listFiles: () => [],
  });
  if (error || binary === null)
    throw new Error(`The kernel “${entry}” does not compile:\n${stderr.toString()}`);
  return binary;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log((await buildKernel()) ? 'Kernels built.' : 'Kernels up to date.');
}
