/** What all commands share: tables from standard input, checks, errors, help. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { kanWith as kan } from '../../support/kan.ts';
import { readProject, writeProject } from '../../../main/engine/storage/projectStore.ts';
import { useFolder, writerInto } from '../../support/folder.ts';
import { plane } from './tables.ts';

const hello = fileURLToPath(new URL('../../../examples/hello-kan.csv', import.meta.url));

const folder = useFolder();
const file = writerInto(folder);

describe('kan check', () => {
  const holed = (): string =>
    [
      'a,copy,y',
      ...Array.from({ length: 60 }, (_, i) =>
        [i % 20 === 2 ? -999 : (i * 7) % 31, (i * 7) % 31, i % 13].join(','),
      ),
    ].join('\n');

  it('reports problems with the flags that mend them, and the flags do so', async () => {
    const csv = await file('log.csv', holed());
    const told = await kan(['check', csv]);
    expect(told.status).toBe(0);
    expect(told.stdout).toMatch(/^log\.csv: 60 rows, 3 columns\nwarning: −999 stands in 3 cells of “a”/);
    const [, marks = ''] = /--missing-marks "(.*)"/.exec(told.stdout) ?? [];
    const mended = await kan(['check', csv, '--missing-marks', marks, '--ignore', 'copy']);
    expect(mended.stdout).not.toContain('stands in');
    expect(mended.stdout).toMatch(/3 of 60 rows \(5\.0 %\) are left out/);
    const filled = await kan(['check', csv, '--missing-marks', marks, '--missing', 'median']);
    expect(filled.stdout).not.toContain('left out');
  });

  it('tells once of a word that is a label, and its flag makes it missing', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `${['None', 'Few', 'Many'][i % 3]},${(i * 7) % 31},${i % 13}`,
    );
    const csv = await file('shrubs.csv', ['shrub,a,y', ...rows].join('\n'));
    const { stdout } = await kan(['check', csv]);
    expect(stdout.match(/“None” is read as a label in 20 cells of “shrub”/g)).toHaveLength(1);
    const [, marks = ''] = /--missing-marks "(.*)"/.exec(stdout) ?? [];
    const missing = await kan(['check', csv, '--missing-marks', marks]);
    expect(missing.stdout).toMatch(/20 of 60 rows \(33\.3 %\) are left out/);
  });

  it('reports the same as one JSON object, and says when a table has no problems', async () => {
    const told = await kan(['check', await file('log.csv', holed()), '--json']);
    const facts = JSON.parse(told.stdout) as { rows: number; findings: { check: string; count: number }[] };
    expect(facts).toMatchObject({
      rows: 60,
      findings: [{ check: 'sentinels', count: 3 }, { check: 'duplicates' }],
    });
    const fine = await kan(['check', await file('fine.csv', ['a,b,y', ...plane()].join('\n'))]);
    expect(fine.stdout).toMatch(/Nothing is odd about it/);
  });
});

describe('a table from standard input', () => {
  it('is used for training and saved with the model; another is predicted', async () => {
    const model = folder('piped.kan');
    const trained = await kan(
      ['fit', '-', '--target', 'y', '--hidden', 'none', '--out', model, '--test-fraction', '0.2'],
      { stdin: ['a,b,y', ...plane()].join('\n') },
    );
    expect(trained.status).toBe(0);
    expect(trained.stdout).toMatch(/^standard input: 60 rows/);
    const predicted = await kan(['predict', model, '-'], { stdin: 'a,b\n3,2\n' });
    expect(predicted.status).toBe(0);
    expect(Number(predicted.stdout.split('\n')[1])).toBeCloseTo(5, 2);
    // Needs the table that was trained on.
    const refined = await kan(['refine', model, '--grid', '6', '--out', folder('finer.kan')]);
    expect(refined).toMatchObject({ status: 0, stdout: expect.stringContaining('Saved') as string });
  });

  it('must be a single table and not empty', async () => {
    const twice = await kan(['fit', '-', '--test', '-', '--target', 'y'], {
      stdin: ['a,b,y', ...plane()].join('\n'),
    });
    expect(twice).toMatchObject({ status: 2, stderr: expect.stringContaining('one table') as string });
    const empty = await kan(['fit', '-', '--target', 'y']);
    expect(empty).toMatchObject({ status: 2, stderr: expect.stringContaining('empty') as string });
  });
});

describe('errors', () => {
  it.each([
    [
      ['fit', hello],
      '',
      'kan fit needs a target.\n  Add --target and one of “x1”, “x2”, “y”; for example --target "y".',
    ],
    [['fit'], '', 'kan fit needs a table (CSV, text or .xlsx).'],
    [['fit', '', '--target', 'y'], '', 'kan fit needs a table (CSV, text or .xlsx).'],
    [['help', 'fti'], '', 'There is no command “fti”.'],
    [['fit', hello, 'more.csv', '--target', 'y'], '', 'takes no further argument “more.csv”'],
    [['fit', hello, '-o'], '', 'There is no flag “-o”.\n  Add --help to see all flags.'],
    [['fit', hello, '--taget', 'y'], '', 'There is no flag “--taget”.\n  Did you mean “--target”?'],
    [['fit', hello, '--target', 'y', '--zzzzzzzzzz'], '', 'Add --help to see all flags.'],
    [['fit', hello, '--target'], '', '--target needs a value.'],
    [['fit', hello, '--target', '--json'], '', '--target needs a value.'],
    [['fit', hello, '--target', 'y', '--target', 'x1'], '', '--target is given twice: “y” and “x1”.'],
    [['fit', hello, '--target', 'y', '--json=yes'], '', '--json takes no value.'],
    [['fit', hello, '--target', 'z'], '', 'There is no column “z” in hello-kan.csv.'],
    [['fit', hello, '--target', 'y', '--ignore', 'x3'], '', 'There is no column “x3”'],
    [
      ['fit', hello, '--target', 'y', '--log', 'y'],
      '',
      '“y” is no input: --log says how the network learns from',
    ],
    [['fit', hello, '--target', 'y', '--ignore', 'x1', '--linear', 'x1'], '', '“x1” is no input: --linear'],
    [
      ['fit', hello, '--target', 'y', '--ignore', 'x1,x2'],
      '',
      'hello-kan.csv has no column that can be an input',
    ],
    [
      ['fit', hello, '--target', 'y', '--grid', '0'],
      '',
      '--grid takes a whole number from 1 to 200, not “0”.',
    ],
    [['fit', hello, '--target', 'y', '--grid', '5.5'], '', '--grid takes a whole number'],
    [['fit', hello, '--target', 'y', '--seed', '-1'], '', '--seed takes a whole number'],
    [['fit', hello, '--target', 'y', '--hidden', '5,x'], '', '--hidden takes “none” or whole numbers'],
    [
      ['fit', hello, '--target', 'y', '--test-fraction', '1.5'],
      '',
      '--test-fraction takes a number from 0 to 0.9',
    ],
    [['fit', hello, '--target', 'y', '--lamb', ''], '', '--lamb takes a number'],
    [['fit', hello, '--target', 'y', '--optimizer', 'lbgfs'], '', 'Did you mean “lbfgs”?'],
    [['fit', hello, '--target', 'y', '--delimiter', 'x'], '', 'Choices: comma, semicolon, tab, pipe, space.'],
    [
      ['fit', hello, '--target', 'y', '--test', 't.csv', '--test-fraction', '0.1'],
      '',
      'cannot be used together',
    ],
    [['fit', 'no-such.csv', '--target', 'y'], '', 'no-such.csv'],
    [['fit', hello, '--target', 'y', '--out', hello], '', 'it is an input of this command'],
    [['fit', hello, '--target', 'y', '--out', '/no/such/folder/a.kan'], '', 'its folder is missing'],
    [['predict', hello], '', 'kan predict needs a table (CSV, text or .xlsx).'],
    [['predict', hello, hello], '', 'is not a KAN Studio project'],
    [['predict', 'no-such.kan', hello], '', '“no-such.kan” could not be read: it is not there.'],
    [['info'], '', 'kan info needs model.kan.'],
    [['fti'], '', 'There is no command “fti”.\n  Did you mean “kan fit”?'],
  ])('%j', async (argv, stdout, message) => {
    const outcome = await kan(argv);
    expect(outcome.status).toBe(2);
    expect(outcome.stdout).toBe(stdout);
    expect(outcome.stderr).toContain(message);
    expect(outcome.stderr).toMatch(/^kan: /);
  });

  it('says why no column is left as an input', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `B12,note ${i} of ${i * i},lot ${i % 30},${i}`);
    const path = await file('flat.csv', `room,remark,lot,y\n${rows.join('\n')}\n`);
    const { status, stderr } = await kan(['fit', path, '--target', 'y']);
    expect(status).toBe(2);
    expect(stderr).toContain(
      '“room” is the same in every row; “remark” is free text; “lot” has 30 labels, fewer than 4 rows for each.',
    );
  });

  it('says that the model’s table was not found, and how to name it', async () => {
    const path = await file(
      'line.csv',
      `x,y\n${Array.from({ length: 30 }, (_, i) => `${i},${2 * i}`).join('\n')}\n`,
    );
    await mkdir(folder('models'));
    const model = folder('models', 'line.kan');
    await kan(['fit', path, '--target', 'y', '--steps', '2', '--out', model]);
    // As a large table, which is not saved inside.
    await writeProject(model, { ...(await readProject(model)), embedded: null }, 'a test');
    const lost = await kan(['suggest', model, '--edge', '0,0,0']);
    expect(lost.status).toBe(2);
    expect(lost.stderr).toBe(
      'kan: The model’s table line.csv is neither inside line.kan nor in its folder.\n  Give it with --data <table>.\n',
    );
    const none = await kan(['swap', model, '--data', path]);
    expect(none.stderr).toContain('--nodes is missing.');
  });

  it('errors of large targets are written in powers of ten', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${1e12 * Math.sin(i)}`);
    const path = await file('large.csv', `x,y\n${rows.join('\n')}\n`);
    const { stdout } = await kan(['fit', path, '--target', 'y', '--steps', '1']);
    expect(stdout).toMatch(/train +28 +\d(?:\.\d+)?·10¹[⁰¹²] /);
  });

  it('a model cannot be written to the path of a folder', async () => {
    await mkdir(folder('sub'));
    const { status, stderr } = await kan(['fit', hello, '--target', 'y', '--out', folder('sub')]);
    expect(status).toBe(2);
    expect(stderr).toContain('it is a folder');
  });
});

describe('help', () => {
  it.each([
    ['--help'],
    ['-h'],
    ['help'],
    ['fit', '--help'],
    ['predict', '-h'],
    ['info', '--help'],
    ['help', 'fit'],
  ])('%s %s', async (...argv) => {
    const { status, stdout, stderr } = await kan(argv.filter((part) => part !== undefined));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('kan ');
  });

  it('names every flag of fit', async () => {
    const { stdout } = await kan(['fit', '--help']);
    const promised =
      'target inputs ignore weights task hidden grid order optimizer steps lamb seed test-fraction test out json'.split(
        ' ',
      );
    for (const flag of promised) expect(stdout).toContain(`--${flag}`);
    expect(stdout).toContain(
      'Ctrl-C ends the training, or the search for formulas, and keeps the best so far. The status is then 0 where',
    );
  });

  it('without arguments it shows help, with a status of its own', async () => {
    expect((await kan([])).status).toBe(2);
  });

  it('the version is package.json’s', async () => {
    expect(await kan(['--version'])).toEqual({ status: 0, stdout: `${packageJson.version}\n`, stderr: '' });
  });
});
