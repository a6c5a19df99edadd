/** Straight lines under one penalty that leave-one-out errors choose: ridge regression, and the same for classes. */
import type { Breathe } from '../../breath.ts';
import { dot } from '../../optim/cholesky.ts';
import type { Design } from './design.ts';
import { fitClasses, type Fitted, type Question } from './fitDesign.ts';
import { leftOutLoss, leftOutPlan, mostLeverage } from './leftOut.ts';
import { principalAxes } from '../../optim/principalAxes.ts';
import type { Smoothed } from './smoothing.ts';

/** The penalties to try, as shares of the rows: from nearly none to nearly the mean. */
const shares = { least: 1e-6, most: 100, step: 10 ** 0.25 } as const;
/** Weaker penalties are tried while each leaves less than this share of the squared error: where rows have no noise. */
const exact = { falls: 0.5, least: 1e-18 } as const;
/** Penalties of classes, the strongest first. */
const ofClasses = { most: 1e3, least: 1e-3, step: Math.sqrt(10) } as const;
/** After this many weaker penalties in sequence that raise the error, no weaker one is tried. */
const mostWorse = 3;

/**
 * Ridge regression of one output, its penalty the one of least leave-one-out error (Allen's PRESS; Golub, Heath and
 * Wahba 1979). With the columns centred over the rows, XᵀX = VDVᵀ and U = XV:
 *
 *     ŷ = ȳ + U(D + λ)⁻¹Uᵀy,   h_i = 1/n + Σ_k U_ik²/(d_k + λ),   error of row i when it is left out: (y_i − ŷ_i)/(1 − h_i)
 *
 * @param design one group that has all columns but the first. @param among rows to learn from.
 * @returns the fit of a target, [row]. The axes of the columns, which take the most time, are found once for all targets.
 */
export async function ridge(
  { rows, count, values }: Design,
  weights: Float64Array | null,
  among: Uint32Array,
  breathe: Breathe,
): Promise<(target: Float64Array) => Promise<Smoothed>> {
  const used = among.length;
  const inputs = count - 1;
  const root = Float64Array.from(among, (row) => Math.sqrt(weights?.[row] ?? 1));
  const total = dot(root, 0, root, 0, used);
  /** A column minus its weighted mean, each row times the root of its weight. */
  const centred = (
    of: Float64Array,
    from: number,
  ): { readonly column: Float64Array; readonly mean: number } => {
    const mean = among.reduce((sum, row, i) => sum + root[i] ** 2 * of[from + row], 0) / total;
    return { column: Float64Array.from(among, (row, i) => root[i] * (of[from + row] - mean)), mean };
  };
  const columns = Array.from({ length: inputs }, (_, c) => centred(values, (c + 1) * rows));
  const {
    d,
    axes,
    weights: weightsOf,
  } = await principalAxes(
    columns.map(({ column }) => column),
    used,
    breathe,
  );
  return async (target) => {
    const y = centred(target, 0);
    const along = axes.map((axis) => dot(axis, 0, y.column, 0, used));
    const residuals = new Float64Array(used);
    const leverage = new Float64Array(used);
    let best = { strength: Infinity, error: Infinity, variance: 0, freedom: 0 };
    let last = Infinity;
    for (let share = shares.most; share >= exact.least; share /= shares.step) {
      await breathe();
      const strength = share * total;
      residuals.set(y.column);
      root.forEach((w, i) => (leverage[i] = w ** 2 / total));
      let freedom = 0;
      axes.forEach((axis, k) => {
        const scale = 1 / (d[k] + strength);
        freedom += d[k] * scale;
        for (let i = 0; i < used; i++) {
          residuals[i] -= axis[i] * along[k] * scale;
          leverage[i] += axis[i] ** 2 * scale;
        }
      });
      let error = 0;
      residuals.forEach(
        (residual, i) => (error += (residual / (1 - Math.min(leverage[i], mostLeverage))) ** 2),
      );
      if (share < shares.least && !(error < exact.falls * last)) break;
      last = error;
      if (error < best.error) {
        const square = dot(residuals, 0, residuals, 0, used);
        best = { strength, error, freedom, variance: square / Math.max(total - freedom - 1, 0.05 * total) };
      }
    }
    const theta = new Float64Array(count);
    theta[0] = y.mean;
    const found = weightsOf(along.map((part, k) => part / (d[k] + best.strength)));
    columns.forEach(({ mean }, c) => {
      theta[c + 1] = found[c];
      theta[0] -= mean * found[c];
    });
    const { strength, freedom, variance } = best;
    return { theta, strengths: [strength], freedom: [freedom], totalFreedom: freedom + 1, variance };
  };
}

/** Penalised logistic regression. The penalty is the one of least −ln p where each row is left out: {@link leftOutLoss}. */
export async function ridgeOfClasses(
  design: Design,
  question: Question,
  among: Uint32Array,
): Promise<Fitted> {
  if (design.count - 1 <= among.length) return classesOf(design, question, among);
  return onAxes(design, question, among);
}

/**
 * The same with more columns than rows, at the cost of the rows. The penalty is the same in all directions, so that the
 * weights θ = Σ_k s_k·v_k lie in the space of the rows: the columns u_k with the weights s_k give the same values and penalty.
 */
async function onAxes(design: Design, question: Question, among: Uint32Array): Promise<Fitted> {
  const { rows, count, values } = design;
  const columns = Array.from({ length: count - 1 }, (_, c) =>
    Float64Array.from(among, (row) => values[(c + 1) * rows + row]),
  );
  const { axes, weights } = await principalAxes(columns, among.length, question.breathe);
  const reduced = new Float64Array((axes.length + 1) * rows).fill(1, 0, rows);
  axes.forEach((axis, k) => among.forEach((row, i) => (reduced[(k + 1) * rows + row] = axis[i])));
  const small: Design = {
    ...design,
    count: axes.length + 1,
    values: reduced,
    groups: [{ start: 1, count: axes.length }],
  };
  const fits = await classesOf(small, question, among);
  return fits.map((fit) => ({
    ...fit,
    theta: Float64Array.of(fit.theta[0], ...weights([...fit.theta.subarray(1)])),
  }));
}

async function classesOf(design: Design, question: Question, among: Uint32Array): Promise<Fitted> {
  const plan = leftOutPlan(design.count, question.outputs, among);
  let start: Fitted | null = null;
  let best = { strength: ofClasses.most, error: Infinity };
  let worse = 0;
  for (let strength = ofClasses.most; strength > ofClasses.least / 2; strength /= ofClasses.step) {
    start = await held(design, question, plan.rows, strength, start);
    const error = leftOutLoss(design, question, plan, start, strength);
    worse = error < best.error ? 0 : worse + 1;
    if (error < best.error) best = { strength, error };
    if (worse >= mostWorse) break;
  }
  return held(design, question, among, best.strength, start);
}

/** The fit at one penalty. */
function held(
  design: Design,
  question: Question,
  among: Uint32Array,
  strength: number,
  start: Fitted | null,
): Promise<Fitted> {
  const strengths = Array.from({ length: question.outputs }, () => [strength]);
  const thetas = start?.map(({ theta }) => theta) ?? [];
  return fitClasses(design, question, among, { strengths, thetas }, 'held');
}
