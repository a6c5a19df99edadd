/** Which functions an edge might be: c·f(a·x + b) + d fitted for every f of a library. */
import { boundsOf } from '../../../../shared/expression/bounds.ts';
import {
  distinctFunctions,
  edgeExpression,
  type EdgeFunction,
} from '../../../../shared/expression/edgeFunction.ts';
import { variable } from '../../../../shared/expression/tree.ts';
import { familyOf, general, type Family } from './family.ts';
import { prepare, type Points, type Prepared } from './points.ts';
import { fitOuter, optimiseInner, solveOuter, workspaceFor, type Fitted, type Workspace } from './project.ts';
import { inOrder, onFront, pykanLoss } from './rank.ts';
import { restrained, runsAway } from './runaway.ts';
import { search } from './search.ts';

export interface Samples {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** How much each sample counts; all the same when absent. */
  readonly weights?: ArrayLike<number>;
}

/** c·f(a·x + b) + d and how well it does. Never NaN. */
export interface Candidate {
  readonly name: string;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  /** Share of the weighted variance of y that is explained; 1 where y is constant and met. */
  readonly r2: number;
  /** 1 − r2 with full precision where r2 is nearly 1. */
  readonly unexplained: number;
  readonly complexity: number;
  /** How many of a and b are free, 0 to 2; the effect of the others is also possible by c and d. */
  readonly inner: number;
  /** pykan's 0.8·complexity + 0.2·log₂(1 + 10⁻⁵ − R²). */
  readonly loss: number;
  /**
   * False where f has a pole or a gap in its domain somewhere in the range of the samples: for user-defined ones only.
   */
  readonly safe: boolean;
  /** True where no safe candidate is at most as complex and fits better. */
  readonly pareto: boolean;
}

/** The library; functions of a person's own are added and come first. */
export function withOwn(own: readonly EdgeFunction[]): readonly EdgeFunction[] {
  return [...own, ...distinctFunctions.filter((fn) => !own.includes(fn))];
}

/**
 * All functions fitted, the most likely first. Samples that are not finite are left out. Which of several equal (a, b,
 * c, d) comes back: powers, roots, logarithms, |x| and steps have a = ±1; the exponential has b = 0 unless that
 * overflows; waves have c ≥ 0, a > 0 and 0 ≤ b < 2π; odd and even functions a > 0.
 */
export function suggest(samples: Samples, library: readonly EdgeFunction[] = distinctFunctions): Candidate[] {
  const prepared = prepare(samples.x, samples.y, samples.weights ?? null);
  const workspace = workspaceFor(prepared.full.count);
  const fits = library.map((fn) => ({
    name: fn.name,
    complexity: fn.complexity,
    inner: freedom[familyOf(fn).free],
    ...fitFunction(fn, prepared, workspace),
  }));
  const front = onFront(fits);
  return inOrder(fits).map((index) => ({
    ...fits[index],
    loss: pykanLoss(fits[index]),
    pareto: front[index],
  }));
}

/** How many of a and b are free. */
export const freedom = { none: 0, shift: 1, scale: 1, both: 2 } as const;

type Fit = Pick<Candidate, 'a' | 'b' | 'c' | 'd' | 'r2' | 'unexplained' | 'safe'>;

const thorough = { iterations: 40, tolerance: 1e-7 };
/** The most iterations after the finer bins: a fit that has not converged then has no useful optimum. */
const finishing = { iterations: 8, tolerance: 1e-7 };
const brief = { iterations: 6, tolerance: 1e-3 };
/** Where a function leaves this share unexplained, its last digits are not computed. */
const hopeless = 0.1;

function fitFunction(fn: EdgeFunction, prepared: Prepared, workspace: Workspace): Fit {
  const { full, half, scale } = prepared;
  const family = familyOf(fn);
  if (half === 0 || isConstant(full)) return constantFit(fn, family, prepared);
  const fitted = fitInner(fn, family, prepared, workspace);
  if (!fitted) return constantFit(fn, family, prepared);
  const bounded = runsAway(fn, family, fitted, full, workspace)
    ? fitInner(fn, restrained(family), prepared, workspace)
    : null;
  const [a, b] = inData(fn, family, bounded ?? fitted, prepared);
  for (let i = 0; i < full.count; i++) workspace.value[i] = fn.value(a * prepared.x[i] + b);
  const outer = solveOuter(workspace.value, full);
  const [c, d] = [outer.c * scale, outer.d * scale];
  const unexplained = outer.sse / full.spread;
  if (!(unexplained < 1) || ![a, b, c, d].every(Number.isFinite)) return constantFit(fn, family, prepared);
  return { a, b, c, d, r2: 1 - unexplained, unexplained, safe: isSafe(fn, family, a, b, prepared) };
}

/** The best member of the family; null where none is defined on the samples. */
function fitInner(fn: EdgeFunction, family: Family, prepared: Prepared, workspace: Workspace): Fitted | null {
  const { full } = prepared;
  const found = search(fn, family, prepared, workspace);
  const many = full.count >= 4 * prepared.fine.count;
  const nearer = found && many ? approached(fn, family, found, prepared, workspace) : found;
  const start = nearer && fitOuter(fn, family, nearer, full, workspace);
  if (!start) return null;
  const effort = start.sse > hopeless * full.spread ? brief : many ? finishing : thorough;
  return optimiseInner(fn, family, start, full, workspace, effort);
}

/** Where there are many samples, most iterations are made on the finer bins. */
function approached(
  fn: EdgeFunction,
  family: Family,
  found: Fitted,
  { fine }: Prepared,
  workspace: Workspace,
): Fitted {
  const start = fitOuter(fn, family, found, fine, workspace);
  return start ? optimiseInner(fn, family, start, fine, workspace, thorough) : found;
}

/** True where y varies by no more than rounding. */
function isConstant({ spread, mean, totalWeight }: Points): boolean {
  return spread <= (8 * Number.EPSILON * mean) ** 2 * totalWeight;
}

/** Points at which nearly every function is defined. */
const ordinary = [0, 0.5, 1, -0.5, -1, 2];

/** The mean of y, as 0·f(b) + d with f(b) defined: the only possible fit where x or y does not vary. */
function constantFit(fn: EdgeFunction, family: Family, { full, scale }: Prepared): Fit {
  const unexplained = isConstant(full) ? 0 : 1;
  const b = ordinary.find((u) => Number.isFinite(fn.value(u))) ?? 0;
  const flat = family.free === 'none' ? { a: 1, b: 0 } : { a: 0, b };
  return {
    ...flat,
    c: 0,
    d: full.mean * scale,
    r2: 1 - unexplained,
    unexplained,
    safe: Number.isFinite(fn.value(b)),
  };
}

/** a and b in the data's own units, in the form that `suggest` promises. */
function inData(fn: EdgeFunction, family: Family, fit: Fitted, prepared: Prepared): [a: number, b: number] {
  const { middle, half } = prepared;
  const { alpha, beta } = fit;
  switch (family.free) {
    case 'none':
      return [1, 0];
    case 'shift':
      return withinDomain(family, alpha, beta * half - alpha * middle, prepared);
    case 'scale': {
      const a = alpha / half;
      return [a, Math.abs(a * middle) > 30 ? -a * middle : 0];
    }
    case 'both': {
      const a = alpha / half;
      const b = beta - a * middle;
      return family.search === 'wave' ? wavePhase(fn, a, b, fit.c) : withinDomain(family, a, b, prepared);
    }
  }
}

/** The same wave with a > 0, 0 ≤ b < 2π and, once c is fitted again, c ≥ 0. */
function wavePhase(fn: EdgeFunction, a: number, b: number, c: number): [number, number] {
  const odd = fn.value(0) < 0.5;
  const [rate, phase] = a < 0 ? [-a, -b] : [a, b];
  const negative = a < 0 && odd ? c > 0 : c < 0;
  const turned = (phase + (negative ? Math.PI : 0)) % (2 * Math.PI);
  return [rate, turned < 0 ? turned + 2 * Math.PI : turned];
}

/** Scaling back rounds: an argument at an end of the domain must not leave the domain. */
function withinDomain({ low, high }: Family, a: number, b: number, { x }: Prepared): [number, number] {
  const ends = [a * x[0], a * x[x.length - 1]];
  const least = Math.min(...ends);
  const most = Math.max(...ends);
  let shift = b;
  while (least + shift < low) shift += Math.max(low - (least + shift), Number.EPSILON * Math.abs(shift));
  while (most + shift > high) shift -= Math.max(most + shift - high, Number.EPSILON * Math.abs(shift));
  return [a, shift];
}

const pieces = 64;

/** Searches inside a known domain are safe; for other functions, each piece of the argument's range is checked. */
function isSafe(fn: EdgeFunction, family: Family, a: number, b: number, { x }: Prepared): boolean {
  if (family !== general) return true;
  const [from, to] = [a * x[0] + b, a * x[x.length - 1] + b];
  const formula = edgeExpression(fn.name, variable('u'));
  return Array.from({ length: pieces }).every((_, piece) => {
    const ends = [piece, piece + 1].map((k) => from + ((to - from) * k) / pieces);
    return boundsOf(formula, { u: [Math.min(...ends), Math.max(...ends)] }).safe;
  });
}
