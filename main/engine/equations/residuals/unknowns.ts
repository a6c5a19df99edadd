/**
 * What an inverse problem looks for besides its solution: constants, and functions of one variable. A function is a cubic
 * B-spline (or one of a higher order, if derivatives need it) over its range; its coefficients are trained with the network.
 */
import { extendKnots, uniformPoints } from '../../kan/bspline.ts';
import { basisDerivatives } from '../derivatives/basis.ts';
import { curveRange, type Problem } from '../problem/problem.ts';
import type { State } from './state.ts';

/** The spline of an unknown function. Its argument goes from −1 to 1, as a network's inputs do. */
export interface CurveSpline {
  readonly name: string;
  readonly middle: number;
  readonly half: number;
  readonly grid: number;
  readonly order: number;
  readonly knots: Float64Array;
  /** Number of coefficients. */
  readonly size: number;
  /** Place of the first coefficient among the unknown numbers. */
  readonly at: number;
  /** The coordinate that is its argument; null where that is a function of the solution. */
  readonly coordinate: number | null;
}

export interface Unknowns {
  readonly constants: readonly string[];
  readonly curves: readonly CurveSpline[];
  /** How many numbers in all. */
  readonly size: number;
}

/** More intervals than the measured values can tell apart: the penalty decides how smooth the function is. */
const intervals = 16;

/** The unknown constants and functions of a problem, and their places in the list of unknown numbers. */
export function unknownsOf(problem: Problem): Unknowns {
  const constants = problem.unknown.map(({ name }) => name);
  let at = constants.length;
  const terms = [...problem.equations, ...problem.conditions.map(({ residual }) => residual)].flatMap(
    ({ curves = [] }) => curves,
  );
  const curves = problem.curves.map(({ name, argument }, index): CurveSpline => {
    const [low, high] = curveRange(problem, index);
    const orders = terms.filter(({ curve }) => curve === index).map(({ order }) => order);
    const order = Math.max(3, ...orders.map((one) => one + 2));
    const size = intervals + order;
    at += size;
    return {
      ...{ name, order, size, grid: intervals, at: at - size },
      ...{ middle: (low + high) / 2, half: (high - low) / 2 },
      knots: extendKnots(uniformPoints(-1, 1, intervals), order),
      coordinate: argument.kind === 'coordinate' ? argument.at : null,
    };
  });
  return { constants, curves, size: at };
}

/** The unknown numbers before training; functions are constants then. */
export function startOfUnknowns(problem: Problem): Pick<State, 'unknowns' | 'smoothness'> {
  const { curves, size } = unknownsOf(problem);
  const unknowns = new Float64Array(size);
  problem.unknown.forEach(({ start }, at) => (unknowns[at] = start ?? 1));
  curves.forEach((curve, index) =>
    unknowns.fill(problem.curves[index].start ?? 1, curve.at, curve.at + curve.size),
  );
  const spread = squaresOf(problem.measurements?.values.find((values) => values !== null) ?? []);
  const smoothness = problem.curves.map(({ start }) => (firstSmoothness * spread) / ((start ?? 1) || 1) ** 2);
  return { unknowns, smoothness };
}

/** Weak: a function that bends by its whole size costs as much as this share of the measured values' squares. */
const firstSmoothness = 1e-3;

function squaresOf(values: ArrayLike<number>): number {
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return all.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** The bases of a spline that differ from 0 at each value of its argument, with their derivatives by the argument. */
export interface CurveBases {
  /** Index of the first coefficient, [row]. */
  readonly first: Int32Array;
  /** [row][depth + 1][k + 1] */
  readonly values: Float64Array;
  readonly depth: number;
  readonly width: number;
}

/**
 * @param z the argument, scaled to −1 … 1; values beyond are moved to the nearer end, where the derivatives become 0.
 * @param depth the highest derivative
 */
export function curveBases(curve: CurveSpline, z: Float64Array, depth: number): CurveBases {
  const { knots, grid, order, half } = curve;
  const width = order + 1;
  const first = new Int32Array(z.length);
  const values = new Float64Array(z.length * (depth + 1) * width);
  const scratch = new Float64Array(width ** 2 + 2 * order + 2);
  z.forEach((value, row) => {
    const place = values.subarray(row * (depth + 1) * width, (row + 1) * (depth + 1) * width);
    const inside = Math.min(1, Math.max(-1, value));
    first[row] = basisDerivatives(knots, 0, grid, order, inside, depth, place, scratch);
    for (let m = 1; m <= depth; m++) {
      const factor = inside === value ? half ** -m : 0;
      for (let r = 0; r < width; r++) place[m * width + r] *= factor;
    }
  });
  return { first, values, depth, width };
}

/** A derivative of an unknown function at one row of its bases. */
export function curveValue(
  { at }: CurveSpline,
  { first, values, depth, width }: CurveBases,
  unknowns: ArrayLike<number>,
  from: number,
  row: number,
  order: number,
): number {
  let sum = 0;
  const place = (row * (depth + 1) + order) * width;
  for (let r = 0; r < width; r++) sum += unknowns[from + at + first[row] + r] * values[place + r];
  return sum;
}

/** Values of an unknown function at arguments in their own units. */
export function curveValues(
  curve: CurveSpline,
  unknowns: ArrayLike<number>,
  args: Float64Array,
): Float64Array {
  const bases = curveBases(curve, scaledArgument(curve, args), 0);
  return args.map((_, row) => curveValue(curve, bases, unknowns, 0, row, 0));
}

/** Arguments of an unknown function in the units of its spline: −1 … 1 over its range. */
export function scaledArgument({ middle, half }: CurveSpline, args: Float64Array): Float64Array {
  return args.map((value) => (value - middle) / half);
}

/** Steps at which an unknown function is shown. */
const steps = 100;

/** Even steps over the range of an unknown function, in the units of its argument. */
export function curvePoints({ middle, half }: CurveSpline): Float64Array {
  return Float64Array.from({ length: steps + 1 }, (_, i) => middle + half * ((2 * i) / steps - 1));
}
