/** A permutation test: whether straight lines find a law. */
import { seededRandom } from '../../../../shared/random.ts';
import { dot, factorize, solveLower } from '../../optim/cholesky.ts';
import type { Question } from '../fits/fitDesign.ts';
import { weightedProducts } from '../../optim/weightedProducts.ts';
import type { Term } from '../terms/terms.ts';
import { chanceOf } from './evidence.ts';

/** The penalty of the second kind of evidence, as a share of the rows; each column has the spread 1. */
const penalty = 0.05;
/** The most columns for the second kind of evidence: more would take longer than all permutations. */
const mostColumns = 400;

/**
 * The p-value: the probability of at least this much evidence for straight lines where the target does not depend on
 * the inputs. There are two kinds of evidence, c = Xᵀ(y − ȳ):
 * - cᵀc, that of the global test (Goeman et al., "A global test for groups of genes", 2004): the score of the variance
 *   of slopes at 0. It has the most power against many weak slopes, and against what correlated inputs have in common.
 * - cᵀ(XᵀX + λI)⁻¹c, what ridge regression explains: it has power against differences of correlated inputs, too, which
 *   are small columns beside their sum.
 * The evidence is the smaller p-value of the two ({@link chanceOf}). Permutations make the test exact for all distributions.
 */
export function chanceOfLines(question: Question, terms: readonly Term[]): number {
  const { rows } = question;
  const columns = terms.flatMap(({ lines, rescaled: { values: line } }) =>
    [...lines, ...(line ? [line] : [])].map(({ values }) => values),
  );
  const targets = centredTargets(question);
  const explained = explainedBy(columns, rows);
  const evidence = (of: readonly Float64Array[]): readonly number[] => {
    const slopes = of.map((target) =>
      Float64Array.from(columns, (column) => dot(column, 0, target, 0, rows)),
    );
    const total = (part: (slope: Float64Array) => number): number =>
      slopes.reduce((sum, slope) => sum + part(slope), 0);
    const common = total(squareOf);
    return explained === null ? [common] : [common, total(explained)];
  };
  const random = seededRandom(1);
  const shuffled = targets.map((target) => target.slice());
  return chanceOf(evidence(targets), () => {
    for (let row = rows - 1; row > 0; row--) {
      const other = random.integer(row + 1);
      for (const target of shuffled) [target[row], target[other]] = [target[other], target[row]];
    }
    return evidence(shuffled);
  });
}

/** What ridge regression with these columns explains, as a function of c; null where the columns are too many. */
function explainedBy(columns: readonly Float64Array[], rows: number): ((c: Float64Array) => number) | null {
  const count = columns.length;
  if (count < 2 || count > Math.min(rows, mostColumns)) return null;
  const matrix = weightedProducts(columns, rows, null);
  for (let c = 0; c < count; c++) matrix[c * count + c] += penalty * rows;
  factorize(matrix, count);
  return (c) => squareOf(solveLower(matrix, count, c));
}

function squareOf(values: Float64Array): number {
  return dot(values, 0, values, 0, values.length);
}

/** Targets minus their means, scaled to unit spread; for classes 1 where a row has the class. */
function centredTargets({ rows, targets, outputs, classifies, weights }: Question): Float64Array[] {
  return Array.from({ length: outputs }, (_, o) => {
    // Of two classes either one: the other's column has the opposite sign.
    const own = classifies
      ? targets.map((label) => (label === o ? 1 : 0))
      : targets.slice(o * rows, (o + 1) * rows);
    const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? rows;
    const mean = own.reduce((sum, value, row) => sum + (weights?.[row] ?? 1) * value, 0) / total;
    const centred = own.map((value, row) => (weights?.[row] ?? 1) * (value - mean));
    const spread = Math.sqrt(dot(centred, 0, centred, 0, rows) / rows);
    return spread > 0 ? centred.map((value) => value / spread) : centred;
  });
}
