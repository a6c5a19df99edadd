/**
 * A multilayer perceptron (tanh, two hidden layers) that solves the same problem as a network: as many parameters or a
 * multiple of them, the same points and weights, and Levenberg–Marquardt as far as its matrix is small enough, else L-BFGS.
 */
import type { PerceptronSolution } from '../../../shared/contract/views/equation.ts';
import { compile } from '../../../shared/expression/evaluate.ts';
import { seededRandom } from '../../../shared/random.ts';
import { rootMeanSquare } from '../../../shared/rootMeanSquare.ts';
import { Breath } from '../breath.ts';
import { stopwatch } from '../stopwatch.ts';
import { lbfgs } from '../optim/lbfgs.ts';
import { levenbergMarquardt } from '../optim/levenbergMarquardt.ts';
import { sizeLike } from '../perceptron/sizes.ts';
import { startOf } from '../perceptron/shape.ts';
import { PerceptronLines } from './derivatives/perceptronLines.ts';
import { balancedWeights, leastSquaresOptions, passesOf } from './fit.ts';
import { residualProblemOf } from './leastSquaresProblem.ts';
import { movedPoints } from './movedPoints.ts';
import { comparisonPoints } from './points.ts';
import { toNetwork, type Problem } from './problem/problem.ts';
import { depthOf } from './residuals.ts';
import { conditionRows, equationRows, measurementRows, type Group } from './rows.ts';
import { penaltiesOf } from './smoothness.ts';
import { heldOutRows, pointCount, residualsOf, type Solution } from './solve.ts';
import { curvePoints, curveValues, startOfUnknowns, unknownsOf } from './unknowns.ts';

interface Options {
  readonly seed: number;
  readonly seconds: number;
  /** Its size, as a multiple of the network's parameters. */
  readonly times: number;
  /** Ends the training; what was reached counts. */
  readonly enough: AbortSignal;
}

/** Steps in a row that lower the loss by less than this share end a pass: a perceptron's error often falls slowly first. */
const slowSteps = { progressTolerance: 1e-3, patience: 20 } as const;
const mostSteps = 10_000;
/** The matrix of a larger perceptron would take minutes for each step. */
const mostSecondOrder = 1500;

/** @param solution of the network: its size and its points are those of the perceptron. */
export async function solveWithPerceptron(
  problem: Problem,
  solution: Solution,
  { seed, seconds, times, enough }: Options,
): Promise<PerceptronSolution> {
  const [inputs, outputs] = [problem.coordinates.length, problem.functions.length];
  const sought = unknownsOf(problem);
  const hidden = sizeLike(2, inputs, outputs, times * (solution.parameters - sought.size));
  const shape = { inputs, hidden, outputs };
  const network = new PerceptronLines(shape, depthOf(residualsOf(problem)));
  const rows = [
    ...equationRows(problem, movedPoints(problem, solution, pointCount(solution.model, problem))),
    ...conditionRows(problem, 64),
    ...measurementRows(problem),
  ];
  const breath = new Breath();
  const spent = stopwatch();
  const isOver = (): boolean => enough.aborted || spent() >= seconds;
  let theta = Float64Array.of(
    ...startOf({ ...shape, activation: 'tanh' }, seededRandom(seed)),
    ...startOfUnknowns(problem).unknowns,
  );
  let steps = 0;
  for (const { strength } of passesOf(problem, false, true)) {
    const weights = balancedWeights(residualProblemOf(network, sought, rows).traces(theta), rows, strength);
    const penalties = penaltiesOf(solution.smoothness, rows, weights);
    const squares = residualProblemOf(network, sought, rows, { weights, penalties });
    // A step of L-BFGS on a large perceptron takes seconds: windows get their turn between evaluations.
    const paced = {
      ...squares,
      evaluate: async (x: Float64Array, gradient: Float64Array) => {
        await breath.take();
        return isOver() ? NaN : squares.evaluate(x, gradient);
      },
    };
    const run =
      theta.length <= mostSecondOrder
        ? levenbergMarquardt(squares, theta, { iterations: mostSteps, ...slowSteps, ...leastSquaresOptions })
        : lbfgs(paced, theta, { iterations: mostSteps, history: 50 });
    for await (const { x } of run) {
      theta = x.slice();
      steps++;
      await breath.take();
      if (isOver()) break;
    }
    if (isOver()) break;
  }
  return { hidden, steps, ranOutOfTime: isOver(), seconds: spent(), ...measured(problem, network, theta) };
}

function measured(
  problem: Problem,
  network: PerceptronLines,
  theta: Float64Array,
): Omit<PerceptronSolution, 'hidden' | 'seconds' | 'steps' | 'ranOutOfTime'> {
  const { constants, curves } = unknownsOf(problem);
  const unknowns = theta.subarray(network.size);
  const heldOut = heldOutRows(problem);
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
      sum += (network.outputs[output * (network.depth + 1)] - truth[row]) ** 2;
    }
    return [sum / count];
  });
  return errors.length === 0 ? null : errors.reduce((sum, error) => sum + error, 0) / errors.length;
}
