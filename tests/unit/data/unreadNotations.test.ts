/** Cells and files of other programs that are recognised, but not read: each says why. */
import { describe, expect, it } from 'vitest';
import { foreignFile } from '../../../main/engine/data/reading/foreign.ts';
import { codes, many, useContents } from './misread.ts';

const { load } = useContents();

describe('a column of numbers that is not read is told with the reason', () => {
  it.each<[string, readonly string[], string]>([
    ['numbers of Mathematica with their precision', ['2.5`20.', '3.25`20.*^-8'], 'Mathematica'],
    ['repeats of Fortran', ['2*1.5', '3*0.25'], 'Fortran'],
    ['numbers in LaTeX', ['$2.5^{+0.1}$', '$\\num{3.5}$'], 'LaTeX'],
    ['uncertainties to both sides', ['2.48 +0.02 -0.03', '2.5 +0.1/-0.2'], 'upwards and downwards'],
    ['names before numbers', ['T=25.5', 'T=26'], 'name before each number'],
    ['pairs', ['48.1, 11.2', '48.3, 11.5'], 'several numbers'],
    ['complex numbers of LTspice', ['(-2.4e+00dB,4.09e-01°)', '(1.5dB,-90°)'], 'several numbers'],
    ['sizes', ['10x20x5', '10.5 × 20 mm'], 'several numbers'],
    ['brackets of a list', ['{0.5', '{1'], 'a bracket'],
    ['fractions behind a hyphen', ['1-1/8', '2-3/4'], 'fractions'],
    ['degrees of two scales', ['20 °C', '68 °F'], 'same unit'],
    ['days, hours and minutes', ['0d 1h 5m', '1d 2h 5m'], 'durations'],
    ['quarters before the year', ['Q1 2015', 'Q2 2015'], 'dates are read where'],
    ['dates in Spanish', ['1 de marzo de 2021', '2 de enero de 2021'], 'dates are read where'],
    ['dates in Dutch', ['01-mrt-2021', '02-mei-2021'], 'dates are read where'],
  ])('%s', async (_what, cells, why) => {
    const table = await load(`a;b\n${many(40, (i) => `${cells[i % 2]};${i}.5`)}`);
    expect(table.issues).toMatchObject([{ code: 'table.number-lookalikes', column: 'a' }]);
    expect(table.issues[0].message).toContain(why);
  });

  it('in the error where no other column has numbers', async () => {
    await expect(load(`a;b\n${many(20, (i) => `x=${i};y=${2 * i}`)}`)).rejects.toMatchObject({
      detail: {
        code: 'table.no-numbers',
        message: expect.stringContaining('such as “x=0”: a name before each number') as string,
        hint: expect.stringContaining('Write plain numbers') as string,
      },
    });
  });

  it('dates that a spreadsheet has made of ranges and names are told among the others', async () => {
    const table = await load(
      `age;y\n${many(40, (i) => `${['5-Oct', '1-4', '11-15', '16-20'][i % 4]};${i}`)}`,
    );
    expect(table.issues).toMatchObject([
      { code: 'table.labels-made-dates', severity: 'warning', column: 'age' },
    ]);
    const genes = await load(
      `gene;y\n${many(40, (i) => `${['TP53', '1-Mar', 'SEPT2', '2-Sep'][i % 4]};${i}`)}`,
    );
    expect(genes.issues[0].message).toContain('“1-Mar” and 1 more label like it');
    const lots = await load(`lot;y\n${many(40, (i) => `${['5-A', '5-B'][i % 2]};${i}`)}`);
    expect(codes(lots)).toEqual([]);
  });
});

describe('a file in another format is refused by its name', () => {
  it.each([
    ['an SQL script', '-- dump\nINSERT INTO m VALUES (1,2);\n'],
    ['an SQL script', 'PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n'],
    ['a sparse matrix', '%%MatrixMarket matrix coordinate real general\n24 3 24\n1 1 2.5\n'],
    ['marks of a wiki', '{| class="wikitable"\n! x !! y\n'],
    ['LaTeX', 'x & y \\\\ \\hline\n1 & 2 \\\\\n'],
    ['SYLK', 'ID;PWXL;N;E\nC;Y1;X1;K5\n'],
    ['DIF', 'TABLE\n0,1\n"EXCEL"\n'],
    ['YAML', '- t: 1\n  y: 2\n'],
    ['NMEA', '$GPGGA,101100.00,4807.1,N,01131.1,E,1,08\n'],
    ['UXD', '; header\n_STEPSIZE=0.02\n_COUNTS\n104 857 1101\n'],
    ['ARFF', '% from Weka\n@relation x\n@attribute t numeric\n@data\n1,2\n'],
  ])('%s: %j', (is, content) => {
    expect(foreignFile(Buffer.from(content), 'x.txt')?.detail.message).toContain(is);
  });

  it.each(['a & b,y\n1,2\n', '- 1.5 2\n- 2.5 3\n', '{0,1}\n', 'insert,into\n1,2\n'])(
    'but not %j',
    (content) => {
      expect(foreignFile(Buffer.from(content), 'x.txt')).toBeNull();
    },
  );
});
