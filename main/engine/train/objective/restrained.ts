/**
 * A bound on what cancels in edges that are fixed to functions (kan/cancellation.ts), while a network is trained. Where
 * the best of a function is its limit, the objective falls for ever as a goes to 0 and c and d grow. The objective is
 * multiplied by 1 + κ·Σ ln²(K/K₀) over the edges whose cancellation K is above their bound K₀; below it nothing changes.
 * As a factor of the objective it has no scale of its own.
 */
import type { Evaluator } from '../../compute/backend.ts';
import { edgeFunction, type EdgeFunction } from '../../../../shared/expression/edgeFunction.ts';
import { cancellation, mostCancellation, ownSize } from '../../kan/cancellation.ts';
import { edgeIndex, layoutOf, type KanModel } from '../../kan/model.ts';
import { edgeRefs, isSymbolic } from '../../kan/places.ts';
import type { SecondOrderProblem } from '../../optim/levenbergMarquardt.ts';
import { rangeOf } from '../../../../shared/range.ts';
import type { TrainingProblem } from './problem.ts';

/**
 * κ: a wall. The squared error of a sine on a parabola falls by 1/K²; the factor grows by more than K² where K is a little
 * above its bound.
 */
const strength = 8;

/** Places in the range of an edge's input at which its function is looked at. */
const places = 9;

interface BoundedEdge {
  readonly fn: EdgeFunction;
  readonly own: number;
  readonly layer: number;
  readonly input: number;
  /** Indices of a and b among the trained parameters. */
  readonly a: number;
  readonly b: number;
  readonly x: Float64Array;
  most: number;
}

/**
 * The problem with the bound; the problem itself where no edge with a free a or b is fixed to a function. An edge that
 * cancels more at the start keeps that as its bound. Mini-batches, and steps that a device makes by itself, are not bounded.
 * @param free indices of the trained parameters, in the order of the problem.
 */
export function restrained<P extends TrainingProblem & Partial<SecondOrderProblem>>(
  problem: P,
  evaluator: Evaluator,
  model: KanModel,
  free: Uint32Array,
): P {
  const edges = boundedEdges(model, free);
  if (edges.length === 0) return problem;
  let measured = false;
  let factor = 1;

  /** Where the edges' inputs lie now. */
  const look = async (x: Float64Array): Promise<void> => {
    await lookAt(edges, evaluator, problem.parametersAt(x), model);
    if (measured) return;
    measured = true;
    for (const edge of edges) edge.most = Math.max(mostCancellation, excessOf(edge, x)?.size ?? 0);
  };
  /** The factor, and its slopes by a and b where there is somewhere to add them. */
  const factorAt = (x: Float64Array, visit?: (edge: BoundedEdge, excess: Excess) => void): number => {
    factor = 1;
    for (const edge of edges) {
      const excess = excessOf(edge, x);
      if (excess === null || !(excess.size > edge.most)) continue;
      factor += strength * Math.log(excess.size / edge.most) ** 2;
      visit?.(edge, excess);
    }
    return factor;
  };

  const evaluate = async (x: Float64Array, gradient: Float64Array | null): Promise<number> => {
    if (!measured) await look(x);
    const value = await (gradient === null ? problem.value(x) : problem.evaluate(x, gradient));
    const slopes: [at: number, by: number][] = [];
    factorAt(x, (edge, { size, byA, byB }) => {
      const slope = 2 * strength * value * Math.log(size / edge.most);
      slopes.push([edge.a, slope * byA], [edge.b, slope * byB]);
    });
    if (gradient !== null && factor !== 1) {
      for (let i = 0; i < gradient.length; i++) gradient[i] *= factor;
      for (const [at, by] of slopes) gradient[at] += by;
    }
    return value * factor;
  };

  const { quadratic } = problem;
  return {
    ...problem,
    evaluate,
    value: (x: Float64Array) => evaluate(x, null),
    lastValue: () => {
      const last = problem.lastValue();
      return last && { ...last, total: last.total * factor };
    },
    ...(quadratic && {
      quadratic: async (x: Float64Array) => {
        await look(x);
        const bare = await quadratic(x);
        const { gradient, hessian, loss } = bare;
        const size = gradient.length;
        const excesses: [BoundedEdge, Excess][] = [];
        factorAt(x, (edge, excess) => excesses.push([edge, excess]));
        if (factor === 1) return bare;
        for (let i = 0; i < size; i++) gradient[i] *= factor;
        for (let i = 0; i < hessian.length; i++) hessian[i] *= factor;
        for (const [{ a, b, most }, { size: reached, byA, byB }] of excesses) {
          const curvature = 2 * strength * loss;
          const slope = curvature * Math.log(reached / most);
          for (const [i, by] of [
            [a, byA],
            [b, byB],
          ] as const) {
            gradient[i] += slope * by;
            hessian[i * size + a] += curvature * by * byA;
            hessian[i * size + b] += curvature * by * byB;
          }
        }
        return { ...bare, loss: loss * factor };
      },
    }),
  };
}

interface Excess {
  /** K. */
  readonly size: number;
  /** Slopes of ln K. */
  readonly byA: number;
  readonly byB: number;
}

/** Null where the function does not vary, or has a value that is none. */
function excessOf({ fn, own, a, b, x }: BoundedEdge, at: Float64Array): Excess | null {
  const u = x.map((value) => at[a] * value + at[b]);
  const values = u.map(fn.value);
  const size = cancellation(values, places, own);
  if (!Number.isFinite(size)) return null;
  let [low, high, far] = [0, 0, 0];
  for (let i = 1; i < places; i++) {
    if (values[i] < values[low]) low = i;
    if (values[i] > values[high]) high = i;
    if (Math.abs(values[i]) > Math.abs(values[far])) far = i;
  }
  const height = values[high] - values[low];
  const whole = Math.abs(values[far]);
  const slope = (i: number): number => fn.derivative(u[i]);
  const bySize = whole > own ? (Math.sign(values[far]) * slope(far)) / whole : 0;
  return {
    size,
    byA: bySize * x[far] - (slope(high) * x[high] - slope(low) * x[low]) / height,
    byB: bySize - (slope(high) - slope(low)) / height,
  };
}

function boundedEdges(model: KanModel, free: Uint32Array): BoundedEdge[] {
  const place = new Map<number, number>();
  free.forEach((index, i) => place.set(index, i));
  const layouts = layoutOf(model.layers);
  return edgeRefs(model, isSymbolic).flatMap(({ layer, input, output }) => {
    const edge = edgeIndex(model.layers[layer], input, output);
    const at = layouts[layer].affine + 4 * edge;
    const [a, b] = [place.get(at), place.get(at + 1)];
    if (a === undefined || b === undefined) return [];
    const fn = edgeFunction(model.layers[layer].symbolic[edge]!);
    return [
      { fn, own: ownSize(fn.name), layer, input, a, b, x: new Float64Array(places), most: mostCancellation },
    ];
  });
}

/** Spreads the places of each edge over the range of its input. */
async function lookAt(
  edges: readonly BoundedEdge[],
  evaluator: Evaluator,
  params: Float64Array,
  { layers }: KanModel,
): Promise<void> {
  for (const layer of new Set(edges.map((edge) => edge.layer))) {
    const inputs = await evaluator.layerInputs(params, layer);
    const rows = inputs.length / layers[layer].inputs;
    for (const edge of edges) {
      if (edge.layer !== layer) continue;
      const [low, high] = rangeOf(inputs.subarray(edge.input * rows, (edge.input + 1) * rows));
      for (let i = 0; i < places; i++) edge.x[i] = low + ((high - low) * i) / (places - 1);
    }
  }
}
