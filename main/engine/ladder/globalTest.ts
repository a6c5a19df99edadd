/** A permutation test: whether straight lines find a law. */
import { seededRandom } from '../../../shared/random.ts';
import { dot } from '../optim/cholesky.ts';
import type { Question } from './fitDesign.ts';
import type { Term } from './terms.ts';

const permutations = 199;
/**
 * The test stops after this many permutations with as much evidence, because the p-value is then clearly large: one in
 * five.
 */
const settled = 40;

/**
 * The p-value: the probability of at least this much evidence for straight lines where the target does not depend on
 * the inputs. The evidence is that of the global test (Goeman et al., "A global test for groups of genes", 2004): Σ_j
 * (x_jᵀ(y − ȳ))², the score of the variance of slopes at 0, which has the most power against many weak slopes.
 * Permutations make the test exact for all distributions.
 */
export function chanceOfLines(question: Question, terms: readonly Term[]): number {
  const { rows } = question;
  const columns = terms.flatMap(({ lines }) => lines.map(({ values }) => values));
  const targets = centredTargets(question);
  const random = seededRandom(1);
  const shuffled = targets.map((target) => target.slice());
  const evidence = (of: readonly Float64Array[]): number => {
    let sum = 0;
    for (const target of of) for (const column of columns) sum += dot(column, 0, target, 0, rows) ** 2;
    return sum;
  };
  const own = evidence(targets) * (1 - 1e-12);
  let as = 0;
  for (let permutation = 1; permutation <= permutations; permutation++) {
    for (let row = rows - 1; row > 0; row--) {
      const other = random.integer(row + 1);
      for (const target of shuffled) [target[row], target[other]] = [target[other], target[row]];
    }
    if (evidence(shuffled) >= own) as++;
    if (as >= settled) return (as + 1) / (permutation + 1);
  }
  return (as + 1) / (permutations + 1);
}

/** Targets minus their means, scaled to unit spread; for classes 1 where a row has the class. */
function centredTargets({ rows, targets, outputs, classifies, weights }: Question): Float64Array[] {
  return Array.from({ length: outputs }, (_, o) => {
    const kind = outputs === 1 ? 1 : o;
    const own = classifies
      ? targets.map((label) => (label === kind ? 1 : 0))
      : targets.slice(o * rows, (o + 1) * rows);
    const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? rows;
    const mean = own.reduce((sum, value, row) => sum + (weights?.[row] ?? 1) * value, 0) / total;
    const centred = own.map((value, row) => (weights?.[row] ?? 1) * (value - mean));
    const spread = Math.sqrt(dot(centred, 0, centred, 0, rows) / rows);
    return spread > 0 ? centred.map((value) => value / spread) : centred;
  });
}
