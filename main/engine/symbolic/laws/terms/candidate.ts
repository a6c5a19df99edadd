import type { Expression } from '../../../../../shared/expression/tree.ts';

/** A formula for F, the unknown part of a problem. */
export interface Candidate {
  /** F in the blocks' variables. */
  readonly expression: Expression;
  /** Residual in the target's unit, to first order, as a share of its spread. */
  readonly error: number;
  /** About the complexity. */
  readonly size: number;
  readonly terms: number;
}
