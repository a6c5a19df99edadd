/** Tables with odd cells, and what is told of each: marks of numbers, missing values, dates, types. */
import type { Case } from './oddFiles.ts';

export const oddCells: readonly Case[] = [
  {
    what: 'semicolons, decimal commas and thousands points',
    content: 'a;b;c\n1,5;1.234,25;rot\n2,5;2.000;blau\n-0,5;12;rot\n',
    format: { delimiter: ';', decimal: ',', thousands: '.' },
    columns: [
      ['a: number', [1.5, 2.5, -0.5]],
      ['b: number', [1234.25, 2000, 12]],
      ['c: category', ['rot', 'blau', 'rot']],
    ],
  },
  {
    what: 'quoted thousands commas',
    content: 'a,b\n"1,234.5",1\n"1,234,567",2\n',
    format: { delimiter: ',', decimal: '.', thousands: ',' },
    columns: [
      ['a: number', [1234.5, 1234567]],
      ['b: number', [1, 2]],
    ],
  },
  {
    what: 'commas that could group or part, between tabs',
    content: 'a\tb\n1,234\t1\n5,678\t2\n',
    format: { delimiter: '\t', decimal: '.', thousands: ',' },
    columns: [
      ['a: number', [1234, 5678]],
      ['b: number', [1, 2]],
    ],
    issues: ['-: “1,234” could be a whole number or a fraction; it is read as 1234.'],
  },
  {
    what: 'the same with the decimal mark set',
    content: 'a\tb\n1,234\t1\n5,678\t2\n',
    overrides: { decimal: ',' },
    columns: [
      ['a: number', [1.234, 5.678]],
      ['b: number', [1, 2]],
    ],
  },
  {
    what: 'spaces in thousands, apostrophes in thousands',
    content: 'a;b\n1 234,5;3\n12 345,5;4\n',
    format: { decimal: ',', thousands: ' ' },
    columns: [
      ['a: number', [1234.5, 12345.5]],
      ['b: number', [3, 4]],
    ],
  },
  {
    what: 'missing values by many names, and infinities',
    content: 'a,b\n1,1\nNA,2\n?,3\nnull,4\n,5\n-,6\nNaN,7\ninf,8\n-1e999,9\n5,10\n6,11\n',
    columns: [
      ['a: number', [1, null, null, null, null, null, null, null, null, 5, 6]],
      ['b: number', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    ],
    issues: ['9: 2 cells in “a” are infinite or too large, the first on line 9. They are read as missing.'],
  },
  {
    what: 'a mark of a missing value that is a number',
    content: 'a,b\n-999,1\n-999.0,2\n3,-9\n',
    overrides: { missing: ['-999'] },
    columns: [
      ['a: number', [null, null, 3]],
      ['b: number', [1, 2, -9]],
    ],
  },
  {
    what: 'a few slips in a column of numbers',
    content: 'a,b\n1,1\n2,2\n3,3\nfour,4\n5,5\n',
    columns: [
      ['a: number', [1, 2, 3, null, 5]],
      ['b: number', [1, 2, 3, 4, 5]],
    ],
    issues: [
      '5: 1 cell in “a” cannot be read as a number, the first on line 5: “four”. It is read as missing.',
    ],
  },
  {
    what: 'slips of several kinds, each of which is quoted',
    content: `a,b\n${'1,2\n'.repeat(60)}four,2\nfour,2\nfive,2\nsix,2\n`,
    columns: [
      ['a: number', [...Array.from({ length: 60 }, () => 1), null, null, null, null]],
      ['b: number', Array.from({ length: 64 }, () => 2)],
    ],
    issues: [
      '62: 4 cells in “a” cannot be read as a number, the first on line 62: “four”; also “five” and “six”. They are read as missing.',
    ],
  },
  {
    what: 'booleans and dates',
    content: 'on,d,t\nYes,31.12.2020,1\nno,01.01.2021,2\n,02.01.2021,3\n',
    columns: [
      ['on: boolean', [1, 0, null]],
      ['d: date', [Date.UTC(2020, 11, 31), Date.UTC(2021, 0, 1), Date.UTC(2021, 0, 2)]],
      ['t: number', [1, 2, 3]],
    ],
  },
  {
    what: 'dates that leave the order of day and month open',
    content: 'd,y\n1/2/2020,1\n3/4/2020,2\n',
    columns: [
      ['d: date', [Date.UTC(2020, 0, 2), Date.UTC(2020, 2, 4)]],
      ['y: number', [1, 2]],
    ],
    issues: [
      '-: The dates in “d” could have the day or the month first; they are read with the month first.',
    ],
  },
  {
    what: 'dates of which one settles it',
    content: 'd,y\n1/2/2020,1\n31/4/2020,2\n30/4/2020,3\n1/5/2020,4\n',
    columns: [
      ['d: date', [Date.UTC(2020, 1, 1), null, Date.UTC(2020, 3, 30), Date.UTC(2020, 4, 1)]],
      ['y: number', [1, 2, 3, 4]],
    ],
    issues: [
      '3: 1 cell in “d” cannot be read as a date, the first on line 3: “31/4/2020”. It is read as missing.',
    ],
  },
  {
    what: 'names in free text',
    content: `who,y\n${Array.from({ length: 25 }, (_, i) => `person ${i},${i}`).join('\n')}\n`,
    columns: [
      ['who: text', []],
      ['y: number', Array.from({ length: 25 }, (_, i) => i)],
    ],
    issues: [
      '-: “who” holds too many different texts to be labels (“person 0”, “person 1”, “person 2”, …) and is not used.',
    ],
  },
  {
    what: 'types set by hand',
    content: 'id,y,z\n1,2,a\n2,3,5\n1,4,6\n',
    overrides: { types: { '0': 'category', '2': 'number' } },
    columns: [
      ['id: category', ['1', '2', '1']],
      ['y: number', [2, 3, 4]],
      ['z: number', [null, 5, 6]],
    ],
    issues: ['2: 1 cell in “z” cannot be read as a number, the first on line 2: “a”. It is read as missing.'],
  },
  {
    what: 'a column without values',
    content: 'a,b,c\n1,,2\n3,NA,4\n',
    columns: [
      ['a: number', [1, 3]],
      ['b: number', [null, null]],
      ['c: number', [2, 4]],
    ],
    issues: ['-: “b” has no values.'],
  },
];
