/** Ctrl-C: one rule for all commands. The best so far is told, and saved where --out asks for it; else the status is 130. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { readProject } from '../../../main/engine/storage/projectStore.ts';
import { kan, kanWith, type Outcome } from '../../support/kan.ts';
import { useFolder } from '../../support/folder.ts';

const folder = useFolder('all tests');
const [csv, model] = [folder('rows.csv'), folder('rows.kan')];

beforeAll(async () => {
  const rows = Array.from({ length: 120 }, (_, i) => {
    const [a, b] = [((i * 37) % 120) / 40, ((i * 61) % 120) / 50];
    return `${a},${b},${['one', 'two', 'three'][i % 3]},${Math.exp(Math.sin(3 * a) + b * b) + Math.cos(9 * b)}`;
  });
  await writeFile(csv, ['a,b,part,y', ...rows, ''].join('\n'));
  await kan(
    'fit',
    csv,
    '--target',
    'y',
    '--hidden',
    '3',
    '--optimizer',
    'lm',
    '--steps',
    '5',
    '--out',
    model,
  );
});

/** Presses Ctrl-C when the text is told on stderr. */
async function interruptedAt(told: RegExp, argv: readonly string[]): Promise<Outcome> {
  const controller = new AbortController();
  return kanWith(argv, {
    interrupted: controller.signal,
    onStderr: (text) => {
      if (told.test(text)) controller.abort();
    },
  });
}

const fit = ['fit', csv, '--target', 'y', '--inputs', 'a,b'];
const network = ['--hidden', '3', '--optimizer', 'lm', '--steps', '3'];
const formulas = [...fit, ...network, '--symbolic', '--seconds', '600'];
const search = ['search', model, '--seconds', '600'];
const phases = ['fit', csv, '--target', 'y', '--phases', 'part', '--phase-steps', '300'];
const poisson = ['solve', '--sample', 'poisson', '--seconds', '600'];
/** A note of a search: something was found by then. */
const afterSums = /^two short building blocks/u;

describe('tells what there is', () => {
  it.each<[what: string, told: RegExp, argv: string[], found: RegExp]>([
    ['a search within a fit', afterSums, formulas, /^Formulas, from the simplest/mu],
    ['a search', afterSums, search, /^Formulas, from the simplest/mu],
    [
      'repeats of a search',
      /^1 of 50 repeats/u,
      ['search', model, '--seconds', '1', '--repeats', '50'],
      /^Repeats for y: /mu,
    ],
    ['phases', /^KAN: 2 of 3 phases/u, phases, /after part +one +two +three\n +one .*\n +two .*\nMLP/u],
    [
      'a comparison',
      /^Training MLP/u,
      ['compare', ...fit.slice(1), ...network, '--mlp-seconds', '600'],
      /KAN \[3\] +\d+ .*\n +MLP .*–/u,
    ],
    [
      'a study of sizes',
      /^Training MLP/u,
      ['compare', ...fit.slice(1), ...network, '--sizes', '--mlp-seconds', '600'],
      /grid 3 +\d/u,
    ],
    ['an equation', /^grid 6/u, poisson, /^Residual of the equation/mu],
  ])('%s', async (_what, told, argv, found) => {
    const { status, stdout, stderr } = await interruptedAt(told, argv);
    expect(stderr).toMatch(/^warning: Interrupted/mu);
    expect(stdout).toMatch(found);
    expect(status).toBe(130);
  });
});

describe('saves it where --out asks for it', () => {
  it.each<[what: string, told: RegExp, argv: string[], last: string]>([
    ['a search within a fit', afterSums, formulas, 'symbolic'],
    ['a search', afterSums, search, 'symbolic'],
  ])('%s', async (_what, told, argv, last) => {
    const out = folder('saved.kan');
    const { status, stdout } = await interruptedAt(told, [...argv, '--out', out]);
    expect([status, stdout]).toEqual([0, expect.stringContaining(`Saved ${out}\n`)]);
    expect((await readProject(out)).history.revisions.at(-1)?.operation.type).toBe(last);
  });

  it('a solution', async () => {
    const out = folder('solution.csv');
    const { status, stdout } = await interruptedAt(/^grid 6/u, [...poisson, '--out', out]);
    expect([status, stdout]).toEqual([0, expect.stringContaining(`Saved ${out}\n`)]);
    expect(stdout).not.toContain('No formula was found');
    expect((await readFile(out, 'utf8')).split('\n', 1)).toEqual(['x,y,u']);
  });
});

it('leaves a model as it was where an edit did not come to its end', async () => {
  const before = readFileSync(model);
  const { status, stdout, stderr } = await interruptedAt(/^Strength 1/u, ['prune', model, '--sparsify']);
  expect({ status, stdout }).toEqual({ status: 130, stdout: '' });
  expect(stderr).toContain('Interrupted: nothing was saved.\n');
  expect(readFileSync(model)).toEqual(before);
});

it('is said in --json', async () => {
  const { stdout } = await interruptedAt(/^grid 6/u, [...poisson, '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    interrupted: true,
    remarks: [{ severity: 'warning', message: expect.stringMatching(/^Interrupted: /u) as string }],
  });
});

it('saves nothing where there was nothing yet', async () => {
  const out = folder('none.kan');
  const { status, stderr } = await kanWith([...search, '--out', out], { interrupted: AbortSignal.abort() });
  expect([status, stderr]).toEqual([130, 'Interrupted: nothing was saved.\n']);
  expect(existsSync(out)).toBe(false);
});
