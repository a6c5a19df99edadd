/** Partial derivatives as sums of derivatives along lines: u_xy = ¼·(D² along (1, 1) − D² along (1, −1)). */
import { leastSquares } from '../../kan/leastSquares.ts';

/** One derivative along a line; its order is that of the partial derivative. */
export interface LineShare {
  readonly direction: readonly number[];
  readonly weight: number;
}

/**
 * The partial derivative with these orders, by coordinate: D_vⁿ = Σ n!/α!·v^α·∂^α over all α with |α| = n, solved for one
 * ∂^α. A derivative by one coordinate is the derivative along its axis.
 */
export function linesOf(orders: readonly number[]): readonly LineShare[] {
  const total = orders.reduce((sum, order) => sum + order, 0);
  const involved = orders.flatMap((order, coordinate) => (order > 0 ? [coordinate] : []));
  const along = (steps: readonly number[]): number[] =>
    orders.map((_, coordinate) => steps[involved.indexOf(coordinate)] ?? 0);
  if (involved.length < 2) return [{ direction: along(involved.map(() => 1)), weight: 1 }];
  const powers = compositions(total, involved.length);
  const directions = stepVectors(involved.length, Math.ceil(total / 2));
  const matrix = Float64Array.from(
    powers.flatMap((power) =>
      directions.map(
        (steps) => multinomial(total, power) * steps.reduce((value, step, i) => value * step ** power[i], 1),
      ),
    ),
  );
  const wanted = powers.map((power) => (power.every((order, i) => order === orders[involved[i]]) ? 1 : 0));
  const weights = leastSquares(matrix, powers.length, directions.length)(wanted);
  return directions.flatMap((steps, i) =>
    Math.abs(weights[i]) > 1e-12 ? [{ direction: along(steps), weight: weights[i] }] : [],
  );
}

/** All ways to write a total as an ordered sum of `parts` numbers from 0 up. */
function compositions(total: number, parts: number): number[][] {
  if (parts === 1) return [[total]];
  return Array.from({ length: total + 1 }, (_, first) => first).flatMap((first) =>
    compositions(total - first, parts - 1).map((rest) => [first, ...rest]),
  );
}

/** Vectors of whole numbers from −reach to reach, one of each pair v, −v, without the zero vector. */
function stepVectors(length: number, reach: number): number[][] {
  const steps = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
  let vectors: number[][] = [[]];
  for (let i = 0; i < length; i++)
    vectors = vectors.flatMap((vector) => steps.map((step) => [...vector, step]));
  return vectors.filter((vector) => (vector.find((step) => step !== 0) ?? 0) > 0);
}

function multinomial(total: number, powers: readonly number[]): number {
  return factorial(total) / powers.reduce((product, power) => product * factorial(power), 1);
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
