/**
 * Sums of laws with a name, each of one column. The law of a column is found beside smooth curves of the other columns
 * first, which stand for laws that are not known yet, and then beside the laws of these.
 */
import { number, sum } from '../../../../../shared/expression/tree.ts';
import type { Breath } from '../../../breath.ts';
import type { Bends } from './bends.ts';
import { isLine } from './lawForm.ts';
import {
  choicesOf,
  firstForms,
  namedParts,
  nextForms,
  partsOf,
  valuesOf,
  type NamedWhole,
  type Part,
  type PartTable,
  type Place,
} from './parts.ts';

/** The laws are found again beside each other as long as the squared errors fall to this share, but not more often than so. */
const passes = 3;
const fallen = 0.7;

export interface Sums {
  readonly wholes: readonly NamedWhole[];
  /** The laws of each place, the likeliest first. */
  readonly parts: readonly (readonly Part[])[];
}

/** Sums of the laws of all columns. */
export async function partsOfSum(table: PartTable, bends: Bends, breath: Breath): Promise<Sums> {
  const places = [...table.columns.keys()].map((column) => ({ column }));
  const found: (readonly Part[])[] = [];
  for (const place of places)
    found.push(await partsOf(table, place, table, beside(bends, place.column), firstForms, breath));
  return sumsOf(table, places, found, breath);
}

/** The functions of all columns but one. */
export function beside(of: Bends, column: number): readonly Float64Array[] {
  return of.flatMap((some, other) => (other === column ? [] : some));
}

/** The laws at some places, found again beside each other. */
export async function sumsOf(
  table: PartTable,
  places: readonly Place[],
  first: readonly (readonly Part[])[],
  breath: Breath,
): Promise<Sums> {
  const found = [...first];
  const unseen = new Set<number>();
  const squaresOf = (parts: readonly (readonly Part[])[]): number =>
    Math.min(...parts.map(([part]) => part?.squares ?? Infinity));
  for (let pass = 0; pass < passes; pass++) {
    const before = squaresOf(found);
    for (const [at, place] of places.entries()) {
      const others = found.map((parts) => parts.at(0)?.columns ?? []);
      const next = nextForms(found[at]);
      const forms = pass === 0 ? next : [...new Set([...firstForms, ...next])];
      const again = await partsOf(table, place, table, beside(others, at), forms, breath);
      if (again.length > 0) {
        found[at] = again;
        unseen.delete(at);
      } else unseen.add(at);
    }
    if (!(squaresOf(found) < fallen * before)) break;
  }
  const present = found.filter((parts) => parts.length > 0);
  // Beside rough curves of the others a law may have stood for what these miss.
  const seen = found.filter((parts, at) => parts.length > 0 && !unseen.has(at));
  const kinds = seen.length === present.length ? [present] : [present, seen];
  const choices = kinds.flatMap((some) => (some.length === 0 ? [] : choicesOf(some)));
  const wholes = choices.map((parts) => ({
    expression: sum([...parts.map(({ expression }) => expression), number(offsetOf(parts, table))]),
    named: namedParts(parts, '+'),
    isStraight: parts.every(({ form }) => isLine(form)),
  }));
  return { wholes, parts: found };
}

/** Each part has the constant of the whole sum in it: what is to be added instead. */
function offsetOf(parts: readonly Part[], table: PartTable): number {
  const { target, weights } = table;
  const values = parts.map((part) => valuesOf(part, table));
  let [error, total] = [0, 0];
  target.forEach((value, row) => {
    error += weights[row] * values.reduce((rest, part) => rest - part[row], value);
    total += weights[row];
  });
  return error / total;
}
