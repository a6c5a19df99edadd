/** Files as instruments, spreadsheets and archives write them: each is read as it is meant, or what is odd is said. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadTable } from '../../../main/engine/data/index.ts';
import { toAppError } from '../../../shared/errors.ts';
import type { Column, Table } from '../../../main/engine/data/table/table.ts';

const folder = join(import.meta.dirname, '../../fixtures/foreign');

interface Expected {
  readonly rows?: number;
  /** Name, type, first and last value. */
  readonly columns?: readonly (readonly unknown[])[];
  /** Codes of what is said. */
  readonly told?: readonly string[];
  /** Code of the refusal. */
  readonly refused?: string;
}

const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Readonly<
  Record<string, Expected>
>;

/** A value as the file means it; null where it is missing, or the column is not used. */
function valueOf({ type, values, labels }: Column, row: number): string | number | null {
  const value = values[row] ?? NaN;
  if (type === 'date') return Number.isNaN(value) ? null : new Date(value).toISOString().slice(0, 16);
  if (type === 'number') return Number.isNaN(value) ? null : value;
  return labels[value] ?? null;
}

function described({ rows, columns, issues }: Table): Expected {
  return {
    rows,
    columns: columns.map((column) => [
      column.name,
      column.type,
      valueOf(column, 0),
      valueOf(column, rows - 1),
    ]),
    told: [...new Set(issues.map(({ code }) => code))],
  };
}

describe('foreign tables', () => {
  it('are all described', () => {
    expect(readdirSync(folder).filter((name) => name !== 'expected.json')).toEqual(
      Object.keys(expected).sort(),
    );
  });

  it.each(Object.entries(expected))('%s', async (name, wanted) => {
    const read = await loadTable(join(folder, name), {}).then(described, (reason: unknown) => ({
      refused: toAppError(reason).code,
    }));
    expect(read).toEqual(wanted);
  });
});
