/**
 * A .deb and a .tar.gz for trying the installation where the official Electron and the tools of electron-builder cannot be
 * downloaded: with dpkg-deb and tar, from the unpacked app. Names and versions say that they are of the development build.
 */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { capture, root, say, ScriptError } from './run.mjs';

const name = 'kan-studio';

/** @typedef {{ ext: string, mimeType: string, description: string }} Association */

/** @param {string} release @param {string} electron its version */
export async function packDevelopmentBuild(release, electron) {
  const { version, description } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const config = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8'));
  const unpacked = readdirSync(release).find((folder) => folder.endsWith('unpacked'));
  if (unpacked === undefined) throw new ScriptError('There is no unpacked app in release/.');
  const marked = `${version}~development.electron${electron}`;
  const files = [`${name}-${marked}.deb`, `${name}-${marked}.tar.gz`].map((file) => join(release, file));

  const tree = join(release, 'deb');
  rmSync(tree, { recursive: true, force: true });
  const at = (/** @type {string} */ path) => join(tree, path);
  for (const folder of ['DEBIAN', 'opt', 'usr/bin', 'usr/share/applications', 'usr/share/mime/packages']) {
    mkdirSync(at(folder), { recursive: true });
  }
  cpSync(join(release, unpacked), at(`opt/${name}`), { recursive: true, verbatimSymlinks: true });
  // Chromium's own sandbox, for systems that keep user namespaces from programs without a profile, as Ubuntu 24.04 does.
  chmodSync(at(`opt/${name}/chrome-sandbox`), 0o4755);
  symlinkSync(`/opt/${name}/${name}`, at(`usr/bin/${name}`));
  for (const icon of readdirSync(join(root, 'build', 'icons'))) {
    const folder = at(`usr/share/icons/hicolor/${icon.replace('.png', '')}/apps`);
    mkdirSync(folder, { recursive: true });
    cpSync(join(root, 'build', 'icons', icon), join(folder, `${name}.png`));
  }
  writeFileSync(at(`usr/share/applications/${name}.desktop`), desktopEntry(config));
  writeFileSync(at(`usr/share/mime/packages/${name}.xml`), mimeTypes(config.fileAssociations));
  writeFileSync(
    at('DEBIAN/control'),
    control({ version: marked, description, maintainer: config.linux.maintainer }),
  );
  for (const script of ['postinst', 'postrm'])
    writeFileSync(at(`DEBIAN/${script}`), refresh, { mode: 0o755 });
  await done('dpkg-deb', ['--build', '--root-owner-group', '-Zxz', '-z1', tree, files[0]]);
  rmSync(tree, { recursive: true });

  const renamed = `s,^${unpacked},${name}-${marked},`;
  await done('tar', [
    '-C',
    release,
    '--transform',
    renamed,
    '--owner=0',
    '--group=0',
    '-czf',
    files[1],
    unpacked,
  ]);
  const sums = files.map(
    (file) =>
      `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${file.slice(release.length + 1)}`,
  );
  writeFileSync(join(release, 'SHA256SUMS'), `${sums.join('\n')}\n`);
  for (const file of files) say(file);
}

/** As electron-builder writes it. @param {any} config */
function desktopEntry({ productName, linux, fileAssociations }) {
  const types = fileAssociations.map((/** @type {Association} */ { mimeType }) => `${mimeType};`).join('');
  return `[Desktop Entry]
Name=${productName}
Comment=${linux.synopsis}
Exec=/opt/${name}/${name} %U
Terminal=false
Type=Application
Icon=${name}
StartupWMClass=${productName}
Categories=${linux.category};
MimeType=${types}
`;
}

/** The types that the system does not know. @param {readonly Association[]} associations */
function mimeTypes(associations) {
  const own = associations.filter(({ mimeType }) => mimeType.includes(name));
  const types = own.map(
    ({ ext, mimeType, description }) => `  <mime-type type="${mimeType}">
    <comment>${description}</comment>
    <glob pattern="*.${ext}"/>
    <icon name="${name}"/>
  </mime-type>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
${types.join('\n')}
</mime-info>
`;
}

/** @param {{ version: string, description: string, maintainer: string }} about */
function control({ version, description, maintainer }) {
  const needs =
    'libgtk-3-0t64 | libgtk-3-0, libnotify4, libnss3, libxss1, libxtst6, xdg-utils, libatspi2.0-0t64 | libatspi2.0-0, libuuid1, libsecret-1-0, libgbm1, libasound2t64 | libasound2';
  return `Package: ${name}
Version: ${version}
Section: science
Priority: optional
Architecture: amd64
Maintainer: ${maintainer}
Depends: ${needs}
Description: ${description}
 Made from a development build of Electron, for trying the installation only.
`;
}

/** After it was put in or taken out: the lists of programs, types and icons are made anew, where there are such. */
const refresh = `#!/bin/sh
set -e
for make in "update-desktop-database -q /usr/share/applications" "update-mime-database /usr/share/mime" "gtk-update-icon-cache -qtf /usr/share/icons/hicolor"; do
  if command -v \${make%% *} >/dev/null 2>&1; then $make || true; fi
done
`;

/** @param {string} command @param {readonly string[]} args */
async function done(command, args) {
  const { status, output } = await capture(command, args);
  if (status !== 0) throw new ScriptError(`${command} failed:\n${output}`);
}
