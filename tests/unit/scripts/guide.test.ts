import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withTables } from '../../../scripts/guide.ts';

const guide = readFileSync(join(import.meta.dirname, '../../../docs/guide/index.html'), 'utf8');

/** The rows of its tables, without the line breaks and indents of the formatter. */
const rowsOf = (html: string): readonly string[] =>
  html
    .replace(/\s+/g, ' ')
    .replace(/ ?(<[^>]*>) ?/g, '$1')
    .split('<tr>');

it('the tables of the guide are those of the records; npm run docs writes them', () => {
  expect(rowsOf(guide)).toEqual(rowsOf(withTables(guide)));
});

it('a guide without a place for a table is refused', () => {
  expect(() => withTables(guide.replace('<!-- end of presets -->', ''))).toThrow('presets');
});
