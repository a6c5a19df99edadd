/** One start of a perceptron under one optimiser: it is trained in turns, and keeps its best parameters. */
import { adam } from '../optim/adam.ts';
import { lbfgs } from '../optim/lbfgs.ts';
import { levenbergMarquardt, type SecondOrderProblem } from '../optim/levenbergMarquardt.ts';
import type { Iteration } from '../optim/optimizer.ts';

export type Method = 'levenberg-marquardt' | 'lbfgs' | 'adam';

/** For people. `adam` ends with L-BFGS, which finds the last digits. */
export const methodNames: Readonly<Record<Method, string>> = {
  'levenberg-marquardt': 'Levenberg–Marquardt',
  lbfgs: 'L-BFGS',
  adam: 'Adam, then L-BFGS',
};

/** Time in seconds since any fixed moment. */
export type Clock = () => number;

export interface Attempt {
  /** Lowest error on the validation rows so far. */
  readonly error: number;
  /** The parameters with that error. */
  readonly best: Float64Array;
  /** The optimiser has ended, or the validation error has not fallen for long. */
  readonly ended: boolean;
  /**
   * Trains for one turn. @param onBest is called when the validation error has fallen, with the seconds since the turn began.
   */
  advance(seconds: number, onBest: (seconds: number) => void): Promise<void>;
}

const adamSteps = 3000;
const adamRate = 1e-2;
/** No lower validation error for this many iterations, and for half of all iterations so far, ends an attempt. */
const patience = 200;
const unlimited = 1e9;

/**
 * @param validate the error on the validation rows.
 * @param signal ends the training between two iterations.
 */
export function attemptFrom(
  problem: SecondOrderProblem,
  start: Float64Array,
  method: Method,
  validate: (params: Float64Array) => number,
  clock: Clock,
  signal: AbortSignal,
): Attempt {
  const steps = iterationsOf(problem, start, method);
  let best = start;
  let error = validate(start);
  if (!Number.isFinite(error)) error = Infinity;
  let ended = false;
  let count = 0;
  let bestAt = 0;
  return {
    get error() {
      return error;
    },
    get best() {
      return best;
    },
    get ended() {
      return ended;
    },
    async advance(seconds, onBest) {
      const began = clock();
      while (!ended && !signal.aborted && clock() - began < seconds) {
        const next = await steps.next();
        if (next.done === true) {
          ended = true;
          return;
        }
        count++;
        const found = validate(next.value.x);
        if (found < error) {
          error = found;
          best = next.value.x.slice();
          bestAt = count;
          onBest(clock() - began);
        }
        ended = count - bestAt > Math.max(patience, count / 2);
      }
    },
  };
}

async function* iterationsOf(
  problem: SecondOrderProblem,
  start: Float64Array,
  method: Method,
): AsyncGenerator<Iteration, void> {
  const iterations = unlimited;
  switch (method) {
    case 'levenberg-marquardt':
      // A perceptron's error often falls slowly for a while, and then fast again.
      yield* levenbergMarquardt(problem, start, { iterations, progressTolerance: 1e-7, patience: 50 });
      return;
    case 'lbfgs':
      yield* lbfgs(problem, start, { iterations, history: 20 });
      return;
    case 'adam': {
      let reached = start;
      for await (const step of adam(problem, start, {
        iterations: adamSteps,
        learningRate: adamRate,
        schedule: 'cosine',
      })) {
        reached = step.x.slice();
        yield step;
      }
      yield* lbfgs(problem, reached, { iterations, history: 20 });
    }
  }
}
