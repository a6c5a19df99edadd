/**
 * Revisions of formulas for rows with noise: in every place of a formula, other expressions are tried. What should stand
 * in a place follows from the rows to first order, so that all building blocks can be compared by least squares
 * at once; the best revisions are then fitted in full. Formulas are compared by their description length.
 */
import { complexity } from '../../../../../shared/expression/complexity.ts';
import { constantsOf, isLoose, replaceConstants } from '../../../../../shared/expression/constants.ts';
import { simplify } from '../../../../../shared/expression/simplify/simplify.ts';
import {
  call,
  keyOf,
  number,
  power,
  product,
  sum,
  type Expression,
} from '../../../../../shared/expression/tree.ts';
import { fitConstants } from '../../formula/fitConstants.ts';
import { firstRows, rangesOf, type FormulaData } from '../../formula/formulaData.ts';
import { noIntervals, respectsIntervals } from '../../formula/intervals.ts';
import type { Blocks } from '../blocks.ts';
import type { SearchControl } from '../control.ts';
import { coefficients } from '../terms/leastSquares.ts';
import { transforms, type Transform } from '../transforms.ts';
import { descriptionLength, worth } from '../../formula/descriptionLength.ts';
import { holesOf, wantedIn, type Hole, type Wanted } from './holes.ts';
import { lean, leanest, measured, type Fitted, type Judge } from './lean.ts';
import { scanned } from './scan.ts';

/** Blocks from each comparison. */
const perScan = 3;
/** Revisions of a formula that are fitted roughly, and then in full. */
const fittedRoughly = 30;
const fittedFully = 8;
const roughRows = 200;
/** A longer formula is not revised further. */
const longest = 45;

const links = transforms.filter(({ name }) => !['sin y', 'cos y', 'tan y'].includes(name));

/** What revisions are compared on. */
export interface Rows {
  readonly data: FormulaData;
  /** Errors below this value count as 0. */
  readonly floor: number;
  /** Some of the rows, with the values of a smooth surface through all rows as the target. */
  readonly smooth: FormulaData;
  /** The error of the surface: how far the target of a row is from it. */
  readonly noise: number;
}

/**
 * The best revisions of a formula, in no order.
 * @param blocks their rows are the first rows of the data.
 * @param seen formulas that were tried before; those that are tried are added.
 */
export async function revisionsOf(
  formula: Expression,
  rows: Rows,
  blocks: Blocks,
  seen: Set<string>,
  { breath, signal }: SearchControl,
): Promise<Fitted[]> {
  const { data, smooth } = rows;
  if (complexity(formula) > longest) return [];
  const sample = firstRows(smooth, blocks.rows);
  const rough = roughJudge(rows);
  const ranges = rangesOf(data);
  const proposals: Fitted[] = [];
  for (const hole of holesOf(formula)) {
    if (signal.aborted) return [];
    const wanted = wantedIn(hole, sample);
    if (wanted === null) continue;
    for (const link of links) {
      await breath.take();
      proposals.push(...proposalsFor(hole, wanted, link, blocks, rows));
    }
  }
  const tried: Fitted[] = [];
  for (const { expression } of distinct(proposals)) {
    if (signal.aborted || tried.length >= fittedRoughly) break;
    const simple = simplify(expression, { ranges });
    const key = shapeOf(simple);
    if (seen.has(key) || !respectsIntervals(simple, data.intervals ?? noIntervals)) continue;
    seen.add(key);
    await breath.take();
    const next = measured(fitConstants(simple, rough.data, { iterations: 6, free: isLoose }), rough);
    if (next !== null) tried.push(lean(next, rough));
  }
  const judge = fullJudge(rows);
  const found: Fitted[] = [];
  for (const { expression } of distinct(tried).slice(0, fittedFully)) {
    if (signal.aborted) break;
    await breath.take();
    const full = measured(fitConstants(expression, data, { iterations: 12, free: isLoose }), judge);
    if (full === null) continue;
    await breath.take();
    found.push(leanest(full, judge));
  }
  return found;
}

/** By all rows. */
export function fullJudge({ data, floor }: Pick<Rows, 'data' | 'floor'>): Judge {
  return {
    data,
    lengthOf: (expression, error) => descriptionLength(expression, error, data.rows, floor),
    uncertainty: () => 1,
  };
}

/** By a few rows of the surface. */
function roughJudge(rows: Rows): Judge {
  const data = firstRows(rows.smooth, roughRows);
  const share = Math.sqrt(data.rows / rows.data.rows);
  return {
    data,
    lengthOf: (expression, error) => expectedLength(expression, error, rows),
    uncertainty: (error) => (share * Math.hypot(error, rows.noise)) / Math.max(error, rows.floor),
  };
}

/** The shortest first; of those with equal errors, which are the same function, only one. */
function distinct(proposals: Fitted[]): Fitted[] {
  const errors = new Set<string>();
  return proposals
    .sort((one, other) => one.cost - other.cost)
    .filter(({ error }) => {
      const key = error.toPrecision(5);
      if (errors.has(key)) return false;
      errors.add(key);
      return true;
    });
}

/** The description length on all rows of a formula that differs by this error from the surface. */
function expectedLength(expression: Expression, error: number, { data, floor, noise }: Rows): number {
  return descriptionLength(expression, Math.hypot(error, noise), data.rows, floor);
}

/** Equal for formulas that differ only in their fitted constants. */
function shapeOf(expression: Expression): string {
  const constants = constantsOf(expression).map((constant) => (isLoose(constant) ? number(0.5) : constant));
  return keyOf(replaceConstants(expression, constants));
}

function proposalsFor(
  hole: Hole,
  { present, z, w }: Wanted,
  link: Transform,
  blocks: Blocks,
  rows: Rows,
): Fitted[] {
  const [low, high] = present.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
  if (!link.takes(low, high)) return [];
  const slopes = present.map(link.slope);
  const bent = present.map(link.value);
  const target = bent.map((value, row) => value + slopes[row] * (z[row] - present[row]));
  const weights = w.map((weight, row) => weight / Math.max(slopes[row] ** 2, 1e-30));
  if (![target, weights].every((values) => values.every(Number.isFinite))) return [];
  const weight = rows.smooth.weights === null ? target.length : total(rows.smooth.weights, target.length);
  const scoreOf = (left: number, length: number): number =>
    rows.data.rows * Math.log(left / weight + rows.noise ** 2 + rows.floor ** 2) + worth * length;
  return formsOf(hole.node, bent, link).flatMap(({ basis, times, build }) =>
    scanned(blocks, { target, weights, basis, times }, perScan, scoreOf).flatMap(({ block, left }) => {
      const values = blocks.values[block];
      const column = times === null ? values : values.map((value, row) => value * times[row]);
      const numbers = coefficients([...basis, column], target, weights);
      if (numbers === null) return [];
      const built = build(numbers, blocks.expression(block));
      if (built === null) return [];
      const expression = hole.put(built);
      const error = Math.sqrt(left / weight);
      return [{ expression, error, cost: expectedLength(expression, error, rows) }];
    }),
  );
}

/** A way to put a block into a hole: alone, beside what stands there, or as a factor of it. */
interface Form {
  /** What is fitted beside the block. */
  readonly basis: readonly Float64Array[];
  /** What the block is multiplied by; null for nothing. */
  readonly times: Float64Array | null;
  /** @param numbers of the basis, then of the block. @returns null where a number is not finite. */
  readonly build: (numbers: Float64Array, block: Expression) => Expression | null;
}

/** @param bent the present values under the link. */
function formsOf(node: Expression, bent: Float64Array, link: Transform): Form[] {
  const one = new Float64Array(bent.length).fill(1);
  const own = link.forward(node);
  const alone: Form = {
    basis: [one],
    times: null,
    build: ([c, b], block) => link.inverse(sum([number(c), scaled(b, block)])),
  };
  const beside: Form = {
    basis: [one, bent],
    times: null,
    build: ([c, a, b], block) =>
      link.name === 'log y'
        ? multiplied(c, power(node, a), b, block)
        : link.inverse(sum([number(c), scaled(a, own), scaled(b, block)])),
  };
  const factor: Form = {
    basis: [bent],
    times: bent,
    build: ([a, b], block) => link.inverse(product([own, sum([number(a), scaled(b, block)])])),
  };
  return link.name === 'log y' ? [alone, beside] : [alone, beside, factor];
}

function scaled(factor: number, of: Expression): Expression {
  return product([number(factor), of]);
}

/** exp(c)·first·exp(b·block). */
function multiplied(c: number, first: Expression, b: number, block: Expression): Expression | null {
  const factor = Math.exp(c);
  if (!Number.isFinite(factor)) return null;
  const other =
    block.kind === 'call' && block.fn === 'log' ? power(block.argument, b) : call('exp', scaled(b, block));
  return product([number(factor), first, other]);
}

function total(weights: Float64Array, rows: number): number {
  return weights.subarray(0, rows).reduce((all, one) => all + one, 0);
}
