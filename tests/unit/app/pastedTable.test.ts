import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { keepPasted } from '../../../main/app/pastedTable.ts';
import { useFolder } from '../../support/folder.ts';

const folder = useFolder();

test('each pasted table is kept in its own file; the newest ten are kept', async () => {
  const paths: string[] = [];
  for (let second = 0; second < 12; second++)
    paths.push(await keepPasted(folder(), `x\ty\n${second}\t1`, new Date(2026, 2, 1, 14, 5, second)));
  expect(basename(paths[9])).toBe('Pasted table 2026-03-01 14.05.09.txt');
  expect((await readdir(folder())).sort()).toEqual(paths.slice(2).map((path) => basename(path)));
  expect(await readFile(paths[11], 'utf8')).toBe('x\ty\n11\t1');
});
