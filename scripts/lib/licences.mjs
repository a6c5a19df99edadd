/** Parts of others that come with the app: packages, fonts and the runtime, with their licences. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/**
 * @typedef {object} Component
 * @property {string} name
 * @property {string} version
 * @property {string} licence by its SPDX name
 * @property {string} text of the licence, and of its notice
 */

/** Licences of parts that may come with the app: they only require that their texts are included. */
export const allowedLicences = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'OFL-1.1',
  '0BSD',
];

/** Comes with the app though no file imports it: the runtime, and the library of the language that the kernel is in. */
const beside = ['electron', 'assemblyscript'];

/**
 * All packages whose code or fonts are in the built app: those that the sources import, and what these depend on.
 * @param {string} root @param {readonly import('./imports.mjs').Import[]} imports
 * @returns {Component[]} by name
 */
export function componentsOf(root, imports) {
  const imported = imports.filter(({ typeOnly }) => !typeOnly).map(({ to }) => packageOf(to));
  const wanted = [...new Set([...imported, ...beside])].filter((name) => name !== null);
  /** @type {Map<string, Component>} */
  const found = new Map();
  const add = (/** @type {string} */ name, /** @type {string} */ from) => {
    const folder = folderOf(root, name, from);
    if (folder === null) return;
    const {
      version,
      license,
      author,
      dependencies = {},
    } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const key = `${name}@${version}`;
    if (found.has(key)) return;
    const text =
      textOf(folder) ?? usualText(root, license, author?.name ?? author ?? `the authors of ${name}`);
    // One package does not name its licence but contains it.
    found.set(key, {
      name,
      version,
      licence: license ?? (/^MIT License/m.test(text) ? 'MIT' : 'unknown'),
      text,
    });
    // Electron’s own dependencies fetch it; none is in the app.
    if (beside.includes(name)) return;
    // Packages of types are not in a program.
    const code = Object.keys(dependencies).filter((one) => !/^@types\/|\/types$/.test(one));
    for (const dependency of code) add(dependency, folder);
  };
  for (const name of wanted) add(name, root);
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** @param {string} specifier @returns {string | null} null for what is no package */
function packageOf(specifier) {
  const [first = '', second = ''] = specifier.split('/');
  const own = /^(main|renderer|shared|package\.json)$/.test(first);
  if (own || specifier.startsWith('node:') || builtinModules.includes(first)) return null;
  return first.startsWith('@') ? `${first}/${second}` : first;
}

/** Where a package lies for who imports it. @param {string} root @param {string} name @param {string} from */
function folderOf(root, name, from) {
  const top = resolve(root);
  for (let at = resolve(from); at.startsWith(top); at = dirname(at)) {
    const folder = join(at, 'node_modules', name);
    if (existsSync(join(folder, 'package.json'))) return folder;
  }
  return null;
}

/** The texts of licence and notice in a package; null where it has none. @param {string} folder */
function textOf(folder) {
  const names = readdirSync(folder).filter((name) =>
    /^(licen[cs]e|copying|notice)(\.(md|txt))?$/i.test(name),
  );
  if (names.length === 0) return null;
  return names
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
    .join('\n\n');
}

/**
 * The text of a licence that a package names but does not contain.
 * @param {string} root @param {string} licence @param {string} author
 * @throws where no such text is known
 */
function usualText(root, licence, author) {
  if (licence === 'Apache-2.0') return 'Apache License 2.0: the text is below, under “assemblyscript”.';
  if (licence !== 'MIT') throw new Error(`A package under the ${licence} licence comes without its text.`);
  // The app itself is under this licence.
  const own = readFileSync(join(root, 'LICENSE'), 'utf8').trim();
  return own.replace(/^Copyright .*$/m, `Copyright (c) ${author}`);
}

/**
 * The notices as a text for people.
 * @param {readonly Component[]} components
 */
export function noticesText(components) {
  const parts = components.map(
    ({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text}`,
  );
  const head =
    'KAN Studio contains the work of others, each part under its own licence.\n' +
    'Those of Chromium and of what it contains are in LICENSES.chromium.html, beside the program.';
  return `${[head, ...parts].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/**
 * The parts as a CycloneDX 1.5 bill of materials (https://cyclonedx.org/docs/1.5/json/).
 * @param {readonly Component[]} components @param {string} version of the app
 */
export function billOfMaterials(components, version) {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: { type: 'application', name: 'KAN Studio', version, licenses: [{ license: { id: 'MIT' } }] },
    },
    components: components.map(({ name, version: of, licence }) => ({
      type: name === 'electron' ? 'framework' : 'library',
      name,
      version: of,
      purl: `pkg:npm/${name.replace('@', '%40')}@${of}`,
      licenses: [{ license: { id: licence } }],
    })),
  };
}
