/** Files that commands are told to write: what must not be lost by it is refused before any work. */
import { chmodSync, linkSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { beforeEach, describe, expect, it } from 'vitest';
import { kan } from '../../support/kan.ts';
import { useFolder } from '../../support/folder.ts';
import { plane } from './tables.ts';

const folder = useFolder();
const table = ['a,b,y', ...plane(), ''].join('\n');
const problem = [
  "equation: u' = -k*u",
  'domain:',
  '  t: 0 .. 1',
  'conditions:',
  '  - u(0) = 1',
  'unknown: [k]',
  'data: measured.csv',
  '',
].join('\n');
const measured = `t,u\n${Array.from({ length: 20 }, (_, i) => `${i / 20},${Math.exp(-i / 20)}`).join('\n')}\n`;

const steps = ['--target', 'y', '--hidden', 'none', '--steps', '2'];

beforeEach(async () => {
  writeFileSync(folder('table.csv'), table);
  writeFileSync(folder('measured.csv'), measured);
  writeFileSync(folder('problem.yaml'), problem);
  await kan('fit', folder('table.csv'), ...steps, '--out', folder('model.kan'));
});

describe('an input is not written over', () => {
  it.each([
    ['the table of predictions, through a link', ['predict', 'model.kan', 'table.csv'], 'link.csv'],
    ['the table of a fit, through a link', ['fit', 'table.csv', ...steps], 'link.csv'],
    ['the table of an edit', ['prune', 'model.kan', '--data', 'table.csv'], 'table.csv'],
    ['the table of a search', ['search', 'model.kan', '--data', 'table.csv'], 'table.csv'],
    ['the measured values of an equation', ['solve', 'problem.yaml', '--seconds', '1'], 'measured.csv'],
    ['the file of an equation', ['solve', 'problem.yaml', '--seconds', '1'], 'problem.yaml'],
  ])('%s', async (_what, argv, out) => {
    symlinkSync('table.csv', folder('link.csv'));
    const paths = argv.map((word) => (/\.(csv|kan|yaml)$/u.test(word) ? folder(word) : word));
    const before = readFileSync(folder(out), 'utf8');
    const { status, stderr } = await kan(...paths, '--out', folder(out));
    expect(status).toBe(2);
    expect(stderr).toContain('it is an input of this command');
    expect(readFileSync(folder(out), 'utf8')).toBe(before);
  });

  it('but a hard link to it is replaced', async () => {
    linkSync(folder('table.csv'), folder('copy.csv'));
    const { status } = await kan(
      'predict',
      folder('model.kan'),
      folder('table.csv'),
      '--out',
      folder('copy.csv'),
    );
    expect(status).toBe(0);
    expect(readFileSync(folder('table.csv'), 'utf8')).toBe(table);
  });
});

describe.runIf(process.platform !== 'win32')('is refused before the work', () => {
  const unwritable = {
    'a read-only file': (path: string) => {
      writeFileSync(path, 'mine');
      chmodSync(path, 0o444);
    },
    'a pipe': (path: string) => void execFileSync('mkfifo', [path]),
    'a circle of links': (path: string) => symlinkSync(path, path),
  };

  it.each(Object.entries(unwritable))('%s', async (_what, make) => {
    make(folder('out.kan'));
    const { status, stdout, stderr } = await kan(
      'fit',
      folder('table.csv'),
      ...steps,
      '--out',
      folder('out.kan'),
    );
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^kan: “out\.kan” could not be written: /u);
  });

  it('an output without a name', async () => {
    const { status, stdout, stderr } = await kan('fit', folder('table.csv'), ...steps, '--out', '');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--out needs the name of a file.');
  });

  it.each([
    [['--header', '--no-header'], '--header and --no-header cannot be used together.'],
    [['--inputs', 'a,b', '--ignore', 'b'], '--inputs and --ignore both name “b”.'],
  ])('flags that contradict each other: %j', async (flags, message) => {
    const { status, stderr } = await kan('fit', folder('table.csv'), ...steps, ...flags);
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('a read-only project that an edit would change', async () => {
    chmodSync(folder('model.kan'), 0o444);
    const { status, stdout, stderr } = await kan('prune', folder('model.kan'));
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^kan: “model\.kan” could not be written: it is read-only\./u);
  });
});

it('a project in place of a table is called so', async () => {
  const { status, stderr } = await kan('fit', folder('model.kan'), ...steps);
  expect(status).toBe(2);
  expect(stderr).toContain('model.kan is a KAN Studio project, not a table');
});
