/** What a fit changes: a network, and the unknown numbers of an inverse problem. */
import type { KanModel } from '../../kan/model.ts';

export interface State {
  readonly model: KanModel;
  /** Values of the unknown constants, then the coefficients of the unknown functions. */
  readonly unknowns: Float64Array;
  /** How smooth each unknown function is to be: λσ² of smoothness.ts. */
  readonly smoothness: readonly number[];
}
