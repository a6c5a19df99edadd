/** The unknown constants and functions that a solution has found, with their standard errors. */
import type { FoundUnknowns } from '../../../shared/contract/views/equation.ts';
import type { Problem } from './problem/problem.ts';
import type { State } from './residuals/state.ts';
import { constantErrors, curveErrors, uncertaintyOf } from './fits/uncertainty.ts';
import { curvePoints, curveValues, unknownsOf } from './residuals/unknowns.ts';

/** The unknown constants and functions of a solution. Errors are null where they cannot be estimated. */
export function foundUnknowns(problem: Problem, state: State): FoundUnknowns {
  const { constants, curves, size } = unknownsOf(problem);
  const known = uncertaintyOf(problem, state);
  const errors = known && constantErrors(known, size, constants.length);
  return {
    unknown: constants.map((name, at) => {
      return { name, value: state.unknowns[at], standardError: errors?.[at] ?? null };
    }),
    curves: curves.map((curve, index) => {
      const x = curvePoints(curve);
      return {
        ...{ name: curve.name, argument: problem.curves[index].argument.name, x },
        values: curveValues(curve, state.unknowns, x),
        standardErrors: known && curveErrors(known, size, curve, x),
      };
    }),
  };
}
