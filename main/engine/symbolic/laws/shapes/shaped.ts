/**
 * Laws with one constant inside a function: |y| = c·Πxᵢ^pᵢ·φ(N; a) with any exponents, and T(y) = c₀ + c₁·M·φ(N; a), where
 * M and N are products of powers of the columns. For each φ, M and N the constant a is found by itself, since all others
 * follow from it by least squares.
 */
import { number, product, sum, type Expression } from '../../../../../shared/expression/tree.ts';
import type { Breath } from '../../../breath.ts';
import { dot } from '../../../optim/vector.ts';
import { length, normalise, projectOut } from '../linearAlgebra.ts';
import { monomial, type Exponents, type Problem } from '../problem.ts';
import type { Candidate } from '../terms/candidate.ts';
import { fitted, variation } from '../terms/leastSquares.ts';
import { factorOf } from '../terms/products.ts';
import { transformed } from '../transformed.ts';
import { transforms } from '../transforms.ts';
import { shapes, startsOf, type Shape } from './shapes.ts';

const mostRows = 60;
/** Families whose constant is found exactly, and those that become candidates. */
const refined = 40;
const kept = 6;
/** A column is left out where less than this share of it is independent of the others. */
const dependent = 1e-7;
/** Transforms of the target, by name. */
const tried = ['y', '1/y', 'log y', 'y²'];

/** All functions φ(N; a) of one constant. */
interface Curve {
  readonly shape: Shape;
  readonly inner: Exponents;
  /** N at each row. */
  readonly values: Float64Array;
  readonly size: number;
  /** Values of a that are tried first, with φ(N; a) at each row: they are the same whatever M and the target are. */
  readonly starts: readonly { readonly a: number; readonly values: Float64Array }[];
}

/** All functions M·φ(N; a) of one constant. */
interface Family {
  readonly curve: Curve;
  readonly factor: Exponents;
  /** M at each row; null for 1. */
  readonly factorValues: Float64Array | null;
  readonly size: number;
}

interface Fit {
  readonly family: Family;
  readonly a: number;
  /** Weighted sum of squares. */
  readonly left: number;
}

/** What the families are fitted to: the target, and the columns that are fitted together with each; all times the roots of the weights. */
interface Target {
  readonly values: Float64Array;
  readonly roots: Float64Array;
  readonly basis: readonly Float64Array[];
  /** Whether the logarithms of the functions are fitted. */
  readonly logarithmic: boolean;
  /** Room for the values of a function. */
  readonly column: Float64Array;
}

/** Laws with one constant inside a function. @param problem in at most three groups. */
export async function shaped(problem: Problem, breath: Breath): Promise<Candidate[]> {
  const { groups, target, weights } = problem;
  const rows = Math.min(mostRows, target.length);
  const columns = groups.map(({ values }) => values.subarray(0, rows));
  const y = target.subarray(0, rows);
  const ones = weights?.subarray(0, rows) ?? new Float64Array(rows).fill(1);
  const total = variation(y, ones);
  const curves = await curvesOf(columns, tuples(groups.length, 1, 2), breath);
  return [...(await withPowers()), ...(await withTerms())];

  async function withPowers(): Promise<Candidate[]> {
    const t = y.map((value) => Math.log(Math.abs(value)));
    const scaled = [...groups.keys()].filter((i) => !groups[i].isBare);
    const logs = scaled.map((i) => columns[i].map((value) => Math.log(Math.abs(value))));
    if (!t.every(Number.isFinite) || !logs.flatMap((log) => [...log]).every(Number.isFinite)) return [];
    const w = y.map((value, row) => ones[row] * value * value);
    const goal = targetOf(t, w, logs, true);
    const fits = await best(familiesOf(columns, [groups.map(() => 0)], curves), goal, breath);
    return fits.flatMap((fit) => {
      const values = valuesOf(fit.family, fit.a);
      const numbers = fitted([values.map((value) => Math.log(Math.abs(value))), ...logs], t, w);
      if (numbers === null) return [];
      const factors = [
        factorOf(expressionOf(fit, problem), values, numbers[1]),
        ...scaled.flatMap((i, k) =>
          Math.abs(numbers[k + 2]) < 1e-3 ? [] : [factorOf(groups[i].expression, columns[i], numbers[k + 2])],
        ),
      ].map(({ expression }) => expression);
      const scale = Math.sign(y[0] * values[0]) * Math.exp(numbers[0]);
      if (!Number.isFinite(scale)) return [];
      return [
        {
          expression: product([number(scale), ...factors]),
          error: Math.sqrt(fit.left / total),
          size: fit.family.size + 3 * factors.length,
          terms: 1,
        },
      ];
    });
  }

  async function withTerms(): Promise<Candidate[]> {
    const factors = [groups.map(() => 0), ...tuples(groups.length, 2, groups.length > 2 ? 2 : 3)];
    const families = familiesOf(columns, factors, curves);
    const candidates: Candidate[] = [];
    for (const transform of transforms) {
      if (!tried.includes(transform.name)) continue;
      const bent = transformed(transform, target, ones);
      if (bent === null) continue;
      const { values: t, weights: w } = bent;
      const goal = targetOf(t, w, [], false);
      for (const fit of await best(families, goal, breath)) {
        const numbers = fitted([valuesOf(fit.family, fit.a)], t, w);
        if (numbers === null) continue;
        const term = product([number(numbers[1]), expressionOf(fit, problem)]);
        candidates.push({
          expression: transform.inverse(sum([number(numbers[0]), term])),
          error: Math.sqrt(fit.left / total),
          size: transform.complexity + fit.family.size + 3,
          terms: 1,
        });
      }
    }
    return candidates;
  }
}

function targetOf(
  t: Float64Array,
  w: Float64Array,
  others: readonly Float64Array[],
  logarithmic: boolean,
): Target {
  const roots = w.map(Math.sqrt);
  const basis: Float64Array[] = [];
  for (const column of [null, ...others]) {
    const direction = column === null ? roots.slice() : column.map((value, row) => value * roots[row]);
    const before = length(direction);
    for (let pass = 0; pass < 2; pass++) for (const other of basis) projectOut(direction, other);
    if (!(length(direction) > dependent * before)) continue;
    normalise(direction);
    basis.push(direction);
  }
  const values = t.map((value, row) => value * roots[row]);
  for (const direction of basis) projectOut(values, direction);
  return { values, roots, basis, logarithmic, column: new Float64Array(values.length) };
}

/** The families that fit best, with their constants. */
async function best(families: readonly Family[], target: Target, breath: Breath): Promise<Fit[]> {
  const rough: Fit[] = [];
  for (const family of families) {
    await breath.take();
    let found: Fit | null = null;
    for (const { a, values } of family.curve.starts) {
      const left = leftOf(family, values, target);
      if (found === null || left < found.left) found = { family, a, left };
    }
    if (found !== null && Number.isFinite(found.left)) rough.push(found);
  }
  const exact: Fit[] = [];
  for (const fit of rough.sort((one, other) => one.left - other.left).slice(0, refined)) {
    await breath.take();
    exact.push(withExactConstant(fit, target));
  }
  return exact.sort((one, other) => one.left - other.left).slice(0, kept);
}

/**
 * The sum of squares that a function of the family leaves; Infinity where it is not finite or adds nothing.
 * @param curve φ(N; a) at each row
 */
function leftOf({ factorValues }: Family, curve: Float64Array, target: Target): number {
  const { values, roots, basis, logarithmic, column } = target;
  for (let row = 0; row < column.length; row++) {
    const value = factorValues === null ? curve[row] : curve[row] * factorValues[row];
    column[row] = (logarithmic ? Math.log(Math.abs(value)) : value) * roots[row];
  }
  const before = dot(column, column);
  if (!Number.isFinite(before)) return Infinity;
  for (const direction of basis) projectOut(column, direction);
  const square = dot(column, column);
  if (!(square > dependent * before)) return Infinity;
  return Math.max(0, dot(values, values) - dot(column, values) ** 2 / square);
}

const golden = (Math.sqrt(5) - 1) / 2;
const steps = 34;

/** By golden section around a. */
function withExactConstant({ family, a, left }: Fit, target: Target): Fit {
  const at = (share: number): number => a * 1.75 ** share;
  const leftAt = (share: number): number => leftOf(family, curveAt(family.curve, at(share)), target);
  let [low, high] = [-1, 1];
  let found: Fit = { family, a, left };
  let [one, other] = [high - golden * (high - low), low + golden * (high - low)];
  let [leftOne, leftOther] = [one, other].map(leftAt);
  for (let step = 0; step < steps; step++) {
    const [share, least] = leftOne < leftOther ? [one, leftOne] : [other, leftOther];
    if (least < found.left) found = { family, a: at(share), left: least };
    if (leftOne < leftOther) {
      [high, other, leftOther] = [other, one, leftOne];
      one = high - golden * (high - low);
      leftOne = leftAt(one);
    } else {
      [low, one, leftOne] = [one, other, leftOther];
      other = low + golden * (high - low);
      leftOther = leftAt(other);
    }
  }
  return found;
}

/** φ(N; a) at each row. */
function curveAt({ shape, values }: Pick<Curve, 'shape' | 'values'>, a: number): Float64Array {
  return values.map((value) => shape.value(value, a));
}

function valuesOf({ curve, factorValues }: Family, a: number): Float64Array {
  const values = curveAt(curve, a);
  return factorValues === null ? values : values.map((value, row) => value * factorValues[row]);
}

function expressionOf({ family: { curve, factor }, a }: Fit, problem: Problem): Expression {
  return product([monomial(problem, factor), curve.shape.build(monomial(problem, curve.inner), a)]);
}

async function curvesOf(
  columns: readonly Float64Array[],
  inner: readonly Exponents[],
  breath: Breath,
): Promise<Curve[]> {
  const curves: Curve[] = [];
  for (const { exponents, values, size } of usable(columns, inner)) {
    await breath.take();
    const typical = Math.sqrt(dot(values, values) / values.length);
    for (const shape of shapes) {
      const starts = startsOf(shape, typical).map((a) => ({ a, values: curveAt({ shape, values }, a) }));
      curves.push({ shape, inner: exponents, values, size: size + shape.complexity, starts });
    }
  }
  return curves;
}

function familiesOf(
  columns: readonly Float64Array[],
  factors: readonly Exponents[],
  curves: readonly Curve[],
): Family[] {
  return usable(columns, factors).flatMap(({ exponents: factor, values, size }) =>
    curves.map((curve) => ({
      curve,
      factor,
      factorValues: size === 0 ? null : values,
      size: size + curve.size,
    })),
  );
}

/** Products of powers of the columns that are finite at all rows. */
function usable(columns: readonly Float64Array[], list: readonly Exponents[]) {
  return list
    .map((exponents) => ({
      exponents,
      values: Float64Array.from(columns[0], (_, row) =>
        exponents.reduce((value, p, i) => value * columns[i][row] ** p, 1),
      ),
      size: exponents.reduce((size, p) => size + (p === 0 ? 0 : 1 + Math.abs(p)), 0),
    }))
    .filter(({ values }) => values.every(Number.isFinite));
}

/** Exponents from −most to most, not all 0, whose sizes add up to at most `together`. */
function tuples(inputs: number, most: number, together: number): Exponents[] {
  const all = (left: number, budget: number): number[][] =>
    left === 0
      ? [[]]
      : Array.from({ length: 2 * most + 1 }, (_, k) => k - most)
          .filter((p) => Math.abs(p) <= budget)
          .flatMap((p) => all(left - 1, budget - Math.abs(p)).map((rest) => [p, ...rest]));
  return all(inputs, together).filter((exponents) => exponents.some((p) => p !== 0));
}
