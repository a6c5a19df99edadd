/**
 * How large the unknown constants and functions of a problem are, before they are known: as large as they must be for the terms of each
 * equation to be of one size. So a rate has the inverse of the time that is looked at, and a capacity the size of what was measured.
 */
import type { Expression } from '../../../../shared/expression/tree.ts';
import { leastSquares } from '../../kan/leastSquares.ts';
import type { Coordinate, Problem } from '../problem/problem.ts';
import type { Residual } from '../problem/residual.ts';
import { knownSizes } from './functionSizes.ts';

export interface UnknownSizes {
  readonly constants: readonly number[];
  readonly curves: readonly number[];
}

/** The logarithm of a size: a number, and how often it has each of the logarithms that are sought. */
interface Size {
  readonly known: number;
  readonly sought: Float64Array;
}

/** Logarithms beyond this are no sizes. */
const largest = 300;

/**
 * The logarithms of the sizes by least squares over all sums in the equations and conditions, whose terms are to have the same size, and
 * over the arguments of functions such as exp, which are to have size 1. Functions of the solution whose size is not known are sought too. Where
 * only a product is determined, each of its factors has the same part.
 */
export function unknownSizes(problem: Problem): UnknownSizes {
  const { unknown, curves, functions, coordinates } = problem;
  const known = knownSizes(problem);
  const names = [
    ...unknown.map(({ name }) => `constant ${name}`),
    ...curves.map(({ name }) => `function ${name}`),
    ...functions.flatMap((name, output) => (known[output] === null ? [`solution ${name}`] : [])),
  ];
  const count = names.length;
  const rows: Size[] = [];
  const fixed = (value: number): Size => ({ known: Math.log(value), sought: new Float64Array(count) });
  const open = (name: string): Size => ({
    known: 0,
    sought: new Float64Array(count).fill(1, names.indexOf(name), names.indexOf(name) + 1),
  });
  const times = (one: Size, factor: number, other: Size): Size => ({
    known: one.known + factor * other.known,
    sought: one.sought.map((value, at) => value + factor * other.sought[at]),
  });
  const one = fixed(1);
  const ofOne = (size: Size | null): void => {
    if (size?.sought.some((value) => value !== 0)) rows.push(size);
  };

  const sizesIn = ({ expression, terms, curves: parts = [] }: Residual): void => {
    const variables = new Map<string, Size>(coordinates.map((one) => [one.name, fixed(sizeOf(one))]));
    for (const { name } of unknown) variables.set(name, open(`constant ${name}`));
    for (const { symbol, output, scale = 1 } of terms) {
      const size = known[output];
      const own = size === null ? open(`solution ${functions[output]}`) : fixed(size);
      variables.set(symbol, times(own, 1, fixed(Math.abs(scale))));
    }
    for (const { symbol, curve, order } of parts) {
      const half = halfRange(problem, curve, known);
      variables.set(symbol, times(open(`function ${curves[curve].name}`), -order, fixed(half)));
    }
    /** Null for 0. */
    const sized = (part: Expression): Size | null => {
      switch (part.kind) {
        case 'number':
          return part.value === 0 ? null : fixed(Math.abs(part.value));
        case 'variable':
          return variables.get(part.name) ?? one;
        case 'product':
          return part.factors
            .map(sized)
            .reduce<Size | null>((all, size) => all && size && times(all, 1, size), one);
        case 'power': {
          const base = sized(part.base);
          if (part.exponent.kind === 'number') return base && times(one, part.exponent.value, base);
          ofOne(base);
          ofOne(sized(part.exponent));
          return one;
        }
        case 'call': {
          const argument = sized(part.argument);
          if (part.fn === 'abs') return argument;
          ofOne(argument);
          return one;
        }
        case 'sum': {
          const sizes = part.terms.map(sized).filter((size) => size !== null);
          if (sizes.length === 0) return null;
          const mean = sizes.reduce((all, size) => times(all, 1 / sizes.length, size), one);
          for (const size of sizes) ofOne(times(size, -1, mean));
          return mean;
        }
      }
    };
    sized(expression);
  };
  for (const residual of problem.equations) sizesIn(residual);
  for (const { residual } of problem.conditions) sizesIn(residual);
  const matrix = Float64Array.from(rows.flatMap(({ sought }) => [...sought]));
  const logarithms = leastSquares(matrix, rows.length, count)(rows.map((row) => -row.known));
  const sizes = Array.from(logarithms, (value) => (Math.abs(value) < largest ? Math.exp(value) : 1));
  return {
    constants: sizes.slice(0, unknown.length),
    curves: sizes.slice(unknown.length, unknown.length + curves.length),
  };
}

/** The root mean square of a coordinate. */
function sizeOf({ low, high }: Coordinate): number {
  return Math.sqrt((low ** 2 + low * high + high ** 2) / 3);
}

/** Half the width of what an unknown function is a function of. */
function halfRange(
  { curves, coordinates }: Problem,
  curve: number,
  known: readonly (number | null)[],
): number {
  const { argument, range } = curves[curve];
  if (range !== null) return (range[1] - range[0]) / 2;
  if (argument.kind === 'function') return known[argument.at] ?? 1;
  const { low, high } = coordinates[argument.at];
  return (high - low) / 2;
}
