/** Residuals: expressions of coordinates, derivatives of the solution and unknowns that are to be 0 at points. */
import type { Expression } from '../../../../shared/expression/tree.ts';

/** A derivative of one function of the solution, as an expression names it. */
export interface Term {
  readonly symbol: string;
  readonly output: number;
  /** How often by each coordinate. */
  readonly orders: readonly number[];
  /** Which of the residual's lists of points it is taken at. */
  readonly place: number;
  /** From the derivative by the network's inputs to that by the coordinates; 1 if absent. */
  readonly scale?: number;
}

/** An unknown function, or a derivative of it by its argument, as an expression names it. */
export interface CurveTerm {
  readonly symbol: string;
  /** Which of the problem's unknown functions. */
  readonly curve: number;
  readonly order: number;
  /** Which of the residual's lists of points it is taken at. */
  readonly place: number;
  /** The residual's term that is its argument; null where its argument is a coordinate. */
  readonly term: number | null;
}

export interface Residual {
  /** As it was written; of a condition with the place where it holds. */
  readonly text: string;
  readonly expression: Expression;
  readonly terms: readonly Term[];
  /** None if absent. */
  readonly curves?: readonly CurveTerm[];
}
