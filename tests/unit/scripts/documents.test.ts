/** The documents name files that exist, and their links lead to pages and headings that exist. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'bench/README.md'],
  ...readdirSync(join(root, 'docs'), { recursive: true })
    .map((path) => `docs/${String(path)}`.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.md')),
];
const pagesOfAlgorithms = documents.filter((document) => document.startsWith('docs/algorithms/'));

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

function read(document: string): string {
  return readFileSync(join(root, document), 'utf8');
}

/** The targets of links such as `[text](page.md#heading)`, without those to other sites. */
function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/gu)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/u.test(target));
}

/** The names by which a link reaches the headings of a page. */
function anchorsIn(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gmu)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/gu, '-'),
  );
}

/** Whether the page of a link exists, and the heading if it names one. */
function leadsSomewhere(target: string, from: string): boolean {
  const [page, anchor] = target.split('#');
  const path = page === '' ? from : join(dirname(from), page).replaceAll('\\', '/');
  if (!files.includes(path)) return false;
  return anchor === undefined || !path.endsWith('.md') || anchorsIn(read(path)).includes(anchor);
}

describe('the documents', () => {
  it.each(documents)('%s names files and folders that exist', (document) => {
    const paths = pathsIn(read(document));
    expect(paths.filter((path) => !isMade(path) && !exists(path))).toEqual([]);
  });

  it.each(documents)('%s has links that lead somewhere', (document) => {
    expect(linksIn(read(document)).filter((target) => !leadsSomewhere(target, document))).toEqual([]);
  });

  it('have a map that leads to each page on algorithms', () => {
    const linked = linksIn(read('docs/algorithms/README.md')).map((target) => `docs/algorithms/${target}`);
    expect(pagesOfAlgorithms).toContain('docs/algorithms/README.md');
    expect(new Set([...linked, 'docs/algorithms/README.md'])).toEqual(new Set(pagesOfAlgorithms));
  });

  it.each(pagesOfAlgorithms)('%s is short enough to read', (document) => {
    expect(read(document).split('\n').length).toBeLessThanOrEqual(300);
  });

  it('are told from links that lead nowhere', () => {
    const targets = ['network.md', 'network.md#grids-kangridts', 'network.md#nothing', 'networks.md'];
    expect(targets.filter((target) => !leadsSomewhere(target, 'docs/algorithms/README.md'))).toEqual([
      'network.md#nothing',
      'networks.md',
    ]);
  });

  it('are compared with existing files', () => {
    expect(
      pathsIn('`kan/model.ts`, `kan/modell.ts`, `fit`, `compute/`').filter((path) => !exists(path)),
    ).toEqual(['kan/modell.ts']);
  });
});
