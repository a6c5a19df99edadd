/** `kan fit` tells what is odd about the columns that it uses. */
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { useFolder } from '../../support/folder.ts';
import { kanWith as kan } from '../../support/kan.ts';
import { fitJson } from './fitJson.ts';
import { plane } from './tables.ts';

const folder = useFolder();

describe('a unit of one letter in kan fit', () => {
  const flags = ['--target', 'y', '--hidden', 'none', '--steps', '1', '--json'];

  it('is asked about, with the flag that sets the other unit', async () => {
    const csv = folder('oven.csv');
    await writeFile(csv, ['T (C),b,y', ...plane()].join('\n'));
    const { status, stderr } = await kan(['fit', csv, ...flags]);
    expect(status).toBe(0);
    expect(stderr).toContain('warning: The unit C of “T (C)” is read as coulomb');
    expect(stderr).toContain('--units "T (C)=°C"');
    const set = await kan(['fit', csv, ...flags, '--units', 'T (C)=°C']);
    expect(set.status).toBe(0);
    expect(set.stderr).not.toContain('coulomb');
  });

  it('is not asked about in a column that is not used', async () => {
    const csv = folder('unused.csv');
    await writeFile(csv, ['T (C),b,y', ...plane()].join('\n'));
    const { stderr } = await kan(['fit', csv, ...flags, '--ignore', 'T (C)']);
    expect(stderr).not.toContain('coulomb');
  });
});

describe('values that mean something else', () => {
  const flags = ['--hidden', 'none', '--steps', '1', '--json'];
  const warnings = (stderr: string): string[] =>
    stderr.split('\n').filter((line) => line.startsWith('warning'));

  it('are told in kan fit, with the flag that mends them, and not in a column that is not used', async () => {
    const csv = folder('log.csv');
    const rows = Array.from(
      { length: 60 },
      (_, i) => `${i % 9 ? (i * 7) % 31 : -999},${(i * 5) % 13},${i % 11}`,
    );
    await writeFile(csv, ['a,b,y', ...rows].join('\n'));
    const told = warnings((await kan(['fit', csv, '--target', 'y', ...flags])).stderr);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      /^warning: −999 stands in 7 cells of “a”.* Read −999 as missing: --missing-marks "/u,
    );
    const [, marks = ''] = /--missing-marks "(.*)"/.exec(told[0]) ?? [];
    const mended = await kan(['fit', csv, '--target', 'y', '--missing-marks', marks, ...flags]);
    expect(warnings(mended.stderr)).toEqual([]);
    expect(mended.stderr).toContain('7 rows of 60 left out');
    const ignored = await kan(['fit', csv, '--target', 'y', '--ignore', 'a', ...flags]);
    expect(warnings(ignored.stderr)).toEqual([]);
  });

  it('are told once, and only the first of many', async () => {
    const csv = folder('wide.csv');
    const cells = (i: number): string => Array.from({ length: 8 }, () => (i * 7) % 31).join(',');
    const rows = Array.from({ length: 60 }, (_, i) => `${cells(i)},${i % 11}`);
    await writeFile(csv, ['a,b,c,d,e,f,g,h,y', ...rows].join('\n'));
    const told = warnings((await kan(['fit', csv, '--target', 'y', ...flags])).stderr);
    expect(new Set(told).size).toBe(told.length);
    expect(told).toHaveLength(6);
    expect(told.at(-1)).toMatch(/^warning: \d+ more problems: see kan check\.$/);
  });
});

describe('numbers of batches', () => {
  const straight = ['--hidden', 'none', '--optimizer', 'lm', '--grid', '1', '--order', '1'];
  const flags = ['--target', 'y', ...straight, '--json'];
  /** Each batch has its own level, in no order. */
  const levels = [3, 40, 11, 25, 0, 17];
  const lines = Array.from({ length: 90 }, (_, i) => `${(i % 6) + 1},${i / 9},${levels[i % 6] + i / 9}`);

  it('are told in kan fit, and read as labels by the flag that it names, for predictions too', async () => {
    const [csv, out] = [folder('batches.csv'), folder('batches.kan')];
    await writeFile(csv, ['batch,x,y', ...lines].join('\n'));
    const before = await kan(['fit', csv, ...flags]);
    expect(before.stderr).toMatch(
      /^warning: “batch” seems to number 6 groups.* Read as labels: --labels "batch"; /mu,
    );
    const labelled = await kan(['fit', csv, ...flags, '--labels', 'batch', '--out', out]);
    expect(labelled.stderr).not.toContain('seems to number');
    expect(fitJson(labelled.stdout).test.rmse).toBeLessThan(0.1 * fitJson(before.stdout).test.rmse);
    const predicted = await kan(['predict', out, csv]);
    expect(predicted.status).toBe(0);
    expect(predicted.stderr).not.toContain('batch:');
    const wrong = await kan(['fit', csv, ...flags, '--labels', 'bach']);
    expect(wrong).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Did you mean “batch”?') as string,
    });
  });

  it('are told by kan check, with the flag', async () => {
    const csv = folder('batches.csv');
    await writeFile(csv, ['batch,x,y', ...lines].join('\n'));
    const { stdout } = await kan(['check', csv]);
    expect(stdout).toContain('Read as labels: --labels "batch"');
    expect((await kan(['check', csv, '--labels', 'batch'])).stdout).not.toContain('seems to number');
    const two = await kan(['fit', csv, ...flags, '--labels', 'batch', '--labels', 'x']);
    expect(two.stderr).toContain('note: “batch” gives 6 inputs');
    expect(two.stderr).toContain('“x” has 90 labels');
  });
});

describe('a column of numbers with other texts', () => {
  it('is read as numbers by the flag that kan check names', async () => {
    const csv = folder('detected.csv');
    const lines = Array.from({ length: 60 }, (_, i) => `${i % 5 === 3 ? 'n.d.' : `${i}.5`},${i / 9},${i}`);
    await writeFile(csv, ['Pb,x,y', ...lines].join('\n'));
    const found = await kan(['check', csv]);
    expect(found.stdout).toContain(
      'where it says that nothing was detected, as missing it leaves out small values',
    );
    expect(found.stdout).toContain('Read as numbers, the rest as missing: --numbers "Pb"');
    const read = await kan(['check', csv, '--numbers', 'Pb']);
    expect(read.stdout).toContain('12 cells in “Pb” cannot be read as a number, the first on line 5: “n.d.”');
    expect(await kan(['check', csv, '--numbers', 'Pb', '--labels', 'x,Pb'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('“Pb” is in --labels and in --numbers.') as string,
    });
  });
});

describe('merged cells', () => {
  it('are filled down by the flag that kan check and kan fit name', async () => {
    const csv = folder('merged.csv');
    const dose = (i: number): number => [3, 40, 11, 25, 0, 17][i / 15];
    const lines = Array.from({ length: 90 }, (_, i) => `${i % 15 === 0 ? dose(i) : ''},${i},${i / 9}`);
    await writeFile(csv, ['dose,x,y', ...lines].join('\n'));
    const found = await kan(['check', csv]);
    expect(found.stdout).toContain('Fill down: --fill-down "dose"');
    const filled = await kan(['check', csv, '--fill-down', 'dose']);
    expect(filled.stdout).not.toContain('merged cells');
    expect(filled.stdout).toContain(
      'note: “dose” is filled down: 84 cells have the value of the cell above.',
    );
    const flags = ['--target', 'y', '--inputs', 'dose,x', '--hidden', 'none', '--optimizer', 'lm'];
    const fit = async (...more: string[]) => kan(['fit', csv, ...flags, ...more]);
    expect((await fit()).stderr).toContain('Fill down: --fill-down "dose"');
    expect((await fit('--fill-down', 'dose')).stdout).toContain('90 rows, 62 for training');
    expect((await fit('--fill-down', 'dos')).stderr).toContain('Did you mean “dose”?');
  });
});

it('kan fit tells groups of a test table that were trained on', async () => {
  const lines = (from: number) =>
    Array.from({ length: 60 }, (_, i) => `s${from + (i % 6)},${i / 7},${(i * i) % 11}`);
  const [csv, test] = [folder('people.csv'), folder('later.csv')];
  await writeFile(csv, ['who,x,y', ...lines(0)].join('\n'));
  await writeFile(test, ['who,x,y', ...lines(4)].join('\n'));
  const flags = ['--target', 'y', '--groups', 'who', '--hidden', 'none', '--optimizer', 'lm', '--test', test];
  expect((await kan(['fit', csv, ...flags])).stderr).toContain(
    'note: 2 of the 6 groups “who” in later.csv (20 of 60 rows) are also among those trained on',
  );
});
