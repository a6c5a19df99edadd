/**
 * How each optimiser is set up for a training run, and started on a network. Their names and help are in
 * shared/settings.
 */
import type { TrainingSetup } from '../../../../shared/contract/schemas/setups.ts';
import { seededRandom, type Random } from '../../../../shared/random.ts';
import type { OptimizerName } from '../../../../shared/settings/optimizers.ts';
import type { KanModel } from '../../kan/model.ts';
import { adam } from '../../optim/adam.ts';
import { lbfgs } from '../../optim/lbfgs.ts';
import { levenbergMarquardt } from '../../optim/levenbergMarquardt.ts';
import type { Ending, Iteration } from '../../optim/optimizer.ts';
import type { TrainingProblem } from '../objective/problem.ts';
import type { Stage } from './stage.ts';

/** The automatic run uses one of the others. */
export type MethodName = Exclude<OptimizerName, 'auto'>;

interface MethodOptions {
  lbfgs: object;
  lm: {
    /** Ends after four steps that each lower the objective by less than this share. */
    readonly tolerance: number;
    /**
     * Whether splines are continued smoothly where samples are few (jumps.ts): for networks after their first steps.
     */
    readonly evenJumps?: boolean;
  };
  adam: {
    readonly learningRate: number;
    /** Rows of a mini-batch; 0 for all. */
    readonly batch: number;
    /** The random generator of the mini-batches. */
    readonly random: Random;
  };
}

/** An optimiser with its options. */
export type MethodOf<K extends MethodName> = { readonly kind: K } & MethodOptions[K];
export type Method = { [K in MethodName]: MethodOf<K> }[MethodName];

/** An optimiser that runs on a network. */
export interface Started {
  readonly problem: TrainingProblem;
  readonly iterations: AsyncGenerator<Iteration, Ending>;
  /** Iterations between two measurements of the full error. */
  readonly spacing: number;
}

interface Implementation<M> {
  /** Whether it uses second-order models: these need float64 and do not support λ. */
  readonly secondOrder: boolean;
  /** Whether a device may make several steps by itself (`Evaluator.descend`). */
  readonly stepsOnDevice: boolean;
  /** @param rows to train on. @param seed of the run. */
  readonly method: (setup: TrainingSetup, rows: number, seed: number) => M;
  /** @param spacing iterations between two measurements that the run asks for. */
  readonly start: (stage: Stage, model: KanModel, method: M, iterations: number, spacing: number) => Started;
}

/**
 * Iterations between two measurements of the full error: more than one with mini-batches, and where a device makes
 * several at once.
 */
const batchesPerMeasurement = 50;
const stepsPerMeasurement = 10;

const implementations: { readonly [K in MethodName]: Implementation<MethodOf<K>> } = {
  lm: {
    secondOrder: true,
    stepsOnDevice: false,
    method: () => ({ kind: 'lm', tolerance: 1e-6 }),
    start: (stage, model, { tolerance, evenJumps = false }, iterations, spacing) => {
      const problem = stage.secondOrder(model, evenJumps);
      const options = { iterations, progressTolerance: tolerance, patience: 4 };
      return { problem, iterations: levenbergMarquardt(problem, problem.start, options), spacing };
    },
  },
  lbfgs: {
    secondOrder: false,
    stepsOnDevice: false,
    method: () => ({ kind: 'lbfgs' }),
    start: (stage, model, _, iterations, spacing) => {
      const problem = stage.problem(model, null);
      return { problem, iterations: lbfgs(problem, problem.start, { iterations }), spacing };
    },
  },
  adam: {
    secondOrder: false,
    stepsOnDevice: true,
    method: ({ learningRate, batch }, rows, seed) => {
      return { kind: 'adam', learningRate, batch: batch < rows ? batch : 0, random: seededRandom(seed) };
    },
    start: (stage, model, { learningRate, batch, random }, iterations, asked) => {
      const problem = stage.problem(model, random);
      const own = batch > 0 ? batchesPerMeasurement : problem.descend === undefined ? 1 : stepsPerMeasurement;
      const spacing = Math.max(own, asked);
      const { allowance } = stage;
      const options = { iterations, learningRate, batch, checkEvery: spacing, allowance };
      return { problem, iterations: adam(problem, problem.start, options), spacing };
    },
  },
};

/** The implementation of an optimiser whose name is known at run time only. */
export function implementationOf(name: MethodName): Implementation<Method> {
  return implementations[name] as unknown as Implementation<Method>;
}
