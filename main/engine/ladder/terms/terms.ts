/**
 * The terms of additive models, one for each column of the table: what they are made of, and their columns on the rows.
 */
import type { Feature } from '../../data/encoding/encoding.ts';
import { gridPoints, logarithmicPoints, type Steps } from './gridPoints.ts';
import { rescaledOf, type Scale, type Rescaled } from './rescaled.ts';
import { gridAround, smoothBasis, straightBasis, valuesOf, type SmoothBasis } from './smoothBasis.ts';

/** A column of a design as splines of one input: Σ_g coef_g B_g(x) minus its mean over the rows. */
export interface TermColumn {
  readonly input: number;
  /** In the input's own basis. */
  readonly coef: Float64Array;
  /** Mean over the rows, which is added to the intercept. */
  readonly mean: number;
  readonly values: Float64Array;
}

/** A numeric input, or the labels of a category. */
export interface Term {
  readonly inputs: readonly number[];
  readonly isNumber: boolean;
  /**
   * For a number, one column of unit spread; for each label of a category a column of 0 and 1, so that equal penalties
   * shrink all labels equally.
   */
  readonly lines: readonly TermColumn[];
  /** The straight lines of a number on the scale that the network does not see. */
  readonly rescaled: Partial<Readonly<Record<Scale, Rescaled>>>;
  /** Deviations from the line that have no linear trend on the rows; none where the input has only two values. */
  readonly deviations: readonly TermColumn[];
}

export interface Terms {
  readonly rows: number;
  readonly order: number;
  /** One for each input of the network. */
  readonly bases: readonly SmoothBasis[];
  readonly terms: readonly Term[];
}

interface TermOptions {
  /** By input, whether its values have logarithms; none by default. */
  readonly isPositive?: readonly boolean[] | undefined;
  /** By input, the steps of its grid points; even by default. On logarithmic ones a curve is smooth in the logarithm. */
  readonly steps?: readonly Steps[] | undefined;
  /** Inputs that may have curves; all by default. */
  readonly curved?: ReadonlySet<number> | undefined;
}

/** With fewer different values than this, an input gets no curve. */
const leastDistinct = 3;

/**
 * @param inputs [input][row] @param grid intervals of an edge, at least 4, the two outermost beyond the rows.
 */
export function termsOf(
  features: readonly Feature[],
  inputs: Float64Array,
  rows: number,
  grid: number,
  order: number,
  { isPositive = [], steps = features.map(() => 'even'), curved }: TermOptions = {},
): Terms {
  const columnOf = (input: number): Float64Array => inputs.subarray(input * rows, (input + 1) * rows);
  const bases = features.map(({ scaling }, input) => {
    const points =
      steps[input] === 'logarithmic'
        ? logarithmicPoints(scaling, columnOf(input), grid - 2)
        : gridPoints(columnOf(input), grid - 2);
    return straightBasis(gridAround(points, order));
  });
  const terms = groupedInputs(features).map((members): Term => {
    const lines = members.flatMap((input) => {
      const line = lineOf(input, bases[input], columnOf(input), features[input].label !== null);
      return line === null ? [] : [line];
    });
    const [input] = members;
    return {
      inputs: members,
      isNumber: features[input].label === null,
      lines,
      rescaled: rescaledOf(features[input], input, columnOf(input), isPositive[input] ?? false),
      deviations: [],
    };
  });
  return withCurves({ rows, order, bases, terms }, inputs, curved ?? new Set(features.keys()), steps);
}

/** The inputs of each term: a number, or all labels of a column. */
export function groupedInputs(features: readonly Feature[]): (readonly number[])[] {
  const grouped = new Map<string, number[]>();
  features.forEach(({ column, label }, input) => {
    const key = label === null ? `number ${input}` : `labels ${column}`;
    grouped.set(key, [...(grouped.get(key) ?? []), input]);
  });
  return [...grouped.values()];
}

/** The same terms with curves of some inputs. @param inputs [input][row] @param steps of the grid points, even by default. */
export function withCurves(
  all: Terms,
  inputs: Float64Array,
  curved: ReadonlySet<number>,
  steps: readonly Steps[] = [],
): Terms {
  const { rows } = all;
  const bases = all.bases.map((basis, input) =>
    curved.has(input) ? smoothBasis(basis, steps[input] === 'logarithmic') : basis,
  );
  const terms = all.terms.map((term): Term => {
    const [input] = term.inputs;
    const column = inputs.subarray(input * rows, (input + 1) * rows);
    const bends = curved.has(input) && isBendable(term, column);
    return bends ? { ...term, deviations: deviationsOf(term.lines[0], bases[input], column) } : term;
  });
  return { ...all, bases, terms };
}

/** Whether a term may have a curve: a number with enough different values. @param column its values, [row] */
export function isBendable({ isNumber, lines }: Term, column: Float64Array): boolean {
  return isNumber && lines.length === 1 && new Set(column).size >= leastDistinct;
}

/** A spread below this share of the largest value is that of rounding. */
const rounding = 1e-9;

/** Null where the input does not vary. @param isLabel whether the input is 1 for a label and 0 for others, scaled. */
function lineOf(
  input: number,
  basis: SmoothBasis,
  column: Float64Array,
  isLabel: boolean,
): TermColumn | null {
  const mean = column.reduce((sum, x) => sum + x, 0) / column.length;
  const spread = Math.sqrt(column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / column.length);
  const largest = column.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  if (!(spread > rounding * largest)) return null;
  const unit = isLabel
    ? column.reduce((a, b) => Math.max(a, b)) - column.reduce((a, b) => Math.min(a, b))
    : spread;
  return {
    input,
    coef: basis.identity.map((value) => value / unit),
    mean: mean / unit,
    values: column.map((x) => (x - mean) / unit),
  };
}

/** The deviations minus their linear trends, by least squares over the rows. */
function deviationsOf(line: TermColumn, basis: SmoothBasis, column: Float64Array): TermColumn[] {
  const rows = column.length;
  const values = valuesOf(basis, basis.deviations, column);
  return basis.deviations.map((coef, r) => {
    const own = values.subarray(r * rows, (r + 1) * rows);
    const mean = own.reduce((sum, value) => sum + value, 0) / rows;
    const slope = own.reduce((sum, value, row) => sum + value * line.values[row], 0) / rows;
    return {
      input: line.input,
      coef: coef.map((value, g) => value - slope * line.coef[g]),
      mean: mean - slope * line.mean,
      values: own.map((value, row) => value - mean - slope * line.values[row]),
    };
  });
}
