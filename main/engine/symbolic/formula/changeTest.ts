import type { Breath } from '../../breath.ts';
import type { FormulaData } from './formulaData.ts';

/** What a change of a formula is tested on: it stays where the error on the data does not grow by it. */
export interface ChangeTest {
  readonly data: FormulaData;
  /** Errors up to this count as 0: they are rounding. */
  readonly floor: number;
  /** Taken between two changes. */
  readonly breath: Breath;
  /** Once it is aborted, no more changes are tried. */
  readonly signal: AbortSignal | undefined;
}
