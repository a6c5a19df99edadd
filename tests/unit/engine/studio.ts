/** An engine in this process, spoken to over the contract, with a table of the hello function at hand. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { createEngine, type Engine } from '../../../main/engine/engine.ts';
import type { DataSetup, NetworkSetup, TrainingSetup } from '../../../shared/contract/schemas/setups.ts';
import type { EngineEvent, EngineEvents, EngineParams } from '../../../shared/contract/engine.ts';
import type { ModelView } from '../../../shared/contract/views/network.ts';
import type { Snapshot } from '../../../shared/contract/views/snapshot.ts';
import type { ModelEdit } from '../../../shared/edits/edits.ts';
import { seededRandom } from '../../../shared/random.ts';
import { connectEngine, type EngineConnection } from '../../../shared/contract/engineConnection.ts';
import { portPair } from '../../../shared/rpc/inProcess.ts';
import { useFolder, type Folder } from '../../support/folder.ts';
import { rejection } from '../../support/rejection.ts';

export const table = 'table-file-id';
export const project = 'project-file-id';

export const dataSetup: DataSetup = {
  inputs: ['x1', 'x2'],
  targets: ['y'],
  weights: null,
  task: 'regression',
  validationFraction: 0.2,
  testFraction: 0.2,
  seed: 1,
  scaling: 'range',
  missing: 'drop',
};
export const networkSetup: NetworkSetup = { hidden: [5], grid: 5, order: 3, seed: 1 };
export const trainingSetup: TrainingSetup = {
  optimizer: 'lbfgs',
  steps: 30,
  lamb: 0,
  learningRate: 0.01,
  batch: 0,
  updateGrid: true,
};

export function helloCsv(rows = 300): string {
  const random = seededRandom(2);
  const lines = Array.from({ length: rows }, () => {
    const [x1, x2] = [4 * random.next() + 1, 20 * random.next()];
    const y = Math.exp(Math.sin((Math.PI * (x1 - 3)) / 2) + ((x2 - 10) / 10) ** 2);
    return `${x1},${x2},${y}`;
  });
  return ['x1,x2,y', ...lines, ''].join('\n');
}

export interface Studio {
  readonly engine: Engine;
  readonly client: EngineConnection;
}

/** Folder → the engines that may still write to it. */
const opened = new Map<string, Engine[]>();

/** @param more other options of the engine */
export function openStudio(
  folder: string,
  journal = false,
  more: Partial<Parameters<typeof createEngine>[0]> = {},
): Studio {
  const engine = createEngine({
    ...more,
    journalFolder: journal ? join(folder, 'journal') : null,
    appVersion: 'test',
  });
  opened.set(folder, [...(opened.get(folder) ?? []), engine]);
  engine.grant(table, join(folder, 'hello.csv'), false);
  engine.grant(project, join(folder, 'hello.kan'), true);
  return { engine, client: connectTo(engine) };
}

export function connectTo(engine: Engine): EngineConnection {
  const [here, there] = portPair();
  engine.connect(there);
  return connectEngine(here);
}

export const snapshotOf = (client: EngineConnection): Promise<Snapshot> =>
  client.call('session.snapshot', undefined);

/** With the table read, prepared, and a fresh network. */
export async function prepared(folder: string, journal = false): Promise<Studio> {
  const studio = openStudio(folder, journal);
  await studio.client.call('data.load', { file: table, overrides: {} });
  await studio.client.call('data.prepare', dataSetup);
  await studio.client.call('model.create', networkSetup);
  return studio;
}

/** The same, trained by Levenberg–Marquardt. */
export async function trained(folder: string): Promise<EngineConnection> {
  const { client } = await prepared(folder);
  await train(client, { optimizer: 'lm' });
  return client;
}

/** Trains and waits for the end. */
export async function train(client: EngineConnection, setup: Partial<TrainingSetup> = {}): Promise<void> {
  const ended = ending(client);
  await client.call('train.start', { ...trainingSetup, ...setup });
  await ended;
}

type Change =
  | 'model.create'
  | 'model.edit'
  | 'model.useSimpler'
  | 'history.makeCurrent'
  | 'history.undo'
  | 'history.redo'
  | 'formula.adopt';

/** Changes the network. @returns the model that the event before the answer told */
export function changed<M extends Change>(
  client: EngineConnection,
  method: M,
  params: EngineParams<M>,
  signal?: AbortSignal,
): Promise<ModelView> {
  return toldBy(client, 'model', () => client.call(method, params, signal)).then(({ model }) => model);
}

/** Edits the network. @returns what windows are told of it */
export function edited(client: EngineConnection, edit: ModelEdit, refit = 0): Promise<ModelView> {
  return changed(client, 'model.edit', { edit, refit });
}

/** The code of the error with which an edit is refused. */
export async function refusalOf(client: EngineConnection, edit: ModelEdit): Promise<string> {
  const { kind, code } = await rejection(edited(client, edit));
  if (kind !== 'user') throw new Error(`a fault: ${code}`);
  return code;
}

/** The last value of an event that came before the answer of a call. */
export async function toldBy<E extends EngineEvent>(
  client: EngineConnection,
  event: E,
  call: () => Promise<unknown>,
): Promise<EngineEvents[E]> {
  const told: EngineEvents[E][] = [];
  const off = client.on(event, (value) => void told.push(value as EngineEvents[E]));
  try {
    await call();
  } finally {
    off();
  }
  const last = told.at(-1);
  if (last === undefined) throw new Error(`no “${event}” before the answer`);
  return last;
}

/** Settles with the next view of a run that has ended. */
export function ending(client: EngineConnection): Promise<string> {
  return new Promise((resolve) => {
    const off = client.on('training', ({ status }) => {
      if (status === 'running' || status === 'paused' || status === 'idle') return;
      off();
      resolve(status);
    });
  });
}

/** A folder for each test with the table in it; engines that were opened on it end before it is removed. */
export function useStudioFolder(): Folder {
  const folder = useFolder();
  beforeEach(() => writeFile(folder('hello.csv'), helloCsv()));
  afterEach(async () => {
    // An engine that still writes its journal would fill the folder anew while it is emptied.
    await Promise.all((opened.get(folder()) ?? []).map((engine) => engine.flush()));
    opened.delete(folder());
  });
  return folder;
}
