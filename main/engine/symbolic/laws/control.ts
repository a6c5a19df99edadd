/** What every step of the search for laws gets. */
import type { Breath } from '../../breath.ts';

export interface SearchControl {
  /** Lets the event loop turn between two pieces of work. */
  readonly breath: Breath;
  /** When it is aborted, the search ends with what it has found. */
  readonly signal: AbortSignal;
}
