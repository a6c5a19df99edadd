/**
 * Products of laws with a name, each of one column. The law of a column is found beside smooth curves of the other columns,
 * or beside these columns themselves, and then beside their laws. A factor f of y = f·g is fitted to y/g with the weight g².
 */
import { compile } from '../../../../../shared/expression/evaluate.ts';
import { number, product, sum, type Expression } from '../../../../../shared/expression/tree.ts';
import type { Breath } from '../../../breath.ts';
import { coefficients } from '../terms/leastSquares.ts';
import type { Bends } from './partsOfSum.ts';
import {
  choicesOf,
  firstForms,
  nextForms,
  lengthOf,
  nameOfParts,
  partsOf,
  shareLeft,
  type NamedWhole,
  type Part,
  type PartTable,
} from './parts.ts';

/** Rounds of smooth curves, each fitted beside the others. */
const rounds = 6;
/** Rows where the other factors are smaller than this share of their largest value say nothing about a factor. */
const flat = 1e-6;

/** Values of each factor, [column][row]. */
export type Factors = readonly Float64Array[];

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
  for (const column of [...parts.keys()].sort(
    (one, other) => Number(one === surest) - Number(other === surest),
  )) {
    const forms = nextForms(found[column]);
    parts[column] = await partsOf(table, column, wanted(table, factors, column), [], forms, breath);
    const [best] = parts[column];
    const values = best === undefined ? new Float64Array(table.target.length).fill(1) : valuesOf(best, table);
    factors = factors.with(column, values);
  }
  const present = parts.filter((some) => some.length > 0);
  if (present.length < 2) return [];
  return choicesOf(present).map((some) => ({ expression: productOf(some), named: nameOfParts(some, '×') }));
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
    found.push(await partsOf(table, column, wanted(table, factors, column), [], firstForms, breath));
  const rows = table.target.length;
  const lengths = found.map(([part]) => (part === undefined ? Infinity : lengthOf(part, rows)));
  const length = Math.min(...lengths);
  return { factors, found, surest: lengths.indexOf(length), length };
}

/** What a factor should be, with weights that make the squared errors those of the target. */
function wanted(
  { target, weights }: PartTable,
  factors: Factors,
  column: number,
): Pick<PartTable, 'target' | 'weights'> {
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
      if (size > 0 && Number.isFinite(size))
        factors = factors.with(
          column,
          values.map((value) => value / size),
        );
    }
  }
  return factors;
}

function valuesOf({ expression }: Part, { variables, columns, target }: PartTable): Float64Array {
  const names = variables.map((one) => (one.kind === 'variable' ? one.name : ''));
  return compile(expression, names)(columns, target.length);
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
