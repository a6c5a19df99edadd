/**
 * How to search for a function's a and b. In c·f(a·x + b) + d the outer c and d make some of a and b redundant: (a·x +
 * b)² is a²·(x + b/a)², so a power needs only its zero, an exponential only its rate. What is left is searched on a few
 * hundred starting points and never leaves the function's domain over the range of the samples.
 */
import { edgeExpression, type EdgeFunction } from '../../../../shared/expression/edgeFunction.ts';
import { simplify } from '../../../../shared/expression/simplify/simplify.ts';
import { variable, type Expression } from '../../../../shared/expression/tree.ts';
import { searchOf } from '../../../../shared/functions/functions.ts';
import type { Search } from '../../../../shared/functions/record.ts';

/** u = alpha·s + beta over s in [−1, 1]. */
export interface Inner {
  readonly alpha: number;
  readonly beta: number;
}

export interface Family {
  /** Which of alpha and beta the outer c and d can't replace. */
  readonly free: 'none' | 'shift' | 'scale' | 'both';
  /** Where u must stay; `closed` ends may be reached. */
  readonly low: number;
  readonly high: number;
  readonly closed: boolean;
  /** How much a member may cancel (kan/cancellation.ts); absent, without a bound. */
  readonly most?: number;
  /** Chains of neighbouring starting points: the search continues from the local optima of a chain. */
  readonly starts: readonly (readonly Inner[])[];
  /** `wave` and `step` have searches of their own. */
  readonly search: 'grid' | 'wave' | 'step';
}

const everywhere = { low: -Infinity, high: Infinity, closed: true, search: 'grid' } as const;
const none: Family = { ...everywhere, free: 'none', starts: [[{ alpha: 1, beta: 0 }]] };

/** Zeros of whole powers: dense inside the range, sparse far outside, where all powers look alike. */
const wholePower: Family = {
  ...everywhere,
  free: 'shift',
  starts: [steps(-1.5, 1.5, 27).map((angle) => ({ alpha: 1, beta: -Math.tan(angle) }))],
};

/** The nearest approach to the singular point, from a millionth of the range to a thousand ranges, on either side. */
const distances = geometric(1e-6, 1e3, 19);

function halfLine(closed: boolean): Family {
  const chain = closed ? [0, ...distances] : distances;
  return {
    free: 'shift',
    low: 0,
    high: Infinity,
    closed,
    search: 'grid',
    starts: [1, -1].map((alpha) => chain.map((distance) => ({ alpha, beta: 1 + distance }))),
  };
}

const rates = geometric(0.03, 60, 12);
const exponential: Family = {
  low: -600,
  high: 600,
  closed: true,
  search: 'grid',
  free: 'scale',
  starts: [[...rates.map((rate) => -rate).reverse(), ...rates].map((alpha) => ({ alpha, beta: 0 }))],
};

const kink: Family = {
  ...everywhere,
  free: 'shift',
  starts: [steps(-0.97, 0.97, 33).map((zero) => ({ alpha: 1, beta: -zero }))],
};

/** Bumps and sigmoids: the narrower, the more places where they may sit. */
const local: Family = {
  ...everywhere,
  free: 'both',
  starts: geometric(0.25, 32, 8).map((alpha) => {
    const reach = 1 + Math.min(2, 1 / alpha);
    const count = Math.ceil((2 * reach) / Math.min(0.35, 1 / alpha)) + 1;
    return steps(-reach, reach, count).map((centre) => ({ alpha, beta: -alpha * centre }));
  }),
};

/** Functions between two singular ends: pairs of arguments at the ends of the range. */
function between({ low, high, closed, levels }: Extract<Search, object>): Family {
  const starts = levels.map((from, index) =>
    levels.slice(index + 1).map((to) => ({ alpha: (to - from) / 2, beta: (from + to) / 2 })),
  );
  return {
    low,
    high,
    closed,
    free: 'both',
    search: 'grid',
    starts: starts.filter((chain) => chain.length > 0),
  };
}

const wave: Family = { ...everywhere, free: 'both', search: 'wave', starts: [] };
const step: Family = { ...everywhere, free: 'shift', search: 'step', starts: [] };

/** For a function that a person defined: all values of a and b that pykan would try, scaled to the range. */
export const general: Family = {
  ...everywhere,
  free: 'both',
  starts: geometric(0.1, 10, 7)
    .flatMap((size) => [size, -size])
    .map((alpha) => steps(-10, 10, 41).map((beta) => ({ alpha, beta }))),
};

/** The families that a function's record may name. */
const named: Readonly<Record<Extract<Search, string>, Family>> = {
  exponential,
  pole: halfLine(false),
  kink,
  local,
  wave,
  step,
};

const families = new WeakMap<EdgeFunction, Family>();

/** The family of an edge function: what its record says, or what its formula tells. */
export function familyOf(fn: EdgeFunction): Family {
  let family = families.get(fn);
  if (!family) {
    family = recordedFamily(fn.name) ?? familyOfFormula(simplify(edgeExpression(fn.name, variable('x'))));
    families.set(fn, family);
  }
  return family;
}

function recordedFamily(name: string): Family | null {
  const search = searchOf(name);
  if (search === undefined) return null;
  return typeof search === 'string' ? named[search] : between(search);
}

function familyOfFormula(formula: Expression): Family {
  if (formula.kind === 'number' || formula.kind === 'variable') return none;
  if (formula.kind === 'power' && formula.base.kind === 'variable' && formula.exponent.kind === 'number') {
    const exponent = formula.exponent.value;
    if (exponent === 1 || exponent === 0) return none;
    return exponent > 0 && Number.isInteger(exponent) ? wholePower : halfLine(exponent > 0);
  }
  const isCall = formula.kind === 'call' && formula.argument.kind === 'variable';
  return (isCall ? recordedFamily(formula.fn) : null) ?? general;
}

function steps(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

function geometric(from: number, to: number, count: number): number[] {
  return steps(Math.log(from), Math.log(to), count).map(Math.exp);
}
