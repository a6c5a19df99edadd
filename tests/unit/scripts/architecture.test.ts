/** docs/architecture.md names rooms and files that exist, all rooms, and as many files on its three paths as it says. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
const sectionOf = (title: string): string => new RegExp(`\n## ${title}\n([^]*?)\n## `).exec(text)?.[1] ?? '';

const files = ['main', 'renderer', 'shared'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((path) => /\.(ts|svelte)$/u.test(path)),
);

describe('the tree of rooms', () => {
  const rooms = roomsOf(/```\n([^]*?)```/.exec(sectionOf('Rooms'))?.[1] ?? '');

  it('names folders that exist', () => {
    expect(rooms.length).toBeGreaterThan(80);
    expect(rooms.filter((room) => !existsSync(join(root, room)))).toEqual([]);
  });

  it.each([
    'shared',
    'shared/contract',
    'main',
    'main/engine',
    'main/engine/data',
    'renderer',
    'renderer/rooms',
  ])('names all of %s', (parent) => {
    const folders = readdirSync(join(root, parent))
      .map((name) => posix.join(parent, name))
      .filter((path) => statSync(join(root, path)).isDirectory());
    expect(folders.filter((folder) => !rooms.includes(folder))).toEqual([]);
  });
});

describe('the three paths', () => {
  const section = sectionOf('Three paths through the files');
  const [opening = '', ...paths] = section.split(/^(?=\*\*)/mu);
  const transport = passed(opening.slice(opening.indexOf('T is the transport')), []);

  it('go by a transport of five files', () => {
    expect(transport).toHaveLength(5);
  });

  it.each(paths.map((path) => [/\*\*(.*?): (\d+) files\.\*\*/u.exec(path)?.slice(1) ?? [], path] as const))(
    '%j are that many, and all exist',
    ([, count], path) => {
      expect(passed(path, transport)).toHaveLength(Number(count));
    },
  );
});

/** Folders of a tree that is drawn by indentation, several on a line where they share its words. */
function roomsOf(tree: string): string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', names = ''] = /^( *)((?:[\w./-]+\/ *)+)(?: |$)/u.exec(line) ?? [];
    if (names === '') return [];
    const depth = indent.length / 2;
    const rooms = names
      .trim()
      .split(/ +/u)
      .map((name) => posix.join(...above.slice(0, depth), name).replace(/\/$/u, ''));
    above[depth] = names.trim().split(/ +/u)[0];
    return rooms;
  });
}

/**
 * The different files that a text names, and those of the transport where it names T. A name without its folder is in the
 * folder of the file before it, or ends one path only.
 */
function passed(path: string, transport: readonly string[]): string[] {
  const found = new Set<string>();
  let before = '';
  for (const [, name, through] of path.matchAll(/`([^`]+\.(?:ts|svelte))`|\b(T)\b/gu)) {
    if (through !== undefined) {
      for (const file of transport) found.add(file);
      continue;
    }
    const beside = posix.join(posix.dirname(before), name);
    const ending = files.filter((file) => `/${file}`.endsWith(`/${name}`));
    expect(files.includes(beside) || ending.length === 1, `${name}: ${ending.join()}`).toBe(true);
    before = files.includes(beside) ? beside : ending[0];
    found.add(before);
  }
  return [...found];
}
