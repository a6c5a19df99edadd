/** Repeats of the search for formulas: whether it finds the same formula on other rows and with other seeds. */

/** Formulas that came first in repeats and are the same but for their constants. */
export interface RepeatedForm {
  /** The one of the first such repeat. */
  readonly text: string;
  readonly latex: string;
  /** In how many repeats it came first. */
  readonly repeats: number;
  /** It is the formula that the repeats are compared with, but for the constants. */
  readonly same: boolean;
}

export interface RepeatsView {
  /** Repeats that have ended. */
  readonly done: number;
  readonly of: number;
  readonly seconds: number;
  /** In how many repeats the formula was in the list, first or not. */
  readonly listed: number;
  /** The most frequent first. */
  readonly forms: readonly RepeatedForm[];
}
