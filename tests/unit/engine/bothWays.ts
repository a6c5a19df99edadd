/** The same work by the calls of the window and by kan. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { kanWith } from '../../support/kan.ts';
import { createEngine, type Engine } from '../../../main/engine/engine.ts';
import { readProject } from '../../../main/engine/storage/projectStore.ts';
import type { DataSetup, NetworkSetup, TrainingSetup } from '../../../shared/contract/schemas/setups.ts';
import type { EngineConnection } from '../../../shared/contract/engineConnection.ts';
import { connectTo, ending } from './studio.ts';

export interface Options {
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

/** A small network and a short run. */
export const small: Options = {
  network: { hidden: [3], products: [], grid: 5, order: 3, seed: 1 },
  training: plainTraining,
  testFraction: 0.2,
  validationFraction: 0,
};

export const table = 'file-of-the-table';

export const other = 'other-table';

export interface Window {
  readonly client: EngineConnection;
  readonly grant: (path: string, writable: boolean) => string;
}

/** An engine with a window on it, which may read two files. */
export async function openWindow(path: string, second = path): Promise<Window> {
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
export async function windowFit(
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
export function flagsOf(
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
    ...{ grid, order, seed, optimizer, steps, lamb, device },
    // A flag without effect is an error.
    ...(optimizer === 'adam' && { batch }),
    'test-fraction': testFraction,
    'validation-fraction': validationFraction,
  }).flatMap(([flag, value]) => [`--${flag}`, String(value)]);
}

/** Saves to a path. @returns the path. */
export async function saveFromWindow({ client, grant }: Window, path: string): Promise<string> {
  await client.call('project.save', { file: grant(path, true) });
  return path;
}

/** All that a project file holds, but for ids, times and the name of the program. */
export async function contentOf(path: string) {
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

export function example(file: string): string {
  return fileURLToPath(new URL(`../../../examples/${file}`, import.meta.url));
}

/** A copy of an example with its first rows only. */
export async function firstRows(file: string, rows: number, to: string): Promise<string> {
  const lines = (await readFile(example(file), 'utf8')).split('\n');
  await writeFile(to, `${lines.slice(0, rows + 1).join('\n')}\n`);
  return to;
}

/** What `kan` writes to stdout. */
export async function kan(...argv: string[]): Promise<string> {
  const { status, stdout, stderr } = await kanWith(argv);
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}
