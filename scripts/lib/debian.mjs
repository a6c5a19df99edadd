import { existsSync } from 'node:fs';
import { capture, run, say, ScriptError } from './run.mjs';

/** What an Electron window needs on a bare machine, with a virtual display. */
export const windowPackages = [
  'xvfb',
  'xauth',
  'libnss3',
  'libgtk-3-0t64|libgtk-3-0',
  'libgbm1',
  'libasound2t64|libasound2',
  'fonts-dejavu',
];

/**
 * Installs the Debian packages that are missing, when this is root on Debian or one of its kin; elsewhere does nothing.
 *
 * @param {readonly string[]} wanted names; `a|b` for the first of several that the release has
 */
export async function installDebianPackages(wanted) {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return;
  const missing = [];
  for (const names of wanted) {
    if (!(await isInstalled(names.split('|')))) missing.push(names);
  }
  if (missing.length === 0) return;
  say(`Installing Debian packages: ${missing.join(' ')} …`);
  const environment = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const update = await capture('apt-get', ['update', '-q'], environment);
  const names = [];
  for (const choice of missing) names.push(await firstAvailable(choice.split('|')));
  const install = await capture(
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', ...names],
    environment,
  );
  if (install.status === 0) return;
  throw new ScriptError(
    `${update.output}${install.output}\nDebian packages that the tests need could not be installed: ${names.join(' ')}`,
  );
}

/** @param {readonly string[]} names */
async function isInstalled(names) {
  for (const name of names) {
    const { output } = await capture('dpkg-query', ['-W', '-f', '${db:Status-Status}', name]);
    if (output.trim() === 'installed') return true;
  }
  return false;
}

/** @param {readonly string[]} names */
async function firstAvailable(names) {
  for (const name of names) {
    if ((await capture('apt-cache', ['show', name])).status === 0) return name;
  }
  return names[0] ?? '';
}

/**
 * Runs a program on a virtual display, where there is no real one and xvfb-run is to be had.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export async function runOnDisplay(command, args, options) {
  const headless = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  if (!headless) return run(command, args, options);
  // Tests start one app after another: a display that is reset when the last window closes is missing for a moment.
  const screen = ['-a', '-s', '-screen 0 1600x1000x24 -noreset'];
  const status = await run('xvfb-run', [...screen, command, ...args], options);
  if (status !== 127) return status;
  throw new ScriptError(
    'There is no display, and no xvfb-run to make one. Install xvfb and xauth, or run in a desktop session.',
  );
}
