/** Checks of labels, and of words that may be labels or missing values. */
import { describe, expect, it } from 'vitest';
import { loadTable, previewTable } from '../../../main/engine/data/index.ts';
import type { Table } from '../../../main/engine/data/table/table.ts';
import { mendedReading } from '../../../renderer/rooms/data/mends.ts';
import { checked, of, other, plain, useTables } from './checked.ts';

const { csv, file } = useTables();

describe('words such as “None”', () => {
  const shrub = (row: number): string => ['Few', 'None', 'Many'][row % 3];
  const mixed = { ...plain, shrub, size: (row: number) => (row % 4 === 0 ? 'None' : String(other[row])) };
  const columnOf = ({ columns }: Table, name: string) => columns.find((column) => column.name === name)!;

  it('are labels beside other labels, and missing in a column of numbers', async () => {
    const table = await loadTable(csv(mixed), {});
    expect(columnOf(table, 'shrub')).toMatchObject({ labels: ['Few', 'None', 'Many'], missing: 0 });
    expect(columnOf(table, 'size')).toMatchObject({ type: 'number', missing: 50 });
    const preview = await previewTable(csv(mixed, 5), {});
    expect(preview.columns.map(({ missing }) => missing)).toEqual([[], [], [], [0, 4]]);
  });

  it('are told, read as missing after one press, and as labels after another', async () => {
    const path = csv(mixed);
    const [note, ...others] = of(await checked(path), 'missing-labels');
    expect(others).toEqual([]);
    expect(note.message).toMatch(
      /^“None” is read as a label in \d+ cells of “shrub”, the first on line 3\.$/u,
    );
    const reading = mendedReading({}, note.mends[0]);
    const table = await loadTable(path, reading);
    expect(columnOf(table, 'shrub')).toMatchObject({ labels: ['Few', 'Many'], missing: 67 });
    const [warning] = of(await checked(path, reading), 'missing-labels');
    expect(warning.message).toMatch(
      /^“None” is read as missing in 67 cells of “shrub”, the first on line 3\.$/u,
    );
    expect(table.issues[0].hint).toContain(`“${warning.mends[0].label}”`);
    const again = await loadTable(path, mendedReading(reading, warning.mends[0]));
    expect(columnOf(again, 'shrub')).toMatchObject({ labels: ['Few', 'None', 'Many'], missing: 0 });
    expect(again.issues).toMatchObject([{ code: 'table.label-words', column: 'shrub' }]);
  });

  it('stay labels where another number is read as missing', async () => {
    const path = csv({ ...mixed, x: (row) => (row % 20 === 0 ? -999 : plain.x(row)) });
    const [sentinel] = of(await checked(path), 'sentinels');
    const table = await loadTable(path, mendedReading({}, sentinel.mends[0]));
    expect(columnOf(table, 'x').missing).toBe(10);
    expect(columnOf(table, 'shrub').missing).toBe(0);
    expect(columnOf(table, 'size').missing).toBe(50);
  });

  it('are labels wherever the first of them, or the first label, stands', async () => {
    const late = csv({ ...plain, a: (row) => (row > 6000 ? 'None' : 'Few') }, 6500);
    expect(columnOf(await loadTable(late, {}), 'a')).toMatchObject({ labels: ['Few', 'None'], missing: 0 });
    const early = csv({ ...plain, a: (row) => (row > 6000 ? 'Few' : 'None') }, 6500);
    expect(columnOf(await loadTable(early, {}), 'a')).toMatchObject({ labels: ['None', 'Few'], missing: 0 });
  });

  it('are labels beside “yes” alone, and missing beside “yes” and “no”, “no” at the end too', async () => {
    const path = csv({
      ...plain,
      pair: (row) => (row % 2 ? 'yes' : 'None'),
      flag: (row) => ['True', 'None', 'False'][row % 3],
    });
    const table = await loadTable(path, {});
    expect(columnOf(table, 'pair')).toMatchObject({ type: 'category', labels: ['None', 'yes'], missing: 0 });
    expect(columnOf(table, 'flag')).toMatchObject({ type: 'boolean', missing: 67 });
    const late = csv({ ...plain, a: (row) => (row > 6000 ? 'no' : row % 2 ? 'yes' : 'None') }, 6500);
    expect(columnOf(await loadTable(late, {}), 'a')).toMatchObject({ type: 'boolean', missing: 3001 });
  });

  it('are sodium beside other elements and “-” beside “+”, and missing elsewhere', async () => {
    const path = csv({
      element: (row) => ['Li', 'Na', 'K', 'NA'][row % 4],
      strand: (row) => '+-'[row % 2],
      place: (row) => ['-', 'here', 'there'][row % 3],
      size: (row) => ['Na', '-', 1.5, 2.5, 3][row % 5],
      ...plain,
    });
    const reading = async (overrides = {}) => {
      const { columns } = await loadTable(path, overrides);
      return columns.slice(0, 4).map(({ labels, missing }) => [labels.join(' '), missing]);
    };
    const before = await reading();
    expect(before).toEqual([
      ['Li Na K', 50],
      ['+ -', 0],
      ['here there', 67],
      ['', 80],
    ]);
    const notes = of(await checked(path), 'missing-labels');
    expect(notes.map(({ columns }) => columns[0])).toEqual(['element', 'strand']);
    const missing = mendedReading({}, notes[0].mends[0]);
    expect((await reading(missing)).map(([, count]) => count)).toEqual([100, 100, 67, 80]);
    const [warning] = of(await checked(path, missing), 'missing-labels');
    expect(await reading(mendedReading(missing, warning.mends[0]))).toEqual(before);
  });

  it('NA is told to be missing beside codes of two capital letters', async () => {
    const country = (row: number): string => ['DE', 'NA', 'US'][row % 3];
    const group = (row: number): string => ['DE', 'NA', 'other'][row % 3];
    const { issues } = await loadTable(csv({ country, group, ...plain }), {});
    expect(issues).toMatchObject([{ code: 'table.missing-codes', column: 'country', line: 3 }]);
  });

  it('are no finding in a column of numbers, or where the column has no labels', async () => {
    const path = csv({ ...plain, none: () => 'None', z: (row) => (row % 3 ? other[row] : 'None') });
    expect(of(await checked(path), 'missing-labels')).toEqual([]);
    expect((await loadTable(path, {})).columns.map(({ missing }) => missing)).toEqual([0, 0, 200, 67]);
  });
});

describe('labels', () => {
  it('are read where one word of a pair, or a third word, stands far below', async () => {
    const path = csv(
      {
        sex: (row) => (row > 5900 ? 'M' : 'F'),
        valve: (row) => (row > 5900 ? 'auto' : row % 2 ? 'on' : 'off'),
        ...plain,
      },
      6000,
    );
    const table = await loadTable(path, {});
    expect(table.columns[0]).toMatchObject({ type: 'category', labels: ['F', 'M'], missing: 0 });
    expect(table.columns[1]).toMatchObject({ type: 'category', labels: ['off', 'on', 'auto'], missing: 0 });
    expect(table.issues).toMatchObject([{ code: 'table.mixed-column', column: 'valve', line: 5903 }]);
  });

  it('that differ only in case or spaces are told', async () => {
    const sex = (row: number): string =>
      ['Male', 'male', 'Female', 'MALE', 'not  known', 'not known'][row % 6];
    const [found, ...others] = of(
      await checked(csv({ sex, group: (row) => 'ab'[row % 2], ...plain })),
      'alike-labels',
    );
    expect(others).toEqual([]);
    expect(found.message).toMatch(
      /^“Male”, “male” and “MALE” in “sex” differ only in upper and lower case or in spaces, and so does 1 more group of labels\. /u,
    );
  });

  it('of rows that hold the sums of the rows above are not needed to find these', async () => {
    const part = (row: number): number => ((row * 37) % 89) + 10;
    const sum = (rows: number, of: (row: number) => number): number =>
      Array.from({ length: rows }, (_, row) => of(row)).reduce((total, value) => total + value, 0);
    const lines = (block: number): string[] => {
      const [a, b] = [(row: number) => part(row + 5 * block), (row: number) => part(row + 11 * block) / 4];
      return [
        ...Array.from({ length: 8 }, (_, row) => `P${block}${row},${a(row)},${b(row)}`),
        `All of ${block},${sum(8, a)},${sum(8, b)}`,
      ];
    };
    const blocks = [1, 2, 3].flatMap(lines);
    const [found] = of(await checked(file('sums.csv', ['part,a,b', ...blocks].join('\n'))), 'totals');
    expect(found.message).toMatch(/^3 rows, the first of them row 9, hold the sums of the rows above/);
    const without = blocks.filter((line) => !line.startsWith('All'));
    expect(of(await checked(file('parts.csv', ['part,a,b', ...without].join('\n'))), 'totals')).toEqual([]);
  });

  it('that name sums of another label are told, and not those that more rows have', async () => {
    const region = (row: number): string =>
      row % 50 === 49 ? `${row < 100 ? 'North' : 'South'} Total` : row < 100 ? 'North' : 'South';
    const size = (row: number): string => ['Pro', 'Pro max', 'Pro total', 'Pro total'][row % 4];
    const found = of(await checked(csv({ region, size, ...plain })), 'totals');
    expect(found.map(({ message }) => message)).toEqual([
      '4 rows with “North Total” and “South Total” in “region” seem to sum up others, and are read as rows like any other. Remove them from the file.',
    ]);
  });
});

describe('labels that are something else but for some cells', () => {
  const but = (value: (row: number) => string) => (row: number) =>
    row % 4 === 3 ? `see note ${row % 3}` : value(row);

  it.each([
    ['numbers', but((row) => `${row % 30}.5`)],
    ['dates', but((row) => `2020-03-${String(10 + (row % 15))}`)],
  ])('are offered to be read as %s, and then are', async (what, cells) => {
    const path = csv({ ...plain, a: cells });
    const [found] = of(await checked(path), 'types');
    expect(found.mends.map(({ label }) => label)).toEqual([`Read as ${what}, the rest as missing`]);
    const table = await loadTable(path, mendedReading({}, found.mends[0]));
    const a = table.columns.find(({ name }) => name === 'a')!;
    expect(a).toMatchObject({ type: what === 'dates' ? 'date' : 'number', missing: 50 });
  });
});

describe('several words for yes and no', () => {
  const words = (list: readonly string[]) => csv({ ...plain, smoker: (row) => list[row % list.length] });

  it('are told', async () => {
    const [found] = of(await checked(words(['Yes', 'Y', '1', 'no', '0'])), 'alike-labels');
    expect(found).toMatchObject({ severity: 'warning', columns: ['smoker'], count: 5 });
    expect(found.message).toContain('several words for yes or for no: “Yes”, “Y”, “1”, “no” and “0”.');
  });

  it.each([
    ['one pair', ['yes', 'no']],
    ['letters that may be codes', ['F', 'T', 'N']],
    ['another label', ['Yes', 'Y', 'no', 'unknown']],
  ])('are not told of %s', async (_what, list) => {
    expect(of(await checked(words(list)), 'alike-labels')).toEqual([]);
  });
});

it('labels that are ranges are read as their middles by a mend', async () => {
  const path = csv({ ...plain, age: (row) => `${5 * (row % 8)}-${5 * (row % 8) + 4}` });
  const [found, ...others] = of(await checked(path), 'types');
  expect(others).toEqual([]);
  expect(found).toMatchObject({ severity: 'note', columns: ['age'] });
  const table = await loadTable(path, mendedReading({}, found.mends[0]));
  expect(columnOfRanges(table)).toEqual([2, 7, 12]);
});

const columnOfRanges = ({ columns }: Table): number[] => [
  ...columns.find(({ name }) => name === 'age')!.values.subarray(0, 3),
];

describe('several variables in one column', () => {
  const named = (name: string, value: string) =>
    csv({
      time: (row) => Math.floor(row / 2),
      [name]: (row) => ['pressure', 'temperature'][row % 2],
      [value]: (row) => (row % 2 ? 20 : 1000) + other[row],
    });

  it('are told with the column that names them', async () => {
    const [found] = of(await checked(named('variable', 'Value')), 'long-form');
    expect(found).toMatchObject({ severity: 'warning', columns: ['variable', 'Value'], count: 2 });
    expect(found.message).toMatch(
      /^“Value” holds different quantities, .* \(“pressure” and “temperature”\)/u,
    );
  });

  it.each([
    ['names groups', named('site', 'value')],
    ['is beside one quantity', named('variable', 'depth')],
  ])('are not told where the column %s', async (_what, path) => {
    expect(of(await checked(path), 'long-form')).toEqual([]);
  });
});
