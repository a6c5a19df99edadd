/** Errors of penalised logistic regression on rows that are left out, one at a time. */
import { dot, factorize, solveFactored } from '../../optim/cholesky.ts';
import { predicted, type Design } from './design.ts';
import { classDerivatives, logProbability, probability, type Fitted, type Question } from './fitDesign.ts';
import { weightedProducts } from '../../optim/weightedProducts.ts';

/** The most rows for choosing the penalty of classes: it hardly depends on their number. */
const mostRows = 2000;
/** The fewest rows that are enough for it. */
const enoughRows = 300;
/** The most operations for the leverages of all rows at one penalty, with all outputs together. */
const mostOperations = 1e7;
/** The largest leverage of a row: a row that determines its own value says nothing about others. */
export const mostLeverage = 1 - 1e-9;

/** Which rows are left out, and whether the outputs are solved together. */
export interface LeftOutPlan {
  readonly rows: Uint32Array;
  readonly together: boolean;
}

/**
 * At most 2,000 rows, spread over all. All outputs together where this is affordable for 300 rows or for all.
 * @param columns of the design. @param among the rows that the regression learns from.
 */
export function leftOutPlan(columns: number, outputs: number, among: Uint32Array): LeftOutPlan {
  const affordable = (6 * mostOperations) / (columns ** 2 * outputs ** 3);
  const together = outputs > 1 && affordable >= Math.min(enoughRows, among.length);
  const every = Math.max(1, among.length / Math.min(mostRows, together ? affordable : Infinity));
  const rows = Uint32Array.from(
    { length: Math.floor(among.length / every) },
    (_, i) => among[Math.floor(i * every)],
  );
  return { rows, together };
}

/**
 * Mean −ln p of rows that are left out, approximately: a step of Newton's method for the fit without row i, from the fit
 * to all rows (Rad and Maleki, "A scalable estimate of the out-of-sample prediction error via approximate leave-one-out
 * cross-validation", 2020). With p the probabilities of the row, W = diag(p) − ppᵀ, and V = x_iᵀH⁻¹x_i for all pairs of
 * outputs, H the curvature of the penalised loss, its logits change by (V⁻¹ − W)⁻¹(p − y). If the outputs are not solved
 * together, each has its own diagonal block of H only: with three and more classes this overestimates the change.
 */
export function leftOutLoss(
  design: Design,
  question: Question,
  { rows: among, together }: LeftOutPlan,
  fits: Fitted,
  strength: number,
): number {
  const { targets, weights, rows } = question;
  const logits = fits.map(({ theta }) => predicted(design, theta));
  const without = logits.map((one) => one.slice());
  const atRows = (of: (o: number, row: number) => number): Float64Array[] =>
    logits.map((_, o) => {
      const values = new Float64Array(rows);
      for (const row of among) values[row] = of(o, row);
      return values;
    });
  const point: Point = {
    chances: atRows((o, row) => probability(logits, o, row)),
    slopes: atRows((o, row) => classDerivatives(logits, targets, o, row).slope),
    weights,
    strength,
  };
  const outputs = logits.map((_, o) => o);
  const groups = together ? [outputs] : outputs.map((o) => [o]);
  for (const group of groups) changeLogits(without, group, design, among, point);
  let [sum, total] = [0, 0];
  for (const row of among) {
    const weight = weights?.[row] ?? 1;
    sum -= weight * logProbability(without, targets[row], row);
    total += weight;
  }
  return sum / total;
}

/** The fit to all rows. */
interface Point {
  /** Probabilities, by output, [row]. */
  readonly chances: readonly Float64Array[];
  /** y − p, by output, [row]. */
  readonly slopes: readonly Float64Array[];
  readonly weights: Float64Array | null;
  readonly strength: number;
}

/** W of two outputs at a row, times the weight of the row. */
type Curvature = (one: number, other: number, row: number) => number;

/** Changes the logits of some outputs at each row to those of the fit without it. */
function changeLogits(
  logits: readonly Float64Array[],
  group: readonly number[],
  design: Design,
  among: Uint32Array,
  { chances, slopes, weights, strength }: Point,
): void {
  const { count, rows, values } = design;
  const [some, size] = [group.length, group.length * count];
  const weightOf = (row: number): number => weights?.[row] ?? 1;
  const curvature: Curvature = (a, b, row) =>
    weightOf(row) * chances[group[a]][row] * (Number(a === b) - chances[group[b]][row]);
  const factor = factorOf(design, some, among, curvature, strength);
  const columns = group.map(() => new Float64Array(size));
  const x = new Float64Array(count);
  const [v, w] = [new Float64Array(some * some), new Float64Array(some * some)];
  for (const row of among) {
    for (let c = 0; c < count; c++) x[c] = values[c * rows + row];
    // V is the products of the columns of L⁻¹(I ⊗ x); the first entries of each column are 0.
    columns.forEach((column, a) => {
      const from = a * count;
      for (let i = from; i < size; i++) {
        const right = i < from + count ? x[i - from] : 0;
        column[i] = (right - dot(factor, i * size + from, column, from, i - from)) / factor[i * size + i];
      }
    });
    for (let a = 0; a < some; a++) {
      for (let b = 0; b <= a; b++)
        v[a * some + b] = dot(columns[a], a * count, columns[b], a * count, size - a * count);
      for (let b = 0; b < some; b++) w[a * some + b] = curvature(a, b, row);
    }
    const gradient = Float64Array.from(group, (o) => -weightOf(row) * slopes[o][row]);
    changeOf(v, w, gradient).forEach((change, a) => (logits[group[a]][row] += change));
  }
}

/**
 * (V⁻¹ − W)⁻¹g. With V = RRᵀ it is R(I − RᵀWR)⁻¹Rᵀg.
 * @param v the lower triangle of V; R afterwards. @param w W, both triangles.
 */
function changeOf(v: Float64Array, w: Float64Array, gradient: Float64Array): Float64Array {
  const size = gradient.length;
  factorize(v, size);
  const turned = new Float64Array(size);
  const m = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let i = a; i < size; i++) turned[a] += v[i * size + a] * gradient[i];
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let i = a; i < size; i++)
        for (let j = b; j < size; j++) sum += v[i * size + a] * w[i * size + j] * v[j * size + b];
      m[a * size + b] = Number(a === b) - mostLeverage * sum;
    }
  }
  const solved = solveFactored(factorize(m, size), size, turned);
  return gradient.map((_, a) => dot(v, a * size, solved, 0, a + 1));
}

/** The factor L of H = LLᵀ, for so many outputs together: [output, column][output, column]. */
function factorOf(
  { count, rows, values }: Design,
  outputs: number,
  among: Uint32Array,
  curvature: Curvature,
  strength: number,
): Float64Array {
  const columns = Array.from({ length: count }, (_, c) =>
    Float64Array.from(among, (row) => values[c * rows + row]),
  );
  const size = outputs * count;
  const h = new Float64Array(size * size);
  for (let a = 0; a < outputs; a++) {
    for (let b = 0; b <= a; b++) {
      const weights = Float64Array.from(among, (row) => curvature(a, b, row));
      const block = weightedProducts(columns, among.length, weights);
      for (let i = 0; i < count; i++)
        for (let j = 0; j < count; j++)
          h[(a * count + i) * size + b * count + j] = block[Math.max(i, j) * count + Math.min(i, j)];
      // The same added to all intercepts changes no probability, so their sum is held.
      if (outputs > 1) h[a * count * size + b * count] += among.length;
    }
    for (let c = 1; c < count; c++) h[(a * count + c) * size + a * count + c] += strength;
  }
  return factorize(h, size);
}
