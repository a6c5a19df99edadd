/** A problem with differential equations, ready to be solved. */
import { userError } from '../../../../shared/errors.ts';
import { rangeOf } from '../../../../shared/range.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import type { Residual } from './residual.ts';
import type { Region } from './region.ts';

/** A coordinate with its range: the solution is sought for low ≤ x ≤ high. */
export interface Coordinate {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** A condition at points where some coordinates have fixed values, or on the whole border of the domain. */
export interface Condition {
  readonly residual: Residual;
  /** For each list of points: the value of each coordinate, null where it takes all values. Empty on the border. */
  readonly places: readonly (readonly (number | null)[])[];
}

export interface UnknownConstant {
  readonly name: string;
  /** Its value before training; null where that is not given. */
  readonly start: number | null;
}

/** A function of one variable that stands in the equations and is to be found. */
export interface UnknownCurve {
  readonly name: string;
  /** The coordinate, or the function of the solution, that it is a function of. */
  readonly argument: { readonly kind: 'coordinate' | 'function'; readonly name: string; readonly at: number };
  /** Where it is sought; null for the range of its coordinate, or that of the measured values. */
  readonly range: readonly [number, number] | null;
  /** Its value everywhere before training; null where that is not given. */
  readonly start: number | null;
}

/** Measured values: rows of a table with the coordinates and some of the functions. */
export interface Measurements {
  readonly rows: number;
  readonly coordinates: readonly Float64Array[];
  /** By function; null where the table has no such column. */
  readonly values: readonly (Float64Array | null)[];
}

export interface Problem {
  readonly coordinates: readonly Coordinate[];
  /** Names of the sought functions. */
  readonly functions: readonly string[];
  readonly equations: readonly Residual[];
  readonly conditions: readonly Condition[];
  readonly unknown: readonly UnknownConstant[];
  readonly curves: readonly UnknownCurve[];
  /** The part of the box that belongs to the domain; null for all of it. */
  readonly region: Region | null;
  /** Known solutions by function; null where none is given. */
  readonly exact: readonly (Expression | null)[];
  readonly measurements: Measurements | null;
}

/** Half the width of a coordinate's range: the network's inputs go from −1 to 1. */
export function halfWidth({ low, high }: Coordinate): number {
  return (high - low) / 2;
}

/** The values of a coordinate as the network's input. */
export function toNetwork({ low, high }: Coordinate, values: Float64Array): Float64Array {
  const [middle, half] = [(low + high) / 2, (high - low) / 2];
  return values.map((value) => (value - middle) / half);
}

/** How far beyond the measured values of its argument an unknown function reaches, as a share of their range. */
const margin = 0.02;

/**
 * Where an unknown function is sought.
 * @throws KanError `equation.range` where its argument is a function that was not measured
 */
export function curveRange(
  { coordinates, curves, measurements }: Problem,
  index: number,
): readonly [number, number] {
  const { name, argument, range } = curves[index];
  if (range !== null) return range;
  if (argument.kind === 'coordinate') {
    const { low, high } = coordinates[argument.at];
    return [low, high];
  }
  const [low, high] = rangeOf(measurements?.values[argument.at] ?? []);
  if (low < high) return [low - margin * (high - low), high + margin * (high - low)];
  throw userError(
    'equation.range',
    `The range of ${argument.name}, which ${name} is a function of, is not known.`,
    `Write for example ${name}: function of ${argument.name} from 0 to 1`,
  );
}
