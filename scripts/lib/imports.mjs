/** Who imports whom: every import of a TypeScript file or a Svelte component, types included. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import ts from 'typescript';

/**
 * One import. `to` is a path from the root of the repository, or the name of a package (`zod`, `node:fs`).
 * @typedef {{ from: string, to: string, typeOnly: boolean }} Import
 */

/**
 * The source files under some folders, by their paths from the root (with slashes on every system).
 * @param {string} root
 * @param {readonly string[]} folders
 * @returns {Map<string, string>} path → text
 */
export function readSources(root, folders) {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|svelte)$/.test(name))
      .map((name) => posix.join(folder, name.split(sep).join('/'))),
  );
  return new Map(files.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/**
 * All imports among these files: `import`, `export … from`, `import()` and `import('…').Type`.
 * @param {ReadonlyMap<string, string>} sources path → text
 * @returns {Import[]}
 */
export function importsOf(sources) {
  return [...sources].flatMap(([from, text]) =>
    specifiersIn(from.endsWith('.svelte') ? scriptsOf(text) : text).map(({ specifier, typeOnly }) => ({
      from,
      to: specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : specifier,
      typeOnly,
    })),
  );
}

/** The scripts of a Svelte component. @param {string} component */
function scriptsOf(component) {
  return [...component.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code).join('\n');
}

/** @param {string} code @returns {{ specifier: string, typeOnly: boolean }[]} */
function specifiersIn(code) {
  /** @type {{ specifier: string, typeOnly: boolean }[]} */
  const found = [];
  const add = (/** @type {ts.Node | undefined} */ node, /** @type {boolean} */ typeOnly) => {
    if (node && ts.isStringLiteralLike(node)) found.push({ specifier: node.text, typeOnly });
  };
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, importsTypesOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', code, ts.ScriptTarget.Latest));
  return found;
}

/** @param {ts.ImportClause | undefined} clause absent in `import './file.css'` */
function importsTypesOnly(clause) {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = clause;
  if (name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.length > 0 && namedBindings.elements.every((element) => element.isTypeOnly);
}
