import type { Problem } from '../problem.ts';
import type { Reduced } from './reduced.ts';

/** Makes a problem in fewer variables; null where it cannot be made. */
export type Attempt = () => Problem | null;

/** A kind of guess about how a law can be written in fewer variables. */
export interface Reduction {
  /** The guesses for a problem, the likeliest first. */
  attempts(reduced: Reduced): readonly Attempt[];
  /** Whether no other kind is tried in the same problem where this one succeeds. */
  readonly goesAlone: boolean;
}
