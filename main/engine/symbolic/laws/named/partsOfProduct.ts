/**
 * Products of laws with a name, each of one column. The law of a column is found beside smooth curves of the other columns,
 * or beside these columns themselves, and then beside their laws. A factor f of y = f·g is fitted to y/g with the weight g².
 */
import { number, product, sum, type Expression } from '../../../../../shared/expression/tree.ts';
import type { Breath } from '../../../breath.ts';
import { wantedOf, type Factors } from './factors.ts';
import {
  choicesOf,
  firstForms,
  lengthOf,
  namedParts,
  nextForms,
  partsOf,
  valuesOf,
  type NamedWhole,
  type Part,
  type PartTable,
} from './parts.ts';

/** @param starts values of the factors to begin with. */
export async function partsOfProduct(
  table: PartTable,
  starts: readonly Factors[],
  breath: Breath,
): Promise<readonly NamedWhole[]> {
  const begun: Begun[] = [];
  for (const factors of starts) begun.push(await begin(table, factors, breath));
  const [{ found, surest, factors: first, length }] = begun.toSorted(
    (one, other) => one.length - other.length,
  );
  if (length === Infinity) return [];
  let factors = first.with(surest, valuesOf(found[surest][0], table));
  const parts = [...found];
  const others = [...parts.keys()].filter((column) => column !== surest);
  for (const column of [...others, surest]) {
    const forms = nextForms(found[column]);
    parts[column] = await partsOf(table, { column }, wantedOf(table, factors, column), [], forms, breath);
    const [best] = parts[column];
    const values = best === undefined ? new Float64Array(table.target.length).fill(1) : valuesOf(best, table);
    factors = factors.with(column, values);
  }
  const present = parts.filter((some) => some.length > 0);
  if (present.length < 2) return [];
  return choicesOf(present).map((some) => ({
    expression: productOf(some),
    named: namedParts(some, '×'),
    isStraight: false,
  }));
}

interface Begun {
  readonly factors: Factors;
  readonly found: readonly (readonly Part[])[];
  /** The column whose law has the shortest description, and this description. */
  readonly surest: number;
  readonly length: number;
}

async function begin(table: PartTable, factors: Factors, breath: Breath): Promise<Begun> {
  const found: (readonly Part[])[] = [];
  for (const column of factors.keys())
    found.push(await partsOf(table, { column }, wantedOf(table, factors, column), [], firstForms, breath));
  const rows = table.target.length;
  const lengths = found.map(([part]) => (part === undefined ? Infinity : lengthOf(part, rows)));
  const length = Math.min(...lengths);
  return { factors, found, surest: lengths.indexOf(length), length };
}

/** The product with one constant in front: a factor of each sum but the first is 1. */
function productOf(parts: readonly Part[]): Expression {
  const scales = parts.map(({ expression }) => scaleOf(expression));
  const all = scales.slice(1).reduce((scale, one) => scale * one, 1);
  return product(parts.map(({ expression }, at) => scaled(expression, at === 0 ? all : 1 / scales[at])));
}

/** The number in front of the first term that is no number. */
function scaleOf(expression: Expression): number {
  const terms = expression.kind === 'sum' ? expression.terms : [expression];
  const term = terms.find(({ kind }) => kind !== 'number');
  const first = term?.kind === 'product' ? term.factors.find(({ kind }) => kind === 'number') : undefined;
  return first?.kind === 'number' && first.value !== 0 ? first.value : 1;
}

function scaled(expression: Expression, factor: number): Expression {
  const times = (term: Expression): Expression =>
    term.kind === 'number' ? number(factor * term.value) : product([number(factor), term]);
  return expression.kind === 'sum' ? sum(expression.terms.map(times)) : times(expression);
}
