/** A solved problem, with all that is known of its solution. */
import type { FoundUnknowns, PerceptronSolution } from '../../../shared/contract/views/equation.ts';
import type { ProblemFile } from '../../../shared/contract/schemas/problemFile.ts';
import type { SolutionFormulas } from './formulas/formula.ts';
import type { Problem } from './problem/problem.ts';
import type { Solution } from './solve.ts';

export interface SolvedEquation {
  /** The problem as it was given; measured values of a table are only in `problem`. */
  readonly file: ProblemFile;
  readonly problem: Problem;
  readonly solution: Solution;
  /** Mean squared error against the known solution; null without one. */
  readonly mse: number | null;
  readonly found: FoundUnknowns;
  readonly formulas: SolutionFormulas | null;
  /** Seconds of computing until the solution, and its formula; without the MLP. */
  readonly seconds: number;
  /** The MLP; null where none was asked for, and before it has learned. */
  readonly mlp: PerceptronSolution | null;
  /** It was stopped before all that was asked for was done. */
  readonly stopped: boolean;
}
