import { expect, it } from 'vitest';
import { checkTable, loadTable } from '../../../main/engine/data/index.ts';
import { findColumn } from '../../../main/engine/data/table/findColumn.ts';
import { suggestedRoles } from '../../../main/engine/data/columns/describeTable.ts';
import { toAppError } from '../../../shared/errors.ts';
import { shortNames } from '../../../shared/shortNames.ts';
import { temporaryFiles } from '../data/files.ts';

const file = temporaryFiles();
const long = 'n'.repeat(200_000);

it('cuts names, and what is long all the same', () => {
  expect(shortNames('There is no column “a” in t.csv.')).toBe('There is no column “a” in t.csv.');
  const short = shortNames(`There is no column “${long}” in “${long}”.`);
  expect(short).toBe(`There is no column “${'n'.repeat(99)}…” in “${'n'.repeat(99)}…”.`);
  expect(shortNames(`x ${long}`)).toHaveLength(2000);
  expect(shortNames('“'.repeat(200_000))).toHaveLength(2000);
});

it('no message about a table has a name of 200,000 characters', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 2 ? long : 'b'},${i},"5 ${long}"\n`).join('');
  const table = await loadTable(file('long.csv', `${long},b,"c ${long}"\n${rows}${long},x,y\n`), {});
  const findings = await checkTable(table, suggestedRoles(table));
  const messages = [
    ...table.issues.flatMap(({ message, hint, column }) => [message, hint, column ?? '']),
    ...findings.flatMap(({ message, mends }) => [message, ...mends.map(({ label }) => label)]),
  ];
  try {
    findColumn(table, long);
  } catch (error) {
    messages.push(toAppError(error).message, toAppError(error).hint);
  }
  expect(Math.max(...messages.map((text) => text.length))).toBeLessThanOrEqual(2000);
});
