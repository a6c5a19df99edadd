import type { Breath } from '../../breath.ts';
import type { FormulaData } from './formulaData.ts';

/** What changes of a formula are judged by, one after the other. */
export interface Judged {
  readonly data: FormulaData;
  /** An error that is none. */
  readonly floor: number;
  /** Taken between any two changes. */
  readonly breath: Breath;
  /** Aborted, no more are tried. */
  readonly signal: AbortSignal | undefined;
}
