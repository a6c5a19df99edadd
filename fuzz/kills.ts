/** The engine is killed at random moments; the next engine must have all work that is older than five seconds. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSetup, TrainingSetup } from '../shared/contract/schemas/setups.ts';
import { toAppError } from '../shared/errors.ts';
import { seededRandom } from '../shared/random.ts';
import { pick, type Random } from './arguments.ts';
import { processorSeconds, startEngine, writeTables, type EngineProcess } from './engineProcess.ts';

const dataSetup: DataSetup = {
  ...{ inputs: ['x1', 'x2'], targets: ['y'], weights: null, task: 'regression' },
  ...{ validationFraction: 0.2, testFraction: 0.2, seed: 1, scaling: 'range', missing: 'drop' },
};
const training: TrainingSetup = {
  ...{ optimizer: 'adam', steps: 1_000_000, lamb: 0, learningRate: 0.003, batch: 0, updateGrid: true },
};

/**
 * The engine must have computed so many seconds since it made work that may not be lost: on a busy machine it may not have had
 * its turn to write it.
 */
const LEAST_COMPUTED = 2;

/** What the engine reported, and when. */
interface Told {
  readonly at: number;
  /** Seconds that the engine had computed. */
  readonly computed: number;
  readonly revision: string | null;
  /** All revisions of the history then. */
  readonly revisions: readonly string[];
  /** The step of the best network of the run under way; 0 where none is better than that it began with. */
  readonly step: number;
}

/**
 * @param program the built `engineChild.ts`
 * @param mostLostMs work that is older than this when the engine is killed must be there; more on a machine that is busy
 * @returns what was lost or could not be opened again
 */
export async function fuzzKills(
  program: string,
  first: number,
  count: number,
  mostLostMs = 5000,
): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kan-kills-'));
  writeTables(folder);
  const wrong: string[] = [];
  try {
    for (let seed = first; seed < first + count; seed++)
      wrong.push(...(await round(program, folder, seed, mostLostMs)));
  } finally {
    rmSync(folder, { recursive: true });
  }
  return wrong;
}

/** One round: an engine continues the work of the last round and is killed; then another engine opens the journal. */
async function round(program: string, folder: string, seed: number, mostLostMs: number): Promise<string[]> {
  const random = seededRandom(seed);
  const engine = startEngine(program, folder);
  const told: Told[] = [];
  let revision: string | null = null;
  let revisions: readonly string[] = [];
  let [step, lowest] = [0, Infinity];
  const tell = (): void => {
    const computed = processorSeconds(engine.child) ?? -Infinity;
    told.push({ at: performance.now(), computed, revision, revisions, step });
  };
  engine.client.on('model', ({ history }) => {
    revision = history.current;
    revisions = history.revisions.map(({ id }) => id);
    [step, lowest] = [0, Infinity];
    tell();
  });
  engine.client.on('training', ({ status, points }) => {
    for (const point of status === 'running' ? points : []) {
      if (point.step !== 0 && !(point.validation < lowest)) continue;
      [step, lowest] = [point.step, point.validation];
    }
    tell();
  });
  const work = workOn(engine, random).catch((reason: unknown) => {
    const { kind, code, message } = toAppError(reason);
    return kind === 'fault' && code !== 'engine.lost' ? [`${code}: ${message}`] : [];
  });
  await sleep(random.integer(random.integer(4) === 0 ? 12_000 : 2500));
  const computed = processorSeconds(engine.child) ?? Infinity;
  engine.child.kill('SIGKILL');
  await engine.ended;
  const killed = performance.now();
  const wrong = (await work).map((problem) => `seed ${seed}: ${problem}`);

  const next = startEngine(program, folder);
  try {
    const { history, training: last } = await next.client.call('session.snapshot', undefined);
    const oldAt = told.findLastIndex(
      (one) => killed - one.at > mostLostMs && computed - one.computed > LEAST_COMPUTED,
    );
    const old = oldAt === -1 ? undefined : told[oldAt];
    const there = new Set(history.revisions.map(({ id }) => id));
    // A new table begins a new history: so one of the states since then must be there, not always the old one.
    if (old !== undefined && !told.slice(oldAt).some((state) => state.revisions.every((id) => there.has(id))))
      wrong.push(`seed ${seed}: revision ${String(old.revision)} is lost`);
    // What the run has made is a revision that did not exist then: by its end, or by its checkpoint.
    const made = history.revisions.filter(
      ({ id, parent }) => parent === old?.revision && !old?.revisions.includes(id),
    );
    const isCheckpoint = made.length === 1 && made[0].id === history.current && last.status === 'stopped';
    const restored = made.length === 0 ? 0 : isCheckpoint ? last.step : Infinity;
    if (old !== undefined && old.revision !== null && there.has(old.revision) && old.step > restored)
      wrong.push(`seed ${seed}: step ${old.step} is lost, ${restored} is there`);
    await next.client.call('formula.current', undefined).catch((reason: unknown) => {
      if (toAppError(reason).kind === 'fault') wrong.push(`seed ${seed}: ${toAppError(reason).message}`);
    });
  } catch (reason) {
    wrong.push(`seed ${seed}: the next engine does not open: ${toAppError(reason).message}`);
  } finally {
    next.child.kill('SIGKILL');
    await next.ended;
  }
  return wrong;
}

async function workOn({ client }: EngineProcess, random: Random): Promise<string[]> {
  const { model } = await client.call('session.snapshot', undefined);
  if (model === null || random.integer(4) === 0) {
    await client.call('data.load', { file: 'table-file', overrides: {} });
    await client.call('data.prepare', dataSetup);
    await client.call('model.create', { hidden: [3], grid: 3, order: 3, seed: random.integer(1000) });
  }
  for (;;) {
    const steps = pick(random, [3, 20, 1_000_000]);
    await client.call('train.start', { ...training, steps });
    await sleep(random.integer(1500));
    await client.call('train.stop', undefined);
    if (random.integer(3) === 0) await client.call('project.save', { file: 'project-file' });
    if (random.integer(3) === 0) await client.call('history.undo', undefined);
  }
}
