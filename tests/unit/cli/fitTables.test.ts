/** `kan fit`: what it makes of the columns and rows of a table. */
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { kanWith as kan } from '../../support/kan.ts';
import { useFolder, writerInto } from '../../support/folder.ts';
import { fitJson } from './fitJson.ts';
import { plane } from './tables.ts';

const folder = useFolder();
const file = writerInto(folder);

/** Standard deviation of a column of comma-separated rows. */
function spread(rows: readonly string[], column: number): number {
  const values = rows.map((row) => Number(row.split(',')[column]));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

describe('kan fit', () => {
  it('tests on another table, in the target’s own units', async () => {
    const csv = await file('train.csv', ['a,b,y', ...plane()].join('\n'));
    const test = await file('test.csv', 'a,b,y\n2,3,1002.5\n4,1,1007.5\n');
    const { stdout } = await kan(['fit', csv, '--target', 'y', '--hidden', 'none', '--test', test, '--json']);
    // The plane is learned exactly, and the test targets are off by 1000.
    const { train, test: tested } = fitJson(stdout);
    expect(train.rmse).toBeLessThan(1e-3);
    expect(tested.rmse).toBeCloseTo(1000, 2);
  });

  it('tests on a table in which each label occurs once', async () => {
    const rows = Array.from({ length: 90 }, (_, row) => `${row / 90},V${row % 30},${row / 90 + (row % 30)}`);
    const csv = await file('varieties.csv', ['a,variety,y', ...rows].join('\n'));
    const once = rows.slice(30, 60).map((row) => row.replace(/[\d.]+$/u, (y) => String(Number(y) + 1000)));
    const test = await file('once.csv', ['a,variety,y', ...once].join('\n'));
    const { stdout } = await kan([
      ...['fit', csv, '--target', 'y', '--inputs', 'a,variety', '--hidden', 'none', '--test', test],
      ...['--steps', '3', '--json'],
    ]);
    expect(fitJson(stdout).test.rmse).toBeCloseTo(1000, 1);
  });

  it('takes no logarithm of labels', async () => {
    const rows = plane().map((row, i) => `${i % 2 === 0 ? 'u' : 'v'},${row}`);
    const csv = await file('kinds.csv', ['kind,a,b,y', ...rows].join('\n'));
    const { status, stderr } = await kan(['fit', csv, '--target', 'y', '--log', 'kind']);
    expect(status).toBe(2);
    expect(stderr).toContain('“kind” is a column of labels, and --log is for numbers.');
  });

  it('gives some rows more weight than others, and leaves rows of weight 0 out', async () => {
    // Of two answers to every question, the second counts three times as much: the mean is at 0.75.
    const rows = Array.from({ length: 160 }, (_, i) => `${(i >> 1) / 80},${i % 2},${1 + 2 * (i % 2)}`);
    const csv = await file('answers.csv', ['x,y,w', ...rows, '0.5,1000,0', '0.6,1000,0'].join('\n'));
    const argv = ['fit', csv, '--target', 'y', '--hidden', 'none', '--grid', '2', '--optimizer', 'lm'];
    const flags = ['--weights', 'w', '--test-fraction', '0', '--validation-fraction', '0', '--json'];
    const { stdout, stderr, status } = await kan([...argv, ...flags]);
    expect(status).toBe(0);
    expect(stderr).toContain('note: 2 rows left out: “w” is 0 there.');
    const { train, shape } = fitJson(stdout);
    expect(shape).toEqual([1, 1]);
    // Σw(y − 0.75)²/Σw = (1·0.5625 + 3·0.0625)/4.
    expect(train.rmse).toBeCloseTo(Math.sqrt(0.1875), 6);
    const negative = await file('negative.csv', 'x,y,w\n1,2,1\n2,3,-1\n4,5,1\n3,4,1\n');
    expect(await kan(['fit', negative, '--target', 'y', '--weights', 'w'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('The weight “w” is -1 in row 2 of negative.csv') as string,
    });
  });

  it('weighs rows by 1/s² for their uncertainties s, whatever their unit', async () => {
    // Of two answers to every question, the second is twice as certain: the mean is at 0.8.
    const table = (unit: number): string =>
      [
        'x,y,s',
        ...Array.from({ length: 160 }, (_, i) => `${(i >> 1) / 80},${i % 2},${unit * (2 - (i % 2))}`),
      ].join('\n');
    const flags = [
      '--target',
      'y',
      '--uncertainty',
      's',
      '--test-fraction',
      '0',
      '--validation-fraction',
      '0',
    ];
    for (const unit of [1, 1e-9]) {
      const csv = await file(`unit${unit}.csv`, table(unit));
      const { stdout, status } = await kan([
        'fit',
        csv,
        ...flags,
        '--hidden',
        'none',
        '--grid',
        '2',
        '--json',
      ]);
      expect(status).toBe(0);
      const { train, shape } = fitJson(stdout);
      expect(shape).toEqual([1, 1]);
      // Σ(y − 0.8)²/s²/Σ1/s² = (0.25·0.64 + 1·0.04)/1.25.
      expect(train.rmse).toBeCloseTo(0.4, 5);
      // 80 · (0.64/2² + 0.04/1²), in squares of the unit of s.
      expect(train.chi_square! * unit ** 2).toBeCloseTo(16, 3);
    }
    const both = [...flags, '--weights', 's'];
    expect(await kan(['fit', await file('both.csv', table(1)), ...both])).toMatchObject({
      stderr: expect.stringContaining('by --weights or by --uncertainty, not by both') as string,
    });
  });

  it.each(['auto', 'lm', 'lbfgs'])(
    'fits several targets at once by %s, and reports the error of each',
    async (optimizer) => {
      const rows = plane(200).map((row, i) => `${row},${1000 * Math.sin(i / 40)},${i / 40}`);
      const csv = await file('two.csv', ['a,b,y,z,t', ...rows].join('\n'));
      const argv = [
        'fit',
        csv,
        '--target',
        'y,z',
        '--optimizer',
        optimizer,
        '--hidden',
        'none',
        '--inputs',
        'a,b,t',
        '--test-fraction',
        '0.2',
      ];
      const { stdout, status } = await kan([...argv, '--json']);
      expect(status).toBe(0);
      const { test, shape } = fitJson(stdout);
      expect(shape).toEqual([3, 2]);
      expect(Object.keys(test)).toEqual(['rmse', 'r2', 'targets']);
      const { y, z } = test.targets;
      // Over both: of scaled values, by the spread over the training rows, which are most of all rows.
      const relative = [y.rmse / spread(rows, 2), z.rmse / spread(rows, 3)];
      expect(test.rmse / Math.hypot(...relative)).toBeCloseTo(Math.SQRT1_2, 1);
      expect(test.r2).toBeCloseTo((y.r2 + z.r2) / 2, 12);
      expect(y.r2).toBeGreaterThan(0.999);
      expect(z.r2).toBeGreaterThan(0.999);
      const told = (await kan(argv)).stdout;
      expect(told).toContain('Over all targets, from scaled values');
      // RMSE and R², which reads as 1 − 8.8·10⁻⁷ where it is near to 1.
      expect(told).toMatch(
        /test\s+40\s+\S+\s+(?:(?:> )?1 − )?\S+\n\s+y\s+\S+\s+(?:(?:> )?1 − )?\S+\n\s+z\s+\S+\s+(?:(?:> )?1 − )?\S+\n/,
      );
    },
  );

  it('counts a category as one input and one edge, as the window does', async () => {
    const rows = plane(60).map((row, i) => `${['red', 'green', 'blue'][i % 3]},${row}`);
    const csv = await file('colours.csv', ['colour,a,b,y', ...rows].join('\n'));
    const argv = ['fit', csv, '--target', 'y', '--hidden', 'none', '--optimizer', 'lbfgs', '--steps', '3'];
    expect((await kan(argv)).stdout).toMatch(/^Network 3 → 1, .*: 3 edges,/m);
    const { stdout } = await kan([...argv, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ shape: [3, 1], edges: 3 });
  });

  it('uses the inputs that the flags name', async () => {
    const csv = await file('plane.csv', ['a,b,y', ...plane()].join('\n'));
    const shape = async (...flags: string[]): Promise<number[]> =>
      fitJson((await kan(['fit', csv, ...flags, '--steps', '1', '--json'])).stdout).shape;
    const five = ['--hidden', '5'];
    expect(await shape('--target', 'y', '--inputs', 'b', ...five)).toEqual([1, 5, 1]);
    expect(await shape('--target', 'y', '--ignore', 'a', '--hidden', '3,2')).toEqual([1, 3, 2, 1]);
    // The last column of numbers is an input where another one is the target.
    expect(await shape('--target', 'a', ...five)).toEqual([2, 5, 1]);
    expect(await shape('--target', 'a,b', ...five)).toEqual([1, 5, 2]);
  });

  it('says which columns are not used as inputs, unless the flags leave them out', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, i) => `${i},${i % 3 === 0 ? i * i : ''},B12,${2 * i + (i % 5)}`,
    );
    const csv = await file('gaps.csv', `x,sparse,room,y\n${rows.join('\n')}\n`);
    const stderrOf = async (...flags: string[]): Promise<string> =>
      (await kan(['fit', csv, '--target', 'y', '--steps', '1', ...flags])).stderr;
    expect(await stderrOf()).toContain(
      'note: Not used as inputs: “sparse” is missing 26 of 40 values; “room” is the same in every row.',
    );
    expect(await stderrOf('--ignore', 'sparse')).toContain(
      'note: Not used as inputs: “room” is the same in every row.',
    );
    expect(await stderrOf('--inputs', 'x')).not.toContain('Not used');
  });

  it('reads a file by flags that overrule detection', async () => {
    const csv = await file('plane.txt', plane().join('\n').replaceAll(',', ';').replaceAll('.', ','));
    const argv = ['fit', csv, '--target', 'x3', '--hidden', 'none', '--json'];
    const { stdout } = await kan([...argv, '--no-header', '--delimiter', 'semicolon', '--decimal', 'comma']);
    expect(fitJson(stdout).test.rmse).toBeLessThan(1e-2);
  });

  it('finds a calibration over decades as a straight line of the values', async () => {
    const standards = [0.5, 1, 5, 10, 50, 100, 500].flatMap((ppm) => [0, 1, 2].map((k) => [ppm, k] as const));
    const rows = standards.map(([ppm, k], i) => `${ppm},${1.7 * ppm + 20 + 0.5 * Math.sin(7 * i + k)}`);
    const table = folder('standards.csv');
    await writeFile(table, ['ppm,signal', ...rows].join('\n'));
    const out = folder('standards.kan');
    const { stdout } = await kan(['fit', table, '--target', 'signal', '--out', out]);
    expect(stdout).toContain('* Straight lines');
    expect(stdout).toContain('The line is in the values of ppm, not in its logarithms.');
    const [, slope, constant] = /^signal = ([\d.]+)\*ppm \+ ([\d.]+)$/m.exec(
      (await kan(['formula', out])).stdout,
    )!;
    expect(Number(slope)).toBeCloseTo(1.7, 2);
    expect(Number(constant)).toBeCloseTo(20, 0);
  });

  it('finds Kepler’s third law as a product of powers in the planets of school books', async () => {
    const planets = [
      [0.387, 0.241],
      [0.723, 0.615],
      [1, 1],
      [1.524, 1.881],
      [5.203, 11.86],
      [9.537, 29.45],
      [19.19, 84.02],
      [30.07, 164.8],
    ];
    const table = folder('planets.csv');
    await writeFile(table, ['a,T', ...planets.map((row) => row.join(','))].join('\n'));
    const out = folder('planets.kan');
    const { stdout } = await kan(['fit', table, '--target', 'T', '--out', out]);
    expect(stdout).toContain('* Straight lines (log)');
    expect(stdout).toContain('The line is in the logarithms of a: a power.');
    const [, factor, exponent] = /^T = ([\d.]+)\*a\^([\d.]+)$/m.exec((await kan(['formula', out])).stdout)!;
    expect(Number(factor)).toBeCloseTo(1, 2);
    expect(Number(exponent)).toBeCloseTo(1.5, 3);
  });
});
