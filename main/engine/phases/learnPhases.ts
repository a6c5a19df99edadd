/**
 * Learning one phase after another (section 3.4 of Liu et al., arXiv 2404.19756): each phase sees its own rows only.
 * After each phase the errors on the rows of all phases are measured.
 */
import type { PhasesOf, PhasesView } from '../../../shared/contract/phasesViews.ts';
import type { NetworkSetup } from '../../../shared/contract/schemas.ts';
import { seededRandom } from '../../../shared/random.ts';
import type { Backend } from '../compute/backend.ts';
import type { Batch } from '../data/batch.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import { scoreOf } from '../data/index.ts';
import { toUnits } from '../data/table/scaling.ts';
import { shapeOf } from '../kan/model.ts';
import { standardsOf } from '../perceptron/rows.ts';
import { startOf } from '../perceptron/shape.ts';
import { comparedSizes } from '../perceptron/sizes.ts';
import { networkFor } from '../train/freshNetwork.ts';
import { kanLearner, perceptronLearner, type Learner, type Training } from './learners.ts';
import { allRows, phasesOf, type Phase } from './phase.ts';
import type { Table } from '../data/table/table.ts';

export interface PhasesTask {
  readonly table: Table;
  readonly dataset: Dataset;
  /** The column whose values are the phases. */
  readonly column: string;
  readonly network: NetworkSetup;
  readonly backend: Backend;
  readonly training: Training;
}

/** Points of a curve over the input. */
const curvePoints = 401;

/**
 * @param dataset its target must be numbers.
 * @throws KanError `phases.column`, `data.unknown-column`, `model.too-large`, `cancelled`
 */
export async function learnPhases(task: PhasesTask): Promise<PhasesView> {
  const { table, dataset, column, network, backend, training } = task;
  const { encoding } = dataset;
  const rows = allRows(dataset);
  const phases = phasesOf(table, column, rows);
  const model = networkFor({ ...dataset, train: rows }, network);
  const kan = kanLearner(model, encoding, backend, training);
  const [inputs, outputs] = [encoding.features.length, encoding.outputs.length];
  const hidden = comparedSizes(inputs, outputs, kan.parameters)[1];
  const shape = { inputs, hidden, outputs, activation: 'tanh' } as const;
  const start = startOf(shape, seededRandom(network.seed));
  const mlp = perceptronLearner(shape, start, standardsOf(rows, false), training);
  const line = inputs === 1 && outputs === 1 ? lineOver(rows) : null;
  return {
    phases: phases.map(({ name, batch }) => ({ name, rows: batch.rows })),
    x: line && line.inputs.map((value) => toUnits(encoding.features[0].scaling, value)),
    kan: { hidden: shapeOf(model).slice(1, -1), ...(await trainOnPhases(kan, phases, dataset, line)) },
    mlp: { hidden, ...(await trainOnPhases(mlp, phases, dataset, line)) },
  };
}

/** Trains on each phase and measures the errors after it. @param line points at which the function is kept; null for none */
async function trainOnPhases(
  learner: Learner,
  phases: readonly Phase[],
  { encoding }: Dataset,
  line: Batch | null,
): Promise<Omit<PhasesOf, 'hidden'>> {
  const errors: number[][] = [];
  const curves: Float64Array[] = [];
  for (const { batch } of phases) {
    await learner.learn(batch);
    const row: number[] = [];
    for (const phase of phases) {
      row.push(scoreOf(encoding, await learner.outputs(phase.batch), phase.batch).rmse ?? NaN);
    }
    errors.push(row);
    if (line === null) continue;
    const { scaling } = encoding.outputs[0];
    curves.push((await learner.outputs(line)).map((value) => toUnits(scaling, value)));
  }
  return { parameters: learner.parameters, errors, curves };
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
