/** Flags that change nothing are errors; all other flags of training change something. */
import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { flagOf } from '../../../main/cli/parsing/settingFlags.ts';
import { seededRandom } from '../../../shared/random.ts';
import { allTrainingSettings } from '../../../shared/settings/training.ts';
import { useFolder } from '../../support/folder.ts';
import { kan } from '../../support/kan.ts';

const folder = useFolder('all tests');
let csv: string;
let model: string;
/** A fit of the table, which chooses the size of the network. */
let fit: readonly string[];

beforeAll(async () => {
  [csv, model] = [folder('waves.csv'), folder('waves.kan')];
  fit = ['fit', csv, '--target', 'y', '--inputs', 'a,b'];
  const random = seededRandom(4);
  const rows = Array.from({ length: 80 }, (_, row) => {
    const [a, b] = [2 * random.next() - 1, 2 * random.next() - 1];
    return `${a},${b},${row % 2},${row % 8},${Math.sin(3 * a) + a * b + 0.1 * random.normal()}`;
  });
  await writeFile(csv, ['a,b,part,group,y', ...rows, ''].join('\n'));
  const made = await kan(...fit, '--hidden', '2', '--optimizer', 'lm', '--steps', '5', '--out', model);
  expect(made.status).toBe(0);
});

/** A value other than the default for each setting of training but the optimiser, the steps and the device. */
const others = {
  lamb: '0.02',
  learningRate: '0.2',
  batch: '7',
  updateGrid: null,
  lambL1: '3',
  lambEntropy: '0.1',
  lambCoef: '1',
  lambCoefDiff: '1',
  regMetric: 'edge_backward',
  gridUpdates: '1',
  gridUpdateStart: '2',
  gridUpdateStop: '6',
  gridEps: '0.9',
  trainingSeed: '9',
} as const satisfies Readonly<
  Record<Exclude<keyof typeof allTrainingSettings, 'optimizer' | 'steps' | 'device'>, string | null>
>;

async function fitted(flags: readonly string[]): Promise<{ error: string; result: string }> {
  const { status, stdout, stderr } = await kan(...fit, ...flags, '--json');
  if (status !== 0) return { error: stderr, result: '' };
  const { train, test } = JSON.parse(stdout) as { train: object; test: object };
  return { error: '', result: JSON.stringify([train, test]) };
}

describe.each([
  { by: ['--hidden', '2', '--optimizer', 'lm'], refused: ['learningRate', 'batch', 'trainingSeed'] },
  { by: ['--hidden', '2', '--optimizer', 'lbfgs'], refused: ['learningRate', 'batch', 'trainingSeed'] },
  {
    by: ['--hidden', '2', '--optimizer', 'lbfgs', '--lamb', '0.01'],
    refused: ['learningRate', 'batch', 'trainingSeed'],
  },
  { by: ['--hidden', '2', '--lamb', '0.01'], refused: ['learningRate', 'batch', 'trainingSeed'] },
  { by: ['--hidden', '2', '--optimizer', 'adam'], refused: ['trainingSeed'] },
  { by: ['--hidden', '2', '--optimizer', 'adam', '--batch', '9'], refused: [] },
])('with $by', ({ by, refused }) => {
  it('each flag of training is refused or changes the network', async () => {
    const base = [...by, '--steps', '60', '--validation-fraction', '0'];
    const { result: before } = await fitted(base);
    const found = { refused: [] as string[], inVain: [] as string[] };
    for (const [name, value] of Object.entries(others)) {
      const flag = flagOf(allTrainingSettings[name as keyof typeof others]);
      if (base.includes(`--${flag}`)) continue;
      const { error, result } = await fitted([...base, `--${flag}`, ...(value === null ? [] : [value])]);
      if (error !== '') {
        expect(error).toContain(`kan: --${flag} has no effect: `);
        found.refused.push(name);
      } else if (result === before) found.inVain.push(name);
    }
    const withoutLamb = by.includes('--lamb')
      ? []
      : ['lambL1', 'lambEntropy', 'lambCoef', 'lambCoefDiff', 'regMetric'];
    expect(found.inVain).toEqual([]);
    expect(found.refused.toSorted()).toEqual([...refused, ...withoutLamb].toSorted());
  });
});

it.each([
  [
    ['--learning-rate', '0.1'],
    '--learning-rate has no effect: it is for adam, and the optimiser is auto.\n  Add --optimizer adam, or leave out --learning-rate.',
  ],
  [['--batch', '9', '--lamb', '1'], 'the optimiser is lbfgs, which auto takes with --lamb.'],
  [['--fixed-grids'], '--fixed-grids has no effect: it is for lm, lbfgs or adam, and the optimiser is auto.'],
  [['--optimizer', 'lm', '--fixed-grids', '--grid-eps', '0.5'], 'with --fixed-grids no grid is updated.'],
  [['--lamb-l1', '2'], 'it is a part of the penalty λ, and λ is 0.\n  Add --lamb, such as --lamb 0.001,'],
  [
    ['--noise-scale', '1'],
    'an automatic run makes networks of its own.\n  Add the layers, such as --hidden 5',
  ],
  [['--search-seed', '1'], 'no formulas are searched for.\n  Add --symbolic,'],
  [['--method', 'network'], '--method has no effect: no formulas are searched for.'],
  [['--phase-steps', '1'], 'the rows are not learned in phases.'],
  [['--phases', 'part', '--learning-rate', '1'], '--phases and --learning-rate cannot be used together.'],
  [['--phases', 'part', '--groups', 'group'], '--phases and --groups cannot be used together.'],
  [
    ['--phase-parts', '2', '--test-fraction', '0'],
    '--phase-parts and --test-fraction cannot be used together.',
  ],
  [['--phase-parts', '2', '--seconds', '9'], '--phase-parts and --seconds cannot be used together.'],
])('kan fit refuses %j', async (flags, message) => {
  const { status, stdout, stderr } = await kan(...fit, ...flags);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});

it('a flag of the first start is told as such where an automatic run makes several', async () => {
  const flags = ['--hidden', '2', '--noise-scale', '1', '--grid-low', '-2', '--steps', '5', '--json'];
  const { status, stdout } = await kan(...fit, ...flags);
  expect(status).toBe(0);
  const { remarks } = JSON.parse(stdout) as { remarks: { message: string }[] };
  expect(remarks.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^--grid-low and --noise-scale: only for the first start of the automatic run/u),
  );
});

it('phases say that all rows are learned', async () => {
  const { stdout } = await kan(...fit, '--phases', 'part', '--phase-steps', '1');
  expect(stdout).toContain('waves.csv: 80 rows, 80 of them learned in phases\n');
});

it.each([
  [
    ['prune', '--sparsify', '--edge-threshold', '0.5'],
    '--edge-threshold has no effect: kan prune --sparsify does not use it.',
  ],
  [['prune', '--edge', '0,0,0', '--node-threshold', '1'], 'kan prune --edge does not use it.'],
  [['prune', '--sparsify', '--edge', '0,0,0'], 'has no effect: kan prune --'],
  [['prune', '--sparsify', '--refit', '5'], '--refit has no effect: --sparsify trains by itself.'],
  [['prune', '--sparsify', '--no-refit'], '--no-refit has no effect: --sparsify trains by itself.'],
  [['refine', '--refit', '5', '--no-refit'], '--refit and --no-refit cannot be used together.'],
  [['refine', '--no-refit', '--refit=5'], '--refit and --no-refit cannot be used together.'],
  [
    ['expand', '--new-layer', '--kind', 'product'],
    '--kind has no effect: kan expand --new-layer does not use it.',
  ],
])('an edit refuses %j', async ([name, ...flags], message) => {
  const { status, stderr } = await kan(name, model, ...flags, '--out', folder('other.kan'));
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});

it.each([
  [['--mlp-times', '10'], '--mlp-times has no effect: no MLP is trained.\n  Add --mlp,'],
  [['--mlp-seconds', '5'], '--mlp-seconds has no effect: no MLP is trained.'],
  [['--mlp', '--mlp-seconds', '5'], 'an MLP of as many parameters has as much time as the network.'],
])('kan solve refuses %j', async (flags, message) => {
  const { status, stderr } = await kan('solve', '--sample', 'poisson', ...flags);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});

it('kan check has no flags for how a network learns from inputs', async () => {
  const { status, stderr } = await kan('check', csv, '--log', 'a');
  expect(status).toBe(2);
  expect(stderr).toContain('There is no flag “--log”.');
});
