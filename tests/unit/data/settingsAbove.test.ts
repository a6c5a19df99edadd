/** Settings of an instrument above a table, whose last line looks like names of columns. */
import { describe, expect, it } from 'vitest';
import { loadTable } from '../../../main/engine/data/index.ts';
import { codes, many, useContents } from './misread.ts';

const { file, load } = useContents();
const rows = many(40, (i) => `${400 + i},${(0.1 + i * 0.013).toFixed(3)}`);
const names = (columns: readonly { readonly name: string }[]): string[] => columns.map(({ name }) => name);

describe('settings above a table', () => {
  it.each([
    [
      'words alone',
      'Instrument,XY200\nMode,Fast\nOperator,Smith\n',
      ['Instrument', 'XY200'],
      'csv.units-row',
    ],
    ['few settings', 'Instrument,XY200\nGain,5\nMode,Fast\n', ['Mode', 'Fast'], 'csv.setting-as-names'],
    [
      'many settings',
      'Instrument,XY200\nGain,5\nDate,2020-01-02\nLamp,on\nSlit,1 nm\nMode,Fast\n',
      ['Mode', 'Fast'],
      'csv.setting-as-names',
    ],
  ])('get a warning where names may be a setting: %s', async (_what, above, taken, code) => {
    const path = file('settings.csv', above + rows);
    const table = await loadTable(path, {});
    expect(table.rows).toBe(40);
    expect(names(table.columns)).toEqual(taken);
    const warning = table.issues.find((issue) => issue.code === code);
    expect(warning?.severity).toBe('warning');
    expect(warning?.hint).toContain('set “First row” to “Data”');
    // What the warning says to do.
    const data = await loadTable(path, { header: false });
    expect(data.rows).toBe(40);
    expect(names(data.columns)).toEqual(['x1', 'x2']);
    expect(data.issues.filter(({ severity }) => severity === 'warning')).toEqual([]);
    expect(codes(data)).toContain('csv.words-above');
  });

  it.each([
    ['a blank line', 'Instrument,XY200\nMode,Fast\nOperator,Smith\n\nWavelength,Absorbance\n'],
    ['units', 'Instrument,XY200\nGain,5\nMode,Fast\nOperator,Smith\nWavelength,Absorbance\nnm,a.u.\n'],
  ])('are told from the names by %s', async (_what, above) => {
    const table = await load(above + rows);
    expect(names(table.columns)).toEqual(['Wavelength', 'Absorbance']);
    expect(table.rows).toBe(40);
    expect(table.issues.map(({ severity }) => severity)).not.toContain('warning');
    expect(codes(table)).toContain('csv.preamble');
  });

  it.each(['Label,CH1\nGain,5\nMode,Fast\n', 'Label,CH1\nMode,Fast\nGain,5\n'])(
    'may have the name of a column beside them: %j',
    async (above) => {
      const table = await load(`${above}Time,CH1\n${rows}`);
      expect(names(table.columns)).toEqual(['Time', 'CH1']);
      expect(table.rows).toBe(40);
    },
  );

  it('get no warning where the names have units, as “l (nm)”, which is no product of units', async () => {
    const table = await load(
      `Instrument,XY200\nGain,5\nMode,Fast\nOperator,Smith\nl (nm),Absorbance\n${rows}`,
    );
    expect(codes(table)).toEqual(['csv.preamble']);
  });

  it('are no rows with a wrong cell: these stay where a person sets the first row to data', async () => {
    const table = await loadTable(file('data.csv', `400,error\n${rows}`), { header: false });
    expect(table.rows).toBe(41);
    expect(codes(table)).toEqual(['table.unreadable-cells']);
  });

  it('are not mistaken for a row with wrong cells below the names', async () => {
    const table = await load(`a,b\nunknown,5\n${rows}`);
    expect(names(table.columns)).toEqual(['a', 'b']);
    expect(table.rows).toBe(41);
  });

  it('are not lines of dashes: these get a note', async () => {
    const table = await load(`a,b\n---,---\n${rows}`);
    expect(table.rows).toBe(40);
    expect(table.issues).toMatchObject([{ code: 'csv.units-row', severity: 'note', line: 2 }]);
  });

  it('are not names above a blank line and units', async () => {
    const table = await load(`a,b\n\nmm,kg\n${rows}`);
    expect(table.columns).toMatchObject([
      { name: 'a', unit: 'mm' },
      { name: 'b', unit: 'kg' },
    ]);
  });
});

describe('a title with commas above rows without names', () => {
  const told = async (above: string) => {
    const table = await loadTable(file('title.csv', `${above}\n0,0.5,3\n1,0.7,4\n2,0.2,5\n3,0.4,2\n`), {});
    return table.issues.find(({ code }) => code === 'csv.title-as-names');
  };

  it('is told: it is read as names', async () => {
    const issue = await told('Run 3, sample A, second batch');
    expect(issue).toMatchObject({ severity: 'note', line: 1 });
    expect(issue?.message).toContain('(Run 3, sample A, second batch)');
    expect(issue?.hint).toContain('remove this line');
  });

  it.each(['time, voltage, current', 'flow rate (l/s), outlet temp, dp', 'Run 3,sample A,second batch'])(
    'is not seen in %s',
    async (names) => {
      expect(await told(names)).toBeUndefined();
    },
  );
});
