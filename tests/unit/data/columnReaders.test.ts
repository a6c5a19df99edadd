/** Readers of columns, block by block. */
import { describe, expect, it } from 'vitest';
import {
  limitedColumn,
  valueColumn,
  type ColumnBuilder,
} from '../../../main/engine/data/columns/builders.ts';
import { missingMarks, numberParser } from '../../../main/engine/data/columns/cells/cells.ts';
import type { ReadingContext } from '../../../main/engine/data/columns/columnType.ts';
import { filledColumn } from '../../../main/engine/data/columns/readers/filledDown.ts';
import { codeIssues } from '../../../main/engine/data/columns/readers/numberCodes.ts';
import { unitReader } from '../../../main/engine/data/columns/readers/unitCells.ts';
import { csvFormat } from './preparedTables.ts';

const parse = numberParser('.', ',');
const marks = missingMarks({ ...csvFormat, missing: ['-999'] });
const context: ReadingContext = { parse, marks, decimalKnown: true, dayOrder: 'dmy' };
const numbers = (): ColumnBuilder => valueColumn(parse, marks, []);

/** What a column reads in blocks of cells. */
function taken(column: ColumnBuilder, ...blocks: readonly (readonly string[])[]) {
  let line = 2;
  for (const cells of blocks) {
    const from = line;
    column.add({ rows: cells.map((cell) => [cell]), lineOf: (row) => from + row }, 0);
    line += cells.length;
  }
  return column.take();
}

it('blank cells at the beginning of a block are filled from the block before', () => {
  const { values, filled } = taken(filledColumn(numbers()), ['', '1', ' '], ['', '2'], ['']);
  expect([...values]).toEqual([NaN, 1, 1, 1, 2, 2]);
  expect(filled).toBe(3);
});

describe('values outside of limits are missing', () => {
  it.each([
    [{ least: 0, most: null }, [NaN, 0, 5, 6, NaN], 2],
    [{ least: null, most: 5 }, [-1, 0, 5, NaN, NaN], 2],
    [{ least: 0, most: 5 }, [NaN, 0, 5, NaN, NaN], 3],
  ])('%o', (limits, expected, missing) => {
    const result = taken(limitedColumn(numbers(), limits), ['-1', '0', '5'], ['6', '-999']);
    expect([...result.values]).toEqual(expected);
    expect(result.missing).toBe(missing);
  });
});

describe('cells with a unit', () => {
  const read = (...cells: readonly string[]) => {
    const reader = unitReader(cells, context);
    if (reader === null) return null;
    const { values, bare } = taken(reader.builder(), cells);
    return { unit: reader.unit, values: [...values], bare };
  };
  const many = Array.from({ length: 20 }, (_, i) => `${i + 1} kW`);

  it('may lack it where they are zero or missing, and are told where not', () => {
    const none = { count: 0, line: 0, first: '' };
    expect(read(...many, '0')).toMatchObject({ unit: 'kW', bare: none });
    expect(read(...many, '-999')?.bare).toEqual(none);
    expect(read(...many, '7')?.bare).toEqual({ count: 1, line: 22, first: '7' });
  });

  it('are thousands only with the letter, and zero without it too', () => {
    const thousands = many.map((cell) => cell.replace(' kW', 'k'));
    expect(read(...thousands, '0')?.values.at(-1)).toBe(0);
    expect(read(...thousands, '7')?.values.at(-1)).toBeNaN();
  });

  it('are at least two', () => {
    expect(read('5 kg')).toBeNull();
    expect(read('5 kg', '6 kg')?.values).toEqual([5, 6]);
  });
});

describe('remarks on numbers that may be codes', () => {
  const told = (...sample: readonly string[]): string[] =>
    codeIssues('x', sample, undefined, parse).map(({ code }) => code);

  it('are not made of a single cell or of none', () => {
    expect(told('20201231', '20210101')).toEqual(['table.number-codes']);
    expect([told('20201231'), told()]).toEqual([[], []]);
  });

  it('find two decimal marks in negative numbers too', () => {
    expect(told('2,349', '2.596')).toEqual(['table.two-decimal-marks']);
    expect(told('-2,349', '-2.596')).toEqual(['table.two-decimal-marks']);
    expect(told('-2.349', '-2.596')).toEqual([]);
  });
});
