// npm start: opens the app, installed and built where that is needed. Arguments after -- go to the app.
import './lib/node-version.mjs';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { provideElectron } from './lib/electron.mjs';
import { prepare } from './lib/prepare.mjs';
import { capture, root, run, runScript, say, ScriptError } from './lib/run.mjs';

await runScript(async () => {
  await prepare();
  return hasDisplay() ? openApp(process.argv.slice(2)) : runHello();
});

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** @param {readonly string[]} args */
async function openApp(args) {
  const electron = await provideElectron();
  return run(electron.executable, [...(await sandboxFlags(electron.folder)), root, ...args]);
}

/** Trains on the example in the terminal, where no window can be opened. */
async function runHello() {
  say(
    'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can be opened.\n' +
      'Training on examples/hello-kan.csv in the terminal instead.\n',
  );
  const cli = join(root, 'out', 'main', 'cli.js');
  const status = await run(process.execPath, [cli, 'fit', 'examples/hello-kan.csv', '--target', 'y']);
  say(
    '\nTo get the window, run npm start in a desktop session, over ssh -X, or on a virtual display:\n' +
      '  sudo apt-get install xvfb xauth   (Debian, Ubuntu)\n' +
      '  xvfb-run -a npm start',
  );
  return status;
}

/**
 * Chromium's sandbox stays on, except for root, for whom Chromium has none. On Linux it needs user namespaces or a
 * helper that belongs to root; where it has neither, Electron would end with a line that few understand.
 *
 * @param {string} folder of the Electron
 * @returns {Promise<string[]>}
 */
async function sandboxFlags(folder) {
  if (process.platform !== 'linux') return [];
  if (process.getuid?.() === 0) {
    say(
      'Running as root: Chromium’s sandbox is not available to root, so it is switched off (--no-sandbox).',
    );
    return ['--no-sandbox'];
  }
  const helper = join(folder, 'chrome-sandbox');
  const { uid, mode } = statSync(helper);
  if (uid === 0 && (mode & 0o4111) === 0o4111) return [];
  const namespaces = await capture('unshare', ['--user', '--map-root-user', 'true']);
  if (namespaces.status === 0 || namespaces.status === 127) return [];
  throw new ScriptError(
    'This system lets ordinary users make no sandbox for Chromium. Allow it for this copy of Electron, once:\n' +
      `  sudo chown root:root ${helper}\n  sudo chmod 4755 ${helper}\nand run npm start again.`,
  );
}
