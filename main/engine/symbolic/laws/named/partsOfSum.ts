/**
 * Sums of laws with a name, each of one column. The law of a column is found beside smooth curves of the other columns
 * first, which stand for laws that are not known yet, and then beside the laws of these.
 */
import { compile } from '../../../../../shared/expression/evaluate.ts';
import { number, sum } from '../../../../../shared/expression/tree.ts';
import type { Breath } from '../../../breath.ts';
import {
  choicesOf,
  firstForms,
  nameOfParts,
  nextForms,
  partsOf,
  type NamedWhole,
  type Part,
  type PartTable,
} from './parts.ts';

/** Columns of curves that bend, of each column. */
export type Bends = readonly (readonly Float64Array[])[];

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
  for (const column of columns.keys()) {
    const others = found.map((parts) => parts.at(0)?.columns ?? []);
    const again = await partsOf(
      table,
      column,
      table,
      beside(others, column),
      nextForms(found[column]),
      breath,
    );
    if (again.length > 0) found[column] = again;
  }
  const present = found.filter((parts) => parts.length > 0);
  if (present.length === 0) return [];
  return choicesOf(present).map((parts) => ({
    expression: sum([...parts.map(({ expression }) => expression), number(offsetOf(parts, table))]),
    named: nameOfParts(parts, '+'),
  }));
}

/** Each part has the constant of the whole sum in it: what is to be added instead. */
function offsetOf(parts: readonly Part[], { variables, columns, target, weights }: PartTable): number {
  const names = variables.map((one) => (one.kind === 'variable' ? one.name : ''));
  const rows = target.length;
  const values = parts.map(({ expression }) => compile(expression, names)(columns, rows));
  let [error, total] = [0, 0];
  target.forEach((value, row) => {
    error += weights[row] * values.reduce((rest, part) => rest - part[row], value);
    total += weights[row];
  });
  return error / total;
}
