/** What the engine tells of functions and formulas. */
import type { EdgeRef } from './refs.ts';

/** One function an edge might be. Curves are in the units of `EdgeDetail.x` and `.y`. */
export interface SuggestionView {
  /** Name in the library, or the expression it was asked for by. */
  readonly function: string;
  /** c·f(a·x + b) + d with numbers, in LaTeX. */
  readonly latex: string;
  readonly affine: readonly [number, number, number, number];
  readonly r2: number;
  /** 1 − R² with full precision where R² is nearly 1. */
  readonly unexplained: number;
  readonly complexity: number;
  /** False where it has a pole or a gap in its domain within the range that the edge sees. */
  readonly safe: boolean;
  /** Where it ends less than a twentieth of their range beyond the training rows, in the column's units for an edge of an input. */
  readonly ends: readonly { readonly side: 'below' | 'above'; readonly at: number }[];
  /** No safe candidate is at most as complex and fits better. */
  readonly pareto: boolean;
  /** Values over the same x as the edge's own curve (`EdgeDetail.x`); NaN where it has none. */
  readonly y: Float64Array;
}

export interface SuggestionsView extends EdgeRef {
  readonly revision: string;
  readonly x: Float64Array;
  /** Those that were asked for first, then the most likely. */
  readonly candidates: readonly SuggestionView[];
  /** The most likely of all of them. */
  readonly likeliest: string;
  /** What was wrong with a function that was asked for; '' where nothing was. */
  readonly message: string;
  /** The edge is a function, and the candidates are compared with the spline that it was before. */
  readonly before: boolean;
}

export interface ConstantView {
  readonly value: number;
  /** Standard error; null where it is a closed form or was not estimated. */
  readonly error: number | null;
  /** How a closed form is written, such as π/4; null for other numbers. */
  readonly form: string | null;
  /** What the training rows say in the place of a closed form, with its standard error; null where that is not known. */
  readonly fitted: { readonly value: number; readonly error: number } | null;
}

/** A figure for each split. Of errors: RMSE in the target's units (of the logit for classes), NaN where there are no rows. */
export interface SplitErrors {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** How good a formula is, exactly as it is written: with its constants in the digits that are shown or copied. */
export interface FormulaFigures {
  /** RMSE as in {@link SplitErrors}, of the formula as written. Infinity where it has no finite value on some row. */
  readonly trainError: number;
  readonly validationError: number;
  readonly testError: number;
  /** Of the same formula with all digits of its constants: the difference is what rounding costs. */
  readonly unrounded: SplitErrors;
  /** Of the network; null without one, and for classes, whose logits are what formulas are compared with. */
  readonly network: SplitErrors | null;
  /** How much noise the target has at most; null where it is not known. */
  readonly noise: NoiseView | null;
  /** Where the formula has no value. */
  readonly domain: DomainView;
  /** On test rows, or validation rows where there are none, or training rows; NaN for logits. */
  readonly r2: number;
  /** RMS difference from the network's own output on validation rows, or training rows where there are none, in the target's units. */
  readonly disagreement: number;
}

/** Where a formula has no value: beyond the end of a root or a logarithm, or at a pole. */
export interface DomainView {
  /** How many rows of each split it has no value for. */
  readonly missing: SplitErrors;
  /** Inputs along which it ends less than a twentieth of their range beyond the training rows. */
  readonly ends: readonly {
    readonly input: string;
    /** No value lies on this side of `at`. */
    readonly side: 'below' | 'above';
    readonly at: number;
    /** The end of the training rows on that side. */
    readonly edge: number;
  }[];
}

/** Standard deviation of the noise, in the target's units, with its standard error. */
export interface NoiseView {
  readonly value: number;
  readonly error: number;
}

/** One formula of one output. Its figures are of the formula as `latex` writes it. */
export interface FormulaView extends FormulaFigures {
  readonly output: string;
  /** What the formula gives, its left-hand side: the output, or the log-odds or score of a class. */
  readonly quantity: { readonly text: string; readonly latex: string };
  readonly text: string;
  readonly latex: string;
  readonly complexity: number;
  readonly constants: readonly ConstantView[];
  /**
   * How well classes are told apart by it, on rows that nothing was learned from as far as there are any; null for numbers,
   * and where there are several scores, of which this is but one.
   */
  readonly classes: ClassScoresView | null;
}

/** A formula as code. */
export interface PrintedView extends FormulaFigures {
  readonly code: string;
  readonly definition: string;
}

export interface ClassScoresView {
  readonly rows: 'test' | 'validation' | 'train';
  /** Share of rows whose likeliest class is the true one. */
  readonly accuracy: number;
  /** Mean of −ln p(true class), in nats. */
  readonly crossEntropy: number;
}

/** The formula of the network as it is. */
export interface ModelFormulaView {
  readonly revision: string;
  /** One for each output; empty while edges are splines. */
  readonly formulas: readonly FormulaView[];
  /** How well the formulas of all outputs together tell classes apart; null for numbers, and without formulas. */
  readonly classes: ClassScoresView | null;
  /** Edges that are still splines. */
  readonly splines: readonly EdgeRef[];
  /** Shown while there is no formula: each output as a sum or product of functions φ with their arguments, in LaTeX. */
  readonly structure: readonly { readonly output: string; readonly latex: string }[];
}

/** A search for formulas: `discover` looks for structures of its own, `network` turns the present one into functions. */
export type FormulaSearchMethod = 'discover' | 'network';

export interface FormulaSearchView {
  readonly status: 'idle' | 'running' | 'finished' | 'stopped' | 'failed';
  readonly method: FormulaSearchMethod;
  readonly seconds: number;
  /** What was tried and how it went, in order. */
  readonly notes: readonly string[];
  /** For each output, formulas that nothing simpler beats, from the simplest on. */
  readonly outputs: readonly { readonly output: string; readonly formulas: readonly FormulaView[] }[];
  /** What ended it or is worth saying; ''. */
  readonly message: string;
}
