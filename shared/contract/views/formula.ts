/** The views of functions and formulas. */
import type { EdgeRef } from '../../refs.ts';
import { searchSeconds } from '../../settings/search.ts';
import type { WorkProgress } from './progress.ts';
import type { RepeatsView } from './repeats.ts';

/** One function an edge might be. Curves are in the units of `EdgeDetail.x` and `.y`. */
export interface SuggestionView {
  /** Name in the library, or the expression that was requested. */
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
  /**
   * Where the function ends less than a twentieth of the data's range beyond the training rows, in the column's units
   * for an edge of an input.
   */
  readonly ends: readonly EndView[];
  /** No safe candidate is at most as complex and fits better. */
  readonly pareto: boolean;
  /** Values over the same x as the edge's own curve (`EdgeDetail.x`); NaN where it has none. */
  readonly y: Float64Array;
}

export interface SuggestionsView extends EdgeRef {
  readonly revision: string;
  readonly x: Float64Array;
  /** Requested functions first, then the most likely ones. */
  readonly candidates: readonly SuggestionView[];
  /** The most likely of all of them. */
  readonly best: string;
  /** The error in a requested function; '' where there is none. */
  readonly message: string;
  /** The edge is fixed to a function, and the candidates are compared with the spline that it was before. */
  readonly before: boolean;
}

export interface ConstantView {
  /** With all digits. */
  readonly value: number;
  /** As it stands in the formula that people see: in the same digits, or as a closed form. */
  readonly text: string;
  /** Standard error; null where it is a closed form or was not estimated. */
  readonly error: number | null;
  /** How a closed form is written, such as π/4; null for other numbers. */
  readonly form: string | null;
  /**
   * The fitted value from the training rows, without the closed form, with its standard error; null where that is not
   * known.
   */
  readonly fitted: { readonly value: number; readonly error: number } | null;
  /** Its unit, where the units of the columns and the target tell it; '' for none. */
  readonly unit: string;
  /** The physical constant that it is, such as “k_B, the Boltzmann constant”; null where it is none. */
  readonly physical: string | null;
}

/**
 * A figure for each split. Of errors: RMSE in the target's units (of the logit for classes), NaN where there are no
 * rows.
 */
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
  /** The same errors with all digits of the constants: the difference is the effect of rounding. */
  readonly unrounded: SplitErrors;
  /**
   * The errors of the network; null without a network, and for classes, because formulas are compared with the logits.
   */
  readonly network: SplitErrors | null;
  /** An upper bound of the noise of the target; null where it is not known. */
  readonly noise: NoiseView | null;
  /** Rows that lie far from the formula; null where none does. */
  readonly apart: ApartView | null;
  /** Scatter that depends on the value, for which the standard errors of its constants allow; null where they need not. */
  readonly scatter: ScatterView | null;
  /** What makes 95 % intervals of the standard errors of its constants; null where no constant was fitted. */
  readonly interval: IntervalView | null;
  /** RMS of the errors as shares of the target's values, without rows that lie far; null where errors do not count so. */
  readonly shares: { readonly train: number; readonly validation: number } | null;
  /** Where the formula has no value. */
  readonly domain: DomainView;
  /** The dates in it, and the unit that counts each: days since a day. */
  readonly dates: readonly { readonly input: string; readonly unit: string }[];
  /** R² on test rows, or validation rows where there are none, or training rows; NaN for logits. */
  readonly r2: number;
  /**
   * RMS difference from the network's own output on validation rows, or training rows where there are none, in the
   * target's units.
   */
  readonly disagreement: number;
  /** Its constants were fitted to the validation rows too; absent where they were not. */
  readonly fittedToValidation?: true;
}

/** A constant ± its standard error times the factor is a 95 % interval. */
export interface IntervalView {
  /** Student's t. */
  readonly factor: number;
  /** Degrees of freedom: rows less the fitted constants, groups of rows less one; Infinity where labels were fitted. */
  readonly freedom: number;
  /** The number of groups whose rows count together; null where rows are independent. */
  readonly groups: number | null;
}

/** The errors of the training rows are the larger, or the smaller, the larger the value of the formula is. */
export interface ScatterView {
  readonly withValue: 'grows' | 'falls';
  /** Which errors: of the values; as shares of the values, where they count so; times the root of the row's weight. */
  readonly of: 'errors' | 'shares' | 'weighted errors';
}

/** Rows in which a value of a column was missing and is replaced by a typical one. */
export interface FilledView {
  readonly column: string;
  /** Their numbers in the table, from 1, ascending. */
  readonly rows: readonly number[];
}

/** Rows that lie far from a formula or a network. */
export interface FarView {
  /** Their numbers in the table, from 1, ascending. */
  readonly rows: readonly number[];
  /** Those of them with filled values, in columns that count. */
  readonly filled: readonly FilledView[];
}

/** Rows for training and validation that lie far from a formula, to which it was not fitted. */
export interface ApartView extends FarView {
  /** The errors of the formula without them. */
  readonly errors: SplitErrors;
}

/** Where a formula has no value: beyond the end of a root or a logarithm, or at a pole. */
export interface DomainView {
  /** How many rows of each split it has no value for. */
  readonly missing: SplitErrors;
  /** Inputs along which it ends less than a twentieth of their range beyond the training rows. */
  readonly ends: readonly (EndView & {
    readonly input: string;
    /** The end of the training rows on that side. */
    readonly edge: number;
  })[];
}

/** Where a function ends beside the rows that it was fitted to. */
export interface EndView {
  /** On which side of these rows. */
  readonly side: 'below' | 'above';
  readonly at: number;
  /** There is no value beyond `at`, as of a root; from `at` on, as of a logarithm; or at this point alone, a pole. */
  readonly without: 'beyond' | 'from' | 'point';
}

/** Standard deviation of the noise, in the target's units, with its standard error. */
export interface NoiseView {
  readonly value: number;
  readonly error: number;
}

/** One formula of one output. Its figures are of the formula as `latex` writes it. */
export interface FormulaView extends FormulaFigures {
  readonly output: string;
  /** The left-hand side of the formula: the output, or the log-odds or score of a class. */
  readonly quantity: { readonly text: string; readonly latex: string };
  readonly text: string;
  readonly latex: string;
  readonly complexity: number;
  /** The same with what the labels of a column add read as one table; absent where there are no labels. */
  readonly tabled?: number;
  readonly constants: readonly ConstantView[];
  /**
   * How well the formula predicts the classes, on held-out rows where there are any; null for numbers, and where there
   * are several scores, because this formula is only one of them.
   */
  readonly classes: ClassScoresView | null;
  /** The name that textbooks give to its form; null where the search does not know one. */
  readonly law: string | null;
  /** The error that it is compared by in a list, where its constants were fitted to the held-out rows too; absent for others. */
  readonly comparedBy?: number;
  /** The RMSE of the same formula on the same rows, where `comparedBy` is a share of the values; absent for others. */
  readonly errorAsOthers?: number;
  /** The mean or straight lines predict other rows better; absent where they do not, and where this was not compared. */
  readonly behindLines?: true;
  /** How often repeats of the search found it again; null where it was not repeated. */
  readonly repeats: RepeatsView | null;
}

/** A formula as code. */
export interface PrintedView extends FormulaFigures {
  readonly code: string;
  readonly definition: string;
  /** What a person who uses the code must know and the code does not say, because its notation has no comments; '' for nothing. */
  readonly unsaid: string;
}

export interface ClassScoresView {
  readonly rows: 'test' | 'validation' | 'train';
  /** Share of rows whose most probable class is the true one. */
  readonly accuracy: number;
  /** Mean of −ln p(true class), in nats. */
  readonly crossEntropy: number;
}

/** The formula of the network as it is. */
export interface ModelFormulaView {
  readonly revision: string;
  /** One for each output; empty while edges are splines. */
  readonly formulas: readonly FormulaView[];
  /**
   * A search for formulas: `discover` tries networks of its own, `network` fixes the edges of the present network to
   * functions.
   */
  readonly classes: ClassScoresView | null;
  /** Edges that are still splines, as they are shown: those of all labels of a category to one place are one. */
  readonly splines: number;
  /** Shown while there is no formula: each output as a sum or product of functions φ with their arguments, in LaTeX. */
  readonly structure: readonly { readonly output: string; readonly latex: string }[];
}

/**
 * A search for formulas: `discover` looks for structures of its own, `network` turns the present one into functions.
 */
export type FormulaSearchMethod = 'discover' | 'network';

/** What a search does at present. */
export interface SearchStage {
  /** For people: `Laws in the rows, form 2 of 5: a few building blocks`. */
  readonly what: string;
  /** How many of equal parts were tried, of at most how many; null where the work cannot be counted in equal parts. */
  readonly tried: Pick<WorkProgress, 'done' | 'of'> | null;
}

export interface FormulaSearchView {
  readonly status: 'idle' | 'running' | 'finished' | 'stopped' | 'failed';
  readonly method: FormulaSearchMethod;
  /** Of its random numbers. */
  readonly seed: number;
  readonly seconds: number;
  /** The longest that it may take, in seconds; it may end sooner. */
  readonly mostSeconds: number;
  /** Null where no search is under way. */
  readonly stage: SearchStage | null;
  /** What was tried and how it went, in order. */
  readonly notes: readonly string[];
  /** For each output, the formulas that no simpler formula matches, the simplest first. */
  readonly outputs: readonly { readonly output: string; readonly formulas: readonly FormulaView[] }[];
  /** The reason why the search ended, or a remark; '' for none. */
  readonly message: string;
}

/** The state of the search for formulas before any search. */
export const idleSearch: FormulaSearchView = {
  status: 'idle',
  method: 'discover',
  seed: 0,
  seconds: 0,
  mostSeconds: searchSeconds.default,
  stage: null,
  notes: [],
  outputs: [],
  message: '',
};
