/** Laws with a name of one column each, as parts of a law in several columns. */
import type { LawParts } from '../../../../../shared/contract/views/ladder.ts';
import { compile } from '../../../../../shared/expression/evaluate.ts';
import {
  isNumber,
  variable,
  type Expression,
  type NumberNode,
} from '../../../../../shared/expression/tree.ts';
import { rangeOf } from '../../../../../shared/range.ts';
import type { Breath } from '../../../breath.ts';
import { evenRows } from '../../../data/rows.ts';
import { worth, type NamedForm } from '../../formula/descriptionLength.ts';
import type { Problem } from '../problem.ts';
import { coefficients, squaresLeft, variation } from '../terms/leastSquares.ts';
import { LawFits, type LawFit } from './lawFits.ts';
import { allForms, costOf, isLine, lineForm, nameOf, type LawForm } from './lawForm.ts';
import { namedFormOf, sizeOfPart } from './namedForm.ts';
import { zeroOf } from './zeros.ts';

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
  /** What laws that take ratios add to each column ({@link zeroOf}). */
  readonly zeros: readonly (NumberNode | null)[];
  readonly target: Float64Array;
  readonly weights: Float64Array;
}

/** Where a law stands: its column, and the column of which a line multiplies it. */
export interface Place {
  readonly column: number;
  readonly times?: number;
  /** Only a straight line may stand there. */
  readonly isLine?: boolean;
}

/** A law of one column as a part, which a line of another may multiply. */
export interface Part extends LawFit {
  readonly form: LawForm;
  readonly column: string;
  /** The column of the line. */
  readonly times?: string;
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
export function partTable({ data, groups, factor, target, weights }: Problem): PartTable | null {
  const names = groups.flatMap(({ expression }) => (expression.kind === 'variable' ? [expression.name] : []));
  const isInColumns = names.length === groups.length && isNumber(factor.expression, 1);
  if (groups.length < 2 || groups.length > mostColumns || !isInColumns) return null;
  const rows = evenRows(target.length, mostRows);
  const pick = (all: Float64Array): Float64Array => Float64Array.from(rows, (row) => all[row]);
  return {
    names,
    columns: groups.map(({ values }) => pick(values)),
    zeros: names.map((name) => zeroOf(data, name)),
    target: pick(target),
    weights: weights === null ? new Float64Array(rows.length).fill(1) : pick(weights),
  };
}

/** What a part, and what stands beside it, is to add up to, with the weights of the rows. */
export type Wanted = Pick<PartTable, 'target' | 'weights'>;

/**
 * The laws at a place that fit a target best beside other columns, the shortest description first; none where the target
 * does not show the column.
 */
export async function partsOf(
  { names, columns, zeros }: PartTable,
  { column, times, isLine: isOnlyLine = false }: Place,
  { target, weights }: Wanted,
  beside: readonly Float64Array[],
  forms: readonly LawForm[],
  breath: Breath,
): Promise<readonly Part[]> {
  const x = columns[column];
  const ends = rangeOf(x);
  const whole = variation(target, weights);
  if (!(ends[1] > ends[0]) || !(whole > 0)) return [];
  const line = times === undefined ? null : { variable: variable(names[times]), values: columns[times] };
  const fits = new LawFits(
    { variable: variable(names[column]), values: x, ends, zero: zeros[column] },
    target,
    weights,
    beside,
    line,
  );
  const without = x.length * Math.log(shareLeft(beside, { target, weights }));
  const found: Part[] = [];
  const multiplied = line === null ? forms : forms.filter(isMultiplied);
  for (const form of isOnlyLine ? [lineForm] : multiplied) {
    await breath.take();
    const one = fits.fit(form, { spare: spareRows });
    if (one === null) continue;
    const length = one.length - without - worth * (costOf(form) - sizeOfPart(form, line !== null));
    const part = { ...one, length, form, column: names[column], squares: one.left * whole };
    found.push(times === undefined ? part : { ...part, times: names[times] });
  }
  return found.filter(({ length }) => length < 0).sort((one, other) => one.length - other.length);
}

/** A product of lines is no law with a name, and a slope is a line beside the law. */
function isMultiplied(form: LawForm): boolean {
  return !isLine(form) && !form.isSloped;
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
  return squaresLeft(all, numbers, target, weights) / variation(target, weights);
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
  const laws = parts.map(({ form, column, times }) => ({
    ...{ law: nameOf(form), column },
    ...(times !== undefined && { times }),
  }));
  return namedFormOf({ join, laws })!;
}

/** The description length of what a part leaves, up to a constant that is the same for all parts of a table. */
export function lengthOf({ squares, form, times, constants }: Part, rows: number): number {
  const size = sizeOfPart(form, times !== undefined);
  return rows * Math.log(squares) + worth * size + constants * Math.log(rows);
}
