/** Where names, rows and other lines of a table are, in files as instruments and spreadsheets write them. */
import { describe, expect, it } from 'vitest';
import { loadTable } from '../../../main/engine/data/index.ts';
import type { Table } from '../../../main/engine/data/table/table.ts';
import { temporaryFiles } from './files.ts';

const file = temporaryFiles();
const load = (content: string): Promise<Table> => loadTable(file('table.csv', content), {});
const codes = ({ issues }: Table): string[] => issues.map(({ code }) => code);
const names = ({ columns }: Table): string[] => columns.map(({ name }) => name);
const many = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('');
/** A number below 1 with two decimals. */
const share = (i: number): string => `0.${((i * 37) % 89) + 10}`;

describe('names that are numbers beside names that are words', () => {
  it.each([
    ['years beside a country', 'country,2019,2020,2021'],
    ['years beside row names without a name', ',2019,2020,2021'],
  ])('are names: %s', async (_what, header) => {
    const table = await load(
      `${header}\n${many(30, (i) => `c${i},${share(i)},${share(i + 3)},${share(i + 7)}`)}`,
    );
    expect(table.rows).toBe(30);
    expect(names(table).slice(1)).toEqual(['2019', '2020', '2021']);
    expect(codes(table)).toContain('csv.numeric-names');
  });

  it('may be names where there are only two', async () => {
    const table = await load(`country,2019,2020\n${many(30, (i) => `c${i},${share(i)},${share(i + 3)}`)}`);
    expect(table.issues).toMatchObject([
      { code: 'csv.numeric-names', severity: 'warning', line: 1 },
      { code: 'table.text-column' },
    ]);
  });

  it.each([
    ['a label that other rows have', 'red,2019,2020,2021'],
    ['numbers like those below', 'first,0.11,0.12,0.13'],
  ])('are data without a word: %s', async (_what, row) => {
    const table = await load(
      `${row}\n${many(30, (i) => `${i % 2 ? 'red' : 'blue'},${share(i)},${share(i + 3)},${share(i + 7)}`)}`,
    );
    expect(table.rows).toBe(31);
    expect(codes(table)).toEqual([]);
  });
});

describe('white space between cells', () => {
  it('is tabs, also where the last cell of each row is empty', async () => {
    const head = 'LabVIEW Measurement\t\nSeparator\tTab\n\t\nChannels\t2\t\nSamples\t10\t10\n';
    const table = await load(
      `${head}X_Value\tVoltage\tCurrent\tComment\n${many(30, (i) => `${share(i)}\t${share(i + 3)}\t${share(i + 7)}\t`)}`,
    );
    expect(table.format.delimiter).toBe('\t');
    expect(names(table)).toEqual(['X_Value', 'Voltage', 'Current', 'Comment']);
  });

  it('is one space in names of several words, and more between the names', async () => {
    const rows = many(30, (i) => `${i}   ${share(i)}   ${share(i + 3)}`);
    const table = await load(`Measured  today\nTime   Signal A   Signal B\n${rows}`);
    expect(names(table)).toEqual(['Time', 'Signal A', 'Signal B']);
    expect(table.issues).toMatchObject([{ code: 'csv.preamble', line: 1 }]);
  });
});

describe('a first row of words and numbers', () => {
  const rows = many(30, (i) => `${i % 2 ? 'red' : 'blue'},${i * 3},${share(i)}`);

  it('is read as names with a warning, for it may be a row with a damaged cell', async () => {
    const table = await load(`grey,0-671,0.67\n${rows}`);
    expect(names(table)).toEqual(['grey', '0-671', '0.67']);
    expect(table.issues).toMatchObject([{ code: 'csv.numeric-names', severity: 'warning', line: 1 }]);
    expect(table.issues[0].message).toContain('one of its cells is a number or a date');
  });

  it.each([
    ['a row of units follows', 'x-axis,1,2\nsecond,V,V\n'],
    ['the numbers are years in order', 'row,2019,2020,2021\n'],
  ])('is names without a word where %s', async (_what, above) => {
    const width = above.split('\n')[0].split(',').length;
    const row = (i: number): string =>
      [String(i), share(i), share(i + 3), share(i + 7)].slice(0, width).join();
    expect(codes(await load(`${above}${many(30, row)}`)).filter((code) => code !== 'csv.units-row')).toEqual(
      [],
    );
  });
});

describe('decimal commas between commas', () => {
  it.each([
    ['in all columns', 'a,b', (i: number) => `${i},5${i},${i},25`],
    ['in one of three columns', 'a,b,c', (i: number) => `${i},${i % 7},${i % 9}${i % 10},${i}`],
    ['in the first column', 'a,b', (i: number) => `${i % 7},${i % 9}${i % 10},${i}`],
    ['in two of five columns', 'a,b,c,d,e', (i: number) => `${i % 3},1${i},x,${i},${i % 7},0${i},y`],
    ['beside labels', 'city,temp', (i: number) => `c${i % 3},1${i % 9},${i % 10}`],
  ])('are reported: %s', async (_what, header, row) => {
    expect(codes(await load(`${header}\n${many(30, row)}`))).toContain('csv.decimal-commas');
  });

  it.each([
    ['a title above two columns', 'Table 1\na,b', (i: number) => `${i},${share(i)}`],
    ['lines about the device', 'Device: XY\nDate: 2020\n\nt,v', (i: number) => `${i},${share(i)}`],
    ['row names of R', 'a,b', (i: number) => `r${i % 3},${share(i)},${i}`],
    ['counted rows of R', 'a,b', (i: number) => `${i + 1},${i * 7},${share(i)}`],
  ])('are not reported where there are none: %s', async (_what, header, row) => {
    expect(codes(await load(`${header}\n${many(30, row)}`))).not.toContain('csv.decimal-commas');
  });
});

describe('lines above the names', () => {
  const row = (i: number): string => `${i},${share(i)},${i * 3},k${i % 3}`;

  it.each([
    ['filled up with empty cells', 'Device,XY,,\nDate,2020-01-01,,\n,,,\n'],
    ['of merged cells', ',inside,,\n'],
    ['a title with empty cells', 'Measurements of May,,,\n'],
  ])('are left out: %s', async (_what, above) => {
    const table = await load(`${above}t,v,w,kind\n${many(30, row)}`);
    expect(names(table)).toEqual(['t', 'v', 'w', 'kind']);
    expect(table.rows).toBe(30);
    expect(codes(table)).toEqual(['csv.preamble']);
  });

  it('are rows where labels among the last ones are dates', async () => {
    const labels = ['2020-01', 'red', 'blue', 'green', 'grey', 'pink', '2020-01', '2020-01', '2020-01'];
    const table = await load(`kind,v\n${labels.map((label, i) => `${label},${i}\n`).join('')}`);
    expect(table.rows).toBe(9);
    expect(table.columns[0].type).toBe('category');
  });

  it.each([
    ['below a detection limit', 'conc,signal', '<0.5', (i: number) => `${share(i)},${share(i + 3)}`],
    ['not detected, beside labels', 'a,kind,b', 'ND', (i: number) => `${i},k${i % 3},${share(i)}`],
    ['without a date', 'died,kind', 'unknown', (i: number) => `2020-01-${10 + (i % 9)},k${i % 3}`],
    ['of one letter', 'group,kind,n', 'A', (i: number) => `N,k${i % 3},${i}`],
    ['of one letter, in a table of labels', 'group,kind', 'A', (i: number) => `N,k${i % 3}`],
  ])('are rows where the table is sorted by a column with words: %s', async (_what, header, word, later) => {
    const first = (i: number): string => [word, ...later(i).split(',').slice(1)].join();
    const table = await load(`${header}\n${many(40, first)}${many(60, later)}`);
    expect(names(table)).toEqual(header.split(','));
    expect(table.rows).toBe(100);
    expect(codes(table)).not.toContain('csv.preamble');
  });

  it('are rows where codes with a letter come first', async () => {
    const table = await load(
      `sample,v\n${many(30, (i) => `K${i},${share(i)}`)}${many(60, (i) => `${100 + i},${share(i)}`)}`,
    );
    expect(names(table)).toEqual(['sample', 'v']);
    expect(table.rows).toBe(90);
  });

  it('are left out where they are settings of an instrument', async () => {
    const settings = 'Device,XY\nDate,2024-01-01\nIntegration,100\nAverages,5\nMode,fast\n';
    const table = await load(`${settings}Wavelength,Intensity\n${many(80, (i) => `${400 + i},${share(i)}`)}`);
    expect(names(table)).toEqual(['Wavelength', 'Intensity']);
    expect(table.rows).toBe(80);
  });

  it('are the names themselves where some columns have none', async () => {
    const table = await load(`t,,,\n${many(30, row)}`);
    expect(names(table)).toEqual(['t', 'column_2', 'column_3', 'column_4']);
    expect(table.rows).toBe(30);
  });
});

describe('lines below the names', () => {
  it('the units are those of the line with the most units', async () => {
    const table = await load(
      `flow,flow,temp\nin,out,in\nl/s,l/s,K\n${many(30, (i) => `${i},${share(i)},${share(i + 5)}`)}`,
    );
    expect(table.columns.map(({ unit }) => unit)).toEqual(['l/s', 'l/s', 'K']);
    expect(names(table)).toEqual(['flow in', 'flow out', 'temp in']);
    expect(codes(table)).toEqual(['csv.two-headers', 'csv.units-row']);
  });

  it.each(['x,y', 'x, y', '"x","y"', ' x ,y '])('the names once more are left out: %s', async (again) => {
    const rows = many(30, (i) => `${i},${share(i)}`);
    const table = await load(`x,y\n${rows}${again}\n${rows}`);
    expect(table.rows).toBe(60);
    expect(codes(table)).toEqual(['csv.repeated-header']);
  });

  it('the names once more are left out between two rows', async () => {
    const table = await load('x,kind\n1,red\nx,kind\n2,blue\n');
    expect(names(table)).toEqual(['x', 'kind']);
    expect(table.rows).toBe(2);
  });

  it.each([
    ['another table', 'u,v', 33],
    ['the same in other units', 'mm,ms', 33],
  ])('are reported where they seem to begin another table: %s', async (_what, line, at) => {
    const table = await load(
      `x,y\n${many(30, (i) => `${i},${share(i)}`)}\n${line}\n${many(30, (i) => `${i * 100},${share(i + 3)}`)}`,
    );
    expect(table.issues).toContainEqual(
      expect.objectContaining({ severity: 'warning', code: 'table.second-table', line: at }),
    );
  });

  it('are no other table where a single cell is a word', async () => {
    const table = await load(
      `x,y\n${many(30, (i) => (i === 7 ? `bad,${share(i)}` : `${i},${i === 9 ? 'bad' : share(i)}`))}`,
    );
    expect(codes(table)).toEqual(['table.unreadable-cells', 'table.unreadable-cells']);
  });
});

describe('a table of labels alone', () => {
  const labels = ['yes', 'no'];
  const row = (i: number): string => `${'abc'[i % 3]},${'pq'[i % 2]},${labels[Number(i % 7 < 3)]}`;

  it.each(['weather,wind,played', 'w,v,y'])('has its names: %s', async (header) => {
    const table = await load(`${header}\n${many(24, row)}`);
    expect(names(table)).toEqual(header.split(','));
    expect(table.rows).toBe(24);
    expect(table.columns.map(({ type }) => type)).toEqual(['category', 'category', 'boolean']);
  });

  it('has no names where its first row is like the others', async () => {
    const table = await load(many(24, row));
    expect(table.rows).toBe(24);
  });

  it('is no table where its words do not occur again', async () => {
    const prose = many(24, (i) => `word${i},other${i},${labels[i % 2]}`);
    await expect(load(`one,two,three\n${prose}`)).rejects.toThrow(
      'no two columns of labels that occur again',
    );
  });
});

describe('names in two rows', () => {
  const row = (i: number): string => `${i},${share(i)},${share(i + 3)},${share(i + 7)}`;

  it.each([
    ['that repeat', 'temp,temp,press,press', 'inner,outer,top,low', 'press top'],
    ['of merged cells', 'temp,,press,flow', 'inner,outer,top,low', 'temp outer'],
    ['of few merged cells', ',Inlet,,Outlet', 'id,early,late,late', 'Outlet late'],
    ['of which one has no lower name', 'trial,in,,out', ',early,late,early', 'in late'],
    ['of merged cells at the end', ',,temp,', 'early,late,early,late', 'temp late'],
  ])('are joined: names %s', async (_what, above, below, joined) => {
    const table = await load(`${above}\n${below}\n${many(30, row)}`);
    expect(table.rows).toBe(30);
    expect(names(table)).toContain(joined);
    expect(table.issues).toMatchObject([{ code: 'csv.two-headers', line: 2 }]);
  });

  it('have their units in a row below both', async () => {
    const table = await load(`Inlet,,Outlet,\np,T,p,T\nbar,K,bar,K\n${many(30, row)}`);
    expect(names(table)).toEqual(['Inlet p', 'Inlet T', 'Outlet p', 'Outlet T']);
    expect(table.columns.map(({ unit }) => unit)).toEqual(['bar', 'K', 'bar', 'K']);
    expect(table.issues).toMatchObject([
      { code: 'csv.two-headers', line: 2 },
      { code: 'csv.units-row', line: 3 },
    ]);
  });

  it.each([
    ['three rows of merged cells', 'A,,B,\nin,,in,\nT,p,T,p\n', ['A in T', 'A in p', 'B in T', 'B in p'], 4],
    [
      'the same with units',
      'A,,B,\nin,,in,\nT,p,T,p\nK,bar,K,bar\n',
      ['A in T', 'A in p', 'B in T', 'B in p'],
      5,
    ],
    [
      'the same below a title',
      'Run 5,,,\nA,,B,\nin,,in,\nT,p,T,p\n',
      ['A in T', 'A in p', 'B in T', 'B in p'],
      5,
    ],
    [
      'the names of rows below those of columns',
      ',,T,T\n,,mean,std\nsite,year,,\n',
      ['site', 'year', 'T mean', 'T std'],
      4,
    ],
    [
      'no name above the numbers of the rows',
      ',T,T,p\n,mean,std,mean\n',
      ['column_1', 'T mean', 'T std', 'p mean'],
      3,
    ],
  ])('are joined from several: %s', async (_what, head, wanted, line) => {
    const table = await load(`${head}${many(30, row)}`);
    expect(table.rows).toBe(30);
    expect(names(table)).toEqual(wanted);
    expect(codes(table)).toContain('csv.two-headers');
    const [first] = table.columns;
    expect([...first.values.subarray(0, 3)], `the first row is on line ${line}`).toEqual([0, 1, 2]);
  });

  it('are joined above a few rows, with units below them', async () => {
    const table = await load(`A,,B,\nin,,in,\ntemp,flow,temp,flow\nK,mL,K,mL\n${many(6, row)}`);
    expect(table.rows).toBe(6);
    expect(names(table)).toEqual(['A in temp', 'A in flow', 'B in temp', 'B in flow']);
    expect(table.columns.map(({ unit }) => unit)).toEqual(['K', 'mL', 'K', 'mL']);
    expect(table.columns.every(({ type }) => type === 'number')).toBe(true);
  });

  it('leave out one more row of words, and say so', async () => {
    const table = await load(`T,,p,\nin,out,in,out\nold,old,new,new\n${many(30, row)}`);
    expect(names(table)).toEqual(['T in', 'T out', 'p in', 'p out']);
    expect(table.issues).toMatchObject([
      { code: 'csv.two-headers', line: 2 },
      { code: 'csv.units-row', severity: 'warning', line: 3 },
    ]);
  });

  it.each([
    ['the first alone is enough', 'a,b,c,d', 'inner,outer,top,low'],
    ['both together are not', 'a,a,b,b', 'inner,inner,top,low'],
  ])('are not joined where %s', async (_what, above, below) => {
    const table = await load(`${above}\n${below}\n${many(30, row)}`);
    expect(codes(table)).toContain('csv.units-row');
    expect(names(table)[0]).toBe('a');
  });
});
