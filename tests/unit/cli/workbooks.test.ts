/** Excel workbooks on the command line. */
import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { kanWith as kan } from '../../support/kan.ts';
import { useFolder } from '../../support/folder.ts';
import { workbook, type WorkbookCell, type WorkbookSheet } from '../../support/workbook.ts';
import { fitJson } from './fitJson.ts';

const folder = useFolder();

const plane = (offset: number): WorkbookCell[][] => [
  ['a', 'b', 'y'],
  ...Array.from({ length: 60 }, (_, i) => [i % 8, (i * 7) % 11, (i % 8) + 2 * ((i * 7) % 11) + offset]),
];

async function book(name: string, sheets: readonly WorkbookSheet[]): Promise<string> {
  await writeFile(folder(name), workbook(sheets));
  return folder(name);
}

const runs = (): Promise<string> =>
  book('runs.xlsx', [
    { name: 'Notes', rows: [['Two runs']] },
    { name: 'Run 1', rows: plane(0) },
    { name: 'Run 2', rows: plane(1000) },
  ]);

const quick = ['--target', 'y', '--hidden', 'none'];

it('kan fit reads the first sheet with a table, or the one that is asked for', async () => {
  const path = await runs();
  const first = await kan(['fit', path, ...quick, '--json']);
  expect(first.stderr).toContain(
    'warning: The sheet “Run 1” is read; the others of the workbook are not: “Notes”, “Run 2”. If the table is on another sheet, choose that one under --sheet.',
  );
  const test = ['--test', path, '--test-sheet', 'Run 1'];
  const second = await kan(['fit', path, '--sheet', 'Run 2', ...test, ...quick, '--json']);
  expect(second.stderr).not.toContain('sheet');
  // The plane is learned exactly, and lies 1000 higher than that of the test.
  const { train, test: tested } = fitJson(second.stdout);
  expect(train.rmse).toBeLessThan(1e-3);
  expect(tested.rmse).toBeCloseTo(1000, 2);
  const alone = await kan(['fit', path, '--test-sheet', 'Run 1', ...quick]);
  expect(alone.stderr).toContain('--test-sheet names a sheet of the workbook of --test, which is missing.');
  expect(await kan(['fit', path, '--sheet', 'Run 3', ...quick])).toMatchObject({
    status: 2,
    stderr:
      'kan: runs.xlsx has no sheet “Run 3”.\n  Did you mean “Run 1”? Its sheets: “Notes”, “Run 1”, “Run 2”.\n',
  });
});

it('kan predict reads the sheet of the training from another workbook, and writes a row for each of its rows', async () => {
  const model = folder('run.kan');
  await kan(['fit', await runs(), '--sheet', 'Run 2', ...quick, '--out', model]);
  const later = await book('later.xlsx', [
    {
      name: 'Run 1',
      rows: [
        ['b', 'a'],
        [1, 1],
        [2, 2],
        [3, 3],
      ],
    },
    {
      name: 'Run 2',
      rows: [
        ['b', 'a'],
        [4, 4],
        [null, 5],
        [6, 6],
      ],
    },
  ]);
  const same = await kan(['predict', model, later]);
  expect(same.stdout.split('\n').map((cell) => (/\d/.test(cell) ? Math.round(Number(cell)) : cell))).toEqual([
    'y_predicted',
    1012,
    'NA',
    1018,
    '',
  ]);
  const other = await kan(['predict', model, later, '--sheet', 'Run 1']);
  expect(
    other.stdout
      .split('\n')
      .slice(1, 4)
      .map((cell) => Math.round(Number(cell))),
  ).toEqual([1003, 1006, 1009]);
});

it('an edit, candidates and a search read the sheet that is asked for of another workbook', async () => {
  const model = folder('run.kan');
  await kan(['fit', await runs(), '--sheet', 'Run 2', ...quick, '--out', model]);
  const moved = await book('moved.xlsx', [
    { name: 'Other', rows: plane(5) },
    { name: 'Second run', rows: plane(1000) },
  ]);
  const missing = await kan(['prune', model, '--data', moved]);
  expect(missing.stderr).toContain('moved.xlsx has no sheet “Run 2”.');
  const given = ['--data', moved, '--sheet', 'Second run'];
  expect(await kan(['prune', model, '--edge-threshold', '0', ...given, '--json'])).toMatchObject({
    status: 0,
  });
  expect((await kan(['suggest', model, '--edge', '0,0,0', ...given])).stdout).toMatch(/^ +x +/m);
  expect((await kan(['search', model, ...given])).stdout).toMatch(/y = a \+ 2\*b \+ 1000/);
  const alone = await kan(['search', model, '--sheet', 'Run 2']);
  expect(alone).toMatchObject({
    status: 2,
    stderr:
      'kan: --sheet names a sheet of the workbook of --data, which is missing.\n  Add --data and the workbook; which sheet the model was trained on is saved with it.\n',
  });
});

it('kan solve reads measured values from the sheet that is asked for', async () => {
  const cooling = (rate: number): WorkbookCell[][] => [
    ['t', 'u'],
    ...Array.from({ length: 30 }, (_, i) => [i / 10, Math.exp((-rate * i) / 10)]),
  ];
  await book('cooling.xlsx', [
    { name: '2024', rows: cooling(0.4) },
    { name: 'Fast', rows: cooling(0.7) },
  ]);
  const problem = folder('cooling.yaml');
  const text = "equation: u' = -k*u\ndomain: {t: [0, 3]}\nconditions: u(0) = 1\nunknown: k\n";
  await writeFile(problem, `${text}data: cooling.xlsx\n`);
  const rateOf = (stdout: string): number =>
    (JSON.parse(stdout) as { unknown: { k: { value: number } } }).unknown.k.value;
  const first = await kan(['solve', problem, '--no-formula', '--json']);
  expect(first.stderr).toContain(
    'warning: The sheet “2024” is read; the others of the workbook are not: “Fast”.',
  );
  expect(rateOf(first.stdout)).toBeCloseTo(0.4, 4);
  const second = await kan(['solve', problem, '--sheet', 'Fast', '--no-formula', '--json']);
  expect(second.stderr).not.toContain('sheet');
  expect(rateOf(second.stdout)).toBeCloseTo(0.7, 4);

  await writeFile(problem, `${text}data: cooling.xlsx\nsheet: Fast\n`);
  const named = await kan(['solve', problem, '--no-formula', '--json']);
  expect(named.stderr).not.toContain('sheet');
  expect(rateOf(named.stdout)).toBeCloseTo(0.7, 4);
  const replaced = await kan(['solve', problem, '--sheet', '2024', '--no-formula', '--json']);
  expect(rateOf(replaced.stdout)).toBeCloseTo(0.4, 4);
  await writeFile(problem, `${text}data: cooling.xlsx\nsheet: 2024\n`);
  expect(rateOf((await kan(['solve', problem, '--no-formula', '--json'])).stdout)).toBeCloseTo(0.4, 4);
  await writeFile(problem, `${text}data: cooling.xlsx\nsheet: Fats\n`);
  expect((await kan(['solve', problem])).stderr).toContain('Did you mean “Fast”?');
  await writeFile(problem, `${text}sheet: Fast\n`);
  expect((await kan(['solve', problem])).stderr).toContain('so there is no sheet “Fast”');

  await writeFile(problem, "equation: u' = -u\ndomain: {t: [0, 3]}\nconditions: u(0) = 1\n");
  const none = await kan(['solve', problem, '--sheet', 'Fast']);
  expect(none).toMatchObject({ status: 2, stderr: expect.stringContaining('no sheet “Fast”') as unknown });
  for (const asked of [['--sample', 'poisson'], ['run.kan']])
    expect((await kan(['solve', ...asked, '--sheet', 'Fast'])).stderr).toContain(
      '--sheet names a sheet of the workbook that a problem file takes its values from.',
    );
});

it('kan check tells what is odd about a workbook, by its own rows', async () => {
  const rows = plane(0);
  rows[7][1] = { type: 'e', value: '#N/A' };
  const path = await book('odd.xlsx', [{ name: 'Run 1', rows, at: [4, 2], merged: ['B12:B13'] }]);
  const { stdout } = await kan(['check', path]);
  expect(stdout).toContain('the first in row 11: “#N/A”');
  expect(stdout).toContain('The table has merged cells (B12:B13).');
});
