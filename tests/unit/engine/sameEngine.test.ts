/**
 * The window and the command line go through one engine: the calls of the contract and `kan` give the same networks (bit for
 * bit), errors, formulas and files, for every example and for a list of options.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import examples from '../../../examples/index.json' with { type: 'json' };
import { kanWith } from '../../support/kan.ts';
import { createEngine, type Engine } from '../../../main/engine/engine.ts';
import { readProject } from '../../../main/engine/storage/projectStore.ts';
import type { ModelEdit } from '../../../shared/edits/edits.ts';
import type { FormulaSearchView } from '../../../shared/contract/views/formula.ts';
import type { DataSetup, NetworkSetup, TrainingSetup } from '../../../shared/contract/schemas/setups.ts';
import type { Scores } from '../../../shared/contract/views/scores.ts';
import type { EngineConnection } from '../../../shared/contract/engineConnection.ts';
import { connectTo, ending } from './studio.ts';
import { useFolder } from '../../support/folder.ts';

interface Options {
  readonly network: NetworkSetup;
  readonly training: TrainingSetup;
  readonly testFraction: number;
  readonly validationFraction: number;
}

const plainTraining: TrainingSetup = {
  optimizer: 'lbfgs',
  steps: 6,
  lamb: 0,
  learningRate: 0.01,
  batch: 0,
  updateGrid: true,
  // Measured speeds decide otherwise: they are not the same twice.
  device: 'native',
};

const options: readonly (readonly [name: string, options: Options])[] = [
  [
    'L-BFGS, one hidden layer',
    {
      network: { hidden: [3], products: [], grid: 5, order: 3, seed: 1 },
      training: plainTraining,
      testFraction: 0.2,
      validationFraction: 0,
    },
  ],
  [
    'Levenberg–Marquardt, no hidden layer',
    {
      network: { hidden: [], products: [], grid: 3, order: 2, seed: 0 },
      training: { ...plainTraining, optimizer: 'lm', steps: 4 },
      testFraction: 0.3,
      validationFraction: 0.1,
    },
  ],
  [
    'Adam with mini-batches and sparsity terms, two hidden layers',
    {
      network: { hidden: [2, 2], products: [], grid: 4, order: 3, seed: 7 },
      training: { ...plainTraining, optimizer: 'adam', steps: 12, lamb: 0.001, batch: 50 },
      testFraction: 0,
      validationFraction: 0.25,
    },
  ],
  [
    'the automatic run',
    {
      network: { hidden: [2], products: [], grid: 5, order: 3, seed: 4294967295 },
      training: { ...plainTraining, optimizer: 'auto', steps: 12 },
      testFraction: 0.15,
      validationFraction: 0.15,
    },
  ],
  [
    'the automatic run, its size left open',
    {
      network: { hidden: [5], products: [], automatic: true, grid: 5, order: 3, seed: 2 },
      training: { ...plainTraining, optimizer: 'auto', steps: 12 },
      testFraction: 0.2,
      validationFraction: 0.15,
    },
  ],
];
const [[, small]] = options;

const folder = useFolder('all tests');

describe.each(examples)('$file', ({ file, targets, task }) => {
  it.each(options)('gives the same network in the window and by kan: %s', async (_, given) => {
    const csv = example(file);
    const window = await openWindow(csv);
    const inputs = await windowFit(window, targets, task, given);
    const saved = await saveFromWindow(window, 'window.kan');
    const { scores } = await window.client.call('session.snapshot', undefined);

    const out = folder('kan.kan');
    const stdout = await kan('fit', csv, ...flagsOf(inputs, targets, given), '--json', '--out', out);
    const json = JSON.parse(stdout) as { train: Partial<Scores>; test: Partial<Scores> };
    expect(json.train).toMatchObject(figuresOf(scores!.train));
    expect(json.test).toMatchObject(figuresOf(scores!.test));
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
    const saved = await saveFromWindow(window, 'edited-window.kan');
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
    const ours = JSON.parse(suggested) as { function: string; a: number; b: number; c: number; d: number }[];
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

describe('formulas', () => {
  /** Few rows, and below one input of two: a search takes long. */
  const firstRows = async (name: string, rows: number): Promise<string> => {
    const lines = (await readFile(example(name), 'utf8')).split('\n');
    await writeFile(folder(name), `${lines.slice(0, rows + 1).join('\n')}\n`);
    return folder(name);
  };

  it.each([
    ['hello-kan.csv', 80, ['x1', 'x2'], ['y'], 'regression'],
    ['two-moons.csv', 24, ['x'], ['moon'], 'classification'],
  ])('of %s, first %i rows, are the same', async (name, rows, inputs, targets, task) => {
    const csv = await firstRows(name, rows);
    const given = { ...small, network: { ...small.network, hidden: [] } };
    const window = await openWindow(csv);
    await windowFit(window, targets, task, given, inputs);
    const found = await searched(window.client);
    await window.client.call('formula.adopt', {
      choice: found.outputs.map(({ formulas }) => chosen(formulas)),
    });
    const saved = await saveFromWindow(window, 'found.kan');
    const shown = await window.client.call('formula.current', undefined);

    const out = folder('found-kan.kan');
    const flags = [...flagsOf(inputs, targets, given), '--symbolic', '--json', '--out', out];
    const { formulas } = JSON.parse(await kan('fit', csv, ...flags)) as {
      formulas: { text: string; test_rmse: number; complexity: number }[];
    };
    expect(formulas.length).toBeGreaterThan(0);
    expect(formulas.map(({ text, test_rmse, complexity }) => [text, test_rmse, complexity])).toEqual(
      found.outputs[0].formulas.map(({ text, unrounded, complexity }) => [text, unrounded.test, complexity]),
    );
    expect(await contentOf(out)).toEqual(await contentOf(saved));

    const printed = JSON.parse(await kan('formula', out, '--json')) as { code: string; constants: unknown }[];
    expect(printed.map(({ code, constants }) => [code, constants])).toEqual(
      shown.formulas.map(({ text, constants }) => [text, constants]),
    );
  });

  it('found after pruning, and of a network fixed by hand, are the same', async () => {
    const csv = await firstRows('hello-kan.csv', 80);
    const given = { ...small, network: { ...small.network, hidden: [] } };
    const [pruned, preset] = [folder('pruned.kan'), folder('preset.kan')];
    const flags = flagsOf(['x1', 'x2'], ['y'], given);
    await kan('fit', csv, ...flags, '--prune', '--out', pruned);
    await kan('fit', csv, ...flags, '--preset', 'formula', '--out', preset);
    const window = await openWindow(pruned);
    await window.client.call('project.open', { file: table });
    const found = await searched(window.client);
    await window.client.call('formula.adopt', {
      choice: found.outputs.map(({ formulas }) => chosen(formulas)),
    });
    const ours = await contentOf(preset);
    expect(ours.revisions.map(({ operation }) => operation.type)).toEqual([
      'create',
      'train',
      'prune',
      'symbolic',
    ]);
    expect(ours).toEqual(await contentOf(await saveFromWindow(window, 'preset-window.kan')));

    // All edges functions: the formula is simplified on the data's ranges and has standard errors, here as there.
    await kan('fit', csv, ...flags, '--out', pruned);
    const edges = ['0,0,0', '0,1,0'];
    await kan('fix', pruned, '--edge', edges.join(';'), '--function', 'x^2', '--no-refit');
    const byHand = await openWindow(pruned);
    await byHand.client.call('project.open', { file: table });
    const shown = await byHand.client.call('formula.current', undefined);
    const printed = JSON.parse(await kan('formula', pruned, '--json')) as {
      code: string;
      constants: { value: number; error: number | null }[];
    }[];
    expect(printed.map(({ code, constants }) => [code, constants])).toEqual(
      shown.formulas.map(({ text, constants }) => [text, constants]),
    );
    expect(printed[0].constants.some(({ error }) => error !== null)).toBe(true);
  });
});

const table = 'file-of-the-table';
const other = 'other-table';

interface Window {
  readonly client: EngineConnection;
  readonly grant: (path: string, writable: boolean) => string;
}

/** An engine with a window on it, which may read two files. */
async function openWindow(path: string, second = path): Promise<Window> {
  const engine: Engine = createEngine({ journalFolder: null, appVersion: 'test' });
  await engine.ready;
  engine.grant(table, path, false);
  engine.grant(other, second, false);
  let granted = 0;
  const grant = (to: string, writable: boolean): string => {
    const id = `granted-file-${++granted}`;
    engine.grant(id, to, writable);
    return id;
  };
  return { client: connectTo(engine), grant };
}

/** Loads, prepares, creates and trains as the window does. @returns the inputs. */
async function windowFit(
  { client }: Window,
  targets: readonly string[],
  task: string,
  { network, training, testFraction, validationFraction }: Options,
  asked?: readonly string[],
): Promise<readonly string[]> {
  const { suggestedInputs, suggestedTargets } = await client.call('data.load', {
    file: table,
    overrides: {},
  });
  const inputs = asked ?? [...suggestedInputs, ...suggestedTargets].filter((name) => !targets.includes(name));
  await client.call('data.prepare', {
    inputs: [...inputs],
    targets: [...targets],
    weights: null,
    task: task as DataSetup['task'],
    validationFraction,
    testFraction,
    seed: network.seed,
    scaling: 'range',
    missing: 'drop',
  });
  await client.call('model.create', network);
  const ended = ending(client);
  await client.call('train.start', training);
  expect(await ended).toBe('finished');
  return inputs;
}

/** The same as flags of `kan fit`. */
function flagsOf(
  inputs: readonly string[],
  targets: readonly string[],
  { network, training, testFraction, validationFraction }: Options,
): string[] {
  const { hidden, automatic = false, grid, order, seed } = network;
  const { optimizer, steps, lamb, batch, device } = training;
  return Object.entries({
    inputs: inputs.join(','),
    target: targets.join(','),
    ...(!automatic && { hidden: hidden.length === 0 ? 'none' : hidden.join(',') }),
    ...{ grid, order, seed, optimizer, steps, lamb, batch, device },
    'test-fraction': testFraction,
    'validation-fraction': validationFraction,
  }).flatMap(([flag, value]) => [`--${flag}`, String(value)]);
}

async function searched(client: EngineConnection): Promise<FormulaSearchView> {
  const ended = new Promise<FormulaSearchView>((resolve) => {
    client.on('formulaSearch', (view) => {
      if (view.status !== 'running' && view.status !== 'idle') resolve(view);
    });
  });
  await client.call('formula.search', { method: 'discover' });
  const view = await ended;
  expect(view).toMatchObject({ status: 'finished', message: '' });
  return view;
}

/** The simplest within 2 % of the lowest error. */
function chosen(formulas: FormulaSearchView['outputs'][number]['formulas']): number {
  const errors = formulas.map(({ trainError, validationError }) =>
    Number.isNaN(validationError) ? trainError : validationError,
  );
  return errors.findIndex((error) => error <= 1.02 * Math.min(...errors));
}

async function saveFromWindow({ client, grant }: Window, name: string): Promise<string> {
  await client.call('project.save', { file: grant(folder(name), true) });
  return folder(name);
}

/** Figures that both tell of a split. */
function figuresOf({ rmse, r2, crossEntropy, accuracy }: Scores): Partial<Scores> {
  return crossEntropy === null ? { rmse, r2 } : { crossEntropy, accuracy };
}

/** All that a project file holds, but for ids, times and the name of the program. */
async function contentOf(path: string) {
  const { history, data, embedded, curve } = await readProject(path);
  const placeOf = (id: string | null): number => history.revisions.findIndex((one) => one.id === id);
  return {
    current: placeOf(history.current),
    tip: placeOf(history.tip),
    data,
    embedded: embedded && Buffer.from(embedded).toString('base64'),
    curve,
    revisions: history.revisions.map(({ parent, model, ...rest }) => ({
      ...rest,
      id: '',
      time: 0,
      parent: placeOf(parent),
      layers: model.layers,
      // As bytes: −0 and 0, and NaN, are told from each other too.
      params: Buffer.from(model.params.slice().buffer).toString('hex'),
    })),
  };
}

function example(file: string): string {
  return fileURLToPath(new URL(`../../../examples/${file}`, import.meta.url));
}

/** What `kan` writes to stdout. */
async function kan(...argv: string[]): Promise<string> {
  const { status, stdout, stderr } = await kanWith(argv);
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}
