/** A new source of tables takes its words, its reader, and a line in the list of readers. */
import { expect, it } from 'vitest';
import { tableSources as readers } from '../../../main/engine/data/reading/sources.ts';
import { tableSources } from '../../../shared/settings/reading.ts';
import { filesThatName } from '../../support/recipe.ts';

it('a source is named in its settings, in its own room and in the list of readers', () => {
  const room = 'main/engine/data/reading/csv/';
  const files = filesThatName(/\/csv\/csv\.ts'|'csv'(?!\w)(?=[;,]\n)|^ {2}csv: \{/mu);
  expect(files.filter((path) => !path.startsWith(room))).toEqual([
    'main/engine/data/reading/sources.ts',
    'shared/settings/reading.ts',
  ]);
  expect(files.some((path) => path.startsWith(room))).toBe(true);
});

it('every source has a reader and texts; the last one accepts what no other recognises', () => {
  expect(readers.map(({ name }) => name).sort()).toEqual(Object.keys(tableSources).sort());
  const start = { path: '/x', fileName: 'x', size: 3, bytes: Buffer.from('abc') };
  expect(readers.at(-1)?.recognises(start)).toBe(true);
});
