/** From an evaluator of a network to a problem for an optimiser: a function of the trained parameters only. */
import { everyRow } from '../../data/rows.ts';
import type { Random } from '../../../../shared/random.ts';
import type { Evaluator, Value } from '../../compute/backend.ts';
import { basisCount, hasBase, layoutOf, subnodeCount, type Structure } from '../../kan/model.ts';
import type { Problem } from '../../optim/optimizer.ts';

/**
 * Indices of the parameters that are trained, by default the same as in pykan: of spline edges coef, scaleBase (where b
 * is not 0) and scaleSpline; of symbolic edges a, b, c, d. Locked and pruned edges and the affine terms of nodes are not trained.
 */
export function trainableParameters(structure: Structure): Uint32Array {
  const indices: number[] = [];
  const take = (start: number, length: number): void => {
    for (let i = 0; i < length; i++) indices.push(start + i);
  };
  const layouts = layoutOf(structure.layers);
  structure.layers.forEach((layer, index) => {
    const layout = layouts[index];
    const edges = layer.inputs * subnodeCount(layer);
    for (let edge = 0; edge < edges; edge++) {
      if (layer.locked[edge]) continue;
      if (layer.mask[edge]) {
        take(layout.coef + edge * basisCount(layer), basisCount(layer));
        if (hasBase(layer)) take(layout.scaleBase + edge, 1);
        take(layout.scaleSpline + edge, 1);
      }
      if (layer.symbolic[edge] !== null) take(layout.affine + edge * 4, 4);
    }
  });
  return Uint32Array.from(indices);
}

/**
 * The same for second-order methods, ascending: scaleSpline is not trained, since the coefficients of the spline have
 * the same effect.
 */
export function secondOrderParameters(structure: Structure): Uint32Array {
  const held = layoutOf(structure.layers);
  const isHeld = (index: number): boolean =>
    held.some(({ scaleSpline, affine }) => index >= scaleSpline && index < affine);
  return trainableParameters(structure)
    .filter((index) => !isHeld(index))
    .sort();
}

export interface TrainingProblem extends Problem {
  /** The objective at x without its gradient. */
  value(x: Float64Array): number | Promise<number>;
  /** The present values of the trained parameters, from which an optimiser starts. */
  readonly start: Float64Array;
  /** All parameters with the trained ones replaced by x, as a copy. */
  parametersAt(x: Float64Array): Float64Array;
  /** The terms of the last evaluation; null before the first. */
  lastValue(): Value | null;
}

/**
 * @param params all parameters; the frozen ones keep these values.
 * @param trainable indices into `params`, as of {@link trainableParameters}.
 * @param sampling rows of the batch and the generator that draws mini-batches from them; each pass over the rows
 * visits a row at most once. Without it the problem has no mini-batches.
 */
export function problemOf(
  evaluator: Evaluator,
  params: Float64Array,
  trainable: Uint32Array,
  sampling?: { readonly rows: number; readonly random: Random },
): TrainingProblem {
  const full = params.slice();
  const fullGradient = new Float64Array(params.length);
  let last: Value | null = null;

  const evaluate = (
    x: Float64Array,
    gradient: Float64Array | null,
    rows?: Uint32Array,
  ): number | Promise<number> => {
    for (let i = 0; i < trainable.length; i++) full[trainable[i]] = x[i];
    const finish = (value: Value): number => {
      last = value;
      if (gradient !== null) {
        for (let i = 0; i < trainable.length; i++) gradient[i] = fullGradient[trainable[i]];
      }
      return value.total;
    };
    const into = gradient === null ? null : fullGradient;
    const result = rows ? evaluator.evaluate(full, into, rows) : evaluator.evaluate(full, into);
    return result instanceof Promise ? result.then(finish) : finish(result);
  };

  const problem: TrainingProblem = {
    size: trainable.length,
    start: Float64Array.from(trainable, (index) => params[index]),
    evaluate: (x, gradient) => evaluate(x, gradient),
    value: (x) => evaluate(x, null),
    parametersAt(x) {
      const all = params.slice();
      for (let i = 0; i < trainable.length; i++) all[trainable[i]] = x[i];
      return all;
    },
    lastValue: () => last,
  };
  const draw = sampling && miniBatches(sampling.rows, sampling.random);
  return {
    ...problem,
    ...(draw && { evaluateBatch: (x, gradient, size) => evaluate(x, gradient, draw(size)) }),
    ...(evaluator.descend && {
      descend: async ({ x, first, second }, steps, constants, batch) => {
        for (let i = 0; i < trainable.length; i++) full[trainable[i]] = x[i];
        const found = await evaluator.descend!({
          params: full,
          free: trainable,
          first,
          second,
          steps: steps.map((step) => ({ ...step, rows: batch > 0 && draw ? draw(batch) : null })),
          constants,
        });
        for (let i = 0; i < trainable.length; i++) x[i] = found.params[trainable[i]];
        first.set(found.first);
        second.set(found.second);
        last = found.value;
        return { value: found.value.total, gradientNorm: found.gradientNorm };
      },
    }),
  };
}

/** Successive mini-batches of a permutation; a new one is drawn (Fisher–Yates) when its rows are used up. */
function miniBatches(rows: number, random: Random): (size: number) => Uint32Array {
  const order = everyRow(rows);
  let at = rows;
  return (size) => {
    const count = Math.min(size, rows);
    if (at + count > rows) {
      for (let i = rows - 1; i > 0; i--) {
        const other = random.integer(i + 1);
        [order[i], order[other]] = [order[other], order[i]];
      }
      at = 0;
    }
    at += count;
    return order.slice(at - count, at);
  };
}
