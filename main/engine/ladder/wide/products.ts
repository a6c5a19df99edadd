/** Inputs that act together with another one, and hardly by themselves. */
import { weightedProducts } from '../../optim/weightedProducts.ts';
import type { Terms } from '../terms/terms.ts';

/** The most pairs of terms. */
const mostPairs = 3;
/** By so much the chi-square of a product must be above 2 ln m, which the largest of m has by chance: one of forty tables has it. */
const beyondChance = 4;
/** Rows times the square of the columns; with more, only some of the rows are looked at. */
const mostWork = 4e8;

/**
 * The terms of the products of straight lines that explain more of the residuals than the largest of so many would by chance.
 * @param residuals by output, [row]. @param weights by row; null where all count alike. @param among rows to learn from.
 */
export function actingTogether(
  { terms }: Terms,
  residuals: readonly Float64Array[],
  weights: Float64Array | null,
  among: Uint32Array,
): number[] {
  const own = terms.flatMap(({ lines }, term) => lines.map(({ values }) => ({ term, values })));
  const every = Math.max(1, Math.ceil((among.length * own.length ** 2) / mostWork));
  const used = among.filter((_, i) => i % every === 0);
  const rows = used.length;
  const some = (values: Float64Array): Float64Array => Float64Array.from(used, (row) => values[row]);
  const columns = own.map(({ values }) => some(values));
  const weight = weights && some(weights);
  const whole = weight?.reduce((sum, value) => sum + value, 0) ?? rows;
  const squares = weightedProducts(
    columns.map((column) => column.map((value) => value ** 2)),
    rows,
    weight,
  );
  const sums = weightedProducts(columns, rows, weight);
  const count = own.length;
  const scores = new Float64Array(count * count);
  for (const residual of residuals) {
    const plain = some(residual);
    const target = weight === null ? plain : plain.map((value, i) => weight[i] * value);
    const total = target.reduce((sum, value) => sum + value, 0);
    const variance = target.reduce((sum, value, i) => sum + value * plain[i], 0) / rows;
    const products = weightedProducts(columns, rows, target);
    for (let a = 0; a < count; a++) {
      for (let b = 0; b < a; b++) {
        const at = a * count + b;
        const mean = sums[at] / whole;
        const square = squares[at] - mean * sums[at];
        if (own[a].term === own[b].term || square <= 1e-9 * whole) continue;
        scores[at] += (products[at] - mean * total) ** 2 / (square * variance);
      }
    }
  }
  const least = 2 * Math.log((count * (count - 1)) / 2) + beyondChance + residuals.length - 1;
  const found = Array.from(scores.keys()).filter((at) => scores[at] > least);
  const best = found.sort((one, other) => scores[other] - scores[one]).slice(0, mostPairs);
  return best.flatMap((at) => [own[Math.floor(at / count)].term, own[at % count].term]);
}
