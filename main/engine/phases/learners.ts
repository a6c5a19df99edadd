/** A KAN and an MLP that learn rows, as well as they can. Of earlier rows they keep only what is in their parameters. */
import type { Breathe } from '../breath.ts';
import { cancelled } from '../../../shared/errors.ts';
import type { Backend } from '../compute/backend.ts';
import type { Batch } from '../data/batch.ts';
import type { Encoding } from '../data/encoding/encoding.ts';
import { basisCount, edgeCount, layoutOf, type KanModel } from '../kan/model.ts';
import { outputsOn } from '../measure/probe.ts';
import { lbfgs } from '../optim/lbfgs.ts';
import { levenbergMarquardt } from '../optim/levenbergMarquardt.ts';
import type { Iteration } from '../optim/optimizer.ts';
import { perceptronEvaluator } from '../perceptron/evaluator.ts';
import { perceptronProblem } from '../perceptron/problem.ts';
import { inUnits, standardRows, type Standards } from '../perceptron/rows.ts';
import type { PerceptronShape } from '../perceptron/shape.ts';
import { countedParameters } from '../train/objective/countedParameters.ts';
import { problemOf } from '../train/objective/problem.ts';
import { withEvaluator } from '../train/objective/withEvaluator.ts';

export interface Learner {
  /** Of the network that is learned, as it is counted everywhere. */
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
  readonly breathe: Breathe;
}

/** The last point of a run of an optimiser. */
async function lastOf(
  run: AsyncIterable<Iteration>,
  start: Float64Array,
  { signal, breathe }: Training,
): Promise<Float64Array> {
  let reached = start;
  for await (const { x } of run) {
    reached = x.slice();
    await breathe();
    if (signal.aborted) throw cancelled();
  }
  return reached;
}

export interface KanLearner extends Learner {
  /** The network as it is now. */
  model(): KanModel;
}

/** Training changes only the coefficients of the splines. */
export function kanLearner(
  model: KanModel,
  encoding: Encoding,
  backend: Backend,
  training: Training,
): KanLearner {
  const trained: number[] = [];
  let params: Float64Array = model.params.slice();
  layoutOf(model.layers).forEach((layout, index) => {
    const layer = model.layers[index];
    const edges = edgeCount(layer);
    for (let i = 0; i < edges * basisCount(layer); i++) trained.push(layout.coef + i);
    // Without hidden layers, splines can be trained from 0; they then stay 0 where there are no rows yet.
    if (model.layers.length === 1) params.fill(0, layout.coef, layout.coef + edges * basisCount(layer));
  });
  const trainable = Uint32Array.from(trained);
  return {
    parameters: countedParameters(model),
    model: () => ({ ...model, params }),
    async learn(batch) {
      const before = params;
      params = await withEvaluator({ backend }, model, encoding, batch, async (evaluator) => {
        const problem = problemOf(evaluator, before, trainable);
        const run = lbfgs(problem, problem.start, { iterations: training.steps });
        return problem.parametersAt(await lastOf(run, problem.start, training));
      });
    },
    outputs: (batch) => outputsOn(backend, { ...model, params }, encoding, batch),
  };
}

/** Steps of the MLP for each step of the network: an MLP needs more. */
const stepsRatio = 10;
/** L-BFGS can end far from a minimum of a perceptron; Levenberg–Marquardt goes on from there where its matrix is small. */
const mostSecondOrder = 300;

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
      const iterations = stepsRatio * training.steps;
      params = await lastOf(lbfgs(problem, params, { iterations }), params, training);
      if (params.length > mostSecondOrder) return;
      params = await lastOf(
        levenbergMarquardt(problem, params, { iterations: training.steps }),
        params,
        training,
      );
    },
    outputs(batch) {
      const rows = standardRows({ ...batch, targets: new Float64Array(), weights: null }, standards);
      const outputs = perceptronEvaluator(shape, rows, 'squared').outputs(params);
      return Promise.resolve(inUnits(outputs, batch.rows, standards));
    },
  };
}
