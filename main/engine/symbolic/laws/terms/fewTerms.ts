/**
 * Sums and products of a few building blocks: T(y) = c₀ + Σ cₖ·blockₖ, and y = c₀·Π |blockₖ|^pₖ. The blocks are chosen
 * by orthogonal matching pursuit (`beam.ts`).
 */
import type { Blocks } from '../blocks.ts';
import type { TermOptions } from './beam.ts';
import type { Candidate } from './candidate.ts';
import { variation } from './leastSquares.ts';
import { products } from './products.ts';
import { sums } from './sums.ts';

/** @param weights so that Σ w·(difference)² is the error that counts; null where all rows count alike. */
export function fewTerms(
  blocks: Blocks,
  target: Float64Array,
  weights: Float64Array | null,
  options: TermOptions,
): Candidate[] {
  const ones = weights ?? new Float64Array(target.length).fill(1);
  const total = variation(target, ones);
  return [...sums(blocks, target, ones, total, options), ...products(blocks, target, ones, total, options)];
}
