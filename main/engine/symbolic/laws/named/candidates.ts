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
import { bestSum } from './bestSum.ts';
import { rangeWith } from './grids.ts';
import { namedLaws, type NamedLaw } from './namedLaws.ts';
import { complexityOf, lawExpression, lawGrid, type LawGrid } from './lawGrid.ts';

const mostRows = 200;
/** So many rows show any of the laws; fewer would follow too many of them. */
const enoughRows = 8;
/** Of fewer rows, how many more a law needs than it has constants. */
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

export interface NamedCandidate {
  readonly expression: Expression;
  readonly named: NamedForm;
  /** Of its description, to a constant. */
  readonly length: number;
}

/** The laws with the shortest descriptions first. @param problem none where it is in more than one column. */
export async function namedCandidates(problem: Problem, breath: Breath): Promise<readonly NamedCandidate[]> {
  const { groups, target, weights } = problem;
  if (groups.length !== 1) return [];
  const [{ expression: variable, values }] = groups;
  // In quotients of columns and the like many laws hold that have no name.
  if (variable.kind !== 'variable' || !isNumber(problem.factor.expression, 1)) return [];
  const rows = evenRows(target.length, mostRows);
  const pick = (all: Float64Array): Float64Array => Float64Array.from(rows, (row) => all[row]);
  const x = pick(values);
  const y = pick(target);
  const ones = weights === null ? new Float64Array(x.length).fill(1) : pick(weights);
  const range = rangeWith(x);
  if (!(range.high > range.low)) return [];
  const total = variation(y, ones);
  const [least, greatest] = rangeOf(y);
  const width = greatest - least;
  const found: NamedCandidate[] = [];
  for (const law of namedLaws) {
    await breath.take();
    const grid = lawGrid(law, x, range);
    for (const isSloped of law.sloped === true ? [false, true] : [false]) {
      for (let count = 1; count <= (law.most ?? 1); count++) {
        await breath.take();
        const one = fittedLaw(law, grid, count, isSloped);
        if (one !== null) found.push(one);
      }
    }
  }
  return found.sort((one, other) => one.length - other.length).slice(0, kept);

  function fittedLaw(law: NamedLaw, grid: LawGrid, count: number, isSloped: boolean): NamedCandidate | null {
    const fixed = [...(law.offset ? [new Float64Array(x.length).fill(1)] : []), ...(isSloped ? [x] : [])];
    const constants = fixed.length + count * grid.constants;
    if (x.length < Math.min(enoughRows, constants + spareRows)) return null;
    const needed = Math.max(perConstant * constants, leastOccupied * x.length);
    if (law.local === true && range.occupied < needed) return null;
    const best = bestSum(grid, count, fixed, y, ones);
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
    const size = costOf(law, count, isSloped);
    const length =
      x.length * Math.log(error ** 2 + floor ** 2) + worth * size + constants * Math.log(x.length);
    return { expression, length, named: { name: nameOf(law, count, isSloped), size } };
  }
}

const counts = ['', '', 'two ', 'three '];

/** `two Gaussian peaks on a slope`. */
function nameOf({ name }: NamedLaw, count: number, isSloped: boolean): string {
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
function costOf(law: NamedLaw, count: number, isSloped: boolean): number {
  const further = (count - 1) * (complexityOf(law) + 1);
  const inside = ofConstant * Object.keys(law.inner ?? {}).length;
  return choiceOf(law) + ofVariable + inside + further + (isSloped ? ofSlope : 0);
}
