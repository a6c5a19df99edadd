/** A new network with pykan's initialisation. */
import type { BaseFunctionName } from '../../../shared/baseFunctions.ts';
import { userError } from '../../../shared/errors.ts';
import { seededRandom, type Random } from '../../../shared/random.ts';
import { basisWindow, extendKnots, uniformPoints } from './bspline.ts';
import { leastSquares } from './leastSquares.ts';
import {
  basisCount,
  hasBase,
  knotCount,
  layoutOf,
  nodeCount,
  parameterCount,
  subnodeCount,
  type KanModel,
  type Layer,
  type LayerLayout,
} from './model.ts';

/** The nodes of a layer: sums, and products of `arity` factors each (≥ 2). */
export interface NodePlan {
  readonly sums: number;
  readonly arities: readonly number[];
}

export interface CreateOptions {
  readonly inputs: number;
  /** Hidden layers, from the inputs up; a number stands for that many sum nodes. Empty for none. */
  readonly hidden: readonly (number | NodePlan)[];
  readonly outputs: number;
  /** Grid intervals G ≥ 1; 3 by default. */
  readonly grid?: number;
  /** Spline order (degree) k ≥ 1; 3 by default. */
  readonly order?: number;
  /** Base function of the edges; silu by default. */
  readonly base?: BaseFunctionName;
  readonly seed: number;
  /** [low, high] of the first layer's grid, one per input; [−1, 1] by default. */
  readonly inputRanges?: readonly (readonly [number, number])[];
  /** [low, high] of the grids of all further layers; [−1, 1] by default. */
  readonly hiddenRange?: readonly [number, number];
  /** Size of the initial noise of the splines, before division by G; 0.3 by default. */
  readonly noiseScale?: number;
}

/**
 * Grids are uniform; the splines interpolate noise in ±noiseScale/(2G) at the grid points; scaleBase is uniform in
 * ±1/√n (0 where b is 0) and scaleSpline 1/√n, with n inputs of the layer (pykan 0.2.8). Equal options give an equal model.
 * @throws KanError `model.shape` where a count is out of range.
 */
export function createModel(options: CreateOptions): KanModel {
  const { grid = 3, order = 3, base = 'silu', noiseScale = 0.3, inputRanges, hiddenRange } = options;
  const plans = [...options.hidden, options.outputs].map(planOf);
  requireShape(options.inputs, plans, grid, order);
  const layers: Layer[] = [];
  plans.forEach((plan, index) => {
    const inputs = index === 0 ? options.inputs : nodeCount(layers[index - 1]);
    const ranges = index === 0 ? inputRanges : hiddenRange && new Array(inputs).fill(hiddenRange);
    layers.push(freshLayer(inputs, plan, { grid, order, base }, ranges));
  });
  const params = new Float64Array(parameterCount(layers));
  const random = seededRandom(options.seed);
  layoutOf(layers).forEach((layout, index) => {
    initialize(layers[index], layout, params, noiseScale, random);
  });
  return { layers, params };
}

function planOf(plan: number | NodePlan): NodePlan {
  return typeof plan === 'number' ? { sums: plan, arities: [] } : plan;
}

function requireShape(inputs: number, plans: readonly NodePlan[], grid: number, order: number): void {
  const whole = (value: number, least: number): boolean => Number.isInteger(value) && value >= least;
  const nodes = plans.every(
    ({ sums, arities }) =>
      whole(sums, 0) && arities.every((arity) => whole(arity, 2)) && sums + arities.length > 0,
  );
  if (nodes && whole(inputs, 1) && whole(grid, 1) && whole(order, 1)) return;
  throw userError(
    'model.shape',
    'A network needs at least one input, one node in each layer, one grid interval and order 1.',
    'Give whole numbers; a multiplication node needs two factors or more.',
  );
}

function freshLayer(
  inputs: number,
  plan: NodePlan,
  splines: Pick<Layer, 'grid' | 'order' | 'base'>,
  ranges: CreateOptions['inputRanges'],
): Layer {
  const { grid, order } = splines;
  const shape = { inputs, ...plan, ...splines };
  const knots = new Float64Array(inputs * (grid + 1 + 2 * order));
  for (let input = 0; input < inputs; input++) {
    const [low, high] = ranges?.[input] ?? [-1, 1];
    // The grid of a constant input needs a width above 0, too.
    const pad = high > low ? 0 : 1;
    const points = uniformPoints(low - pad, high + pad, grid);
    knots.set(extendKnots(points, order), input * (grid + 1 + 2 * order));
  }
  const edges = inputs * plan.arities.reduce((total, arity) => total + arity, plan.sums);
  return {
    ...shape,
    knots,
    mask: new Uint8Array(edges).fill(1),
    symbolic: new Array<string | null>(edges).fill(null),
    locked: new Uint8Array(edges),
  };
}

function initialize(
  layer: Layer,
  layout: LayerLayout,
  params: Float64Array,
  noiseScale: number,
  random: Random,
): void {
  const { inputs, grid, order } = layer;
  const outputs = subnodeCount(layer);
  const bases = basisCount(layer);
  for (let input = 0; input < inputs; input++) {
    const solve = interpolation(layer, input);
    for (let output = 0; output < outputs; output++) {
      const noise = Float64Array.from(
        { length: grid + 1 },
        () => ((random.next() - 0.5) * noiseScale) / grid,
      );
      params.set(solve(noise), layout.coef + (input * outputs + output) * bases);
    }
  }
  const edges = inputs * outputs;
  for (let edge = 0; edge < edges; edge++) {
    // A number is drawn for each edge, so that the splines of a seed are the same with every base function.
    const scaleBase = (2 * random.next() - 1) / Math.sqrt(inputs);
    params[layout.scaleBase + edge] = hasBase(layer) ? scaleBase : 0;
    params[layout.scaleSpline + edge] = 1 / Math.sqrt(inputs);
    params.set([1, 0, 1, 0], layout.affine + edge * 4);
  }
  params.fill(1, layout.subnodeScale, layout.subnodeScale + outputs);
  params.fill(1, layout.nodeScale, layout.nodeScale + nodeCount(layer));

  /** Values at the G + 1 grid points → the smallest coefficients that take them. */
  function interpolation(of: Layer, input: number): (values: Float64Array) => Float64Array {
    const at = input * knotCount(of);
    const matrix = new Float64Array((grid + 1) * bases);
    const window = new Float64Array(order + 1);
    for (let point = 0; point <= grid; point++) {
      const x = of.knots[at + order + point];
      const first = basisWindow(of.knots, at, grid, order, x, window, null, 0);
      matrix.set(window, point * bases + first);
    }
    return leastSquares(matrix, grid + 1, bases);
  }
}
