import { describe, expect, it } from 'vitest';
import fc from '../../support/properties.ts';
import { loadTable } from '../../../main/engine/data/index.ts';
import type { TableFormat } from '../../../shared/contract/views/data.ts';
import { temporaryFiles } from './files.ts';

type Cell = number | string | null;

interface Dialect {
  readonly delimiter: TableFormat['delimiter'];
  readonly decimal: TableFormat['decimal'];
  readonly encoding: TableFormat['encoding'];
  readonly mark: boolean;
  readonly newline: '\n' | '\r\n' | '\r';
  readonly quoteAll: boolean;
  readonly missing: string;
  readonly comments: boolean;
}

const dialect: fc.Arbitrary<Dialect> = fc
  .record({
    delimiter: fc.constantFrom<TableFormat['delimiter']>(',', ';', '\t', '|', ' '),
    decimal: fc.constantFrom<TableFormat['decimal']>('.', ','),
    encoding: fc.constantFrom<TableFormat['encoding']>('utf-8', 'utf-16le', 'utf-16be', 'latin1'),
    mark: fc.boolean(),
    newline: fc.constantFrom<Dialect['newline']>('\n', '\r\n', '\r'),
    quoteAll: fc.boolean(),
    missing: fc.constantFrom('NA', '', 'null', '?', '-'),
    comments: fc.boolean(),
  })
  // A comma cannot both part cells and mark decimals unless all is quoted; an empty cell between spaces must be.
  .filter(
    (d) =>
      d.quoteAll ||
      !((d.delimiter === ',' && d.decimal === ',') || (d.delimiter === ' ' && d.missing === '')),
  );

const value = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -1000, max: 1000 }),
);
const gap = fc.constant(null);
const numbers = (rows: number): fc.Arbitrary<Cell[]> =>
  fc.array(fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: gap }), {
    minLength: rows,
    maxLength: rows,
  });
const labels = (rows: number): fc.Arbitrary<Cell[]> =>
  fc.array(
    fc.constantFrom<Cell>('red', 'a "b" c', 'x, y; z', 'two\nlines', 'tab\tbar|', 'é ü', '50 %', null),
    {
      minLength: rows,
      maxLength: rows,
    },
  );

const table = fc.integer({ min: 25, max: 60 }).chain((rows) =>
  fc.tuple(
    // A column that settles the decimal mark, so that detection has what it needs.
    fc.array(
      fc.integer({ min: 1, max: 99 }).map((v): Cell => v + 0.25),
      { minLength: rows, maxLength: rows },
    ),
    numbers(rows),
    labels(rows).filter((column) => column.some((c) => c === 'red')),
    numbers(rows),
  ),
);

function write(columns: readonly (readonly Cell[])[], d: Dialect): Buffer {
  const cellText = (cell: Cell): string => {
    const text =
      cell === null ? d.missing : typeof cell === 'number' ? String(cell).replace('.', d.decimal) : cell;
    const special = /["\n\r\t#]/.test(text) || text.includes(d.delimiter);
    return special || d.quoteAll ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const names = columns.map((_, c) => cellText(`column ${'abcd'[c] ?? ''}`));
  const rows = columns[0]?.map((_, row) =>
    columns.map((column) => cellText(column[row] ?? null)).join(d.delimiter),
  );
  const lines = [names.join(d.delimiter), ...(rows ?? [])];
  if (d.comments) lines.splice(5, 0, '# a remark; with, all "sorts of | marks');
  return encode(`${lines.join(d.newline)}${d.newline}`, d);
}

function encode(text: string, { encoding, mark }: Dialect): Buffer {
  if (encoding === 'latin1') return Buffer.from(text, 'latin1');
  const marked = mark ? `\uFEFF${text}` : text;
  if (encoding === 'utf-8') return Buffer.from(marked, 'utf8');
  const little = Buffer.from(marked, 'utf16le');
  return encoding === 'utf-16le' ? little : little.swap16();
}

describe('any table in any format', () => {
  const file = temporaryFiles();

  const check = async (columns: readonly (readonly Cell[])[], d: Dialect, detect: boolean): Promise<void> => {
    const path = file('table.csv', write(columns, d));
    const { delimiter, decimal, encoding } = d;
    const set = {
      delimiter,
      decimal,
      encoding,
      thousands: '',
      header: true,
      comment: d.comments ? '#' : '',
    } as const;
    const read = await loadTable(path, detect ? {} : set);
    expect(read.format).toMatchObject({ delimiter, decimal, header: true });
    expect(read.columns.map((c) => c.name)).toEqual(['column a', 'column b', 'column c', 'column d']);
    const cells = read.columns.map((column) =>
      Array.from({ length: read.rows }, (_, row): Cell => {
        const v = column.values[row];
        if (Number.isNaN(v)) return null;
        return column.type === 'category' ? (column.labels[v] ?? null) : v;
      }),
    );
    // −0 is written as 0.
    expect(cells).toEqual(columns.map((column) => column.map((c) => (c === 0 ? 0 : c))));
  };

  it('is read back equal when the format is given', async () => {
    await fc.assert(
      fc.asyncProperty(table, dialect, (columns, d) => check(columns, d, false)),
      { numRuns: 150 },
    );
  });

  it('is read back equal when the format is detected', async () => {
    await fc.assert(
      fc.asyncProperty(table, dialect, (columns, d) => check(columns, d, true)),
      { numRuns: 150 },
    );
  });
});
