import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildKernel } from '../build-kernel.mjs';
import { isInstalled } from './installed.mjs';
import { capture, npm, root, say, ScriptError } from './run.mjs';

const stamp = join(root, 'out', '.sources');
const sourcePaths = [
  'main',
  'shared',
  'renderer',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
];

/** Installs the dependencies, builds the kernel and the app, each only where what is there is missing or stale. */
export function prepare() {
  return alone(async () => {
    await installDependencies();
    await buildKernel();
    await build();
  });
}

/** The same without the app: what runs from the sources needs no more. */
export function prepareSources() {
  return alone(async () => {
    await installDependencies();
    await buildKernel();
  });
}

/** `npm ci`, where node_modules does not hold what the lock file asks for. */
async function installDependencies() {
  if (isInstalled(root)) return;
  if (existsSync(join(root, 'node_modules')) && lstatSync(join(root, 'node_modules')).isSymbolicLink()) {
    throw new ScriptError(
      'node_modules is a link, and what it leads to does not hold the packages of package-lock.json. Run npm ci in the folder that it leads to, or remove the link: npm ci through it would empty that folder.',
    );
  }
  say('Installing dependencies (npm ci) …');
  const [command, args] = npm();
  const { status, output } = await capture(command, [
    ...args,
    'ci',
    '--include=dev',
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
  ]);
  if (status === 0) return;
  throw new ScriptError(
    `${output.trim()}\n\nThe dependencies could not be installed. Check the network connection (or npm's proxy and registry settings) and try again.`,
  );
}

/** Builds into out/, when the sources differ from those of the last build. */
async function build() {
  const sources = await hashSources();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  say('Building …');
  rmSync(stamp, { force: true });
  const cli = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { status, output } = await capture(process.execPath, [cli, 'build', '--logLevel', 'warn']);
  if (status !== 0)
    throw new ScriptError(`${output.trim()}\n\nThe build failed; the message above says where.`);
  writeFileSync(stamp, sources);
}

/** One hash over the names and contents of everything that goes into out/. */
async function hashSources() {
  const files = (await Promise.all(sourcePaths.map(listFiles))).flat().sort();
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(await readFile(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

/** @param {string} path @returns {Promise<string[]>} files at or under the path, relative to the root */
async function listFiles(path) {
  if (!existsSync(join(root, path))) return [];
  if (statSync(join(root, path)).isFile()) return [path];
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}

/**
 * Does something while no other process installs or builds in this folder.
 *
 * @param {() => Promise<void>} work
 */
async function alone(work) {
  const release = await lock();
  try {
    await work();
  } finally {
    release();
  }
}

/**
 * Lets one process at a time install and build in this folder.
 *
 * @returns {Promise<() => void>} gives the lock back
 */
async function lock() {
  const file = join(
    tmpdir(),
    `kan-studio-${createHash('sha256').update(root).digest('hex').slice(0, 12)}.lock`,
  );
  for (let waited = false; ;) {
    try {
      const handle = openSync(file, 'wx');
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
    }
    if (!isHeld(file)) rmSync(file, { force: true });
    else if (!waited) {
      say('Waiting for another build in this folder …');
      waited = true;
    }
    await sleep(100);
  }
}

/** Whether the process that wrote the lock file still runs. @param {string} file */
function isHeld(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    if (pid === 0) return Date.now() - statSync(file).mtimeMs < 2000; // just made, not yet written
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
