/** Interval arithmetic: the range of values of an expression when its variables stay in given ranges. */
import { elementaryFunctions, type FunctionName } from '../functions/functions.ts';
import { powerValue } from './evaluate.ts';
import type { Expression } from './tree.ts';

export interface Bounds {
  readonly lo: number;
  readonly hi: number;
  /** True where every value in between is certain to be defined and free of poles. */
  readonly safe: boolean;
}

/** Least and greatest value of each variable; a variable without one may be anything. */
export type Ranges = Readonly<Record<string, readonly [number, number]>>;

const anything: Bounds = { lo: -Infinity, hi: Infinity, safe: true };
const undefinedBounds: Bounds = { lo: -Infinity, hi: Infinity, safe: false };

/** Bounds that hold wherever the expression is defined; they may be wider than necessary. */
export function boundsOf(expression: Expression, ranges: Ranges): Bounds {
  switch (expression.kind) {
    case 'number':
      return { lo: expression.value, hi: expression.value, safe: true };
    case 'variable': {
      if (!Object.hasOwn(ranges, expression.name)) return anything;
      const [lo, hi] = ranges[expression.name];
      return { lo, hi, safe: true };
    }
    case 'sum':
      return expression.terms
        .map((term) => boundsOf(term, ranges))
        .reduce((a, b) => unlessOverflow(bounded(a.lo + b.lo, a.hi + b.hi, a.safe && b.safe), a, b));
    case 'product':
      return expression.factors
        .map((factor) => boundsOf(factor, ranges))
        .reduce((a, b) => unlessOverflow(times(a, b), a, b));
    case 'power': {
      const base = boundsOf(expression.base, ranges);
      const exponent = boundsOf(expression.exponent, ranges);
      const result =
        expression.exponent.kind === 'number'
          ? raised(base, expression.exponent.value)
          : raisedByVariable(base, exponent);
      return unlessOverflow(result, base, exponent);
    }
    case 'call': {
      const argument = boundsOf(expression.argument, ranges);
      return unlessOverflow(applied(expression.fn, argument), argument);
    }
  }
}

/** An overflow of finite operands is not safe: the sine of infinity is undefined. */
function unlessOverflow(result: Bounds, ...operands: readonly Bounds[]): Bounds {
  const overflows = !isBounded(result) && operands.every(isBounded);
  return overflows ? { ...result, safe: false } : result;
}

function isBounded({ lo, hi }: Bounds): boolean {
  return Number.isFinite(lo) && Number.isFinite(hi);
}

/** ∞ − ∞ and similar sums give no bound. */
function bounded(lo: number, hi: number, safe: boolean): Bounds {
  return { lo: Number.isNaN(lo) ? -Infinity : lo, hi: Number.isNaN(hi) ? Infinity : hi, safe };
}

function times(a: Bounds, b: Bounds): Bounds {
  const corners = [a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi].map((corner) =>
    Number.isNaN(corner) ? 0 : corner,
  );
  return { lo: Math.min(...corners), hi: Math.max(...corners), safe: a.safe && b.safe };
}

/** A positive base is monotonic in base and exponent; for other bases no bounds are given. */
function raisedByVariable(base: Bounds, exponent: Bounds): Bounds {
  if (!(base.lo > 0)) return undefinedBounds;
  const corners = [base.lo, base.hi].flatMap((u) => [u ** exponent.lo, u ** exponent.hi]);
  const safe = base.safe && exponent.safe;
  if (corners.some(Number.isNaN)) return { lo: 0, hi: Infinity, safe };
  return { lo: Math.min(...corners), hi: Math.max(...corners), safe };
}

function raised({ lo, hi, safe }: Bounds, exponent: number): Bounds {
  const integer = Number.isInteger(exponent);
  const even = integer && exponent % 2 === 0;
  if (!integer && lo < 0) return raised({ lo: 0, hi: Math.max(0, hi), safe: false }, exponent);
  if (exponent < 0 && lo <= 0 && hi >= 0) {
    return even || !integer ? { lo: 0, hi: Infinity, safe: false } : undefinedBounds;
  }
  const ends = [powerValue(lo, exponent), powerValue(hi, exponent)];
  if (even && lo < 0 && hi > 0) ends.push(0);
  return bounded(Math.min(...ends), Math.max(...ends), safe);
}

const everywhere = { from: -Infinity, to: Infinity, closed: true };

function applied(fn: FunctionName, u: Bounds): Bounds {
  const { value, course, domain = everywhere } = elementaryFunctions[fn];
  switch (course) {
    case 'branches':
      return Math.floor(u.lo / Math.PI + 0.5) === Math.floor(u.hi / Math.PI + 0.5) &&
        Number.isFinite(u.hi - u.lo)
        ? { lo: value(u.lo), hi: value(u.hi), safe: u.safe }
        : undefinedBounds;
    case 'valley': {
      const ends = [value(u.lo), value(u.hi)];
      if (u.lo < 0 && u.hi > 0) ends.push(value(0));
      return { lo: Math.min(...ends), hi: Math.max(...ends), safe: u.safe };
    }
    case 'monotonic': {
      const { from, to, closed } = domain;
      const inside = closed ? u.lo >= from && u.hi <= to : u.lo > from && u.hi < to;
      const values = [value(clamp(u.lo, from, to)), value(clamp(u.hi, from, to))];
      return bounded(Math.min(...values), Math.max(...values), u.safe && (inside || from === -Infinity));
    }
    default:
      return wave(u, course.crest, value);
  }
}

/** A wave of period 2π whose crests are at `crest`. */
function wave(u: Bounds, crest: number, value: (x: number) => number): Bounds {
  if (!(u.hi - u.lo < 2 * Math.PI)) return { lo: -1, hi: 1, safe: u.safe };
  const reaches = (at: number): boolean =>
    Math.ceil((u.lo - at) / (2 * Math.PI)) <= Math.floor((u.hi - at) / (2 * Math.PI));
  const ends = [value(u.lo), value(u.hi)];
  return {
    lo: reaches(crest + Math.PI) ? -1 : Math.min(...ends),
    hi: reaches(crest) ? 1 : Math.max(...ends),
    safe: u.safe,
  };
}

function clamp(value: number, from: number, to: number): number {
  return Math.min(Math.max(value, from), to);
}
