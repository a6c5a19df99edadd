/**
 * Sums in which a line of another column multiplies the law of one, as in V·s/(K + s)·E + c·T and (a + b·T)·exp(−k·t) + c + d·T.
 */
import type { Breath } from '../../../breath.ts';
import type { Bends } from './bends.ts';
import { squaresWithoutEach } from '../terms/leastSquares.ts';
import { products } from './multiplied.ts';
import {
  firstForms,
  partsOf,
  shareLeft,
  type NamedWhole,
  type Part,
  type PartTable,
  type Place,
} from './parts.ts';
import { beside, sumsOf } from './partsOfSum.ts';

/** A column whose curve a line of another multiplies. */
export interface Interaction {
  readonly place: Place & { readonly times: number };
  /** The share of the variance that is left then. */
  readonly left: number;
  /** How many functions leave it. */
  readonly functions: number;
}

/**
 * The interaction that shortens the description of a sum of curves most, also without the row that shows it most: a single wrong value
 * is no interaction. null where none does.
 * @param curves of each column
 */
export function likeliestInteraction(table: PartTable, curves: Bends): Interaction | null {
  const { columns, target, weights } = table;
  const rows = target.length;
  const all = [new Float64Array(rows).fill(1), ...curves.flat()];
  const ofSum = squaresWithoutEach(all, target, weights);
  let [best, most]: [Interaction | null, number] = [null, 0];
  for (const column of columns.keys()) {
    for (const times of columns.keys()) {
      if (times === column) continue;
      const further = products(curves[column], columns[times]);
      const squares = squaresWithoutEach([...all, ...further], target, weights);
      const ratio = ofSum.reduce((least, value, row) => Math.min(least, value / squares[row]), Infinity);
      const gain = rows * Math.log(ratio) - further.length * Math.log(rows);
      if (!(gain > most)) continue;
      const left = shareLeft([...all.slice(1), ...further], table);
      [best, most] = [{ place: { column, times }, left, functions: all.length + further.length - 1 }, gain];
    }
  }
  return best;
}

/**
 * The law of the place beside curves of the others first, then laws of all of them. Of the column that multiplies it at most a line is
 * added: then all constants of the law but those inside are lines of this column.
 */
export async function partsOfInteraction(
  table: PartTable,
  bends: Bends,
  { place }: Interaction,
  breath: Breath,
): Promise<readonly NamedWhole[]> {
  const law = await partsOf(table, place, table, beside(bends, place.column), firstForms, breath);
  if (law.length === 0) return [];
  const known = bends.with(place.column, law[0].columns);
  const places = bends.map((_, column) =>
    column === place.column ? place : { column, isLine: column === place.times },
  );
  const found: (readonly Part[])[] = [];
  for (const one of places) {
    const others = beside(known, one.column);
    found.push(one === place ? law : await partsOf(table, one, table, others, firstForms, breath));
  }
  const whole = await sumsOf(table, places, found, breath);
  if (found[place.times].length === 0) return whole.wholes;
  const isOther = (_: unknown, column: number): boolean => column !== place.times;
  const without = await sumsOf(table, places.filter(isOther), found.filter(isOther), breath);
  return [...whole.wholes, ...without.wholes];
}
