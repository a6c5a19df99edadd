/**
 * Trains a perceptron of one size for a given time: several starts under several optimisers, of which the better half
 * continues, again and again (successive halving), with early stopping by the validation rows.
 */
import type { Breathe } from '../breath.ts';
import { seededRandom } from '../../../shared/random.ts';
import type { Batch } from '../data/batch.ts';
import { attemptFrom, type Attempt, type Clock, type Method } from './attempt.ts';
import { perceptronEvaluator } from './evaluator.ts';
import type { Loss } from './loss.ts';
import { perceptronProblem } from './problem.ts';
import { inUnits, standardRows, standardsOf } from './rows.ts';
import { parameterCount, startOf, type Activation, type PerceptronShape } from './shape.ts';

export interface PerceptronTask {
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly loss: Loss;
  readonly train: Batch;
  /** The best parameters are chosen by the error on these rows; at least one row. */
  readonly validation: Batch;
  readonly seconds: number;
  readonly seed: number;
  readonly clock: Clock;
  readonly breathe: Breathe;
  readonly signal: AbortSignal;
}

export interface TrainedPerceptron {
  /** Outputs for other rows, [output][row], in the data set's units. */
  readonly predict: (batch: Batch) => Float64Array;
  readonly method: Method;
  readonly activation: Activation;
}

/** A perceptron with a lower validation error than all before. */
export interface Improvement extends TrainedPerceptron {
  /** Seconds of training until then, of all starts together. */
  readonly seconds: number;
}

interface Candidate {
  readonly shape: PerceptronShape;
  readonly method: Method;
  readonly attempt: Attempt;
}

/** Multiplications of one second-order model, up to which Levenberg–Marquardt is tried: about a quarter of a second. */
const mostSecondOrder = 2.5e8;
/** The starts of one successive halving; each repetition draws new random parameters. */
const smallStarts: readonly (readonly [Method, Activation])[] = [
  ['levenberg-marquardt', 'tanh'],
  ['levenberg-marquardt', 'silu'],
  ['levenberg-marquardt', 'tanh'],
  ['adam', 'silu'],
  ['lbfgs', 'tanh'],
];
const largeStarts: readonly (readonly [Method, Activation])[] = [
  ['lbfgs', 'silu'],
  ['adam', 'silu'],
  ['lbfgs', 'tanh'],
];
/** Successive halving is repeated only if at least this share of the time is left. */
const leastShare = 0.15;

/** @param onImprovement is called each time that the lowest validation error of all starts falls. */
export async function trainPerceptron(
  task: PerceptronTask,
  onImprovement: (improvement: Improvement) => void | Promise<void>,
): Promise<void> {
  const { train, validation, loss, hidden, outputs, seconds, signal } = task;
  const standards = standardsOf(train, loss === 'crossEntropy');
  const rows = standardRows(train, standards);
  const validationRows = standardRows(validation, standards);
  const random = seededRandom(task.seed);
  const sizes = { inputs: standards.inputs.length, hidden, outputs };
  const parameters = parameterCount(sizes);
  const work = parameters ** 2 * train.rows * outputs;
  const starts = loss === 'squared' && work <= mostSecondOrder ? smallStarts : largeStarts;

  let spent = 0;
  let lowest = Infinity;
  const advance = async ({ shape, method, attempt }: Candidate, share: number): Promise<void> => {
    const began = task.clock();
    let last = 0;
    await attempt.advance(share, (after) => (last = after));
    const before = spent;
    spent += task.clock() - began;
    if (!(attempt.error < lowest)) return;
    lowest = attempt.error;
    const { best } = attempt;
    const predict = (batch: Batch): Float64Array => {
      const all = standardRows({ ...batch, targets: new Float64Array(), weights: null }, standards);
      return inUnits(perceptronEvaluator(shape, all, loss).outputs(best), batch.rows, standards);
    };
    await onImprovement({ predict, method, activation: shape.activation, seconds: before + last });
  };

  const successiveHalving = async (): Promise<void> => {
    let left = starts.map(([method, activation]): Candidate => {
      const shape = { ...sizes, activation };
      const evaluator = perceptronEvaluator(shape, rows, loss);
      const validator = perceptronEvaluator(shape, validationRows, loss);
      const problem = perceptronProblem(evaluator, parameters, task.breathe);
      const validate = (params: Float64Array): number => validator.evaluate(params, null);
      const attempt = attemptFrom(problem, startOf(shape, random), method, validate, task.clock, signal);
      return { shape, method, attempt };
    });
    const end = seconds - spent;
    const began = spent;
    for (let rounds = Math.ceil(Math.log2(left.length)) + 1; rounds > 0; rounds--) {
      const share = (end - (spent - began)) / rounds / left.length;
      for (const candidate of left) {
        // Turns are short, so that a lower error is reported soon.
        const until = spent + share;
        while (spent < until && !candidate.attempt.ended && !signal.aborted) {
          await advance(candidate, Math.min(turn, until - spent));
        }
      }
      left = left.toSorted((a, b) => a.attempt.error - b.attempt.error).slice(0, Math.ceil(left.length / 2));
    }
  };
  do await successiveHalving();
  while (!signal.aborted && seconds - spent > leastShare * seconds);
}

/** Seconds of training between two reports of the best parameters. */
const turn = 0.05;
