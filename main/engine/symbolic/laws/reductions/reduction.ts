import type { Problem } from '../problem.ts';
import type { Reduced } from './reduced.ts';

/** Makes a problem in fewer variables; null where that is impossible. */
export type Attempt = () => Problem | null;

/** One kind of reduction: a guess about how a law can be written in fewer variables. */
export interface Reduction {
  /** The guesses for a problem, the likeliest first. */
  attempts(reduced: Reduced): readonly Attempt[];
  /** Where this kind succeeds, no other kind is tried in the same problem. */
  readonly goesAlone: boolean;
  /** The error must fall below this share of the one before; where absent, it must not rise. */
  readonly gain?: number;
}
