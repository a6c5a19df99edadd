/** How the samples of a job are divided among threads. */
import type { KernelPlan } from './plan.ts';

/**
 * A job has at most this many chunks. The number does not depend on the threads, so that sums always run in the same
 * order.
 */
export const mostChunks = 32;
/** The smallest number of blocks in a chunk, if there are enough blocks. */
const leastBlocks = 2;

export interface Cut {
  readonly samples: number;
  readonly chunks: number;
  readonly blocksPerChunk: number;
}

/** Divides samples into chunks of whole blocks, each of which one thread computes. */
export function cutOf({ blockRows }: KernelPlan, samples: number): Cut {
  const blocks = Math.ceil(samples / blockRows);
  const blocksPerChunk = Math.max(Math.ceil(blocks / mostChunks), leastBlocks);
  return { samples, blocksPerChunk, chunks: Math.ceil(blocks / blocksPerChunk) };
}
