/**
 * Pairs of terms that act together: which of them lower the error, and their columns. As in readable models of main
 * effects and interactions (Lou et al., "Accurate intelligible models with pairwise interactions", 2013; functional
 * ANOVA: Gu 2013), a pair is a sum of products; each product has a function of one term and a function of the other.
 */
import { dot } from '../../optim/cholesky.ts';
import type { DesignPart, PairColumn } from './design.ts';
import { eigen } from '../../optim/eigen.ts';
import { weightedProducts } from '../../optim/weightedProducts.ts';
import type { Term, TermColumn } from '../terms/terms.ts';

/** A few functions of one term, uncorrelated and of unit spread over the rows, the smoothest first. */
export interface Factors {
  readonly columns: readonly TermColumn[];
  /** The cost of each function in a product, 1 for lines and labels. */
  readonly costs: readonly number[];
}

export interface Pair {
  readonly one: number;
  readonly other: number;
  readonly which: Which;
}

/**
 * Which products a pair has. Of labels and a number these are two pairs, each with a penalty of its own: a straight line for
 * each label (random slopes: Laird and Ware, "Random-effects models for longitudinal data", 1982), and what bends.
 */
type Which = 'all' | 'straight' | 'bent';

/** Functions of a number that enter products: its line and the smoothest deviations from it. */
const mostFactors = 4;
/** Products that a pair may have, those of one cost together; those of the least cost in any case. */
const mostProducts = 48;

/** One for each term. */
export function factorsOf(terms: readonly Term[], rows: number): Factors[] {
  return terms.map(({ lines, deviations }) => {
    if (deviations.length === 0) return { columns: lines, costs: lines.map(() => 1) };
    const smooth = smoothest(deviations, rows).slice(0, mostFactors - 1);
    const columns = [...lines, ...smooth];
    return { columns, costs: columns.map((_, i) => 1 + i ** 2) };
  });
}

/**
 * The deviations in the directions of their principal axes over the rows, of unit spread: those of most spread bend
 * least.
 */
function smoothest(columns: readonly TermColumn[], rows: number): TermColumn[] {
  const count = columns.length;
  const gram = new Float64Array(count * count);
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++)
      gram[i * count + j] = dot(columns[i].values, 0, columns[j].values, 0, rows) / rows;
  const { values, vectors } = eigen(gram, count);
  const order = Array.from(values.keys()).sort((a, b) => values[b] - values[a]);
  return order
    .filter((k) => values[k] > 1e-8 * values[order[0]])
    .map((k) => {
      const mixed = (of: (column: TermColumn) => Float64Array): Float64Array => {
        const sum = new Float64Array(of(columns[0]).length);
        columns.forEach((column, i) => {
          const weight = vectors[i * count + k] / Math.sqrt(values[k]);
          of(column).forEach((value, at) => (sum[at] += weight * value));
        });
        return sum;
      };
      const mean = columns.reduce(
        (sum, column, i) => sum + (vectors[i * count + k] / Math.sqrt(values[k])) * column.mean,
        0,
      );
      return { input: columns[0].input, coef: mixed((c) => c.coef), mean, values: mixed((c) => c.values) };
    });
}

/**
 * The pairs whose products explain most of the residuals of the terms alone, the best first.
 * @param residuals by output, [row]; 0 for rows that are not used. @param weights by row; null where all count alike.
 * @param most the most pairs to return.
 */
export function bestPairs(
  factors: readonly Factors[],
  residuals: readonly Float64Array[],
  weights: Float64Array | null,
  among: Uint32Array,
  most: number,
): Pair[] {
  const rows = among.length;
  const ofRows = (values: Float64Array): Float64Array => Float64Array.from(among, (row) => values[row]);
  const columns = factors.flatMap((one) => one.columns);
  const place = new Map(columns.map((column, index) => [column, index]));
  const values = columns.map((column) => ofRows(column.values));
  const weight = weights && ofRows(weights);
  const total = weight?.reduce((sum, value) => sum + value, 0) ?? rows;
  const sums = weightedProducts(values, rows, weight);
  const squares = weightedProducts(
    values.map((column) => column.map((value) => value ** 2)),
    rows,
    weight,
  );
  const left = residuals.map((residual) => {
    const plain = ofRows(residual);
    const own = weight === null ? plain : plain.map((value, i) => weight[i] * value);
    const sum = own.reduce((all, value) => all + value, 0);
    const variance = dot(own, 0, plain, 0, rows) / rows;
    return { sum, variance, products: weightedProducts(values, rows, own) };
  });
  const scoreOf = (pair: Pair): number => {
    let [score, count] = [0, 0];
    for (const { a, b, cost } of productsOf(pair, factors)) {
      const at = place.get(b)! * columns.length + place.get(a)!;
      const mean = sums[at] / total;
      const square = squares[at] - mean * sums[at];
      if (square <= 1e-9 * total) continue;
      // Chi-square of one degree of freedom where there is no effect.
      for (const { sum, variance, products } of left) {
        score += (products[at] - mean * sum) ** 2 / (square * variance * cost);
      }
      count += left.length / cost;
    }
    return count === 0 ? 0 : (score - count) / Math.sqrt(2 * count);
  };
  return possiblePairs(factors)
    .map((pair) => ({ pair, score: scoreOf(pair) }))
    .filter(({ score }) => score > 1)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ pair }) => pair);
}

function possiblePairs(factors: readonly Factors[]): Pair[] {
  const isLabels = ({ costs }: Factors): boolean => costs.length > 1 && costs[1] === 1;
  const bends = ({ costs }: Factors): boolean => costs.length > 1 && costs[1] > 1;
  return factors.flatMap((left, one) =>
    factors.slice(one + 1).flatMap((right, index): Pair[] => {
      const pair = { one, other: one + 1 + index };
      const mixed = (isLabels(left) && bends(right)) || (isLabels(right) && bends(left));
      const kinds: readonly Which[] = mixed ? ['straight', 'bent'] : ['all'];
      return kinds.map((which) => ({ ...pair, which }));
    }),
  );
}

interface Product {
  readonly a: TermColumn;
  readonly b: TermColumn;
  readonly cost: number;
}

/** The products of a pair, those of low cost first. */
export function productsOf({ one, other, which }: Pair, factors: readonly Factors[]): readonly Product[] {
  const [left, right] = [factors[one], factors[other]];
  const products = left.columns
    .flatMap((a, i) => right.columns.map((b, j) => ({ a, b, cost: left.costs[i] * right.costs[j] })))
    .filter(({ cost }) => which === 'all' || (cost === 1) === (which === 'straight'))
    .sort((x, y) => x.cost - y.cost);
  if (products.length <= mostProducts) return products;
  const [least, most] = [products[0].cost, products[mostProducts].cost];
  return products.filter(({ cost }) => cost < most || cost === least);
}

/** The columns of a pair under one penalty, scaled so that equal penalties have the effect of the different costs. */
export function pairPart(pair: Pair, factors: readonly Factors[], rows: number): DesignPart {
  const columns: PairColumn[] = [];
  for (const { a, b, cost } of productsOf(pair, factors)) {
    const scale = 1 / Math.sqrt(cost);
    const values = Float64Array.from({ length: rows }, (_, row) => scale * a.values[row] * b.values[row]);
    const mean = values.reduce((sum, value) => sum + value, 0) / rows;
    for (let row = 0; row < rows; row++) values[row] -= mean;
    columns.push({ one: a, other: b, scale, mean, values });
  }
  return { kind: 'pair', columns };
}
