/** A network and an MLP that learned one phase after another. */

/** What one of the two did so far. */
export interface PhasesOf {
  /** Nodes of each hidden layer. */
  readonly hidden: readonly number[];
  readonly parameters: number;
  /** RMSE in the target's unit: in row i, column j, after phase i on the rows of phase j. */
  readonly errors: readonly (readonly number[])[];
  /** Its function over `x` after each phase, in the target's unit; empty where there are several inputs. */
  readonly curves: readonly Float64Array[];
}

/** What the phases of the rows are: the values of a column, or equal parts of the rows in their order. */
export type PhasesBy = { readonly column: string } | { readonly parts: number };

export interface PhaseView {
  readonly name: string;
  readonly rows: number;
  /** Input and target of some of its rows, in their units; null where there are several inputs or targets. */
  readonly points: { readonly x: Float64Array; readonly y: Float64Array } | null;
}

export interface PhasesView {
  readonly by: PhasesBy;
  /** In the order of training. */
  readonly phases: readonly PhaseView[];
  /** Values of the input, in its unit; null where there are several inputs or targets. */
  readonly x: Float64Array | null;
  /** Names of input and target where the functions can be drawn; null where there are several. */
  readonly axes: { readonly input: string; readonly target: string } | null;
  readonly kan: PhasesOf;
  readonly mlp: PhasesOf;
}
