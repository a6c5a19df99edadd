/**
 * How to search for a function's a and b. In c·f(a·x + b) + d the outer c and d make some of a and b redundant: (a·x + b)²
 * is a²·(x + b/a)², so a power needs only its zero, an exponential only its rate. What is left is searched on a few
 * hundred starting points and never leaves the function's domain over the range of the samples.
 */
import type { EdgeFunction } from '../../../../shared/functions/library.ts';
import { edgeExpression } from '../../../../shared/expression/edgeExpression.ts';
import { simplify } from '../../../../shared/expression/simplify/simplify.ts';
import { variable, type Expression } from '../../../../shared/expression/tree.ts';

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
  /** Chains of neighbouring starting points: a chain's local optima are worth following. */
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
function between(low: number, high: number, closed: boolean, levels: readonly number[]): Family {
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

const bothSigns = (values: readonly number[]): number[] => [
  ...values.map((value) => -value).reverse(),
  0,
  ...values,
];
const tangent = between(
  -Math.PI / 2,
  Math.PI / 2,
  false,
  bothSigns([0.3, 0.8, 1.5, 3, 7, 20, 100]).map(Math.atan),
);
const areaTangent = between(-1, 1, false, bothSigns([0.3, 0.7, 1.2, 1.8, 2.6, 4, 6]).map(Math.tanh));
const arc = between(
  -1,
  1,
  true,
  steps(-Math.PI / 2, Math.PI / 2, 13).map((angle) => Math.max(-1, Math.min(1, Math.sin(angle)))),
);

const wave: Family = { ...everywhere, free: 'both', search: 'wave', starts: [] };
const step: Family = { ...everywhere, free: 'shift', search: 'step', starts: [] };

/** Nothing is known of a function a person defined: all of a and b that pykan would look at, scaled to the range. */
export const general: Family = {
  ...everywhere,
  free: 'both',
  starts: geometric(0.1, 10, 7)
    .flatMap((size) => [size, -size])
    .map((alpha) => steps(-10, 10, 41).map((beta) => ({ alpha, beta }))),
};

const families = new WeakMap<EdgeFunction, Family>();

/** The family of an edge function, told from its formula. */
export function familyOf(fn: EdgeFunction): Family {
  let family = families.get(fn);
  if (!family) {
    family = classify(fn.name, simplify(edgeExpression(fn.name, variable('x'))));
    families.set(fn, family);
  }
  return family;
}

function classify(name: string, formula: Expression): Family {
  if (name === 'gaussian') return local;
  if (formula.kind === 'number' || formula.kind === 'variable') return none;
  if (formula.kind === 'power' && formula.base.kind === 'variable' && formula.exponent.kind === 'number') {
    const exponent = formula.exponent.value;
    if (exponent === 1 || exponent === 0) return none;
    return exponent > 0 && Number.isInteger(exponent) ? wholePower : halfLine(exponent > 0);
  }
  if (formula.kind !== 'call' || formula.argument.kind !== 'variable') return general;
  switch (formula.fn) {
    case 'sin':
    case 'cos':
      return wave;
    case 'tan':
      return tangent;
    case 'arcsin':
    case 'arccos':
      return arc;
    case 'arctanh':
      return areaTangent;
    case 'tanh':
    case 'arctan':
      return local;
    case 'exp':
      return exponential;
    case 'log':
      return halfLine(false);
    case 'abs':
      return kink;
    case 'sgn':
      return step;
    case 'sinh':
    case 'cosh':
      return general;
  }
}

function steps(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

function geometric(from: number, to: number, count: number): number[] {
  return steps(Math.log(from), Math.log(to), count).map(Math.exp);
}
