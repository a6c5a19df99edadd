/** The documents name files that exist. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'bench/README.md'],
  ...['docs/architecture.md', 'docs/algorithms.md', 'docs/file-format.md'],
];

/** Made by a build, inside a `.kan` file, or in the journal of a profile. */
const elsewhere = new Set([
  ...['release', 'kernel.generated.ts', 'manifest.json', 'project.json', 'model.json'],
  ...['equations/steps.json', 'equations/params.safetensors', 'saved.json'],
  ...['findings/findings.json', 'findings/params.safetensors'],
]);

const folders = [
  '.github',
  'bench',
  'docs',
  'examples',
  'fuzz',
  'main',
  'renderer',
  'scripts',
  'shared',
  'tests',
];
const files = [
  ...readdirSync(root),
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((path) =>
      `${folder}/${String(path)}`.replaceAll('\\', '/'),
    ),
  ),
];

/** Texts between backticks that look like a file or a folder. */
function pathsIn(text: string): string[] {
  const named = [...text.matchAll(/`([\w.*/-]+)`/gu)].map(([, path]) => path.replace(/\/$/u, ''));
  return named.filter(
    (path) => path.includes('/') || /[\w*]\.(?:as|json|md|mjs|py|svelte|ts|yml)$/u.test(path),
  );
}

function isMade(path: string): boolean {
  return elsewhere.has(path) || path.startsWith('out/');
}

/** Documents leave out the first folders of a path, as in `kan/model.ts`. */
function exists(path: string): boolean {
  const pattern = path
    .replace(/^(?:\.\.\/)+/u, '')
    .split('*')
    .map((part) => part.replaceAll('.', String.raw`\.`))
    .join('[^/]*');
  const expression = new RegExp(String.raw`(?:^|/)${pattern}(?:$|/)`, 'u');
  return files.some((file) => expression.test(file));
}

describe('the documents', () => {
  it.each(documents)('%s names files and folders that exist', (document) => {
    const paths = pathsIn(readFileSync(join(root, document), 'utf8'));
    expect(paths.filter((path) => !isMade(path) && !exists(path))).toEqual([]);
  });

  it('are compared with existing files', () => {
    expect(
      pathsIn('`kan/model.ts`, `kan/modell.ts`, `fit`, `compute/`').filter((path) => !exists(path)),
    ).toEqual(['kan/modell.ts']);
  });
});
