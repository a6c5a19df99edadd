/** A KAN and an MLP that learn rows by L-BFGS. Of earlier rows they keep only what is in their parameters. */
import { cancelled } from '../../../shared/errors.ts';
import type { Backend } from '../compute/backend.ts';
import type { Batch } from '../data/batch.ts';
import type { Encoding } from '../data/dataset/dataset.ts';
import { basisCount, edgeCount, layoutOf, type KanModel } from '../kan/model.ts';
import { outputsOn } from '../measure/probe.ts';
import { lbfgs } from '../optim/lbfgs.ts';
import type { Problem } from '../optim/optimizer.ts';
import { perceptronEvaluator } from '../perceptron/evaluator.ts';
import { perceptronProblem } from '../perceptron/problem.ts';
import { inUnits, standardRows, type Standards } from '../perceptron/rows.ts';
import type { PerceptronShape } from '../perceptron/shape.ts';
import { problemOf } from '../train/objective/problem.ts';
import { withEvaluator } from '../train/objective/withEvaluator.ts';

export interface Learner {
  readonly parameters: number;
  /** Trains on these rows from where it is. */
  learn(batch: Batch): Promise<void>;
  /** Outputs in the data set's units, [output][row]. */
  outputs(batch: Batch): Promise<Float64Array>;
}

/** How a learner is trained on the rows of one phase. */
export interface Training {
  readonly steps: number;
  readonly signal: AbortSignal;
  readonly breathe: () => Promise<void> | undefined;
}

/** The point that L-BFGS reaches after the given number of steps. */
async function minimised(
  problem: Problem,
  start: Float64Array,
  { steps, signal, breathe }: Training,
): Promise<Float64Array> {
  let reached = start;
  for await (const { x } of lbfgs(problem, start, { iterations: steps })) {
    reached = x.slice();
    await breathe();
    if (signal.aborted) throw cancelled();
  }
  return reached;
}

/** The network without its residual functions; training changes only the coefficients of the splines. */
export function kanLearner(
  model: KanModel,
  encoding: Encoding,
  backend: Backend,
  training: Training,
): Learner {
  const trained: number[] = [];
  let params: Float64Array = model.params.slice();
  layoutOf(model.layers).forEach((layout, index) => {
    const layer = model.layers[index];
    const edges = edgeCount(layer);
    params.fill(0, layout.scaleBase, layout.scaleBase + edges);
    for (let i = 0; i < edges * basisCount(layer); i++) trained.push(layout.coef + i);
    // Without hidden layers, splines can be trained from 0; they then stay 0 where there are no rows yet.
    if (model.layers.length === 1) params.fill(0, layout.coef, layout.coef + edges * basisCount(layer));
  });
  const trainable = Uint32Array.from(trained);
  return {
    parameters: trainable.length,
    async learn(batch) {
      const before = params;
      params = await withEvaluator({ backend }, model, encoding, batch, async (evaluator) => {
        const problem = problemOf(evaluator, before, trainable);
        return problem.parametersAt(await minimised(problem, problem.start, training));
      });
    },
    outputs: (batch) => outputsOn(backend, { ...model, params }, encoding, batch),
  };
}

/** Steps of the MLP for each step of the network: an MLP needs more. */
const stepsRatio = 10;

/** @param standards of all rows, so that no phase changes the units. */
export function perceptronLearner(
  shape: PerceptronShape,
  start: Float64Array,
  standards: Standards,
  training: Training,
): Learner {
  let params = start;
  return {
    parameters: start.length,
    async learn(batch) {
      const evaluator = perceptronEvaluator(shape, standardRows(batch, standards), 'squared');
      const problem = perceptronProblem(evaluator, start.length, training.breathe);
      params = await minimised(problem, params, { ...training, steps: stepsRatio * training.steps });
    },
    outputs(batch) {
      const rows = standardRows({ ...batch, targets: new Float64Array(), weights: null }, standards);
      const outputs = perceptronEvaluator(shape, rows, 'squared').outputs(params);
      return Promise.resolve(inUnits(outputs, batch.rows, standards));
    },
  };
}
