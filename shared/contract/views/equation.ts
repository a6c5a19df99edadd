/** A problem with differential equations that is solved with a network, and its solution. */
import type { EquationDraft } from '../schemas/equationDraft.ts';

/** Values on a lattice of the first one or two coordinates: at [y][x], NaN outside the domain. */
export interface FieldView {
  readonly name: string;
  readonly values: Float64Array;
  /** Difference from the known solution; null where none is known. */
  readonly error: Float64Array | null;
  /** Measured values, with one coordinate; else null. */
  readonly measured: { readonly x: Float64Array; readonly y: Float64Array } | null;
}

export interface SolutionFormulaView {
  readonly function: string;
  readonly latex: string;
  readonly text: string;
}

/** What an MLP reached that solved the same problem as the network. */
export interface PerceptronSolution {
  /** Nodes of its hidden layers. */
  readonly hidden: readonly number[];
  /** Weights, biases and unknown constants. */
  readonly parameters: number;
  readonly seconds: number;
  /** Steps of its optimiser, and whether its time was over before it had converged. */
  readonly steps: number;
  readonly ranOutOfTime: boolean;
  /** Root mean squares at the held-out points, as of the network. */
  readonly residual: number;
  readonly conditionResidual: number;
  /** Mean squared error against the known solutions; null without one. */
  readonly mse: number | null;
  /** Values of the unknown constants, in their order. */
  readonly constants: readonly number[];
  /** Values of the unknown functions, where those of the network are given. */
  readonly curves: readonly Float64Array[];
}

/** How far the training of the perceptron is. */
export interface PerceptronProgress {
  readonly steps: number;
  readonly seconds: number;
  /** The seconds that it may take. */
  readonly limit: number;
  readonly loss: number;
}

/** What an inverse problem has found. Standard errors are null where nothing was measured. */
export interface FoundUnknowns {
  /** Constants. */
  readonly unknown: readonly {
    readonly name: string;
    readonly value: number;
    readonly standardError: number | null;
  }[];
  /** Functions of one variable. */
  readonly curves: readonly UnknownCurveView[];
}

export interface UnknownCurveView {
  readonly name: string;
  /** The coordinate or the function of the solution that it is a function of. */
  readonly argument: string;
  /** Even steps of its argument. */
  readonly x: Float64Array;
  readonly values: Float64Array;
  readonly standardErrors: Float64Array | null;
}

export interface SolutionView extends FoundUnknowns {
  readonly coordinates: readonly { readonly name: string; readonly low: number; readonly high: number }[];
  /** Values of the first coordinate, and of the second; the others are at the middle of their ranges. */
  readonly axes: readonly Float64Array[];
  /** One for each function. */
  readonly fields: readonly FieldView[];
  /** Root mean square of the equations' residuals on the same lattice. */
  readonly residuals: Float64Array;
  /** Nodes of each layer, inputs first. */
  readonly shape: readonly number[];
  /** Trained numbers, unknown constants included. */
  readonly parameters: number;
  readonly seconds: number;
  /** Root mean square of the equations' residuals at held-out points. */
  readonly residual: number;
  /** That of the conditions; null where the problem has none. */
  readonly conditionResidual: number | null;
  /** How many held-out points. */
  readonly heldOut: number;
  /** Mean squared error against the known solution, and at how many points; null without one. */
  readonly exact: { readonly mse: number; readonly points: number } | null;
  /** An MLP that solved the same problem in as much time; null where none was asked for, and before it has learned. */
  readonly mlp: PerceptronSolution | null;
  readonly measuredRows: number;
  /** Says that it satisfies the equations or the conditions too badly to be a solution; '' where it does not. */
  readonly warning: string;
  /** Null where none was found, or looked for. */
  readonly formulas: {
    readonly formulas: readonly SolutionFormulaView[];
    /** They satisfy equations and conditions up to rounding errors. */
    readonly exact: boolean;
    readonly residual: number;
    readonly conditionResidual: number;
  } | null;
}

export interface EquationView {
  readonly status: 'idle' | 'running' | 'formula' | 'mlp' | 'finished' | 'stopped' | 'failed';
  /** What is wrong with the problem, or why it has no solution; null where nothing is. */
  readonly error: { readonly message: string; readonly hint: string } | null;
  /** Grid intervals, step and loss of the run; null before the first step. */
  readonly progress: { readonly grid: number; readonly iteration: number; readonly loss: number } | null;
  /** Of the MLP beside the network; null while none is trained. */
  readonly perceptron: PerceptronProgress | null;
  readonly solution: SolutionView | null;
}

/** Before any equation. */
export const idleEquation: EquationView = {
  status: 'idle',
  error: null,
  progress: null,
  perceptron: null,
  solution: null,
};

/** Where the window is in the steps of the problem. */
export interface EquationStepsView {
  /** The present problem; null before the first change. */
  readonly draft: EquationDraft | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The last solution is that of another problem than the present one. */
  readonly outOfDate: boolean;
  /** The present steps are in no project file. */
  readonly unsaved: boolean;
}
