/**
 * npm run build:kernel: compiles the AssemblyScript kernel to WebAssembly and embeds it, as base64 in a module that Git
 * ignores. Nothing is done where that module is up to date, so that every script may call this first.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { functionsSource } from './kernel/functions.mjs';
import { powersSource, tilesSource } from './kernel/tiles.mjs';

const native = fileURLToPath(new URL('../main/engine/compute/native/', import.meta.url));
const functionRecords = fileURLToPath(new URL('../shared/functions/', import.meta.url));
const target = join(native, 'kernel.generated.ts');

/** Builds the kernel unless the one that is there was made from the same sources. @returns {Promise<boolean>} whether it built */
export async function buildKernel() {
  const sources = await readSources();
  const stamp = stampOf(new Map([...sources, ...(await readFolder(functionRecords, '.ts'))]));
  const present = await readFile(target, 'utf8').catch(() => '');
  if (present.includes(stamp)) return false;
  sources.set('functions.as', await functionsSource());
  const binary = await compile(sources);
  const text = `// Made by scripts/build-kernel.mjs from kernel/. Do not edit.
export const sources = '${stamp}';
export const kernelBase64 =
  '${Buffer.from(binary).toString('base64')}';
`;
  await writeFile(target, text);
  return true;
}

/** @returns {Promise<Map<string, string>>} source text by file name, without the functions' */
async function readSources() {
  const sources = await readFolder(join(native, 'kernel'), '.as');
  sources.set('tiles.as', tilesSource());
  sources.set('powers.as', powersSource());
  return sources;
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
  'index.ts',
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

/** @param {Map<string, string>} sources @returns {Promise<Uint8Array>} */
async function compile(sources) {
  const { default: asc } = await import('assemblyscript/asc');
  let binary = null;
  const { error, stderr } = await asc.main(options, {
    // The compiler only asks for .ts; on disk the sources are .as, for they are no TypeScript.
    readFile: (name) => sources.get(name.replace(/\.ts$/, '.as')) ?? null,
    writeFile: (name, contents) => {
      if (name.endsWith('.wasm')) binary = contents;
    },
    listFiles: () => [],
  });
  if (error || binary === null) throw new Error(`The kernel does not compile:\n${stderr.toString()}`);
  return binary;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log((await buildKernel()) ? 'Kernel built.' : 'Kernel up to date.');
}
