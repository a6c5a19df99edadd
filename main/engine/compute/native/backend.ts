/**
 * The default backend on the CPU: float64, our own WebAssembly kernel with SIMD, threads with shared memory. The order
 * of every sum depends on the data alone, so that equal seeds give equal results with any number of threads.
 */
import { availableParallelism } from 'node:os';
import type { Backend } from '../backend.ts';
import { requireFit } from '../core/requireFit.ts';
import { referenceBackend } from '../reference/backend.ts';
import { createEvaluator } from './evaluator.ts';
import { kernelPlanOf } from './plan/plan.ts';
import { createPool, type Pool } from './memory/pool.ts';

export interface NativeOptions {
  /** Number of threads, the caller's included; by default the number of processors. */
  readonly threads?: number;
}

export interface NativeBackend extends Backend {
  /** Number of threads in use; 1 if the kernel is not available. */
  readonly threads: number;
  /** Why the plain backend is used instead; null if the kernel runs. */
  readonly fallback: string | null;
  /** Ends the threads. Evaluators made before must not be used afterwards. */
  dispose(): void;
}

const mostThreads = 16;

/**
 * If WebAssembly lacks SIMD or shared memory, this is the plain backend, and `fallback` gives the reason. The plain
 * backend also computes structures that the kernel does not support (an edge that is spline and symbolic at once).
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
