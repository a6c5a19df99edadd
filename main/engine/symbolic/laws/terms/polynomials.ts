/** T(y) as a polynomial with few terms. */
import { number, product, sum } from '../../../../../shared/expression/tree.ts';
import type { Breath } from '../../../breath.ts';
import { monomial, type Problem } from '../problem.ts';
import { transformed } from '../transformed.ts';
import { transforms, type Transform } from '../transforms.ts';
import type { Candidate } from './candidate.ts';
import { fittedTerms, withFewerTerms, type Fit, type Sums } from './elimination.ts';
import { variation } from './leastSquares.ts';
import { sizeOf, termsUpTo, termValues } from './monomials.ts';

/** Of a polynomial before terms are removed. */
const mostTerms = 60;
const usual = { highestDegree: 8, mostRows: 300 } as const;
/** The least number of rows for each term. */
const rowsPerTerm = 3;
/** The polynomials kept have at most this many terms. */
const few = 10;
/** Terms are removed from the polynomials of this many transforms: those that fit best. */
const transformsReduced = 2;

/** The polynomials in the groups with at most ten terms, of the transforms of the target that fit best. */
export async function polynomials(
  { groups, target, weights }: Problem,
  breath: Breath,
  { highestDegree, mostRows }: { readonly highestDegree: number; readonly mostRows: number } = usual,
): Promise<Candidate[]> {
  const rows = Math.min(mostRows, target.length);
  const columns = groups.map(({ values }) => values.subarray(0, rows));
  const y = target.subarray(0, rows);
  const ones = weights?.subarray(0, rows) ?? new Float64Array(rows).fill(1);
  const total = variation(y, ones);
  const terms = termsUpTo(groups.length, Math.min(mostTerms, rows / rowsPerTerm), highestDegree);
  const values = terms.map((term) => termValues(term, columns));
  const full: { transform: Transform; sums: Sums; fit: Fit }[] = [];
  for (const transform of transforms) {
    const bent = transformed(transform, target, ones);
    if (bent === null) continue;
    await breath.take();
    const sums = { values, target: bent.values, weights: bent.weights };
    const fit = fittedTerms([...terms.keys()], sums);
    if (fit !== null) full.push({ transform, sums, fit });
  }
  full.sort((one, other) => one.fit.variance - other.fit.variance);
  await breath.take();
  return full.slice(0, transformsReduced).flatMap(({ transform, sums, fit }) =>
    withFewerTerms(fit, sums, few).map(({ terms: kept, numbers, left }) => {
      const parts = kept.map((at, k) => product([number(numbers[k]), monomial({ groups }, terms[at])]));
      return {
        expression: transform.inverse(sum(parts)),
        error: Math.sqrt(left / total),
        size: transform.complexity + sizeOf(kept.map((at) => terms[at])),
        terms: kept.length,
      };
    }),
  );
}
