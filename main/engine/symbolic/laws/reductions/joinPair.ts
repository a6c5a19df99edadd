import { number, power, product, sum, type Expression } from '../../../../../shared/expression/tree.ts';
import { dot } from '../../../optim/vector.ts';
import { changed } from '../problem.ts';
import { bestSurfaces } from './reduced.ts';
import type { Attempt, Reduction } from './reduction.ts';

/** Powers p whose sums xᵖ + c·yᵖ are tried. */
const sumPowers = [1, 2, -1];

/** Joins pairs of columns that may act only by one sum of equal powers, the likeliest first. */
export const joinPair: Reduction = {
  goesAlone: false,
  attempts(reduced) {
    const { problem } = reduced;
    const { groups } = problem;
    const found: { doubt: number; attempt: Attempt }[] = [];
    for (const surface of bestSurfaces(reduced)) {
      for (const p of sumPowers) {
        for (let i = 0; i < groups.length; i++) {
          for (let j = i + 1; j < groups.length; j++) {
            const [one, other] = [i, j].map((k) => alongPower(surface.slopes[k], groups[k].values, p));
            if (one === null || other === null) continue;
            const { doubt, factor } = collinear(one, other);
            const nice = [1, -1, 2, -2, 0.5, -0.5].find((c) => Math.abs(factor / c - 1) < 0.15);
            if (doubt > 0.3 || nice === undefined) continue;
            const joined = sum([
              raised(groups[i].expression, p),
              product([number(nice), raised(groups[j].expression, p)]),
            ]);
            const others = groups.filter((_, k) => k !== i && k !== j).map(({ expression }) => expression);
            found.push({
              doubt: doubt + 0.02 * Math.abs(p - 1),
              attempt: () => changed(problem, [joined, ...others], null),
            });
          }
        }
      }
    }
    return found
      .sort((a, b) => a.doubt - b.doubt)
      .slice(0, 6)
      .map(({ attempt }) => attempt);
  },
};

function raised(expression: Expression, exponent: number): Expression {
  return exponent === 1 ? expression : power(expression, exponent);
}

/** ∂f/∂(xᵖ) up to a constant; null where xᵖ is not monotonic. */
function alongPower(slope: Float64Array, values: Float64Array, p: number): Float64Array | null {
  if (p === 1) return slope;
  if (p !== 2 && !values.every((value) => value > 0)) return null;
  return slope.map((value, row) => value / values[row] ** (p - 1));
}

/** How far `other` is from factor·`one`, as a share. */
function collinear(one: Float64Array, other: Float64Array): { doubt: number; factor: number } {
  const [aa, ab, bb] = [dot(one, one), dot(one, other), dot(other, other)];
  const cosine = ab / Math.sqrt(aa * bb);
  return { doubt: Math.sqrt(Math.max(0, 1 - cosine * cosine)), factor: Math.sign(ab) * Math.sqrt(bb / aa) };
}
