/**
 * Levenberg–Marquardt for networks with many more numbers than there are rows. With the Jacobian J of the weighted residuals ρ the
 * step −(JᵀJ + λI)⁻¹Jᵀρ is −Jᵀ(JJᵀ + λI)⁻¹ρ, whose matrix has one line for each row. Each entry of JJᵀ is a sum over the layers of
 * products of two inner products, so that J itself is never made (Martens and Grosse, "Optimizing neural networks with
 * Kronecker-factored approximate curvature", 2015, has the same products).
 */
import { factorizeDefinite, solveFactored } from '../../optim/cholesky.ts';
import { addInnerProducts, mirror, withDenseMemory } from '../../optim/dense/dense.ts';
import type { QuadraticModel } from '../../optim/gaussNewton.ts';
import type { SecondOrderProblem } from '../../optim/levenbergMarquardt.ts';
import { addBatchGradient, batchFactors } from './batchRows.ts';
import type { LineNetwork } from '../derivatives/directional.ts';
import type { LineBatch, RowMatrix } from '../derivatives/lineBatch.ts';
import type { ResidualProblem } from './leastSquaresProblem.ts';
import type { ResidualRows } from './residuals.ts';
import { rowSlopes, type GroupSlopes } from './rowSlopes.ts';
import type { Unknowns } from './unknowns.ts';

/**
 * The problem of `squares`, with steps in the space of its rows. Its models hold JJᵀ as their matrix.
 * @param unknowns constants only. @param weights of the groups
 */
export function rowSpaceProblem(
  network: LineNetwork & { readonly batch: LineBatch },
  unknowns: Unknowns,
  rows: readonly ResidualRows[],
  weights: readonly number[],
  squares: ResidualProblem,
): SecondOrderProblem {
  const { size: inner, batch } = network;
  const outputs = network.outputs.length / (network.depth + 1);
  const { compiled, slopesAt } = rowSlopes(network, unknowns, rows);
  const firsts = startsOf(rows.map(({ count }) => count));
  const total = firsts[rows.length];
  /** √(2·weight) of each row: the loss is the sum of (factor·residual)²/2. */
  const factorsOf = (group: number): Float64Array =>
    Float64Array.from({ length: rows[group].count }, (_, at) =>
      Math.sqrt((2 * weights[group] * (rows[group].weights?.[at] ?? 1)) / rows[group].count),
    );
  const factors = rows.map((_, group) => factorsOf(group));
  let slopes: readonly GroupSlopes[] = [];
  let right = new Float64Array();

  /** Adds Jᵀv. */
  const addTransposed = (v: Float64Array, into: Float64Array): void => {
    rows.forEach((group, index) => {
      const own = factors[index].map((factor, at) => factor * v[firsts[index] + at]);
      const { termSlopes, constantSlopes } = slopes[index];
      addBatchGradient(batch, compiled[index], group, outputs, termSlopes, own, into);
      constantSlopes.forEach((slope, constant) => {
        if (slope !== undefined)
          into[inner + constant] += slope.reduce((sum, one, at) => sum + one * own[at], 0);
      });
    });
  };

  return {
    size: squares.size,
    evaluate: (theta, into) => squares.evaluate(theta, into),
    value: (theta) => squares.value(theta),
    quadratic: (theta): QuadraticModel => {
      slopes = rows.map((_, group) => slopesAt(theta, group));
      right = Float64Array.from(
        slopes.flatMap(({ values }, group) => [...values.map((value, at) => factors[group][at] * value)]),
      );
      const gradient = new Float64Array(squares.size);
      addTransposed(right, gradient);
      const hessian = new Float64Array(total * total);
      const bundles = rows.flatMap((group, index) =>
        batchFactors(batch, compiled[index], group, outputs, slopes[index].termSlopes, factors[index]).map(
          ({ columns, layers }) => ({ columns, layers, first: firsts[index], count: group.count }),
        ),
      );
      for (let layer = 0; layer < bundles[0].layers.length; layer++) {
        const parts = bundles.map(({ columns, layers, first, count }) => ({
          ...{ columns, first, count },
          ...layers[layer],
        }));
        addRowProducts(hessian, total, parts);
      }
      unknowns.constants.forEach((_, constant) => {
        const column = new Float64Array(total);
        slopes.forEach(({ constantSlopes }, group) => {
          constantSlopes[constant]?.forEach((slope, at) => {
            column[firsts[group] + at] = factors[group][at] * slope;
          });
        });
        for (let i = 0; i < total; i++) {
          for (let j = 0; j <= i; j++) hessian[i * total + j] += column[i] * column[j];
        }
      });
      mirror(hessian, total);
      return { loss: right.reduce((sum, value) => sum + (value * value) / 2, 0), gradient, hessian };
    },
    solve: ({ hessian }, damping) => {
      const damped = hessian.slice();
      for (let i = 0; i < total; i++) damped[i * total + i] += damping;
      if (factorizeDefinite(damped, total) === null) return null;
      const step = new Float64Array(squares.size);
      addTransposed(
        solveFactored(damped, total, right).map((value) => -value),
        step,
      );
      return step.every(Number.isFinite) ? step : null;
    },
  };
}

/** Rows whose slopes by one layer have these factors; each row has several columns. */
interface Part {
  readonly columns: number;
  readonly first: number;
  readonly count: number;
  readonly bars: RowMatrix;
  readonly befores: RowMatrix;
}

/** Lines that are made together. */
const blockLines = 64;

/** Where each of several lists begins if they follow one another; the end of the last one comes last. */
function startsOf(counts: readonly number[]): readonly number[] {
  let at = 0;
  return [0, ...counts.map((count) => (at += count))];
}

/** Adds the products of all pairs of rows by one layer to the lower triangle. */
function addRowProducts(matrix: Float64Array, size: number, parts: readonly Part[]): void {
  const starts = startsOf(parts.map(({ count, columns }) => count * columns));
  const lines = starts[parts.length];
  /** The row of each line. */
  const rowOf = Int32Array.from(
    parts.flatMap(({ columns, first, count }) =>
      Array.from({ length: count * columns }, (_, line) => first + Math.floor(line / columns)),
    ),
  );
  withDenseMemory((take) => {
    const joined = (key: 'bars' | 'befores'): Float64Array => {
      const { width } = parts[0][key];
      const all = take(lines * width);
      parts.forEach((part, index) => {
        all.set(part[key].values, starts[index] * width);
      });
      return all;
    };
    const [bars, befores] = [joined('bars'), joined('befores')];
    for (let from = 0; from < lines; from += blockLines) {
      const end = Math.min(from + blockLines, lines);
      withDenseMemory((more) => {
        const inner = (all: Float64Array, width: number): Float64Array => {
          const out = more((end - from) * end);
          addInnerProducts(out, 0, all.subarray(from * width), all, end - from, end, width);
          return out;
        };
        const [first, second] = [inner(bars, parts[0].bars.width), inner(befores, parts[0].befores.width)];
        for (let line = from; line < end; line++) {
          const [at, row] = [(line - from) * end, rowOf[line]];
          for (let other = 0; other <= line; other++) {
            const own = rowOf[other];
            // Two lines of the same row are a pair in both orders.
            const times = own === row && other !== line ? 2 : 1;
            matrix[Math.max(row, own) * size + Math.min(row, own)] +=
              times * first[at + other] * second[at + other];
          }
        }
      });
    }
  });
}
