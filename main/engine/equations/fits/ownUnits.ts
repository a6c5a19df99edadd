/** A problem whose unknown constants and functions are numbers near 1, so that a fit takes the same steps whatever their units are. */
import { substitute } from '../../../../shared/expression/substitute.ts';
import { multiply, number, variable, type Expression } from '../../../../shared/expression/tree.ts';
import type { Problem } from '../problem/problem.ts';
import type { Residual } from '../problem/residual.ts';
import type { State } from '../residuals/state.ts';
import { unknownsOf } from '../residuals/unknowns.ts';
import { unknownSizes } from './unknownSizes.ts';

export interface OwnUnits {
  /** The problem in units of the sizes of its unknowns. */
  readonly problem: Problem;
  /** Size of each unknown number. */
  readonly sizes: Float64Array;
  /** Size of each unknown function. */
  readonly curves: readonly number[];
}

/** In units of {@link unknownSizes}, by which unknowns begin where the problem says no number. */
export function inOwnUnits(given: Problem): OwnUnits {
  if (given.unknown.length + given.curves.length === 0)
    return { problem: given, sizes: new Float64Array(), curves: [] };
  const { constants, curves } = unknownSizes(given);
  const inUnits = (residual: Residual): Residual => {
    const replaced: Record<string, Expression> = {};
    given.unknown.forEach(({ name }, at) => (replaced[name] = timesSize(constants[at], name)));
    for (const { symbol, curve } of residual.curves ?? [])
      replaced[symbol] = timesSize(curves[curve], symbol);
    return { ...residual, expression: substitute(residual.expression, replaced) };
  };
  const startIn = <Unknown extends { readonly start: number | null }>(
    one: Unknown,
    size: number,
  ): Unknown => ({ ...one, start: one.start === null ? 1 : one.start / size });
  const problem: Problem = {
    ...given,
    equations: given.equations.map(inUnits),
    conditions: given.conditions.map((one) => ({ ...one, residual: inUnits(one.residual) })),
    unknown: given.unknown.map((one, at) => startIn(one, constants[at])),
    curves: given.curves.map((one, at) => startIn(one, curves[at])),
  };
  const { curves: splines } = unknownsOf(given);
  const ofCurves = splines.flatMap(({ size }, at) => Array.from({ length: size }, () => curves[at]));
  return { problem, sizes: Float64Array.from([...constants, ...ofCurves]), curves };
}

function timesSize(size: number, name: string): Expression {
  return multiply(number(size), variable(name));
}

/** A state of the problem, in the problem's own units. */
export function toOwn<Reached extends State>({ sizes, curves }: OwnUnits, state: Reached): Reached {
  return {
    ...state,
    unknowns: state.unknowns.map((value, at) => value / sizes[at]),
    smoothness: state.smoothness.map((value, at) => value * curves[at] ** 2),
  };
}

/** The other way round. */
export function fromOwn<Reached extends State>({ sizes, curves }: OwnUnits, state: Reached): Reached {
  return {
    ...state,
    unknowns: state.unknowns.map((value, at) => value * sizes[at]),
    smoothness: state.smoothness.map((value, at) => value / curves[at] ** 2),
  };
}
