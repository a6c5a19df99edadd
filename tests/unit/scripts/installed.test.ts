/** Whether `npm start` and `npm run kan` find the packages of the lock file, or install them. */
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isInstalled } from '../../../scripts/lib/installed.mjs';
import { useFolder } from '../../support/folder.ts';

const folder = useFolder();
const packages = {
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/b': { version: '2.0.0', integrity: 'sha512-b' },
};
const elsewhere = { 'node_modules/only-on-windows': { version: '1.0.0', optional: true } };

/** A lock file that is a minute newer than what was installed, as git checkout leaves it. */
function newerLockFile(wanted: object, installed: object | null): void {
  mkdirSync(folder('node_modules'));
  writeFileSync(
    folder('package-lock.json'),
    JSON.stringify({ packages: { '': { name: 'app' }, ...wanted } }),
  );
  if (installed === null) return;
  writeFileSync(folder('node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }));
  const minuteAgo = Date.now() / 1000 - 60;
  utimesSync(folder('node_modules', '.package-lock.json'), minuteAgo, minuteAgo);
}

it.each([
  ['the same packages', packages, packages, true],
  ['one for another system is missing', { ...packages, ...elsewhere }, packages, true],
  ['one is missing', packages, { 'node_modules/a': packages['node_modules/a'] }, false],
  ['another version', packages, { ...packages, 'node_modules/b': { version: '1.9.0' } }, false],
  ['one too many', packages, { ...packages, 'node_modules/c': { version: '1.0.0' } }, false],
  ['nothing was installed', packages, null, false],
])('a newer lock file, %s: %#', (_what, wanted, installed, holds) => {
  newerLockFile(wanted, installed);
  expect(isInstalled(folder('.'))).toBe(holds);
});
