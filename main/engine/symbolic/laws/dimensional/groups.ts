/**
 * Dimensionless groups (Buckingham's π theorem): with units, a law of n columns of which r have independent dimensions
 * is the target's dimension times a function of n − r products of powers of columns, which have no dimension.
 */
import { leastSquares } from '../../../kan/leastSquares.ts';
import {
  isDimensionless,
  sameDimension,
  timesPower,
  dimensionless,
  type Dimension,
} from '../../../data/units/dimension.ts';
import type { Scaling } from '../reductions/scaling.ts';
import { wholeExponents } from '../reductions/scalings.ts';

/** Choices of columns that are tried as the r columns. */
const mostChoices = 500;

/**
 * The ways to write a law in dimensionless groups, those with the smallest exponents first. None where the columns do not
 * determine the target's dimension, or have none themselves.
 */
export function dimensionlessScalings(columns: readonly Dimension[], target: Dimension): Scaling[] {
  const dimensional = columns.flatMap((dimension, i) => (isDimensionless(dimension) ? [] : [i]));
  const rank = rankOf(dimensional.map((i) => columns[i]));
  if (rank === 0) return [];
  const found: { readonly size: number; readonly scaling: Scaling }[] = [];
  for (const repeating of combinations(dimensional, rank)) {
    const basis = repeating.map((i) => columns[i]);
    if (rankOf(basis) < rank) continue;
    const factor = exponentsFor(target, repeating, columns);
    if (factor === null) return [];
    const groups = columns.flatMap((dimension, i) => {
      if (repeating.includes(i)) return [];
      const divisor = exponentsFor(dimension, repeating, columns);
      if (divisor === null) return [];
      return [wholeExponents(divisor.map((value, k) => (k === i ? 1 : -value)))];
    });
    const scaling = { factor, groups };
    found.push({ size: sizeOf(scaling), scaling });
  }
  return found.sort((one, other) => one.size - other.size).map(({ scaling }) => scaling);
}

/** The exponents of the repeating columns whose product has a dimension; null where there is no such product. */
function exponentsFor(
  dimension: Dimension,
  repeating: readonly number[],
  columns: readonly Dimension[],
): number[] | null {
  const basis = repeating.map((i) => columns[i]);
  const matrix = Float64Array.from(dimension.flatMap((_, row) => basis.map((column) => column[row])));
  const solution = leastSquares(matrix, dimension.length, basis.length)(dimension);
  // Exponents of laws are small fractions; what rounding leaves is removed.
  const exponents = Array.from(solution, (value) => Math.round(value * 24) / 24);
  const reached = basis.reduce((so, column, k) => timesPower(so, column, exponents[k]), dimensionless);
  if (!sameDimension(reached, dimension)) return null;
  const all = columns.map(() => 0);
  repeating.forEach((i, k) => (all[i] = exponents[k]));
  return all;
}

/** The sum of all exponents; fractions count more. */
function sizeOf({ factor, groups }: Scaling): number {
  return [factor, ...groups]
    .flat()
    .reduce((sum, exponent) => sum + Math.abs(exponent) + (Number.isInteger(exponent) ? 0 : 1), 0);
}

function rankOf(dimensions: readonly Dimension[]): number {
  const rows = dimensions.map((dimension) => [...dimension]);
  let rank = 0;
  for (let column = 0; column < dimensionless.length; column++) {
    const pivot = rows.findIndex((row, i) => i >= rank && Math.abs(row[column]) > 1e-9);
    if (pivot < 0) continue;
    [rows[rank], rows[pivot]] = [rows[pivot], rows[rank]];
    for (let i = rank + 1; i < rows.length; i++) {
      const times = rows[i][column] / rows[rank][column];
      rows[i] = rows[i].map((value, k) => value - times * rows[rank][k]);
    }
    rank++;
  }
  return rank;
}

/** The first {@link mostChoices} subsets of so many of the items. */
function combinations(items: readonly number[], count: number): number[][] {
  const found: number[][] = [];
  const choose = (from: number, chosen: readonly number[]): void => {
    if (found.length >= mostChoices) return;
    if (chosen.length === count) found.push([...chosen]);
    else for (let i = from; i < items.length; i++) choose(i + 1, [...chosen, items[i]]);
  };
  choose(0, []);
  return found;
}
