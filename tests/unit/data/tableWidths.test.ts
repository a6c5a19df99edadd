/** Names and rows with different numbers of cells. */
import { describe, expect, it } from 'vitest';
import { codes, many, useContents } from './misread.ts';

const { load } = useContents();
const names = (table: Awaited<ReturnType<typeof load>>): string[] => table.columns.map(({ name }) => name);

describe('names with more cells than most rows', () => {
  it('keep a column that only some rows have, and the first row', async () => {
    const table = await load(
      `No,T (°C),RH (%),Serial Number\n1,20.5,41.2,10012345\n${many(40, (i) => `${i + 2},${20 + i / 7},${40 + (i % 9)}.5`)}`,
    );
    expect(names(table)).toEqual(['No', 'T (°C)', 'RH (%)', 'Serial Number']);
    expect(table.rows).toBe(41);
    expect([...table.columns[3].values.subarray(0, 2)]).toEqual([10012345, NaN]);
    expect(table.issues).toContainEqual(expect.objectContaining({ code: 'csv.short-row', line: 3 }));
  });

  it('are those of the columns below settings, without the one that no row has', async () => {
    const table = await load(
      `LabVIEW Measurement\t\nSeparator\tTab\nDelta_X\t0.001\t0.001\t\n***End_of_Header***\t\t\t\nX_Value\tVoltage_0\tVoltage_1\tComment\n${many(30, (i) => `${i / 1000}\t${i % 7}.5\t${i % 5}.25`)}`,
    );
    expect(names(table)).toEqual(['X_Value', 'Voltage_0', 'Voltage_1']);
    expect(table.rows).toBe(30);
    expect(table.issues).toContainEqual(
      expect.objectContaining({
        code: 'csv.names-without-cells',
        line: 5,
        message:
          'Line 5 has 4 names, but the first rows have 3 cells: “Comment” has no values and is left out.',
      }),
    );
  });

  it('have units below them', async () => {
    const table = await load(`t,U,comment\ns,V\n${many(30, (i) => `${i},${i % 7}.5`)}`);
    expect(table.columns.map(({ name, unit }) => [name, unit])).toEqual([
      ['t', 's'],
      ['U', 'V'],
    ]);
    const trailing = await load(`t\tU\ns\tV\n${many(30, (i) => `${i}\t${i % 7}.5\t\t`)}`);
    expect(names(trailing)).toEqual(['t', 'U']);
  });

  it('are not those of a short table above another one', async () => {
    const table = await load(
      `peak,area,height,width\n1,100,5,0.1\n2,200,6,0.2\ntime,signal\n${many(60, (i) => `${i},${i % 7}.5`)}`,
    );
    expect(names(table)).toEqual(['time', 'signal']);
  });

  it('are told where they are lost, as a column without a name has a value', async () => {
    const table = await load(`x,y\n${many(30, (i) => `${i},${i % 7}.5,,${i === 20 ? 'leak' : ''}`)}`);
    expect(names(table)).toEqual(['x1', 'x2', 'x3', 'x4']);
    expect(table.issues).toContainEqual(
      expect.objectContaining({ severity: 'warning', code: 'csv.left-names', line: 1 }),
    );
  });

  it('are left out where they come once more', async () => {
    const block = (from: number): string =>
      `x\ty\tComment\n${many(20, (i) => `${from + i}\t${(from + i) % 7}.5`)}`;
    const table = await load(`${block(0)}${block(20)}`);
    expect(names(table)).toEqual(['x', 'y']);
    expect(table.rows).toBe(40);
    expect(codes(table)).toContain('csv.repeated-header');
  });

  it('are no names where they are a title above names of their own', async () => {
    const table = await load(`Measured by A,B,C and D\nx,y\n${many(20, (i) => `${i},${i % 7}.5`)}`);
    expect(names(table)).toEqual(['x', 'y']);
    expect(codes(table)).toEqual(['csv.preamble']);
  });
});

describe('rows with more delimiters at their end than the names', () => {
  it.each([',', '\t', ';'])('have no more columns: %j', async (mark) => {
    const table = await load(`x${mark}y\n${many(20, (i) => `${i}${mark}${i % 7}${mark}${mark}${mark}`)}`);
    expect(names(table)).toEqual(['x', 'y']);
    expect(table.rows).toBe(20);
    expect(table.issues).toEqual([]);
  });

  it('have one more where some row has a value there', async () => {
    const table = await load(`x,y\n${many(20, (i) => `${i},${i % 7}.5,${i === 9 ? 'leak' : ''}`)}`);
    expect(table.columns).toHaveLength(3);
  });
});

describe('names between blanks', () => {
  it('have the unit in brackets behind them', async () => {
    const table = await load(`t (s) I (A) U [V]\n${many(20, (i) => `${i} ${i % 7}.5 ${i % 3}`)}`);
    expect(names(table)).toEqual(['t (s)', 'I (A)', 'U [V]']);
    expect(table.issues).toEqual([]);
  });

  it('are told where blanks inside them cannot be told apart', async () => {
    const table = await load(`time current voltage drop\n${many(20, (i) => `${i} ${i % 7}.5 ${i % 3}`)}`);
    expect(names(table)).toEqual(['x1', 'x2', 'x3']);
    expect(table.issues).toContainEqual(
      expect.objectContaining({ severity: 'warning', code: 'csv.left-names', line: 1 }),
    );
  });

  it('stand to the right of the names of rows', async () => {
    const table = await load(
      `        mpg cyl\n${many(20, (i) => `Row${String(i + 1).padEnd(3)}  ${i % 7}.5   ${4 + (i % 3)}`)}`,
    );
    expect(names(table)).toEqual(['column_1', 'mpg', 'cyl']);
    expect(table.rows).toBe(20);
  });

  it('are none in a line of signs', async () => {
    const table = await load(`! Touchstone\n${many(20, (i) => `${i} ${i % 7}.5 ${i % 3}`)}`);
    expect(names(table)).toEqual(['x1', 'x2', 'x3']);
    expect(codes(table)).toContain('csv.preamble');
  });
});

describe('settings of an instrument above the rows', () => {
  it('may be numbers above columns without values', async () => {
    const table = await load(
      `X,CH1,CH2,Start,Increment,\nSequence,Volt,Volt,-6.0e-03,1.0e-05\n${many(30, (i) => `${i},${i % 7}.5,${i % 5}.5,,`)}`,
    );
    expect(names(table)).toEqual(['X', 'CH1', 'CH2', 'Start', 'Increment']);
    expect(table.rows).toBe(30);
    expect(table.issues).toContainEqual(expect.objectContaining({ code: 'csv.units-row' }));
  });

  it('may have the name of a column beside them', async () => {
    const settings =
      'Model,MSO44\nLabel,CH1\nHorizontal Units,s\nInterval,8e-09\nVertical Units,V\n,\nLabels,\n';
    const table = await load(`${settings}TIME,CH1\n${many(40, (i) => `${i}e-9,${i % 7}.5`)}`);
    expect(names(table)).toEqual(['TIME', 'CH1']);
    expect(table.rows).toBe(40);
  });
});

it('the numbers of the columns of a plate are names above as few rows as it has', async () => {
  const wells = (row: number): string => Array.from({ length: 6 }, (_, i) => `0.${row}${i + 1}3`).join('\t');
  const table = await load(
    `<>\t1\t2\t3\t4\t5\t6\n${['A', 'B', 'C', 'D'].map((row, i) => `${row}\t${wells(i)}\n`).join('')}`,
  );
  expect(names(table)).toEqual(['<>', '1', '2', '3', '4', '5', '6']);
  expect(table.rows).toBe(4);
});

it('decimal commas between commas are said where the columns have no names', async () => {
  const table = await load(
    many(40, (i) => `${3999 - i},${i % 10}00,${i % 3},${String(i * 211).padStart(4, '0')}`),
  );
  expect(table.issues).toContainEqual(
    expect.objectContaining({ severity: 'warning', code: 'csv.decimal-commas' }),
  );
});

it('a first row with one cell too many is a row below the names', async () => {
  const table = await load(`a,b\n0,0,5\n${many(40, (i) => (i % 9 !== 5 ? `${i},${i}` : `${i},${i},5`))}`);
  expect(names(table)).toEqual(['a', 'b']);
  expect(table.rows).toBe(41);
  expect(table.issues).toContainEqual(expect.objectContaining({ code: 'csv.long-row', line: 2 }));
});

describe('blank lines between rows', () => {
  const part = (from: number): string => many(12, (i) => `${i},${(from + i * i) % 17}.5`);
  const told = async (content: string): Promise<readonly (string | undefined)[]> =>
    (await load(content)).issues.filter(({ code }) => code === 'table.parts').map(({ message }) => message);

  it('are told where they divide the rows into parts', async () => {
    expect(await told(`x,y\n${part(0)}\n\n${part(3)}\n${part(5)}\n`)).toEqual([
      'Blank lines divide the rows into 3 parts, of which the second begins on line 16. They are read as one table.',
    ]);
  });

  it.each([
    ['between all rows', `x,y\n\n${part(0).replaceAll('\n', '\n\n')}`],
    ['at the beginning and at the end', `\n\nx,y\n\n${part(0)}\n\n`],
  ])('are not %s', async (_where, content) => {
    expect(await told(content)).toEqual([]);
  });
});

it('quotation marks for “as above” are told, as they join rows', async () => {
  const table = await load(`batch,y\n${many(40, (i) => `${i % 5 ? '"' : `B${i / 5}`},${i}.5`)}`);
  expect(codes(table)).toContain('csv.quotes');
});
