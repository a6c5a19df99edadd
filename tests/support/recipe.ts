/**
 * Proof of a recipe in CONTRIBUTING.md: a thing that exists already is named in no more files than a new one would
 * take.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const root = join(import.meta.dirname, '../..');
const roots = ['main', 'renderer', 'shared'] as const;

/**
 * The source files (tests aside) whose code matches the pattern; comments do not count.
 * @returns paths from the root of the repository, sorted.
 */
export function filesThatName(pattern: RegExp): string[] {
  return roots
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.(ts|svelte|as)$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.endsWith('.generated.ts'))
    .filter((path) => pattern.test(withoutComments(readFileSync(path, 'utf8'))))
    .map((path) => relative(root, path).split(sep).join('/'))
    .sort();
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//gu, '').replace(/(^|\s)\/\/.*$/gmu, '');
}
