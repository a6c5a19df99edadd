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
} from './parts.ts';

/** The laws are found again beside each other as long as the squared errors fall to this share, but not more often than so. */
const passes = 3;
const fallen = 0.7;

export async function partsOfSum(
  table: PartTable,
  bends: Bends,
  breath: Breath,
): Promise<readonly NamedWhole[]> {
  const { columns } = table;
  const beside = (of: Bends, column: number): readonly Float64Array[] =>
    of.flatMap((some, other) => (other === column ? [] : some));
  const found: (readonly Part[])[] = [];
  for (const column of columns.keys())
    found.push(await partsOf(table, column, table, beside(bends, column), firstForms, breath));
  const squaresOf = (parts: readonly (readonly Part[])[]): number =>
    Math.min(...parts.map(([first]) => first?.squares ?? Infinity));
  for (let pass = 0; pass < passes; pass++) {
    const before = squaresOf(found);
    for (const column of columns.keys()) {
      const others = found.map((parts) => parts.at(0)?.columns ?? []);
      const next = nextForms(found[column]);
      const forms = pass === 0 ? next : [...new Set([...firstForms, ...next])];
      const again = await partsOf(table, column, table, beside(others, column), forms, breath);
      if (again.length > 0) found[column] = again;
    }
    if (!(squaresOf(found) < fallen * before)) break;
  }
  const present = found.filter((parts) => parts.length > 0);
  if (present.length === 0) return [];
  return choicesOf(present).map((parts) => ({
    expression: sum([...parts.map(({ expression }) => expression), number(offsetOf(parts, table))]),
    named: namedParts(parts, '+'),
    isStraight: parts.every(({ form }) => isLine(form)),
  }));
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
