/** What is found out of the beginning of a file: delimiter, marks of numbers, names, units. */
import { describe, expect, it } from 'vitest';
import { missingMarks, numberParser } from '../../../main/engine/data/columns/cells/cells.ts';
import { decimalCommasIssue } from '../../../main/engine/data/reading/csv/decimalCommas.ts';
import { detectDelimiter } from '../../../main/engine/data/reading/csv/delimiter.ts';
import { detectFormat } from '../../../main/engine/data/reading/csv/detect.ts';
import { looksLikeHeader } from '../../../main/engine/data/reading/csv/kinds.ts';
import { detectMarks } from '../../../main/engine/data/reading/csv/marks.ts';
import { numericNames } from '../../../main/engine/data/reading/csv/numericNames.ts';
import { ragged } from '../../../main/engine/data/reading/csv/ragged.ts';
import { unitsIn, unitsRow } from '../../../main/engine/data/reading/csv/unitsRow.ts';
import type { HeadRecord } from '../../../main/engine/data/reading/csv/records.ts';
import { many, useContents } from './misread.ts';
import { csvFormat } from './preparedTables.ts';

const { load } = useContents();
const parse = numberParser('.', '');
const context = { parse, marks: missingMarks(csvFormat) };

const formatOf = (text: string, complete = true) =>
  detectFormat({ text, complete, encoding: 'utf-8' }, {}).format;

/** Each text is a row, with spaces between its cells. */
const rows = (...lines: readonly string[]): HeadRecord[] =>
  lines.map((line, i) => ({ cells: line.split(' '), line: i + 1 }));

describe('the delimiter', () => {
  /** Lines that no delimiter fits. */
  const notes = ['measured again', 'by hand'];

  it.each([
    ['is a space, though one line has tabs', ' ', ['x y z', ...Array(9).fill('1 2 3'), '4\t5\t6']],
    ['divides labels too', ';', ['colour;size', 'red;small', 'blue;large']],
    ['is no space within labels', ',', ['batch', 'lot 7', 'lot 8', 'lot 9']],
    ['is no space that fits three lines of four', ',', ['lot  7,5', 'lot  8,6', 'lot  9,7', 'new lot  1,2']],
    [
      'fits more lines, though more of the cells between others are numbers',
      ';',
      [...Array(24).fill('1,2;a;b'), ...Array(4).fill('1,2;a,c;b'), ...notes],
    ],
    [
      'is the one between the names, though more of the cells between others are numbers',
      ';',
      ['x;kind;label', ...Array(24).fill('1,2;a;b'), ...Array(2).fill('1,2;a,c;b'), ...notes],
    ],
  ] as const)('%s', (_what, delimiter, lines) => {
    expect(detectDelimiter(lines).delimiter).toBe(delimiter);
  });

  it('is in doubt only where another one fits', () => {
    expect(detectDelimiter(['lot 7,5', 'lot 8,6', 'lot 9,7']).doubtful).toBe('lot 7,5');
    expect(detectDelimiter(['lot 7,5', 'new lot 8,6', 'lot 9,7', 'new lot 9,8']).doubtful).toBeNull();
  });
});

it('a line that is cut off at the end of the beginning has no say in the delimiter', () => {
  const line = `${'A;'.repeat(11_000)}1,5;2,5\n`;
  expect(formatOf(line.repeat(14), false).delimiter).toBe(';');
});

it('no line is a comment where all but the first begin with the mark', () => {
  expect(formatOf('id;y\n#1;2\n#3;4\n')).toMatchObject({ comment: '', delimiter: ';' });
  expect(formatOf('made by me\nid;y\n#1;2\n3;4\n').comment).toBe('#');
});

it('rows that begin with the mark of a comment are rows below a name without it', async () => {
  const table = await load(`id,y\n${many(9, (i) => `#${i},${2 * i}`)}`);
  expect([table.rows, table.columns.map(({ name }) => name)]).toEqual([9, ['id', 'y']]);
});

describe('marks of numbers', () => {
  const marksOf = (cells: readonly string[], overrides = {}) => detectMarks([[...cells]], ';', overrides);

  it('are those of plain numbers, whatever stands beside units', () => {
    expect(marksOf(['1.5', '2,50 €', '3,75 €', '4,25 €']).decimal).toBe('.');
    expect(marksOf(['2,50 €', '3,75 €', '4,25 €']).decimal).toBe(',');
  });

  it('group digits only where a cell proves it', () => {
    expect(marksOf(['1.5', '1,234 €']).thousands).toBe('');
    expect(marksOf(['1.5', '1,234,567 €']).thousands).toBe(',');
  });

  it('are not the same for decimals and for groups', () => {
    expect(marksOf(['1,234']).decimal).toBe(',');
    expect(marksOf(['1,234'], { thousands: ',' }).decimal).toBe('.');
  });
});

describe('numbers as names', () => {
  const below = (first: string, ...lines: readonly string[]) => {
    const [names, ...rest] = rows(first, ...lines);
    return numericNames(names, rest, parse);
  };

  it('may be in falling order', () => {
    const values = Array.from({ length: 5 }, (_, i) => `0.${i + 1} 0.${i + 2} 0.${i + 3}`);
    expect(below('900 800 700', ...values)).toBe('clear');
    expect(below('900 700 800', ...values)).toBe('none');
  });

  it('lie outside the values by more than their range', () => {
    const values = ['0 3 7', '10 5 0', '4 0 10', '2 10 1', '9 1 3'];
    expect([below('12 13 14', ...values), below('30 40 50', ...values)]).toEqual(['none', 'clear']);
  });

  it('need five rows to compare with', () => {
    const values = Array.from({ length: 5 }, (_, i) => `0.${i + 1} 0.${i + 2} 0.${i + 3}`);
    expect(below('700 800 900', ...values.slice(0, 4))).toBe('none');
    expect(below('700 800 900', ...values)).toBe('clear');
  });

  it('are no ranks, which are in each row once', () => {
    const ranks = ['a 2 1 3 4 5 6', 'b 1 3 2 4 6 5', 'c 6 5 4 3 2 1', 'd 3 1 2 6 5 4', 'e 1 2 4 3 5 6'];
    const counts = ranks.map((row) => row.replace(/\d$/, '3').replace(/\d (?=\d$)/, '3 '));
    expect([below('judge 1 2 3 4 5 6', ...ranks), below('judge 1 2 3 4 5 6', ...counts)]).toEqual([
      'none',
      'clear',
    ]);
  });
});

describe('a first row of words', () => {
  const isHeader = (...lines: readonly string[]): boolean => {
    const [first, ...rest] = rows(...lines);
    return looksLikeHeader(first, rest, context);
  };

  it('is no header where one of them stands below too', () => {
    expect(isHeader('red small', 'red large', 'blue small', 'blue large')).toBe(false);
    expect(isHeader('colour size', 'red large', 'blue small', 'blue large')).toBe(true);
  });

  it('is one above yes and no where the other words occur again and again', () => {
    expect(isHeader('group y', 'a yes', 'b no', 'a no', 'b yes')).toBe(true);
    expect(isHeader('group y', 'a yes', 'b no', 'c no', 'a yes')).toBe(false);
  });
});

describe('units below the names', () => {
  it('are short', () => {
    const [short, long] = [
      ['mm', 'kg', 'first run'],
      ['mm', 'kg', 'measured by hand with the old scales'],
    ].map((cells) => ({ cells, line: 2 }));
    expect([unitsRow([short]), unitsRow([long])]).toEqual([short, null]);
  });

  it('belong to the columns above them, also where the first has no name', () => {
    expect(unitsIn({ cells: ['mm', '[kg]'], line: 2 }, 1)).toEqual(['', 'mm', 'kg']);
  });
});

it('cells beyond the last column are told unless all are empty', () => {
  const found = (cells: readonly string[]) => ragged(cells, 5, 2, csvFormat)?.code ?? null;
  expect([found(['1', '2', '', '7']), found(['1', '2', '', '']), found(['1', '2'])]).toEqual([
    'csv.long-row',
    null,
    null,
  ]);
});

describe('decimal commas between commas', () => {
  const found = (names: string, ...lines: readonly string[]) => {
    const [first, ...rest] = rows(names, ...lines);
    return decimalCommasIssue(first, rest, rest[0].cells.length)?.code ?? null;
  };

  it('are told of two rows, not of one', () => {
    expect([found('a b', '1 5 2'), found('a b', '1 5 2', '3 5 4')]).toEqual([null, 'csv.decimal-commas']);
  });

  it('cut each number in two', () => {
    expect(found('a', '1 5 2', '3 5 4')).toBeNull();
    expect(found('a b', '1 5 2 5', '3 5 4 5')).toBe('csv.decimal-commas');
  });
});
