/**
 * Sums and products of a few building blocks: T(y) = c₀ + Σ cₖ·blockₖ, and y = c₀·Π |blockₖ|^pₖ. The blocks are chosen
 * by orthogonal matching pursuit (`beam.ts`).
 */
import type { SearchControl } from '../control.ts';
import type { Blocks } from '../blocks.ts';
import type { TermOptions } from './beam.ts';
import type { Candidate } from './candidate.ts';
import { variation } from './leastSquares.ts';
import { products } from './products.ts';
import { transforms } from '../transforms.ts';
import { sums } from './sums.ts';

/**
 * @param weights so that Σ w·(difference)² is the error that counts; null where all rows count alike.
 * @returns if the signal is aborted, the candidates found until then.
 */
export async function fewTerms(
  blocks: Blocks,
  target: Float64Array,
  weights: Float64Array | null,
  options: TermOptions,
  { breath, signal }: SearchControl,
): Promise<Candidate[]> {
  const ones = weights ?? new Float64Array(target.length).fill(1);
  const total = variation(target, ones);
  const found: Candidate[] = [];
  const add = async (candidates: Candidate[]): Promise<boolean> => {
    found.push(...candidates);
    await breath.take();
    return !signal.aborted;
  };
  for (const transform of transforms)
    if (!(await add(sums(blocks, target, ones, total, options, transform)))) return found;
  await add(products(blocks, target, ones, total, options));
  return found;
}
