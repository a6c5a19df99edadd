/** Functions of two binned inputs: what each input adds by itself, and the rest as a sum of products. */
import { singularParts } from '../../optim/singular.ts';
import type { Bins } from './bins.ts';
import type { PairTable } from './boost.ts';

/** mean + ofOne + ofOther + together. */
interface Centred {
  readonly mean: number;
  /** By bin, of mean 0 over the rows. */
  readonly ofOne: Float64Array;
  readonly ofOther: Float64Array;
  /** [bin of one][bin of other], of mean 0 over the bins of each input. */
  readonly together: Float64Array;
}

/**
 * The analysis of variance of a function. A bin counts by its rows, as if the inputs were independent.
 */
export function centred({ one, other, values }: PairTable, bins: readonly Bins[]): Centred {
  const [u, v] = [bins[one].shares, bins[other].shares];
  const rowsOf = (each: (a: number, b: number, at: number) => void): void => {
    for (let a = 0; a < u.length; a++) for (let b = 0; b < v.length; b++) each(a, b, a * v.length + b);
  };
  const ofOne = new Float64Array(u.length);
  const ofOther = new Float64Array(v.length);
  rowsOf((a, b, at) => {
    ofOne[a] += v[b] * values[at];
    ofOther[b] += u[a] * values[at];
  });
  const mean = ofOne.reduce((sum, value, a) => sum + u[a] * value, 0);
  const together = Float64Array.from(values);
  rowsOf((a, b, at) => (together[at] += mean - ofOne[a] - ofOther[b]));
  return { mean, ofOne: ofOne.map((x) => x - mean), ofOther: ofOther.map((x) => x - mean), together };
}

/** size · ofOne(x) · ofOther(y), both of unit mean square over the rows. */
export interface Product {
  readonly size: number;
  readonly ofOne: Float64Array;
  readonly ofOther: Float64Array;
}

/**
 * The singular value decomposition of what two inputs do together, where each row counts once: the products whose size is
 * above `least`, the largest first.
 */
export function productsOf(
  { one, other }: PairTable,
  together: Float64Array,
  bins: readonly Bins[],
  least: number,
): Product[] {
  const [u, v] = [bins[one].shares.map(Math.sqrt), bins[other].shares.map(Math.sqrt)];
  const count = v.length;
  const scaled = together.map((value, at) => value * u[Math.floor(at / count)] * v[at % count]);
  return singularParts(scaled, u.length, count, least).map(({ value, right, product }) => ({
    size: value,
    ofOne: product.map((x, a) => x / value / u[a]),
    ofOther: right.map((x, b) => x / v[b]),
  }));
}

/** The mean square of what two inputs do together. */
export function meanSquare({ one, other }: PairTable, together: Float64Array, bins: readonly Bins[]): number {
  const [u, v] = [bins[one].shares, bins[other].shares];
  return together.reduce(
    (sum, value, at) => sum + value ** 2 * u[Math.floor(at / v.length)] * v[at % v.length],
    0,
  );
}
