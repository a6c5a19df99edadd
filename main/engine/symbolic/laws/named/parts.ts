/** Laws with a name of one column each, as parts of a law in several columns. */
import type { LawParts } from '../../../../../shared/contract/views/ladder.ts';
import { compile } from '../../../../../shared/expression/evaluate.ts';
import { isNumber, variable, type Expression } from '../../../../../shared/expression/tree.ts';
import { rangeOf } from '../../../../../shared/range.ts';
import type { Breath } from '../../../breath.ts';
import { evenRows } from '../../../data/rows.ts';
import { worth, type NamedForm } from '../../formula/descriptionLength.ts';
import type { Problem } from '../problem.ts';
import { coefficients, variation } from '../terms/leastSquares.ts';
import { LawFits, type LawFit } from './lawFits.ts';
import { allForms, costOf, isLine, nameOf, type LawForm } from './lawForm.ts';
import { namedFormOf, sizeOfPart } from './namedForm.ts';

const mostRows = 200;
/** Of more columns, no law is looked for in each. */
const mostColumns = 5;
const spareRows = 2;
/** Of each column: laws that are tried again beside the laws of the others, and those that stand in the candidates. */
const lawsTriedAgain = 8;
const kept = 3;
/** A description that is longer by more does not stand in a candidate. */
const longer = 10;

/** The rows of a problem in bare columns. */
export interface PartTable {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
  readonly target: Float64Array;
  readonly weights: Float64Array;
}

/** A law of one column as a part. */
export interface Part extends LawFit {
  readonly form: LawForm;
  readonly column: string;
  /** The weighted sum of squares that it leaves, with what stands beside it. */
  readonly squares: number;
}

/** A law in several columns, each in a part with a name. */
export interface NamedWhole {
  readonly expression: Expression;
  readonly named: NamedForm;
  /** A sum of straight lines. */
  readonly isStraight: boolean;
}

/** Some rows of a problem in two columns and more, without a factor; null for others. */
export function partTable({ groups, factor, target, weights }: Problem): PartTable | null {
  const names = groups.flatMap(({ expression }) => (expression.kind === 'variable' ? [expression.name] : []));
  const isInColumns = names.length === groups.length && isNumber(factor.expression, 1);
  if (groups.length < 2 || groups.length > mostColumns || !isInColumns) return null;
  const rows = evenRows(target.length, mostRows);
  const pick = (all: Float64Array): Float64Array => Float64Array.from(rows, (row) => all[row]);
  return {
    names,
    columns: groups.map(({ values }) => pick(values)),
    target: pick(target),
    weights: weights === null ? new Float64Array(rows.length).fill(1) : pick(weights),
  };
}

/** What a part, and what stands beside it, is to add up to, with the weights of the rows. */
export type Wanted = Pick<PartTable, 'target' | 'weights'>;

/**
 * The laws of a column that fit a target best beside other columns, the shortest description first; none where the target
 * does not show the column.
 */
export async function partsOf(
  { names, columns }: PartTable,
  column: number,
  { target, weights }: Wanted,
  beside: readonly Float64Array[],
  forms: readonly LawForm[],
  breath: Breath,
): Promise<readonly Part[]> {
  const x = columns[column];
  const ends = rangeOf(x);
  const whole = variation(target, weights);
  if (!(ends[1] > ends[0]) || !(whole > 0)) return [];
  const fits = new LawFits(variable(names[column]), x, target, weights, ends, beside);
  const without = x.length * Math.log(shareLeft(beside, { target, weights }));
  const found: Part[] = [];
  for (const form of forms) {
    await breath.take();
    const one = fits.fit(form, { spare: spareRows });
    if (one === null) continue;
    const length = one.length - without - worth * (costOf(form) - sizeOfPart(form));
    found.push({ ...one, length, form, column: names[column], squares: one.left * whole });
  }
  return found.filter(({ length }) => length < 0).sort((one, other) => one.length - other.length);
}

/** The values of a part in the rows of a table. */
export function valuesOf({ expression }: Part, { names, columns, target }: PartTable): Float64Array {
  return compile(expression, names)(columns, target.length);
}

/** The forms that a column is tried in first: no sums of several peaks or waves. */
export const firstForms = allForms.filter(({ count }) => count === 1);

/** All forms of the laws that fit best; the first forms where none fits yet. */
export function nextForms(found: readonly Part[]): readonly LawForm[] {
  if (found.length === 0) return firstForms;
  const laws = new Set(found.slice(0, lawsTriedAgain).map(({ form }) => form.law));
  return allForms.filter(({ law }) => laws.has(law));
}

/** The share of a target's variance that a constant and some columns leave. */
export function shareLeft(columns: readonly Float64Array[], { target, weights }: Wanted): number {
  if (columns.length === 0) return 1;
  const all = [new Float64Array(target.length).fill(1), ...columns];
  const numbers = coefficients(all, target, weights);
  if (numbers === null) return 1;
  const left = target.reduce((sum, value, row) => {
    const rest = all.reduce((error, column, k) => error - numbers[k] * column[row], value);
    return sum + weights[row] * rest * rest;
  }, 0);
  return left / variation(target, weights);
}

/** Choices of one part for each column: the best ones, and the same with one other part. Where a line is enough, it stays. */
export function choicesOf(parts: readonly (readonly Part[])[]): readonly (readonly Part[])[] {
  const best = parts.map(([first]) => first);
  const others = parts.flatMap(([first, ...next], at) => {
    const likely = next.slice(0, kept - 1).filter(({ length }) => length < first.length + longer);
    return isLine(first.form) ? [] : likely.map((other) => best.with(at, other));
  });
  return [best, ...others];
}

/** @param join what stands between the parts */
export function namedParts(parts: readonly Part[], join: LawParts['join']): NamedForm {
  return namedFormOf({ join, laws: parts.map(({ form, column }) => ({ law: nameOf(form), column })) })!;
}

/** The description length of what a part leaves, up to a constant that is the same for all parts of a table. */
export function lengthOf({ squares, form, constants }: Part, rows: number): number {
  return rows * Math.log(squares) + worth * sizeOfPart(form) + constants * Math.log(rows);
}
