/**
 * Penalised least squares whose penalties the data choose: restricted maximum likelihood by the update of Fellner and
 * Schall (Schall, "Estimation in generalized linear models with random effects", 1991; Wood and Fasiolo, "A generalized
 * Fellner–Schall method for smoothing parameter optimization", 2017). With A = XᵀWX + Σ_g λ_g I_g and r_g columns in
 * group g:
 *
 *     θ = A⁻¹XᵀWz,   γ_g = r_g − λ_g tr_g(A⁻¹),   σ² = ‖z − Xθ‖²_W/(n − Σγ),   λ_g ← σ² γ_g/‖θ_g‖²
 *
 * γ_g is the effective degrees of freedom of the group. A group of none is left out from then on: its function is a
 * straight line, or nothing.
 */
import type { Breathe } from '../../breath.ts';
import { dot, factorize, inverseDiagonal, solveFactored } from '../../optim/cholesky.ts';
import type { NormalEquations } from './gram.ts';

/** Columns that share a penalty: `count` of them from column `start`. */
export interface Group {
  readonly start: number;
  readonly count: number;
}

/** Penalty of each group; Infinity where the group is left out. */
export type Strengths = readonly number[];

export interface Smoothed {
  /** By column. */
  readonly theta: Float64Array;
  readonly strengths: Strengths;
  /** Effective degrees of freedom of each group. */
  readonly freedom: readonly number[];
  /** Of all groups and the columns that no group penalises. */
  readonly totalFreedom: number;
  /** Residual variance, or the one that was given. */
  readonly variance: number;
}

interface Options {
  /** Residual variance where it is known, as for classes; null where it is estimated. */
  readonly variance: number | null;
  readonly iterations: number;
  readonly breathe: Breathe;
  /** Change of effective degrees of freedom that ends the updates; 0.02 by default. */
  readonly settled?: number;
}

/**
 * A group with fewer effective degrees of freedom has no effect: its strength would only slowly increase towards
 * infinity.
 */
const leastFreedom = 0.05;
/** The largest share of the rows for degrees of freedom: more is overfitting by any measure. */
const mostFreedom = 0.7;

/**
 * The least strength, as a share of the largest diagonal entry of its group. Where rows have no noise all strengths fall, and
 * below this columns that say the same leave equations without a solution.
 */
const leastStrength = 1e-13;

function largest({ matrix, size }: NormalEquations, { start, count }: Group): number {
  let most = 0;
  for (let column = start; column < start + count; column++)
    most = Math.max(most, matrix[column * size + column]);
  return most;
}

/** @param start strengths to begin with. @param groups do not overlap; columns in none are not penalised. */
export async function smooth(
  equations: NormalEquations,
  groups: readonly Group[],
  start: Strengths,
  { variance: known, iterations, breathe, settled = 0.02 }: Options,
): Promise<Smoothed> {
  let last = solve(equations, groups, start, known);
  const update = updates(groups);
  const least = groups.map((group) => leastStrength * largest(equations, group));
  for (let iteration = 0; iteration < iterations; iteration++) {
    await breathe();
    const next = update(last).map((strength, g) => Math.max(strength, least[g]));
    const found = solve(equations, groups, next, known);
    if (found.totalFreedom > mostFreedom * equations.weight && found.totalFreedom > last.totalFreedom) break;
    const change = groups.reduce(
      (most, _, g) => Math.max(most, Math.abs(found.freedom[g] - last.freedom[g])),
      0,
    );
    last = found;
    if (change < settled) break;
  }
  return last;
}

/** The most times that a step of a strength is made longer. */
const longest = 8;

/**
 * Updates of the strengths, one after the other. The strength of a group with hardly an effect increases linearly, and
 * slowly. So after two steps up, d and d′ of the logarithm, the second is Aitken's: d′/(1 − d′/d), at most
 * {@link longest} times d′. Steps down stay as they are: without noise, all strengths fall together with the residual
 * variance.
 */
export function updates(groups: readonly Group[]): (last: Smoothed) => number[] {
  /** The last step up of each logarithm; 0 where the next one is not made longer. */
  const before = groups.map(() => 0);
  return ({ strengths, freedom, theta, variance }) =>
    groups.map(({ start, count }, g) => {
      if (strengths[g] === Infinity || freedom[g] < leastFreedom) return Infinity;
      const norm = dot(theta, start, theta, start, count);
      const next = Math.min((variance * freedom[g]) / Math.max(norm, 1e-300), 1e15);
      const step = Math.log(next / strengths[g]);
      if (before[g] === 0 || step <= 0) {
        before[g] = Math.max(step, 0);
        return next;
      }
      const times = 1 / Math.max(1 - step / before[g], 1 / longest);
      before[g] = 0;
      return Math.min(strengths[g] * Math.exp(times * step), 1e15);
    });
}

/** The solution at given strengths. */
export function solve(
  { size, matrix, right, square, weight }: NormalEquations,
  groups: readonly Group[],
  strengths: Strengths,
  known: number | null,
): Smoothed {
  const penalty = new Float64Array(size);
  groups.forEach(({ start, count }, g) => penalty.fill(strengths[g], start, start + count));
  const columns = activeColumns(size, groups, strengths);
  const reduced = columns.length;
  const factor = new Float64Array(reduced * reduced);
  const b = new Float64Array(reduced);
  columns.forEach((column, i) => {
    for (let j = 0; j <= i; j++) factor[i * reduced + j] = matrix[column * size + columns[j]];
    factor[i * reduced + i] += penalty[column];
    b[i] = right[column];
  });
  factorize(factor, reduced);
  const solution = solveFactored(factor, reduced, b);
  const inverse = inverseDiagonal(factor, reduced);
  const theta = new Float64Array(size);
  const loose = new Float64Array(size);
  let penalised = 0;
  columns.forEach((column, i) => {
    theta[column] = solution[i];
    loose[column] = 1 - penalty[column] * inverse[i];
    penalised += penalty[column] * solution[i] ** 2;
  });
  const freedom = groups.map(({ start, count }) => {
    let sum = 0;
    for (let column = start; column < start + count; column++) sum += loose[column];
    return Math.max(0, sum);
  });
  const totalFreedom = loose.reduce((sum, value) => sum + value, 0);
  // ‖z − Xθ‖² = zᵀz − θᵀXᵀz − θᵀΛθ at the solution.
  const residual = Math.max(square - dot(solution, 0, b, 0, reduced) - penalised, 1e-14 * square);
  const variance = known ?? residual / Math.max(weight - totalFreedom, 0.05 * weight);
  return { theta, strengths, freedom, totalFreedom, variance };
}

/** The columns except those of groups with infinite strength. */
export function activeColumns(size: number, groups: readonly Group[], strengths: Strengths): number[] {
  const out = new Uint8Array(size);
  groups.forEach(({ start, count }, g) => {
    if (strengths[g] === Infinity) out.fill(1, start, start + count);
  });
  return Array.from({ length: size }, (_, column) => column).filter((column) => out[column] === 0);
}
