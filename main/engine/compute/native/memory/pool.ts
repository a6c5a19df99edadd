/**
 * The kernel on its threads. Thread 0 is the caller's. The others are workers that sleep in the shared memory. Their
 * JavaScript is a short text, so that no file has to be found on disk or in an archive.
 */
import { Worker } from 'node:worker_threads';
import { KanError } from '../../../../../shared/errors.ts';
import { createArena, type Arena } from './arena.ts';
import { kernelBase64 } from '../kernel.generated.ts';

/** The kernel's exports. */
export interface Kernel {
  firstAddress(): number;
  dispatch(pool: number, kind: number, job: number, chunks: number, wake: boolean): void;
  join(pool: number, chunks: number, spins: number): number;
  sumParts(address: number, bytes: number, parts: number): void;
  /** Cholesky steps of cholesky.as that run on the calling thread only. */
  prepareFactor(job: number, matrix: number, damping: number): void;
  factorDiagonal(job: number): number;
  solveFactored(job: number, right: number): void;
}

/** What a chunk of a job does; the numbers are those of job.as. */
export const jobKinds = {
  evaluate: 0,
  records: 1,
  jacobian: 2,
  outer: 3,
  gather: 4,
  factor: 5,
  slice: 6,
} as const;

export interface Pool {
  readonly threads: number;
  readonly arena: Arena;
  readonly kernel: Kernel;
  /**
   * Runs all chunks of a job and returns when they are done. If `wide`, it wakes sleeping workers.
   * @throws KanError `compute.crashed` if a worker fails.
   */
  run(kind: number, job: number, chunks: number, wide: boolean): void;
  dispose(): void;
}

/** Offsets of the fields of pool.as, in words. */
const words = { done: 2, generation: 3, stopping: 5, failed: 6 } as const;
const poolBytes = 64;

const spinsPerTurn = 20_000;
const sleepMilliseconds = 0.1;
/** If no chunk of a job finishes within this time while the caller waits, the job fails. */
const patienceMilliseconds = 60_000;

const workerSource = `
const { workerData: { module, memory, pool, failed, thread } } = require('node:worker_threads');
try {
  const { serve } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  // Growth from while the worker was starting: by nothing else is it sure to be told of it.
  memory.grow(0);
  serve(pool, thread);
} catch (error) {
  Atomics.store(new Int32Array(memory.buffer), failed, 1);
  throw error;
}`;

/**
 * @param threads number of threads, the caller's included.
 * @throws if WebAssembly lacks SIMD or shared memory.
 */
export function createPool(threads: number): Pool {
  const module = new WebAssembly.Module(Buffer.from(kernelBase64, 'base64'));
  const memory = createMemory();
  const kernel = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernel;
  const arena = createArena(memory, kernel.firstAddress());
  const pool = arena.allocate(poolBytes);
  const state = arena.integers(pool, poolBytes / 4);
  const workers = Array.from({ length: threads - 1 }, (_, i) => {
    const worker = new Worker(workerSource, {
      eval: true,
      name: `kan-kernel-${i + 1}`,
      workerData: { module, memory, pool, failed: pool / 4 + words.failed, thread: i + 1 },
    });
    worker.on('error', () => Atomics.store(state, words.failed, 1));
    worker.unref();
    return worker;
  });

  const finish = (chunks: number): void => {
    let silentSince = performance.now();
    let done = -1;
    while (kernel.join(pool, chunks, spinsPerTurn) === 0) {
      const now = performance.now();
      const progress = Atomics.load(state, words.done);
      if (progress !== done) silentSince = now;
      done = progress;
      if (Atomics.load(state, words.failed) !== 0 || now - silentSince > patienceMilliseconds)
        throw crashed(null);
      Atomics.wait(state, words.done, progress, sleepMilliseconds);
    }
  };

  return {
    threads,
    arena,
    kernel,
    run(kind, job, chunks, wide) {
      if (Atomics.load(state, words.failed) !== 0) throw crashed(null);
      // A worker that is awake may take a chunk of any job, even of one that wakes no worker.
      try {
        kernel.dispatch(pool, kind, job, chunks, wide && workers.length > 0);
      } catch (error) {
        Atomics.store(state, words.failed, 1);
        throw crashed(error);
      }
      finish(chunks);
    },
    dispose() {
      Atomics.store(state, words.stopping, 1);
      Atomics.notify(state, words.generation);
      for (const worker of workers) void worker.terminate();
    },
  };
}

/** As much address space as the system allows: 4 GiB, or less. */
function createMemory(): WebAssembly.Memory {
  for (const maximum of [65_536, 32_768, 16_384]) {
    try {
      return new WebAssembly.Memory({ initial: 16, maximum, shared: true });
    } catch {
      continue;
    }
  }
  return new WebAssembly.Memory({ initial: 16, maximum: 8_192, shared: true });
}

function crashed(cause: unknown): KanError {
  const error = new KanError({
    kind: 'fault',
    code: 'compute.crashed',
    message: 'A computing thread stopped unexpectedly.',
    hint: 'Try again. If it happens again, save your work and restart the app.',
  });
  error.cause = cause;
  return error;
}
