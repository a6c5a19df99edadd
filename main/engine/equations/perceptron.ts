/**
 * A multilayer perceptron (tanh, two hidden layers) that solves the same problem as a network: as many parameters or a
 * multiple of them, the same equations, conditions and weights, and Levenberg–Marquardt too: in the space of the rows where the
 * perceptron has more parameters than there are rows.
 */
import type { PerceptronProgress, PerceptronSolution } from '../../../shared/contract/views/equation.ts';
import { compile } from '../../../shared/expression/evaluate.ts';
import { seededRandom } from '../../../shared/random.ts';
import { rootMeanSquare } from '../../../shared/rootMeanSquare.ts';
import { Breath } from '../breath.ts';
import { stopwatch } from '../stopwatch.ts';
import { lbfgs } from '../optim/lbfgs.ts';
import { levenbergMarquardt } from '../optim/levenbergMarquardt.ts';
import type { Iteration } from '../optim/optimizer.ts';
import { sizeLike } from '../perceptron/sizes.ts';
import { startOf } from '../perceptron/shape.ts';
import { PerceptronLines } from './derivatives/perceptronLines.ts';
import { functionSizes } from './fits/functionSizes.ts';
import { balancedWeights, leastSquaresOptions, passesOf, type Pass } from './fits/fit.ts';
import { residualProblemOf } from './residuals/leastSquaresProblem.ts';
import { movedPoints } from './fits/movedPoints.ts';
import { comparisonPoints, type PointColumns } from './residuals/points.ts';
import { toNetwork, type Problem } from './problem/problem.ts';
import { depthOf } from './residuals/residuals.ts';
import {
  conditionRows,
  equationPoints,
  equationRows,
  measurementRows,
  type Group,
} from './residuals/rows.ts';
import { rowSpaceProblem } from './residuals/rowSpace.ts';
import { inOwnUnits, toOwn, type OwnUnits } from './fits/ownUnits.ts';
import { penaltiesOf } from './fits/smoothness.ts';
import { heldOutRows, pointCount, residualsOf, type Solution } from './solve.ts';
import { curvePoints, curveValues, startOfUnknowns, unknownsOf } from './residuals/unknowns.ts';

interface Options {
  readonly seed: number;
  readonly seconds: number;
  /** Its size, as a multiple of the network's parameters. */
  readonly times: number;
  /** Ends the training; what was reached counts. */
  readonly enough: AbortSignal;
  readonly onProgress?: ((progress: PerceptronProgress) => void) | undefined;
}

/** Steps in a row that lower the loss by less than this share end a pass: a perceptron's error often falls slowly first. */
const slowSteps = { progressTolerance: 1e-3, patience: 20 } as const;
const mostSteps = 10_000;
/** The matrix of a larger perceptron would take minutes for each step. */
const mostSecondOrder = 1500;
/** With more rows, neither does the matrix of the rows fit. */
const mostRows = 6000;
/** Steps in the space of the rows begin with few points, since each step is then soon made; the network's points come last. */
const firstPoints = [200, 400, 800];
/** A pass on few points ends after two slow steps: it only has to come near. */
const nearSteps = { progressTolerance: 0.02, patience: 2 } as const;
/** Random starts, one after another, as far as the time allows. */
const mostStarts = 5;

/** What is trained on one set of points. */
interface Stage extends Pass {
  readonly points: PointColumns;
  readonly isLast: boolean;
}

/** @param reached by the network: its size and its points are those of the perceptron. */
export async function solveWithPerceptron(
  given: Problem,
  reached: Solution,
  { seed, seconds, times, enough, onProgress }: Options,
): Promise<PerceptronSolution> {
  const own = inOwnUnits(given);
  const { problem } = own;
  const solution = toOwn(own, reached);
  const [inputs, outputs] = [problem.coordinates.length, problem.functions.length];
  const sought = unknownsOf(problem);
  const hidden = sizeLike(2, inputs, outputs, times * (solution.parameters - sought.size));
  const shape = { inputs, hidden, outputs };
  const network = new PerceptronLines(shape, depthOf(residualsOf(problem)), functionSizes(problem));
  const random = seededRandom(seed);
  const heldOut = heldOutRows(problem);
  const judge = residualProblemOf(network, sought, heldOut);
  const breath = new Breath();
  const spent = stopwatch();
  const isOver = (): boolean => enough.aborted || spent() >= seconds;
  const last = movedPoints(problem, solution, pointCount(solution.model, problem));
  const isLarge = network.size + sought.size > mostSecondOrder;
  const inRows = isLarge && sought.curves.length === 0 && last.count <= mostRows;
  const stages = stagesOf(problem, last, inRows);

  let steps = 0;
  let finishedOnce = false;
  let best: { readonly theta: Float64Array; readonly error: number } | null = null;
  const consider = (theta: Float64Array): void => {
    const error = rootMeanSquare(...judge.residuals(theta));
    if (best === null || error < best.error) best = { theta, error };
  };
  for (let start = 0; start < mostStarts && (best === null || !isOver()); start++) {
    let theta = Float64Array.of(
      ...startOf({ ...shape, activation: 'tanh' }, random),
      ...startOfUnknowns(problem).unknowns,
    );
    for (const stage of stages) {
      const rows = rowsOf(problem, stage.points, 64);
      // A few rows tell the size of the slopes of a large perceptron.
      const sample = isLarge ? rowsOf(problem, equationPoints(problem, 100), 16) : rows;
      const sampled = residualProblemOf(network, sought, sample);
      const weights = balancedWeights(sampled.traces(theta), sampled.residuals(theta), sample, stage);
      const penalties = penaltiesOf(solution.smoothness, rows, weights);
      const squares = residualProblemOf(network, sought, rows, { weights, penalties });
      // A step of a large perceptron takes seconds: windows get their turn between evaluations.
      const paced = {
        ...squares,
        evaluate: async (x: Float64Array, gradient: Float64Array) => {
          await breath.take();
          return isOver() ? NaN : squares.evaluate(x, gradient);
        },
      };
      const endings = stage.isLast ? slowSteps : nearSteps;
      const options = { iterations: mostSteps, ...endings, ...leastSquaresOptions };
      const run: AsyncGenerator<Iteration, unknown> = !isLarge
        ? levenbergMarquardt(squares, theta, options)
        : inRows
          ? levenbergMarquardt(rowSpaceProblem(network, sought, rows, weights, squares), theta, options)
          : lbfgs(paced, theta, { iterations: mostSteps, history: 50 });
      for await (const { x, value } of run) {
        theta = x.slice();
        steps++;
        onProgress?.({ steps, seconds: spent(), limit: seconds, loss: value });
        await breath.take();
        if (isOver()) break;
      }
      if (stage.isLast || isOver()) consider(theta);
      if (isOver()) break;
      finishedOnce ||= stage.isLast;
    }
  }
  const { theta } = best!;
  return {
    ...{ hidden, steps, seconds: spent() },
    // Further starts only use the time that is left.
    ranOutOfTime: !finishedOnce,
    ...measured(own, network, theta, heldOut),
  };
}

/** Few points first in the space of the rows; then the network's points, measured values first. */
function stagesOf(problem: Problem, last: PointColumns, inRows: boolean): readonly Stage[] {
  const passes = passesOf(problem, false, true);
  const first = inRows ? firstPoints.filter((count) => count < last.count / 1.5) : [];
  return [
    ...first.map((count) => ({ ...passes[0], points: equationPoints(problem, count), isLast: false })),
    ...passes.map((pass, at) => ({ ...pass, points: last, isLast: at === passes.length - 1 })),
  ];
}

function rowsOf(problem: Problem, points: PointColumns, along: number): readonly Group[] {
  return [...equationRows(problem, points), ...conditionRows(problem, along), ...measurementRows(problem)];
}

function measured(
  { problem, sizes }: OwnUnits,
  network: PerceptronLines,
  theta: Float64Array,
  heldOut: readonly Group[],
): Omit<PerceptronSolution, 'hidden' | 'seconds' | 'steps' | 'ranOutOfTime'> {
  const { constants, curves } = unknownsOf(problem);
  const unknowns = theta.subarray(network.size).map((value, at) => value * sizes[at]);
  const values = residualProblemOf(network, unknownsOf(problem), heldOut).residuals(theta);
  const rms = (kind: Group['kind']): number =>
    rootMeanSquare(...values.filter((_, group) => heldOut[group].kind === kind));
  return {
    parameters: theta.length,
    residual: rms('equation'),
    conditionResidual: rms('condition'),
    mse: errorOf(problem, network, theta),
    constants: [...unknowns.subarray(0, constants.length)],
    curves: curves.map((curve) => curveValues(curve, unknowns, curvePoints(curve))),
  };
}

function errorOf(problem: Problem, network: PerceptronLines, theta: Float64Array): number | null {
  const { coordinates, exact } = problem;
  const { count, columns } = comparisonPoints(problem);
  const inputs = Float64Array.from(
    coordinates.flatMap((coordinate, at) => [...toNetwork(coordinate, columns[at])]),
  );
  const names = coordinates.map(({ name }) => name);
  const errors = exact.flatMap((known, output) => {
    if (known === null) return [];
    const truth = compile(known, names)(columns, count);
    let sum = 0;
    for (let row = 0; row < count; row++) {
      network.forward(theta, inputs, count, row, [], 0);
      const value = network.sizes[output] * network.outputs[output * (network.depth + 1)];
      sum += (value - truth[row]) ** 2;
    }
    return [sum / count];
  });
  return errors.length === 0 ? null : errors.reduce((sum, error) => sum + error, 0) / errors.length;
}
