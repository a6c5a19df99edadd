/** Files that are written in an odd way, and what is told of each: names, rows, comments, characters. */
import type { ReadingOptions } from '../../../shared/contract/schemas/setups.ts';
import type { TableFormat } from '../../../shared/contract/views/data.ts';

export interface Case {
  readonly what: string;
  readonly content: string | Buffer;
  readonly overrides?: ReadingOptions;
  readonly format?: Partial<TableFormat>;
  /** `name: type` and values (labels for categories; null for missing). */
  readonly columns: readonly (readonly [string, readonly (number | string | null)[]])[];
  /** `line: message` */
  readonly issues?: readonly string[];
}

const twenty = Array.from({ length: 20 }, (_, i) => i);

/** Each with a file, how it is read, and what a person is told. */
export const oddFiles: readonly Case[] = [
  {
    what: 'a plain file',
    content: 'x,y\n1,2\n3,4.5\n',
    format: { delimiter: ',', decimal: '.', thousands: '', header: true, encoding: 'utf-8', comment: '' },
    columns: [
      ['x: number', [1, 3]],
      ['y: number', [2, 4.5]],
    ],
  },
  {
    what: 'columns of spaces with names in a comment, and Fortran’s exponents',
    content: '# run 7\n#   x      y\n  1.0  2.5D+03\n  4.5 -1.0D-02\n',
    format: { delimiter: ' ', comment: '#', header: true },
    columns: [
      ['x: number', [1, 4.5]],
      ['y: number', [2500, -0.01]],
    ],
    issues: [
      '2: The names of the columns are taken from the comment on line 2.',
      '1: Line 1 begins with “#” and is left out as a comment.',
    ],
  },
  {
    what: 'no header',
    content: '1|2\n3|4\n',
    format: { delimiter: '|', header: false },
    columns: [
      ['x1: number', [1, 3]],
      ['x2: number', [2, 4]],
    ],
  },
  {
    what: 'a header that is denied',
    content: '2019,2020\n1,2\n',
    overrides: { header: true },
    columns: [
      ['2019: number', [1]],
      ['2020: number', [2]],
    ],
  },
  {
    what: 'names that are missing or doubled',
    content: 'a,,a,a_2\n1,2,3,4\n5,6,7,8\n',
    columns: [
      ['a: number', [1, 5]],
      ['column_2: number', [2, 6]],
      ['a_3: number', [3, 7]],
      ['a_2: number', [4, 8]],
    ],
    issues: [
      '-: Column 2 has no name; it is called “column_2” here.',
      '-: Column 3 is called “a” like an earlier one; it is called “a_3” here.',
    ],
  },
  {
    what: 'short and long rows',
    content: 'a,b,c\n1,2,3\n4,5\n6,7,8,9\n\n10,11,12,\n',
    columns: [
      ['a: number', [1, 4, 6, 10]],
      ['b: number', [2, 5, 7, 11]],
      ['c: number', [3, null, 8, 12]],
    ],
    issues: [
      '3: Line 3 has 2 cells instead of 3; the other values are read as missing.',
      '4: Line 4 has 4 cells instead of 3; the extra cells are left out.',
    ],
  },
  {
    what: 'rows between blanks, of which the first ones lack the last cell',
    content: `id temp hum wind\n${'a 20.5 61\n'.repeat(4)}${'b 21.5 60 4.1\n'.repeat(3)}`,
    columns: [
      ['id: category', ['a', 'a', 'a', 'a', 'b', 'b', 'b']],
      ['temp: number', [20.5, 20.5, 20.5, 20.5, 21.5, 21.5, 21.5]],
      ['hum: number', [61, 61, 61, 61, 60, 60, 60]],
      ['wind: number', [null, null, null, null, 4.1, 4.1, 4.1]],
    ],
    issues: [
      ...[2, 3, 4].map(
        (line) =>
          `${line}: Line ${line} has 3 cells instead of 4. Blanks separate the cells, so which one is empty cannot be seen: the last is read as missing, and values may stand in wrong columns.`,
      ),
      '-: 1 more problem of this kind (4 in all).',
    ],
  },
  {
    what: 'many ragged rows, of which a few are named and the rest counted',
    content: `a,b\n${'1,2\n'.repeat(20)}${'3\n'.repeat(9)}`,
    columns: [
      ['a: number', [...Array<number>(20).fill(1), ...Array<number>(9).fill(3)]],
      ['b: number', [...Array<number>(20).fill(2), ...Array<null>(9).fill(null)]],
    ],
    issues: [
      '22: Line 22 has 1 cell instead of 2; the other values are read as missing.',
      '23: Line 23 has 1 cell instead of 2; the other values are read as missing.',
      '24: Line 24 has 1 cell instead of 2; the other values are read as missing.',
      '-: 6 more problems of this kind (9 in all).',
    ],
  },
  {
    what: 'a delimiter at the end of every line',
    content: 'a,b,\n1,2,\n3,4,\n',
    columns: [
      ['a: number', [1, 3]],
      ['b: number', [2, 4]],
    ],
  },
  {
    what: 'row names without a name, as R writes them',
    content: '"x","y"\n"1",0.5,2\n"2",1.5,3\n',
    columns: [
      ['column_1: number', [1, 2]],
      ['x: number', [0.5, 1.5]],
      ['y: number', [2, 3]],
    ],
    issues: ['-: Column 1 has no name; it is called “column_1” here.'],
  },
  {
    what: 'lines above the table and units below its names',
    content: 'Pendulum, third try\n\nt,angle,mark\ns,rad,\n0,0.5,a\n1,0.4,b\n2,0.3,a\n',
    columns: [
      ['t: number', [0, 1, 2]],
      ['angle: number', [0.5, 0.4, 0.3]],
      ['mark: category', ['a', 'b', 'a']],
    ],
    issues: [
      '1: Line 1 comes before the table and is left out.',
      '4: Line 4 holds the units of the columns (s, rad).',
    ],
  },
  {
    what: 'units and the instruments below the names',
    content: 't;angle;mark\n s ;rad;\n(clock);;(by eye)\n0;0,5;a\n1;0,4;b\n2;0,3;a\n',
    columns: [
      ['t: number', [0, 1, 2]],
      ['angle: number', [0.5, 0.4, 0.3]],
      ['mark: category', ['a', 'b', 'a']],
    ],
    issues: [
      '2: Line 2 holds the units of the columns (s, rad). Line 3 holds remarks ((clock), (by eye)) and is left out.',
    ],
  },
  {
    what: 'labels of several words between commas',
    content: `note,lot,y\n${twenty.map((i) => `try ${i} of 20,lot ${i % 2},${i}`).join('\n')}\n`,
    format: { delimiter: ',' },
    columns: [
      ['note: category', twenty.map((i) => `try ${i} of 20`)],
      ['lot: category', twenty.map((i) => `lot ${i % 2}`)],
      ['y: number', twenty],
    ],
  },
  {
    what: 'sep= as spreadsheets write it',
    content: 'sep=;\na;b\n1,5;2\n2,5;3\n',
    format: { delimiter: ';', decimal: ',' },
    columns: [
      ['a: number', [1.5, 2.5]],
      ['b: number', [2, 3]],
    ],
  },
  {
    what: 'comments of other kinds',
    content: '% made by a machine\na,b\n1,2\n% pause\n3,4\n',
    format: { comment: '%' },
    columns: [
      ['a: number', [1, 3]],
      ['b: number', [2, 4]],
    ],
    issues: ['1: 2 lines begin with “%” and are left out as comments: 1, 4.'],
  },
  {
    what: 'a number sign that is a name',
    content: '#,size\n1,2.5\n2,3.5\n',
    columns: [
      ['#: number', [1, 2]],
      ['size: number', [2.5, 3.5]],
    ],
    issues: ['1: The names of the columns are taken from the comment on line 1.'],
  },
  {
    what: 'an open quotation mark',
    content: 'a,b,c\n1,2,x\n3,4,"y\n5,6,x\n7,8,y\n',
    columns: [
      ['a: number', [1, 3, 5, 7]],
      ['b: number', [2, 4, 6, 8]],
      ['c: category', ['x', '"y', 'x', 'y']],
    ],
    issues: ['3: A quotation mark on line 3 is not closed, or not where a cell ends.'],
  },
  {
    what: 'UTF-8 with a byte order mark',
    content: '\uFEFFé,b\n1,2\n3,4\n',
    format: { encoding: 'utf-8' },
    columns: [
      ['é: number', [1, 3]],
      ['b: number', [2, 4]],
    ],
  },
  {
    what: 'Windows-1252',
    content: Buffer.from([
      ...Buffer.from('T (\xb0C),cost (', 'latin1'),
      0x80,
      ...Buffer.from(')\n1,2\n3,4\n'),
    ]),
    format: { encoding: 'latin1' },
    columns: [
      ['T (°C): number', [1, 3]],
      ['cost (€): number', [2, 4]],
    ],
    issues: [
      '-: The file is not written in UTF-8. It seems to be Latin-1 (Western), and is read so: “T (°C)”, “cost (€)”.',
    ],
  },
  {
    what: 'UTF-16 without a byte order mark',
    content: Buffer.from('a;b\r\n1,5;2\r\n2,5;3\r\n', 'utf16le'),
    format: { encoding: 'utf-16le', delimiter: ';', decimal: ',' },
    columns: [
      ['a: number', [1.5, 2.5]],
      ['b: number', [2, 3]],
    ],
  },
];
