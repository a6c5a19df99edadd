/** The factors of a product, each of one column, by their values in the rows. */
import { coefficients } from '../terms/leastSquares.ts';
import type { Bends } from './bends.ts';
import { shareLeft, type PartTable, type Wanted } from './parts.ts';

/** Rounds of smooth curves, each fitted beside the others. */
const rounds = 6;
/** Rows where the other factors are smaller than this share of their largest value say nothing about a factor. */
const flat = 1e-6;

/** [column][row] */
export type Factors = readonly Float64Array[];

/** What a factor should be, with weights that make the squared errors those of the target. */
export function wantedOf({ target, weights }: PartTable, factors: Factors, column: number): Wanted {
  const others = othersOf(factors, column);
  const least = flat * others.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const isFlat = (row: number): boolean => !(Math.abs(others[row]) > least);
  return {
    target: target.map((value, row) => (isFlat(row) ? 0 : value / others[row])),
    weights: weights.map((weight, row) => (isFlat(row) ? 0 : weight * others[row] ** 2)),
  };
}

/** The share of the target's variance that the product of some factors leaves. */
export function shareLeftBy(factors: Factors, { target, weights }: PartTable): number {
  return shareLeft([othersOf(factors, -1)], { target, weights });
}

/** The product of all factors but one. */
function othersOf(factors: Factors, column: number): Float64Array {
  return factors[0].map((_, row) =>
    factors.reduce((all, values, other) => (other === column ? all : all * values[row]), 1),
  );
}

/** Factors that bend, each fitted beside the others in turn. */
export function smoothFactors({ columns, target, weights }: PartTable, ofColumns: Bends): Factors {
  const one = new Float64Array(target.length).fill(1);
  const bends = ofColumns.map((some) => [one, ...some]);
  let factors: Factors = columns.map(() => one);
  for (let round = 0; round < rounds; round++) {
    for (const column of columns.keys()) {
      const others = othersOf(factors, column);
      const basis = bends[column].map((values) => values.map((value, row) => value * others[row]));
      const numbers = coefficients(basis, target, weights);
      if (numbers === null) continue;
      const values = one.map((_, row) =>
        numbers.reduce((sum, factor, k) => sum + factor * bends[column][k][row], 0),
      );
      const size = Math.hypot(...values) / Math.sqrt(values.length);
      const scaled = values.map((value) => value / size);
      if (size > 0 && Number.isFinite(size)) factors = factors.with(column, scaled);
    }
  }
  return factors;
}
