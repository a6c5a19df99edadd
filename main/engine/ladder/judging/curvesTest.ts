/** A score test: whether the rows of a table of classes show curves beside straight lines. */
import { seededRandom } from '../../../../shared/random.ts';
import { dot, factorize, solveFactored, solveLower } from '../../optim/cholesky.ts';
import { probability, type Question } from '../fits/fitDesign.ts';
import { weightedProducts } from '../../optim/weightedProducts.ts';
import type { Term } from '../terms/terms.ts';
import { chanceOf } from './evidence.ts';

/** The penalty of the second kind of evidence, as a share of the mean square of a column. */
const penalty = 0.1;
/** The most columns of curves, and of straight lines of all outputs: with more the test would take longer than the fits. */
const mostColumns = 400;
/** Added to the curvature of lines, as a share of its largest part: columns may say the same, and softmax says one output twice. */
const rounding = 1e-9;

type ByOutput = readonly Float64Array[];

/**
 * The p-value: the probability of at least this much evidence for curves where the classes follow the straight lines. What is
 * tested is the score c = Dᵀr of the deviations D from lines, r being the class (0 or 1) minus its probability, without what
 * lines can take up of r. There are two kinds of evidence, added over the outputs:
 * - cᵀc, each input with the same weight: the score of the variance of curves at 0 (Lin, "Variance component testing in
 * generalised linear models with random effects", 1997; Goeman et al. 2004), with power against what bends once;
 * - cᵀ(DᵀWD + λI)⁻¹c, with power against what bends more often.
 * Beside them stands the evidence of classes that are drawn with the probabilities of the lines.
 * @param logits of straight lines that were fitted to all rows. @returns 1 where there are too many columns for a test.
 */
export function chanceOfCurves(question: Question, terms: readonly Term[], logits: ByOutput): number {
  const { rows, targets, outputs, weights } = question;
  const columns = terms.flatMap(({ deviations }) => ofUnitSize(deviations.map(({ values }) => values)));
  const lines = [
    new Float64Array(rows).fill(1),
    ...terms.flatMap((term) => term.lines.map(({ values }) => values)),
  ];
  if (Math.max(columns.length, lines.length * outputs) > mostColumns) return 1;
  const chances = logits.map((_, o) =>
    Float64Array.from({ length: rows }, (_row, row) => probability(logits, o, row)),
  );
  const weightOf = (row: number): number => weights?.[row] ?? 1;
  const left = withoutLines(lines, chances, weightOf);
  const metrics = chances.map((chance) =>
    metricOf(
      columns,
      chance.map((p, row) => weightOf(row) ** 2 * p * (1 - p)),
    ),
  );
  const evidence = (isClass: (o: number, row: number) => boolean): readonly number[] => {
    const residuals = chances.map((chance, o) =>
      chance.map((p, row) => weightOf(row) * (Number(isClass(o, row)) - p)),
    );
    const scores = left(residuals).map((own) =>
      Float64Array.from(columns, (column) => dot(column, 0, own, 0, rows)),
    );
    const total = (part: (score: Float64Array, o: number) => number): number =>
      scores.reduce((sum, score, o) => sum + part(score, o), 0);
    return [total(squareOf), total((score, o) => metrics[o](score))];
  };
  const random = seededRandom(1);
  const first = outputs === 1 ? 1 : 0;
  return chanceOf(
    evidence((o, row) => targets[row] === o + first),
    () => {
      const drawn = Float64Array.from({ length: rows }, (_, row) => classAt(chances, row, random.next()));
      return evidence((o, row) => drawn[row] === o);
    },
  );
}

/** The columns of one input, times a number that makes their mean squares add up to 1. */
function ofUnitSize(columns: readonly Float64Array[]): Float64Array[] {
  const size = Math.sqrt(columns.reduce((sum, column) => sum + squareOf(column) / column.length, 0));
  return columns.map((column) => column.map((value) => value / size));
}

/** The output whose class lies at this place of the added probabilities; the number of outputs where none does. */
function classAt(chances: ByOutput, row: number, place: number): number {
  let sum = 0;
  const output = chances.findIndex((chance) => (sum += chance[row]) > place);
  return output < 0 ? chances.length : output;
}

/** Residuals minus what a step of Newton of the lines takes up, as a function of the residuals. */
function withoutLines(
  lines: readonly Float64Array[],
  chances: ByOutput,
  weightOf: (row: number) => number,
): (residuals: ByOutput) => Float64Array[] {
  const rows = lines[0].length;
  const [own, outputs] = [lines.length, chances.length];
  const size = own * outputs;
  const curvatureOf = (o: number, q: number): Float64Array =>
    chances[o].map((p, row) => weightOf(row) * p * (Number(o === q) - chances[q][row]));
  const curvatures = chances.map((_, o) => chances.map((_other, q) => curvatureOf(o, q)));
  const matrix = new Float64Array(size * size);
  for (let o = 0; o < outputs; o++)
    for (let q = 0; q <= o; q++) {
      const block = weightedProducts(lines, rows, curvatures[o][q]);
      for (let a = 0; a < own; a++)
        for (let b = 0; b < own; b++)
          matrix[(o * own + a) * size + q * own + b] = block[Math.max(a, b) * own + Math.min(a, b)];
    }
  const largest = lines.reduce((most, _, c) => Math.max(most, matrix[c * size + c]), 0);
  for (let c = 0; c < size; c++) matrix[c * size + c] += rounding * largest + Number.MIN_VALUE;
  factorize(matrix, size);
  return (residuals) => {
    const right = Float64Array.from({ length: size }, (_, at) =>
      dot(lines[at % own], 0, residuals[Math.floor(at / own)], 0, rows),
    );
    const step = solveFactored(matrix, size, right);
    const moved = chances.map((_, o) => {
      const sum = new Float64Array(rows);
      lines.forEach((line, c) => line.forEach((value, row) => (sum[row] += step[o * own + c] * value)));
      return sum;
    });
    return residuals.map((residual, o) =>
      residual.map((value, row) =>
        moved.reduce((rest, by, q) => rest - curvatures[o][q][row] * by[row], value),
      ),
    );
  };
}

/** cᵀ(DᵀWD + λI)⁻¹c as a function of c. */
function metricOf(
  columns: readonly Float64Array[],
  curvature: Float64Array,
): (score: Float64Array) => number {
  const count = columns.length;
  const matrix = weightedProducts(columns, curvature.length, curvature);
  const mean = columns.reduce((sum, _, c) => sum + matrix[c * count + c], 0) / count;
  for (let c = 0; c < count; c++) matrix[c * count + c] += penalty * mean + Number.MIN_VALUE;
  factorize(matrix, count);
  return (score) => squareOf(solveLower(matrix, count, score));
}

function squareOf(values: Float64Array): number {
  return dot(values, 0, values, 0, values.length);
}
