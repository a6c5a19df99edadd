/**
 * The default backend on the CPU: float64, our own WebAssembly kernel with SIMD, threads over shared memory. Every sum runs
 * in an order that depends on the data alone, so that equal seeds give equal results whatever the number of threads.
 */
import { availableParallelism } from 'node:os';
import type { Backend } from '../backend.ts';
import { requireFit } from '../core/requireFit.ts';
import { referenceBackend } from '../reference/backend.ts';
import { createEvaluator } from './evaluator.ts';
import { kernelPlanOf } from './plan/plan.ts';
import { createPool, type Pool } from './memory/pool.ts';

export interface NativeOptions {
  /** Threads in all, the caller's included; as many as there are processors where absent. */
  readonly threads?: number;
}

export interface NativeBackend extends Backend {
  /** Threads at work; 1 where the kernel could not be had. */
  readonly threads: number;
  /** Why the plain backend stands in; null where the kernel runs. */
  readonly fallback: string | null;
  /** Ends the threads. Evaluators made before must not be used after. */
  dispose(): void;
}

const mostThreads = 16;

/**
 * Falls back to the plain backend, and says so in `fallback`, where WebAssembly lacks SIMD or shared memory. A structure that
 * the kernel cannot take (an edge that is spline and symbolic at once) is computed by the plain backend as well.
 */
export function createNativeBackend({ threads = availableParallelism() }: NativeOptions = {}): NativeBackend {
  let pool: Pool;
  try {
    pool = createPool(Math.min(Math.max(Math.floor(threads), 1), mostThreads));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      name: 'native',
      precision: 'float64',
      threads: 1,
      fallback: `WebAssembly with SIMD and shared memory is not available here (${reason}); computing with plain JavaScript.`,
      evaluator: (structure, batch, objective) => referenceBackend.evaluator(structure, batch, objective),
      dispose: () => undefined,
    };
  }
  return {
    name: 'native',
    precision: 'float64',
    threads: pool.threads,
    fallback: null,
    evaluator(structure, batch, objective) {
      requireFit(structure, batch, objective);
      const plan = kernelPlanOf(structure, objective.regularization !== null);
      if (plan === null) return referenceBackend.evaluator(structure, batch, objective);
      return createEvaluator(pool, plan, structure, batch, objective);
    },
    dispose: () => pool.dispose(),
  };
}
