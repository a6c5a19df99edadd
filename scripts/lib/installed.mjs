import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether node_modules holds what the lock file asks for. npm writes down there what it installed; a lock file that is only
 * newer, as after git checkout, may ask for the same.
 *
 * @param {string} folder of package-lock.json and node_modules
 */
export function isInstalled(folder) {
  const installed = join(folder, 'node_modules', '.package-lock.json');
  const wanted = join(folder, 'package-lock.json');
  if (!existsSync(installed)) return false;
  return (
    statSync(installed).mtimeMs >= statSync(wanted).mtimeMs ||
    holds(packagesOf(installed), packagesOf(wanted))
  );
}

/**
 * @typedef {Readonly<Record<string, { readonly optional?: boolean } & object>>} Packages by their folders
 * @param {Packages} installed
 * @param {Packages} wanted
 */
function holds(installed, wanted) {
  // '' is the project itself. Optional packages are for one system each.
  const there = Object.entries(wanted).filter(
    ([path, { optional }]) => path !== '' && (path in installed || optional !== true),
  );
  return (
    Object.keys(installed).every((path) => path in wanted) &&
    there.every(([path, entry]) => JSON.stringify(installed[path]) === JSON.stringify(entry))
  );
}

/** @param {string} file @returns {Packages} none where the file is broken */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}
