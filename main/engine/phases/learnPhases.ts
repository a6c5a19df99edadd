/**
 * Learning one phase after another (section 3.4 of Liu et al., arXiv 2404.19756): each phase sees its own rows only.
 * After each phase the errors on the rows of all phases are measured.
 */
import type { PhasesBy, PhasesOf, PhasesView } from '../../../shared/contract/views/phases.ts';
import type { NetworkSetup } from '../../../shared/contract/schemas/setups.ts';
import { seededRandom } from '../../../shared/random.ts';
import type { Backend } from '../compute/backend.ts';
import type { Batch } from '../data/batch.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import { scoreOf } from '../data/index.ts';
import { toUnits, type Scaling } from '../data/table/scaling.ts';
import { shapeOf, type KanModel } from '../kan/model.ts';
import { standardsOf } from '../perceptron/rows.ts';
import { startOf } from '../perceptron/shape.ts';
import { sizeLike } from '../perceptron/sizes.ts';
import { networkFor } from '../train/freshNetwork.ts';
import { kanLearner, perceptronLearner, type Learner, type Training } from './learners.ts';
import { phasesOf, type Phase } from './phase.ts';
import type { Table } from '../data/table/table.ts';

export interface PhasesTask {
  readonly table: Table;
  /** All its rows are for training. */
  readonly dataset: Dataset;
  readonly by: PhasesBy;
  readonly network: NetworkSetup;
  readonly backend: Backend;
  readonly training: Training;
  /** Told after each phase of each of the two. */
  readonly onPhase: (view: PhasesView) => void;
}

export interface Learned {
  readonly view: PhasesView;
  /** The network after the last phase. */
  readonly model: KanModel;
}

/** Points of a curve over the input. */
const curvePoints = 401;
/** The largest number of rows of a phase that are shown as points. */
const mostPoints = 200;

/**
 * @param dataset its target must be numbers.
 * @throws KanError `phases.column`, `phases.parts`, `data.unknown-column`, `model.too-large`, `cancelled`
 */
export async function learnPhases(task: PhasesTask): Promise<Learned> {
  const { table, dataset, by, network, backend, training, onPhase } = task;
  const { encoding } = dataset;
  const { train: rows } = dataset;
  const phases = phasesOf(table, by, rows);
  const model = networkFor(dataset, network);
  const kan = kanLearner(model, encoding, backend, training);
  const [inputs, outputs] = [encoding.features.length, encoding.outputs.length];
  const hidden = sizeLike(2, inputs, outputs, kan.parameters);
  const shape = { inputs, hidden, outputs, activation: 'tanh' } as const;
  const start = startOf(shape, seededRandom(network.seed));
  const mlp = perceptronLearner(shape, start, standardsOf(rows, false), training);
  const line = inputs === 1 && outputs === 1 ? lineOver(rows) : null;
  const [input, target] = [encoding.features[0], encoding.outputs[0]];
  const nothing = { errors: [], curves: [] };
  let view: PhasesView = {
    by,
    phases: phases.map(({ name, batch }) => ({
      name,
      rows: batch.rows,
      points: line && pointsOf(batch, input.scaling, target.scaling),
    })),
    x: line && line.inputs.map((value) => toUnits(input.scaling, value)),
    axes: line && { input: input.name, target: target.name },
    kan: { hidden: shapeOf(model).slice(1, -1), parameters: kan.parameters, ...nothing },
    mlp: { hidden, parameters: mlp.parameters, ...nothing },
  };
  for (const [name, learner] of [['kan', kan] as const, ['mlp', mlp] as const]) {
    for await (const reached of trainOnPhases(learner, phases, dataset, line)) {
      view = { ...view, [name]: { ...view[name], ...reached } };
      onPhase(view);
    }
  }
  return { view, model: kan.model() };
}

/**
 * Trains on each phase and measures the errors after it. Yields all errors and curves so far after each phase.
 * @param line points at which the function is kept; null for none
 */
async function* trainOnPhases(
  learner: Learner,
  phases: readonly Phase[],
  { encoding }: Dataset,
  line: Batch | null,
): AsyncGenerator<Pick<PhasesOf, 'errors' | 'curves'>, void> {
  let [errors, curves]: [PhasesOf['errors'], PhasesOf['curves']] = [[], []];
  for (const { batch } of phases) {
    await learner.learn(batch);
    const row: number[] = [];
    for (const phase of phases) {
      row.push(scoreOf(encoding, await learner.outputs(phase.batch), phase.batch).rmse ?? NaN);
    }
    errors = [...errors, row];
    if (line !== null) {
      const { scaling } = encoding.outputs[0];
      curves = [...curves, (await learner.outputs(line)).map((value) => toUnits(scaling, value))];
    }
    yield { errors, curves };
  }
}

/** Rows at even distances, of a batch with one input and one target. */
function pointsOf({ rows, inputs, targets }: Batch, input: Scaling, target: Scaling) {
  const count = Math.min(rows, mostPoints);
  const rowOf = (point: number): number => Math.floor((point * rows) / count);
  return {
    x: Float64Array.from({ length: count }, (_, i) => toUnits(input, inputs[rowOf(i)])),
    y: Float64Array.from({ length: count }, (_, i) => toUnits(target, targets[rowOf(i)])),
  };
}

/** Even points over the range of the single input. */
function lineOver({ inputs }: Batch): Batch {
  const [low, high] = inputs.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
  const step = (high - low) / (curvePoints - 1);
  return {
    rows: curvePoints,
    inputs: Float64Array.from({ length: curvePoints }, (_, i) => low + i * step),
    targets: new Float64Array(curvePoints),
    weights: null,
  };
}
