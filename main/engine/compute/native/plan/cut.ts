/** How the samples of a job are cut up among threads. */
import type { KernelPlan } from './plan.ts';

/** A job is cut into at most this many chunks, whatever the threads, so that sums always run in the same order. */
export const mostChunks = 32;
/** Blocks that a chunk has at least, where there are as many. */
const leastBlocks = 2;

export interface Cut {
  readonly samples: number;
  readonly chunks: number;
  readonly blocksPerChunk: number;
}

export function cutOf({ blockRows }: KernelPlan, samples: number): Cut {
  const blocks = Math.ceil(samples / blockRows);
  const blocksPerChunk = Math.max(Math.ceil(blocks / mostChunks), leastBlocks);
  return { samples, blocksPerChunk, chunks: Math.ceil(blocks / blocksPerChunk) };
}
