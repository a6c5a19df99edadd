/** A network and an MLP that learned one phase after another. */

/** What one of the two did. */
export interface PhasesOf {
  /** Nodes of each hidden layer. */
  readonly hidden: readonly number[];
  readonly parameters: number;
  /** RMSE in the target's unit: in row i, column j, after phase i on the rows of phase j. */
  readonly errors: readonly (readonly number[])[];
  /** Its function over `x` after each phase, in the target's unit; empty where there are several inputs. */
  readonly curves: readonly Float64Array[];
}

export interface PhasesView {
  /** In the order of training. */
  readonly phases: readonly { readonly name: string; readonly rows: number }[];
  /** Values of the input, in its unit; null where there are several inputs or targets. */
  readonly x: Float64Array | null;
  readonly kan: PhasesOf;
  readonly mlp: PhasesOf;
}
