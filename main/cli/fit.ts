/** `kan fit`: a table in, a trained network and its errors out. */
import { basename } from 'node:path';
import { randomUUID } from 'node:crypto';
import { version } from '../../package.json';
import type { DeviceUse } from '../../shared/contract/deviceViews.ts';
import type { RevisionView, TrainingView } from '../../shared/contract/views.ts';
import { cancelled, userError } from '../../shared/errors.ts';
import type { ReadingOptions, DataSetup } from '../../shared/contract/schemas.ts';
import { loadTable, prepareDataset } from '../engine/data/index.ts';
import type { Dataset } from '../engine/data/dataset/dataset.ts';
import type { Table } from '../engine/data/table/table.ts';
import { append, emptyHistory } from '../engine/history/history.ts';
import { optimizers } from '../../shared/settings/optimizers.ts';
import { boundedCurve, type Revision } from '../engine/history/revision.ts';
import { shapeOf, type KanModel } from '../engine/kan/model.ts';
import { bytesToEmbed, writeProject } from '../engine/storage/projectStore.ts';
import { trainableParameters } from '../engine/train/objective/problem.ts';
import { TrainingRun, type RunResult } from '../engine/train/run/run.ts';
import { sharedBackend, sharedDevices } from '../engine/compute/devices/shared.ts';
import { networkFor } from '../engine/train/freshNetwork.ts';
import { scoreModel } from '../engine/measure/scores.ts';
import { readingOptions } from './csvOptions.ts';
import { requireOutput } from './files.ts';
import { dataPlan, parseFit, type FitPlan } from './fitPlan.ts';
import {
  formulaJson,
  formulaSummary,
  laterRevisions,
  noSteps,
  towardsFormula,
  type FormulaSteps,
} from './fitFormula.ts';
import type { Io } from './io.ts';
import { edgeCountOf } from './modelFacts.ts';
import { trainingProgress, figure } from './progress.ts';
import { scoresJson, scoresTable } from './report.ts';
import { STANDARD_INPUT, withTableFiles } from './standardInput.ts';

type AllScores = NonNullable<RevisionView['scores']>;

export async function fit(argv: readonly string[], io: Io): Promise<number> {
  const asked = parseFit(argv);
  if (asked.out !== null) {
    await requireOutput(asked.out, asked.testCsv === null ? [asked.csv] : [asked.csv, asked.testCsv]);
  }
  return withTableFiles(io, async (fileOf) => {
    const csv = await fileOf(asked.csv);
    const testCsv = asked.testCsv === null ? null : await fileOf(asked.testCsv);
    const embed = asked.symbolic || asked.prune || asked.csv === STANDARD_INPUT;
    return fitTables({ ...asked, csv, testCsv }, embed, io);
  });
}

/** @param embed the table goes into the saved model */
async function fitTables(plan: FitPlan, embed: boolean, io: Io): Promise<number> {
  const overrides = readingOptions(plan.args);
  const table = await read(plan.csv, overrides, io);
  const testTable = plan.testCsv === null ? undefined : await read(plan.testCsv, overrides, io);
  const setup = dataPlan(plan, table);
  const dataset = await prepareDataset(table, setup, { testTable, signal: io.interrupted });
  for (const note of dataset.notes) io.stderr(`note: ${note}\n`);
  const fresh = networkFor(dataset, plan.network);
  if (!plan.json) io.stdout(introduction(table, dataset, fresh, plan));

  const { result, seconds, message, device } = await train(plan, dataset, fresh, io);
  const stopped = result.status === 'stopped';
  if (stopped && result.steps === 0) throw cancelled();
  const scores = await scoreModel(sharedBackend(), result.model, dataset);
  const further = stopped ? noSteps : await towardsFormula(plan, dataset, result.model, io);
  if (stopped) {
    const lost = plan.out === null ? ' Without --out no model was saved.' : '';
    io.stderr(`Interrupted after ${result.steps} steps.${lost}\n`);
  } else if (message !== '') io.stderr(`note: ${message}\n`);
  io.stdout(
    plan.json
      ? jsonOf(plan, result, seconds, scores, further, device)
      : summary(plan, result, seconds, scores) + formulaSummary(further),
  );
  if (plan.out !== null) {
    await save(plan.out, plan, { table, setup, overrides, embed }, dataset, fresh, result, scores, further);
    // With --json, stdout holds nothing but the object.
    (plan.json ? io.stderr : io.stdout)(`Saved ${plan.out}\n`);
  }
  if (result.status === 'failed') throw userError('train.failed', message);
  return stopped && plan.out === null ? 1 : 0;
}

/** Reads a table and tells what was odd about it. */
async function read(path: string, overrides: ReadingOptions, io: Io): Promise<Table> {
  const table = await loadTable(path, overrides, { signal: io.interrupted });
  for (const { severity, message, hint } of table.issues) {
    if (severity !== 'note') io.stderr(`${severity}: ${message} ${hint}\n`);
  }
  return table;
}

async function train(
  plan: FitPlan,
  dataset: Dataset,
  model: KanModel,
  io: Io,
): Promise<{ result: RunResult } & Pick<TrainingView, 'seconds' | 'message' | 'device'>> {
  if (io.interrupted.aborted) throw cancelled();
  const classifies = dataset.encoding.task === 'classification';
  const progress = trainingProgress(io, classifies ? 'cross-entropy' : 'RMSE');
  let told: DeviceUse | null = null;
  const run = new TrainingRun(
    {
      model,
      dataset,
      setup: plan.training,
      backend: sharedBackend(),
      devices: sharedDevices(),
      seed: plan.network.seed,
      fresh: true,
    },
    {
      onStep: (view, { note }) => {
        if (note !== null) progress.note(note);
        progress.update(view);
      },
      onStatus: ({ device }) => {
        if (device === null || device === told) return;
        if (told !== null || device.id !== 'native') progress.note(`${device.title}: ${device.reason}`);
        told = device;
      },
    },
  );
  const stop = (): void => void run.stop();
  io.interrupted.addEventListener('abort', stop, { once: true });
  const result = await run.finished;
  io.interrupted.removeEventListener('abort', stop);
  progress.end();
  const { seconds, message, device } = run.view([]);
  return { result, seconds, message, device };
}

function introduction(
  table: Table,
  { train, validation, test }: Dataset,
  model: KanModel,
  plan: FitPlan,
): string {
  const held = validation.rows > 0 ? `, ${validation.rows} to choose by` : '';
  const tested = test.rows > 0 ? `, ${test.rows} to test on` : '';
  const { grid, order } = plan.network;
  return (
    `${table.fileName}: ${table.rows} rows, ${train.rows} to train on${held}${tested}\n` +
    `Network ${shapeOf(model).join(' → ')}, grid ${grid}, order ${order}: ` +
    `${edgeCountOf(model)} edges, ${trainableParameters(model).length} parameters\n`
  );
}

function summary(plan: FitPlan, { steps }: RunResult, seconds: number, scores: AllScores): string {
  const speed = seconds > 0 ? `, ${figure(steps / seconds)} steps/s` : '';
  return (
    `Trained ${steps} steps with ${optimizers[plan.training.optimizer].name} in ${figure(seconds)} s${speed}\n` +
    scoresTable([
      ['train', scores.train],
      ['validation', scores.validation],
      ['test', scores.test],
    ])
  );
}

function jsonOf(
  plan: FitPlan,
  { model, steps }: RunResult,
  seconds: number,
  scores: AllScores,
  further: FormulaSteps,
  device: DeviceUse | null,
): string {
  const json = {
    shape: shapeOf(model),
    parameters: trainableParameters(model).length,
    edges: edgeCountOf(model),
    steps,
    seconds,
    train: scoresJson(scores.train),
    test: scoresJson(scores.test),
    seed: plan.network.seed,
    engine: sharedBackend().name,
    device: device && deviceJson(device),
    ...formulaJson(further),
  };
  return `${JSON.stringify(json)}\n`;
}

function deviceJson({ id, title, reason, weighed }: DeviceUse): object {
  const alternatives = weighed.map((one) => ({
    device: one.id,
    title: one.title,
    rows_per_second: one.rowsPerSecond,
    note: one.note,
  }));
  return { used: id, title, reason, alternatives };
}

/** What a model was learned from, as it is saved. */
interface Learned {
  readonly table: Table;
  readonly setup: DataSetup;
  readonly overrides: ReadingOptions;
  readonly embed: boolean;
}

async function save(
  out: string,
  plan: FitPlan,
  { table, setup, overrides, embed }: Learned,
  dataset: Dataset,
  fresh: KanModel,
  result: RunResult,
  scores: AllScores,
  further: FormulaSteps,
): Promise<void> {
  const time = Date.now();
  const { encoding } = dataset;
  const data = { fileName: basename(plan.csv), hash: table.hash, overrides, setup };
  const created: Revision = {
    id: randomUUID(),
    parent: null,
    operation: { type: 'create', setup: plan.network },
    model: fresh,
    encoding,
    scores: null,
    time,
    name: '',
    curve: [],
    data,
  };
  const trained: Revision = {
    id: randomUUID(),
    parent: created.id,
    operation: { type: 'train', setup: plan.training, steps: result.steps },
    model: result.model,
    encoding,
    scores,
    time,
    name: '',
    curve: boundedCurve(result.curve),
    data,
  };
  const history = (await laterRevisions(trained, further, dataset)).reduce(
    append,
    append(append(emptyHistory, created), trained),
  );
  const embedded = embed ? await bytesToEmbed(plan.csv, table.hash) : null;
  await writeProject(out, { history, data, embedded, curve: result.curve }, `KAN Studio ${version}`);
}
