/**
 * The window and the command line go through one engine: the calls of the contract and `kan` give the same networks (bit for
 * bit), errors, formulas and files, for every example and for a list of options.
 */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import examples from '../../../examples/index.json' with { type: 'json' };
import type { ModelEdit } from '../../../shared/edits/edits.ts';
import type { Scores } from '../../../shared/contract/views/scores.ts';
import {
  type Options,
  table,
  other,
  openWindow,
  windowFit,
  flagsOf,
  saveFromWindow,
  contentOf,
  example,
  firstRows,
  kan,
  small,
} from './bothWays.ts';
import { useFolder } from '../../support/folder.ts';

const folder = useFolder('all tests');

/** What `kan fit --json` prints, as far as it is compared. */
interface Printed {
  readonly train: Partial<Scores>;
  readonly test: Partial<Scores>;
  readonly importance: readonly { readonly share: number }[];
  readonly importance_rows: string;
}

const options: readonly (readonly [name: string, options: Options])[] = [
  ['L-BFGS, one hidden layer', small],
  [
    'Levenberg–Marquardt, no hidden layer',
    {
      network: { hidden: [], products: [], grid: 3, order: 2, seed: 0 },
      training: { ...small.training, optimizer: 'lm', steps: 4 },
      testFraction: 0.3,
      validationFraction: 0.1,
    },
  ],
  [
    'Adam with mini-batches and sparsity terms, two hidden layers',
    {
      network: { hidden: [2, 2], products: [], grid: 4, order: 3, seed: 7 },
      training: { ...small.training, optimizer: 'adam', steps: 12, lamb: 0.001, batch: 50 },
      testFraction: 0,
      validationFraction: 0.25,
    },
  ],
  [
    'the automatic run',
    {
      network: { hidden: [2], products: [], grid: 5, order: 3, seed: 4294967295 },
      training: { ...small.training, optimizer: 'auto', steps: 12 },
      testFraction: 0.15,
      validationFraction: 0.15,
    },
  ],
  [
    'the automatic run, its size left open',
    {
      network: { hidden: [5], products: [], automatic: true, grid: 5, order: 3, seed: 2 },
      training: { ...small.training, optimizer: 'auto', steps: 12 },
      testFraction: 0.2,
      validationFraction: 0.15,
    },
  ],
];

describe.each(examples)('$file', ({ file, targets, task }) => {
  it.each(options)('gives the same network in the window and by kan: %s', async (_, given) => {
    // All rows once; the ways do not differ by how many there are.
    const csv = given === small ? example(file) : await firstRows(file, 200, folder(file));
    const window = await openWindow(csv);
    const inputs = await windowFit(window, targets, task, given);
    const saved = await saveFromWindow(window, folder('window.kan'));
    const { scores } = await window.client.call('session.snapshot', undefined);
    const { importance } = await window.client.call('evaluation.rows', { split: 'test', most: 1 });

    const out = folder('kan.kan');
    const stdout = await kan('fit', csv, ...flagsOf(inputs, targets, given), '--json', '--out', out);
    const json = JSON.parse(stdout) as Printed;
    expect(json.train).toMatchObject(figuresOf(scores!.train));
    expect(json.test).toMatchObject(figuresOf(scores!.test));
    expect(json.importance.map(({ share }) => share)).toEqual(importance.columns.map(({ share }) => share));
    expect(json.importance_rows).toBe(importance.heldOut ? 'held_out' : 'training');
    const [ours, theirs] = [await contentOf(out), await contentOf(saved)];
    expect(ours.revisions.map(({ operation }) => operation.type)).toEqual(['create', 'train']);
    expect(ours).toEqual(theirs);
  });
});

describe('after training', () => {
  const edits: readonly (readonly [
    command: string,
    flags: readonly string[],
    edit: ModelEdit,
    refit: number,
  ])[] = [
    [
      'fix',
      ['--edge', '0,0,1', '--function', 'sin', '--refit', '3'],
      { type: 'fix', edges: [{ layer: 0, input: 0, output: 1 }], function: 'sin', affine: null },
      3,
    ],
    [
      'prune',
      ['--edge-threshold', '0.2', '--node-threshold', '0.05', '--refit', '4'],
      { type: 'prune', edgeThreshold: 0.2, nodeThreshold: 0.05 },
      4,
    ],
    ['prune', ['--sparsify'], { type: 'sparsify' }, 0],
    ['refine', ['--grid', '7', '--refit', '3'], { type: 'refine', grid: 7 }, 3],
    ['perturb', ['--size', '0.1', '--seed', '5', '--no-refit'], { type: 'perturb', size: 0.1, seed: 5 }, 0],
  ];

  it.each(edits)('kan %s %j does what the window does', async (command, flags, edit, refit) => {
    const path = folder('edited.kan');
    await kan('fit', example('hello-kan.csv'), ...flagsOf(['x1', 'x2'], ['y'], small), '--out', path);
    const window = await openWindow(path);
    await window.client.call('project.open', { file: table });
    await window.client.call('model.edit', { edit, refit });
    const saved = await saveFromWindow(window, folder('edited-window.kan'));
    await kan(command, path, ...flags);
    const ours = await contentOf(path);
    expect(ours.revisions).toHaveLength(3);
    expect(ours).toEqual(await contentOf(saved));
  });

  it('suggestions and predictions are the same', async () => {
    const csv = example('hello-kan.csv');
    const path = folder('asked.kan');
    await kan('fit', csv, ...flagsOf(['x1', 'x2'], ['y'], small), '--out', path);
    const window = await openWindow(path, csv);
    await window.client.call('project.open', { file: table });
    const { candidates } = await window.client.call('edge.suggest', {
      edge: { layer: 0, input: 1, output: 0 },
      functions: [],
    });
    const suggested = await kan('suggest', path, '--edge', '0,1,0', '--json');
    const { candidates: ours } = JSON.parse(suggested) as {
      candidates: { function: string; a: number; b: number; c: number; d: number }[];
    };
    expect(ours.map(({ function: name, a, b, c, d }) => [name, a, b, c, d])).toEqual(
      candidates.map(({ function: name, affine }) => [name, ...affine]),
    );

    const to = window.grant(folder('predicted.csv'), true);
    await window.client.call('predict.save', { file: other, overrides: {}, to });
    const beside = (await readFile(folder('predicted.csv'), 'utf8')).trim().split('\n');
    const alone = (await kan('predict', path, csv)).trim().split('\n');
    expect(alone).toEqual(beside.map((line) => line.split(',')[3]));
    expect(alone).toHaveLength(1001);
  });
});

/** Figures that both tell of a split. */
function figuresOf({ rmse, r2, crossEntropy, accuracy }: Scores): Partial<Scores> {
  return crossEntropy === null ? { rmse, r2 } : { crossEntropy, accuracy };
}
