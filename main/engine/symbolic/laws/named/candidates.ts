/**
 * Laws with a name that fit a problem in one variable. For each point of a law's grid the other constants follow by least squares
 * (variable projection: Golub and Pereyra, 1973). Sums of several peaks or waves are found one after another, and each is
 * chosen again beside the others.
 */
import { isNumber, type Expression } from '../../../../../shared/expression/tree.ts';
import { rangeOf } from '../../../../../shared/range.ts';
import type { Breath } from '../../../breath.ts';
import { evenRows } from '../../../data/rows.ts';
import { worth, type NamedForm } from '../../formula/descriptionLength.ts';
import type { Problem } from '../problem.ts';
import { coefficients, variation } from '../terms/leastSquares.ts';
import { SumSearch } from './bestSum.ts';
import { rangeWith } from './grids.ts';
import { namedLaws, type NamedLaw } from './namedLaws.ts';
import { complexityOf, lawExpression, lawGrid, type LawGrid, type LawPoint } from './lawGrid.ts';

const mostRows = 200;
/** So many rows show any of the laws; fewer would follow too many of them. */
const enoughRows = 8;
/** Of fewer rows, how many more a law needs than it has constants, where nothing else shows how good it is. */
const spareRows = 2;
const kept = 18;
/** Of five laws that people find, four are common ones. */
const commonShare = 0.8;
/** Terms that are more than so many times as large as the target varies cancel each other, and imitate another function. */
const mostCancelled = 10;
const ofVariable = 1;
/** Of each constant inside: of two laws that are the same function, the one with fewer gives the name. */
const ofConstant = 0.05;
/** Of c·x on which a law stands. */
const ofSlope = 4;
const floor = 1e-9;
/** Parts of the range with rows that a local law needs for each constant. */
const perConstant = 3;
/** The least share of such parts: of values that spread over decades, nearly all lie in a few. */
const leastOccupied = 0.4;

/** A law, or a sum of several such laws, or one of these on a straight line. */
export interface LawForm {
  readonly law: NamedLaw;
  readonly count: number;
  readonly isSloped: boolean;
}

export interface NamedCandidate {
  readonly form: LawForm;
  readonly expression: Expression;
  readonly named: NamedForm;
  /** Fitted constants. */
  readonly constants: number;
  /** Of its description, less that of the mean. */
  readonly length: number;
}

interface Tried {
  readonly forms?: readonly LawForm[];
  readonly spare?: number;
}

const allForms: readonly LawForm[] = namedLaws.flatMap((law) =>
  (law.sloped === true ? [false, true] : [false]).flatMap((isSloped) =>
    Array.from({ length: law.most ?? 1 }, (_, k) => ({ law, count: k + 1, isSloped })),
  ),
);

/**
 * The laws with the shortest descriptions first.
 * @param problem none where it is in more than one column. @param forms that are tried
 * @param spare see {@link spareRows}
 */
export async function namedCandidates(
  problem: Problem,
  breath: Breath,
  { forms = allForms, spare = spareRows }: Tried = {},
): Promise<readonly NamedCandidate[]> {
  const { groups, target, weights } = problem;
  if (groups.length !== 1) return [];
  const [{ expression: variable, values }] = groups;
  // In quotients of columns and the like many laws hold that have no name.
  if (variable.kind !== 'variable' || !isNumber(problem.factor.expression, 1)) return [];
  const rows = evenRows(target.length, mostRows);
  const pick = (all: Float64Array): Float64Array => Float64Array.from(rows, (row) => all[row]);
  const x = pick(values);
  const y = pick(target);
  const w = weights && pick(weights);
  const ones = w ?? new Float64Array(x.length).fill(1);
  const range = rangeWith(x);
  if (!(range.high > range.low)) return [];
  const total = variation(y, ones);
  const [least, greatest] = rangeOf(y);
  const width = greatest - least;
  const grids = new Map<NamedLaw, LawGrid>();
  const sums = new Map<LawGrid, Map<boolean, SumSearch<LawPoint>>>();
  const found: NamedCandidate[] = [];
  for (const form of forms) {
    await breath.take();
    const grid = remembered(grids, form.law, () => lawGrid(form.law, x, range));
    const one = fittedForm(form, grid);
    if (one !== null) found.push(one);
  }
  return found.sort((one, other) => one.length - other.length).slice(0, kept);

  function fittedForm(form: LawForm, grid: LawGrid): NamedCandidate | null {
    const { law, count, isSloped } = form;
    const fixed = [...(law.offset ? [new Float64Array(x.length).fill(1)] : []), ...(isSloped ? [x] : [])];
    const constants = fixed.length + count * grid.constants;
    if (x.length < Math.min(enoughRows, constants + spare)) return null;
    const needed = Math.max(perConstant * constants, leastOccupied * x.length);
    if (law.local === true && range.occupied < needed) return null;
    const ofGrid = remembered(sums, grid, () => new Map<boolean, SumSearch<LawPoint>>());
    const best = remembered(ofGrid, isSloped, () => new SumSearch(grid, fixed, y, w)).best(count);
    if (best === null) return null;
    const columns = [...fixed, ...best.chosen.flatMap((point) => point.columns)];
    const numbers = coefficients(columns, y, ones);
    if (numbers === null) return null;
    if (
      count > 1 &&
      columns.some((column, k) => sizeOf(column) * Math.abs(numbers[k]) > mostCancelled * width)
    )
      return null;
    const expression = lawExpression(law, best.chosen, [...numbers], isSloped, variable);
    const error = Math.sqrt(best.left / total);
    const size = costOf(form);
    const length =
      x.length * Math.log(error ** 2 + floor ** 2) + worth * size + constants * Math.log(x.length);
    return { form, expression, constants, length, named: { name: nameOf(form), size } };
  }
}

/** The value of a key, made where there is none yet. */
function remembered<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

const counts = ['', '', 'two ', 'three '];

/** `two Gaussian peaks on a slope`. */
function nameOf({ law: { name }, count, isSloped }: LawForm): string {
  return `${counts[count]}${name}${count > 1 ? 's' : ''}${isSloped ? ' on a slope' : ''}`;
}

/** The largest size of a value. */
function sizeOf(column: Float64Array): number {
  return column.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** The choice among the laws, in units of complexity. */
function choiceOf({ rare }: NamedLaw): number {
  const alike = namedLaws.filter((other) => other.rare === rare).length;
  return Math.log(alike / (rare === true ? 1 - commonShare : commonShare)) / (worth / 2);
}

/** A sum of several costs as much for each further part as that part's own complexity. */
function costOf({ law, count, isSloped }: LawForm): number {
  const further = (count - 1) * (complexityOf(law) + 1);
  const inside = ofConstant * Object.keys(law.inner ?? {}).length;
  return choiceOf(law) + ofVariable + inside + further + (isSloped ? ofSlope : 0);
}
