/** Remarks on a file: examples and counts, few however many there are. */
import { describe, expect, it } from 'vitest';
import { loadTable } from '../../../main/engine/data/index.ts';
import { temporaryFiles } from './files.ts';

const file = temporaryFiles();

describe('remarks on a file', () => {
  it('of the same kind in very many columns become one', async () => {
    const columns = 1000;
    const path = file('equal.csv', `${'a,'.repeat(columns)}b\n${'1,'.repeat(columns)}2\n`);
    const { issues } = await loadTable(path, {});
    const same = issues.filter(({ code }) => code === 'table.duplicate-name');
    expect(same).toHaveLength(201);
    expect(same[0]?.message).toBe('Column 2 is called “a” like an earlier one; it is called “a_2” here.');
    expect(same.at(-1)).toMatchObject({
      message:
        '799 more problems, such as: Column 202 is called “a” like an earlier one; it is called “a_202” here.',
      severity: 'warning',
      column: null,
      line: null,
    });
  });
});
