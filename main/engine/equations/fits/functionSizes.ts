/**
 * How large each function of a solution is, before it is known. The network's outputs are multiplied by these sizes, so that
 * a fit takes the same steps whatever the units of the functions are.
 */
import { evaluate } from '../../../../shared/expression/evaluate.ts';
import { rootMeanSquare } from '../../../../shared/rootMeanSquare.ts';
import { interiorPoints, conditionPoints } from '../residuals/points.ts';
import type { Problem } from '../problem/problem.ts';
import type { Term } from '../problem/residual.ts';
import { fixedBy, fixedValues } from './fixedValues.ts';

/** Points at which conditions and equations tell a size. */
const comparedPoints = 16;

/**
 * The root mean square of what was measured; without that, the largest value that a condition gives; without that, the size with
 * which an equation's highest derivatives of the function balance its other terms; else that of the largest function, or 1.
 */
export function functionSizes(problem: Problem): readonly number[] {
  const sizes = [...knownSizes(problem)];
  // A function that one equation tells may tell the next one.
  for (let rounds = 0; rounds < sizes.length && sizes.includes(null); rounds++) {
    problem.functions.forEach((_, output) => (sizes[output] ??= balancedSize(problem, output, sizes)));
  }
  const largest = Math.max(0, ...sizes.map((size) => size ?? 0));
  return sizes.map((size) => size ?? (largest || 1));
}

/** The sizes that measured values or conditions tell; null for the others. */
export function knownSizes(problem: Problem): readonly (number | null)[] {
  return problem.functions.map((_, output) => measuredSize(problem, output) ?? givenSize(problem, output));
}

function measuredSize({ measurements }: Problem, output: number): number | null {
  return sizeOf(measurements?.values[output] ?? []);
}

function givenSize(problem: Problem, output: number): number | null {
  const given = problem.conditions
    .flatMap((condition) => fixedBy(condition, problem))
    .filter(({ term }) => term.output === output)
    .map((fixed) => {
      const [points] = conditionPoints(problem, fixed.condition, comparedPoints);
      const values = fixedValues(fixed, points, problem).filter(Number.isFinite);
      return (sizeOf(values) ?? 0) / waveOf(fixed.term);
    });
  return sizeOf([Math.max(0, ...given)]);
}

/** From the first equation with other functions, all of which have sizes. */
function balancedSize(problem: Problem, output: number, sizes: readonly (number | null)[]): number | null {
  for (const { terms, expression, curves = [] } of problem.equations) {
    const own = terms.filter((term) => term.output === output);
    const others = terms.filter((term) => term.output !== output);
    if (own.length === 0 || others.length === 0 || others.some((term) => sizes[term.output] === null))
      continue;
    const order = Math.max(...own.map(orderOf));
    const highest = own.filter((term) => orderOf(term) === order);
    const { count, columns } = interiorPoints(problem, comparedPoints);
    const values = {
      ...Object.fromEntries(problem.unknown.map(({ name, start }) => [name, start ?? 1])),
      ...Object.fromEntries(
        curves.map(({ symbol, curve, order }) => [
          symbol,
          order === 0 ? (problem.curves[curve].start ?? 1) : 0,
        ]),
      ),
      ...Object.fromEntries(terms.map(({ symbol }) => [symbol, 0])),
      ...Object.fromEntries(others.map((term) => [term.symbol, sizes[term.output]! * waveOf(term)])),
    };
    const ratios = Array.from({ length: count }, (_, row) => {
      const at = {
        ...values,
        ...Object.fromEntries(problem.coordinates.map(({ name }, i) => [name, columns[i][row]])),
      };
      const zero = evaluate(expression, at);
      const slopes = highest.map((term) => {
        return Math.abs(evaluate(expression, { ...at, [term.symbol]: 1 }) - zero) * waveOf(term);
      });
      return zero / slopes.reduce((sum, slope) => sum + slope, 0);
    });
    const size = sizeOf(ratios.filter(Number.isFinite));
    if (size !== null) return size;
  }
  return null;
}

const orderOf = ({ orders }: Term): number => orders.reduce((sum, order) => sum + order, 0);

/** How large a derivative of a wave of size 1 is that has one period in the domain. */
const waveOf = (term: Term): number => (term.scale ?? 1) * Math.PI ** orderOf(term);

/** Their root mean square; null where that is 0 or there are none. */
function sizeOf(values: ArrayLike<number>): number | null {
  const size = rootMeanSquare(values);
  return size > 0 && Number.isFinite(size) ? size : null;
}
