import { describe, expect, it } from 'vitest';
import fc from '../../support/properties.ts';
import { parseBoolean } from '../../../main/engine/data/columns/records/boolean.ts';
import { missingMarks, MISSING_MARKS, numberParser } from '../../../main/engine/data/columns/cells/cells.ts';
import { missingWordsIssues } from '../../../main/engine/data/columns/cells/missingWords.ts';
import { isTolerable } from '../../../main/engine/data/columns/cells/tolerance.ts';
import type { TableFormat } from '../../../shared/contract/views/data.ts';
import { csvFormat } from './preparedTables.ts';

describe('numbers', () => {
  it.each<[TableFormat['decimal'], TableFormat['thousands'], string, number]>([
    ['.', '', '1', 1],
    ['.', '', ' -1.5e-3 ', -0.0015],
    ['.', '', '+.5', 0.5],
    ['.', '', '5.', 5],
    ['.', '', '007', 7],
    ['.', '', '0e5', 0],
    ['.', '', '1.5D+03', 1500],
    ['.', '', '-.5d-2', -0.005],
    ['.', '', '0.123456-103', NaN],
    ['.', '', '18-25', NaN],
    ['.', '', '2020-01', NaN],
    ['.', '', '3+10', NaN],
    ['.', '', '−2.5', -2.5],
    ['.', '', 'inf', Infinity],
    ['.', '', '-Infinity', -Infinity],
    ['.', '', '-inf', -Infinity],
    ['.', '', '−1.5e−3', -0.0015],
    ['.', '', '1e999', Infinity],
    ['.', '', '', NaN],
    ['.', '', ' ', NaN],
    ['.', '', '-', NaN],
    ['.', '', '1,5', NaN],
    ['.', '', '0x10', NaN],
    ['.', '', '0b1', NaN],
    ['.', '', '1_000', NaN],
    ['.', '', '12 kg', NaN],
    ['.', '', '1-2', NaN],
    ['.', ',', '1,234,567.8', 1234567.8],
    ['.', ',', '1,234', 1234],
    ['.', ',', '-1,234.5', -1234.5],
    ['.', ',', '1,23', NaN],
    ['.', ',', '0,123', NaN],
    ['.', ' ', '0 646', NaN],
    ['.', ',', '1234,567', NaN],
    ['.', "'", "12'345.5", 12345.5],
    ['.', "'", '12’345.5', 12345.5],
    ['.', ' ', '12 345.5', 12345.5],
    ['.', ' ', '12\u2009345.5', 12345.5],
    [',', '', '1,5', 1.5],
    [',', '', '-,5', -0.5],
    [',', '', '12', 12],
    [',', '', '1,5e3', 1500],
    [',', '', '1,5D3', 1500],
    [',', '', '1.5', NaN],
    [',', '', '1,2,3', NaN],
    [',', '.', '1.234,5', 1234.5],
    [',', '.', '1.234', 1234],
    [',', '.', '1.5', NaN],
    [',', ' ', '1\u202f234\u00a0567,8', 1234567.8],
  ])('decimal %s thousands “%s”: “%s” is %d', (decimal, thousands, text, value) => {
    expect(numberParser(decimal, thousands)(text)).toBe(value);
  });

  it('reads every number as JavaScript writes it, under either decimal mark', () => {
    const [point, comma] = [numberParser('.', ''), numberParser(',', '')];
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(point(String(value))).toBe(value === 0 ? Number(String(value)) : value);
        expect(comma(String(value).replace('.', ','))).toBe(Number(String(value)));
      }),
    );
  });
});

describe('missing values', () => {
  const format: TableFormat = { ...csvFormat, missing: MISSING_MARKS };

  it.each(['', 'NA', 'n/a', 'NaN', 'NULL', 'null', '?', '-', '–', '—', '−', '--', '.', '#N/A', '#DIV/0!'])(
    'reads “%s” as missing',
    (mark) => {
      expect(missingMarks(format).has(mark)).toBe(true);
    },
  );

  it('uses only the marks that are set, and compares numbers among them by value', () => {
    const marks = missingMarks({ ...format, missing: ['-999', 'Lost'] });
    expect(marks.has('lost')).toBe(true);
    expect(marks.has('')).toBe(true);
    expect(marks.has('NA')).toBe(false);
    expect(marks.numbers).toEqual([-999]);
    expect(missingMarks({ ...format, decimal: ',', missing: ['-99,9'] }).numbers).toEqual([-99.9]);
  });

  it('tells sodium from not available among labels, and from nothing among values', () => {
    const amongLabels = (missing: readonly string[]): boolean[] =>
      ['NA', 'na', 'Na'].map(missingMarks({ ...format, missing }).hasAmongLabels);
    expect(amongLabels(MISSING_MARKS)).toEqual([true, true, false]);
    expect(amongLabels([...MISSING_MARKS, 'Na'])).toEqual([true, true, true]);
    expect(missingMarks(format).has('Na')).toBe(true);
  });
});

describe('words among labels', () => {
  const none = { count: 0, line: 0, first: '' };
  const words = { missing: none, labels: none, codes: { count: 1, line: 4, first: 'NA' } };
  const told = (labels: readonly string[], overflowed = false): string[] =>
    missingWordsIssues('country', { words, labels, overflowed }).map(({ code }) => code);

  it('are told where several other labels are codes too', () => {
    expect(told(['DE', 'FR'])).toEqual(['table.missing-codes']);
    expect([told(['DE']), told(['DE', 'France']), told([])]).toEqual([[], [], []]);
  });

  it('are not told of a column that holds no labels in the end', () => {
    expect(told(['DE', 'FR'], true)).toEqual([]);
  });
});

it.each([
  [1, 3, true],
  [1, 2, false],
  [2, 18, true],
  [2, 17, false],
])('%i cells that cannot be read beside %i are mistakes: %s', (unreadable, read, expected) => {
  expect(isTolerable(unreadable, read)).toBe(expected);
});

describe('booleans', () => {
  it.each([
    ['TRUE', 1],
    ['false', 0],
    [' Yes ', 1],
    ['n', 0],
    ['ja', 1],
    ['0', NaN],
    ['maybe', NaN],
  ])('“%s” is %d', (word, value) => {
    expect(parseBoolean(word)).toBe(value);
  });
});
