// npm run dist: installers for this platform in release/. npm run dist:dir: the unpacked app only, made from whichever
// Electron the other scripts use. npm run dist -- --development: a .deb and a .tar.gz of that, for trying them on Linux.
// npm run dist -- --homepage=<address>: the project's page, which Help opens and a .deb must name.
import './lib/node-version.mjs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packDevelopmentBuild } from './lib/linuxPackages.mjs';
import { provideElectron } from './lib/electron.mjs';
import { prepare } from './lib/prepare.mjs';
import { root, run, runScript, say, ScriptError } from './lib/run.mjs';

await runScript(async () => {
  const {
    dir: unpackedOnly,
    development,
    homepage,
  } = parseArgs({
    options: {
      dir: { type: 'boolean', default: false },
      development: { type: 'boolean', default: false },
      homepage: { type: 'string' },
    },
  }).values;
  await prepare();
  const electron = await provideElectron();
  if (electron.source === 'carried' && !unpackedOnly && !development) {
    throw new ScriptError(
      'Installers are made from the official Electron only, and that cannot be downloaded here.\n' +
        'npm run dist:dir makes the unpacked app from the development build, and npm run dist -- --development a .deb\n' +
        'and a .tar.gz for trying them, marked as such.',
    );
  }
  const notices = await run(process.execPath, [join(root, 'scripts', 'notices.mjs')]);
  if (notices !== 0) return notices;
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const args = ['--publish', 'never', ...(unpackedOnly || electron.source === 'carried' ? ['--dir'] : [])];
  if (electron.source !== 'official') {
    args.push(`-c.electronDist=${electron.folder}`, `-c.electronVersion=${electron.version}`);
  }
  if (homepage !== undefined) {
    args.push(`-c.extraMetadata.homepage=${homepage}`, `-c.extraMetadata.bugs.url=${homepage}/issues`);
  } else if (process.platform === 'linux' && !unpackedOnly && electron.source !== 'carried') {
    say('No .deb is made: it must name the project’s page, which --homepage=<address> gives.');
    args.push('--linux', 'AppImage', 'tar.gz');
  }
  const status = await run(process.execPath, [builder, ...args], {
    env: { ...process.env, ELECTRON_BUILDER_DISABLE_UPDATE_CHECK: 'true' },
  });
  if (electron.source === 'carried') await removeLaunchers();
  if (status !== 0 || unpackedOnly || electron.source !== 'carried') return status;
  await packDevelopmentBuild(join(root, 'release'), electron.version);
  return 0;
});

/** The development build comes with a launcher where the app goes; it must not be in the packaged app. */
async function removeLaunchers() {
  const release = join(root, 'release');
  for (const folder of await readdir(release)) {
    if (folder.endsWith('unpacked')) {
      await rm(join(release, folder, 'resources', 'app'), { recursive: true, force: true });
    }
  }
}
