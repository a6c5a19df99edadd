import type { Breath } from '../../breath.ts';
import type { FormulaData } from './formulaData.ts';

/** The data that a change of a formula is tested on: the change is kept where it does not raise the error. */
export interface ChangeTest {
  readonly data: FormulaData;
  /** Errors up to this value count as 0: they are rounding errors. */
  readonly floor: number;
  /** Called between two changes. */
  readonly breath: Breath;
  /** When it is aborted, no more changes are tried. */
  readonly signal: AbortSignal | undefined;
}
