/**
 * Finds problems in fewer variables that are the same law. A smooth surface through the rows shows by its slopes which
 * columns do not matter, which act by their sum or difference only, and in which products of powers the law scales
 * (dimensionless groups, found from the rows: Σ nᵢ xᵢ ∂f/∂xᵢ = n f). Each is tried, and kept where a surface in the
 * fewer variables fits the rows no worse.
 */
import { keyOf, number, power, product, sum, type Expression } from '../../../../shared/expression/tree.ts';
import { changed, monomial, wholeProblem, type Exponents, type Problem } from './problem.ts';
import type { FormulaData } from '../formula/formulaData.ts';
import { fitSurface, spread, type Surface } from './surface.ts';

/** A reduction may raise the leave-one-out error by this factor. */
const tolerated = 1.02;
/** Errors below this share of the spread are rounding. */
const rounding = 1e-9;
/** A surface with a larger error has slopes that say little. */
const poor = 0.03;
const mostProblems = 8;
const mostRows = 640;

/** A problem with its surfaces. */
export interface Reduced {
  readonly problem: Problem;
  readonly surfaces: Surfaces;
  /** The least leave-one-out error of a surface through the target, as a share of the spread. */
  readonly error: number;
}

interface Surfaces {
  /** Through the target; the better of columns and logarithms of columns first. */
  readonly plain: readonly Surface[];
  /** Through the target's logarithm; none where it is not positive. */
  readonly logarithmic: readonly Surface[];
  /** Least leave-one-out errors, as shares of the spread. */
  readonly plainError: number;
  readonly logarithmicError: number;
}

/** The law's problems, the whole one first; each later one has fewer variables than one before it. */
export async function* reductions(
  data: FormulaData,
  breath: { take(): Promise<void> | undefined },
  signal: AbortSignal,
): AsyncGenerator<Reduced, void> {
  const whole = wholeProblem(data);
  const start = reducedTo(whole);
  const seen = new Set<string>([keyOfProblem(whole)]);
  const waiting: Reduced[] = [start];
  let count = 1;
  yield start;
  while (waiting.length > 0 && count < mostProblems) {
    const parent = waiting.shift()!;
    const accepted: Reduced[] = [];
    for (const kind of [withoutColumn, withPair, withScaling, withPower]) {
      let best: Reduced | null = null;
      for (const make of kind(parent)) {
        if (signal.aborted) return;
        await breath.take();
        const problem = make();
        if (problem === null || seen.has(keyOfProblem(problem))) continue;
        seen.add(keyOfProblem(problem));
        const child = reducedTo(problem);
        if (!isNoWorse(child.surfaces, parent.surfaces)) continue;
        if (best === null || leastError(child) < 0.5 * leastError(best)) best = child;
        if (leastError(child) <= rounding) break;
      }
      if (best !== null) accepted.push(best);
      // Without columns that do not matter, everything else is seen more clearly.
      if (accepted.length > 0 && kind === withoutColumn) break;
    }
    for (const child of accepted) {
      count++;
      yield child;
      if (child.problem.groups.length > 1) waiting.push(child);
    }
    // The clearest first.
    waiting.sort((one, other) => leastError(one) - leastError(other));
  }
}

function keyOfProblem({ factor, groups }: Problem): string {
  return [keyOf(factor.expression), ...groups.map(({ expression }) => keyOf(expression))].join(' | ');
}

function reducedTo(problem: Problem): Reduced {
  const surfaces = surfacesOf(problem);
  return { problem, surfaces, error: surfaces.plainError };
}

function surfacesOf({ groups, target, weights, factor, data }: Problem): Surfaces {
  const rows = Math.min(mostRows, target.length);
  const cut = (values: Float64Array): Float64Array => values.subarray(0, rows);
  const columns = groups.map(({ values }) => cut(values));
  const positive = columns.map((column) => column.every((value) => value > 0));
  const choices = positive.some(Boolean) ? [positive.map(() => false), positive] : [positive];
  const some = cut(target);
  const someWeights = weights && cut(weights);
  const plain = choices
    .map((logarithmic) => fitSurface(columns, some, { weights: someWeights, logarithmic }))
    .sort((one, other) => one.error - other.error);
  // The spread of the data's own target, so that errors of problems with different factors can be compared.
  const scale =
    spread(cut(data.target), data.weights && cut(data.weights)) * meanRoot(cut(factor.values), data.weights);
  const sign = some[0] > 0 ? 1 : -1;
  const logs = some.map((value) => Math.log(sign * value));
  const usable = logs.every(Number.isFinite);
  const logarithmic = usable
    ? choices
        .map((logarithmicColumns) =>
          fitSurface(columns, logs, {
            weights: data.weights && cut(data.weights),
            logarithmic: logarithmicColumns,
          }),
        )
        .sort((one, other) => one.error - other.error)
    : [];
  const logSpread = usable ? spread(cut(data.target.map((value) => Math.log(Math.abs(value)))), null) : 1;
  return {
    plain,
    logarithmic,
    plainError: plain[0].error / scale,
    logarithmicError: (logarithmic.at(0)?.error ?? Infinity) / logSpread,
  };
}

/** Errors of F are weighted by the factor's square; this brings their mean to the target's unit. */
function meanRoot(factor: Float64Array, weights: Float64Array | null): number {
  let total = 0;
  let weight = 0;
  factor.forEach((value, row) => {
    const w = weights?.[row] ?? 1;
    total += w;
    weight += w * value * value;
  });
  return Math.sqrt(total / weight);
}

function isNoWorse(child: Surfaces, parent: Surfaces): boolean {
  const limit = (error: number): number => Math.max(tolerated * error, rounding);
  return (
    child.plainError <= limit(parent.plainError) ||
    (child.logarithmic.length > 0 && child.logarithmicError <= limit(parent.logarithmicError))
  );
}

function leastError({ surfaces }: Reduced): number {
  return Math.min(surfaces.plainError, surfaces.logarithmicError);
}

type Attempt = () => Problem | null;

/** Columns that may not matter, the least steep first. */
function withoutColumn(reduced: Reduced): Attempt[] {
  const { problem } = reduced;
  const { groups } = problem;
  if (groups.length < 2) return [];
  const [surface] = bestSurfaces(reduced);
  const steepness = groups.map(({ values }, i) => sizeOf(surface.slopes[i]) * deviationOf(values));
  const steepest = Math.max(...steepness);
  return groups
    .map((_, i) => i)
    .filter((i) => steepness[i] < 0.1 * steepest)
    .sort((i, j) => steepness[i] - steepness[j])
    .map(
      (i) => () =>
        changed(
          problem,
          groups.filter((_, j) => j !== i).map(({ expression }) => expression),
          null,
        ),
    );
}

/** Powers p whose sums xᵖ + c·yᵖ are tried. */
const sumPowers = [1, 2, -1];

/** Pairs of columns that may act by one sum of equal powers only, the likeliest first. */
function withPair(reduced: Reduced): Attempt[] {
  const { problem } = reduced;
  const { groups } = problem;
  const found: { doubt: number; attempt: Attempt }[] = [];
  for (const surface of bestSurfaces(reduced)) {
    for (const p of sumPowers) {
      for (let i = 0; i < groups.length; i++) {
        for (let j = i + 1; j < groups.length; j++) {
          const [one, other] = [i, j].map((k) => alongPower(surface.slopes[k], groups[k].values, p));
          if (one === null || other === null) continue;
          const { doubt, factor } = collinear(one, other);
          const nice = [1, -1, 2, -2, 0.5, -0.5].find((c) => Math.abs(factor / c - 1) < 0.15);
          if (doubt > 0.3 || nice === undefined) continue;
          const joined = sum([
            raised(groups[i].expression, p),
            product([number(nice), raised(groups[j].expression, p)]),
          ]);
          const others = groups.filter((_, k) => k !== i && k !== j).map(({ expression }) => expression);
          found.push({
            doubt: doubt + 0.02 * Math.abs(p - 1),
            attempt: () => changed(problem, [joined, ...others], null),
          });
        }
      }
    }
  }
  return found
    .sort((a, b) => a.doubt - b.doubt)
    .slice(0, 6)
    .map(({ attempt }) => attempt);
}

function raised(expression: Expression, exponent: number): Expression {
  return exponent === 1 ? expression : power(expression, exponent);
}

/** ∂f/∂(xᵖ) up to a constant; null where xᵖ is not monotonic. */
function alongPower(slope: Float64Array, values: Float64Array, p: number): Float64Array | null {
  if (p === 1) return slope;
  if (p !== 2 && !values.every((value) => value > 0)) return null;
  return slope.map((value, row) => value / values[row] ** (p - 1));
}

/** How far `other` is from factor·`one`, as a share. */
function collinear(one: Float64Array, other: Float64Array): { doubt: number; factor: number } {
  const [aa, ab, bb] = [inner(one, one), inner(one, other), inner(other, other)];
  const cosine = ab / Math.sqrt(aa * bb);
  return { doubt: Math.sqrt(Math.max(0, 1 - cosine * cosine)), factor: Math.sign(ab) * Math.sqrt(bb / aa) };
}

/** Products of powers in which the law scales, the fewest groups first. */
function withScaling(reduced: Reduced): Attempt[] {
  const { problem } = reduced;
  const { groups } = problem;
  const found = new Map<string, Attempt>();
  const offer = (scaling: Scaling): void => {
    found.set(JSON.stringify(scaling), () => scaled(problem, scaling));
  };
  const counts: [number, Scaling][] = [];
  for (const surface of bestSurfaces(reduced)) {
    const rows = surface.values.length;
    const isLog = reduced.surfaces.logarithmic.includes(surface);
    const slopes = groups.map(({ values }, i) => surface.slopes[i].map((slope, row) => slope * values[row]));
    const own = isLog ? new Float64Array(rows).fill(1) : surface.values;
    for (const scaling of scalings(slopes, own)) counts.push([scaling.groups.length, scaling]);
  }
  counts.sort((a, b) => a[0] - b[0]);
  for (const [, scaling] of counts) offer(scaling);
  return [...found.values()].slice(0, 8);
}

/** Where the surface is poor: powers of single columns as factors, and all columns in one product of powers. */
function withPower(reduced: Reduced): Attempt[] {
  const { problem, surfaces } = reduced;
  const { groups } = problem;
  if (groups.length < 2 || leastError(reduced) < poor) return [];
  const [{ values, slopes }] = surfaces.plain;
  const square = inner(values, values);
  const single = groups.flatMap((group, i): Scaling[] => {
    if (!group.values.every((value) => value > 0)) return [];
    const own = slopes[i].map((slope, row) => slope * group.values[row]);
    const p = Math.round((2 * inner(own, values)) / square) / 2;
    const others = groups.flatMap((_, j) => (j === i ? [] : [groups.map((__, k) => (k === j ? 1 : 0))]));
    return p === 0 ? [] : [{ factor: groups.map((_, k) => (k === i ? p : 0)), groups: others }];
  });
  const together: Scaling[] =
    groups.length > 4
      ? []
      : signs(groups.length).map((exponents) => ({ factor: exponents.map(() => 0), groups: [exponents] }));
  return [...single, ...together].map((scaling) => () => scaled(problem, scaling));
}

/** All tuples of 1 and −1 that begin with 1. */
function signs(count: number): number[][] {
  if (count === 1) return [[1]];
  return signs(count - 1).flatMap((tuple) => [
    [...tuple, 1],
    [...tuple, -1],
  ]);
}

interface Scaling {
  readonly factor: Exponents;
  readonly groups: readonly Exponents[];
}

/**
 * Each xᵢ∂f/∂xᵢ as a combination of a few of them (pivots): Σₖ Rₖᵢ·pivotₖ means that f depends on Πᵢ xᵢ^Rₖᵢ only, one group
 * for each pivot; where f itself is such a combination, one group becomes a factor.
 */
function scalings(slopes: readonly Float64Array[], own: Float64Array): Scaling[] {
  const count = slopes.length;
  const columns = [...slopes, own];
  const gram = columns.map((a) => columns.map((b) => inner(a, b)));
  const found: Scaling[] = [];
  const pivots: number[] = [];
  let left = gram.map((row) => row.slice());
  while (pivots.length < count) {
    let pivot = -1;
    for (let i = 0; i < count; i++) {
      const share = left[i][i] / gram[i][i];
      if (
        !pivots.includes(i) &&
        gram[i][i] > 0 &&
        (pivot < 0 || share * weight(i) > (left[pivot][pivot] / gram[pivot][pivot]) * weight(pivot))
      )
        pivot = i;
    }
    if (pivot < 0 || !(left[pivot][pivot] > 1e-20 * gram[pivot][pivot])) break;
    pivots.push(pivot);
    left = eliminated(left, pivot);
    const coefficients = (of: number): number[] =>
      solved(
        pivots.map((i) => pivots.map((j) => gram[i][j])),
        pivots.map((i) => gram[i][of]),
      );
    const doubt = (of: number): number => Math.sqrt(Math.max(0, left[of][of]) / gram[of][of]);
    const rows = pivots.map(() => new Array<number>(count).fill(0));
    let good = true;
    for (let i = 0; i < count && good; i++) {
      if (pivots.includes(i)) {
        rows[pivots.indexOf(i)][i] = 1;
        continue;
      }
      const snapped = doubt(i) > 0.5 ? null : snap(coefficients(i));
      if (snapped === null) good = false;
      else snapped.forEach((value, k) => (rows[k][i] = value));
    }
    if (!good) continue;
    const whole = rows.map(integral);
    const degrees = doubt(count) > 0.5 ? null : snap(coefficients(count));
    if (degrees !== null) {
      for (const [k, degree] of degrees.entries()) {
        if (degree === 0) continue;
        const factor = rows[k].map((value) => value / degree);
        const groups = rows.flatMap((row, j) =>
          j === k ? [] : [integral(row.map((value, i) => value - degrees[j] * factor[i]))],
        );
        found.push({ factor, groups });
      }
    }
    if (pivots.length < count) found.push({ factor: slopes.map(() => 0), groups: whole });
  }
  return found;
  function weight(i: number): number {
    // The columns with the largest slopes first: they are known best.
    return gram[i][i];
  }
}

function eliminated(matrix: readonly (readonly number[])[], pivot: number): number[][] {
  const row = matrix[pivot];
  return matrix.map((other) => other.map((value, j) => value - (other[pivot] * row[j]) / row[pivot]));
}

function solved(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  for (let k = 0; k < size; k++) {
    for (let i = k + 1; i < size; i++) {
      const share = matrix[i][k] / matrix[k][k];
      for (let j = k; j < size; j++) matrix[i][j] -= share * matrix[k][j];
      right[i] -= share * right[k];
    }
  }
  for (let k = size - 1; k >= 0; k--) {
    for (let j = k + 1; j < size; j++) right[k] -= matrix[k][j] * right[j];
    right[k] /= matrix[k][k];
  }
  return right;
}

/** Multiples of ½ or ⅓ nearby; null where one is not near enough. */
function snap(values: readonly number[]): number[] | null {
  const snapped = values.map((value) => {
    const half = Math.round(2 * value) / 2;
    return Math.abs(value - half) < 0.2 ? half : NaN;
  });
  return snapped.every((value) => Number.isFinite(value) && Math.abs(value) <= 6) ? snapped : null;
}

/** Times the least number that makes all exponents whole, the first positive. */
function integral(exponents: readonly number[]): number[] {
  const times =
    [1, 2, 3, 4, 6].find((n) =>
      exponents.every((value) => Math.abs(n * value - Math.round(n * value)) < 1e-6),
    ) ?? 1;
  const first = exponents.find((value) => value !== 0) ?? 1;
  return exponents.map((value) => (value === 0 ? 0 : Math.sign(first) * times * value));
}

function scaled(problem: Problem, { factor, groups }: Scaling): Problem | null {
  const roots = [factor, ...groups].some((exponents) =>
    exponents.some((value, i) => !Number.isInteger(value) && problem.groups[i].values.some((x) => x <= 0)),
  );
  if (roots || groups.some((exponents) => exponents.every((value) => value === 0))) return null;
  const further = factor.every((value) => value === 0) ? null : monomial(problem, factor);
  return changed(
    problem,
    groups.map((exponents) => monomial(problem, exponents)),
    further,
  );
}

function bestSurfaces({ surfaces }: Reduced): Surface[] {
  const { plain, logarithmic, plainError, logarithmicError } = surfaces;
  return logarithmicError < plainError ? [logarithmic[0], plain[0]] : [plain[0], ...logarithmic.slice(0, 1)];
}

function inner(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let row = 0; row < a.length; row++) total += a[row] * b[row];
  return total;
}

function sizeOf(values: Float64Array): number {
  return Math.sqrt(inner(values, values) / values.length);
}

function deviationOf(values: Float64Array): number {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  return sizeOf(values.map((value) => value - mean));
}
