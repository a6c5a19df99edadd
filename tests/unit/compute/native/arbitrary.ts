/** Random networks, batches and parameters for comparing backends. */
import fc from '../../../support/properties.ts';
import type { Objective } from '../../../../main/engine/compute/backend.ts';
import { baseFunctionNames, type BaseFunctionName } from '../../../../shared/baseFunctions.ts';
import type { Batch } from '../../../../main/engine/data/batch.ts';
import { extendKnots } from '../../../../main/engine/kan/bspline.ts';
import {
  edgeCount,
  layoutOf,
  nodeCount,
  parameterCount,
  subnodeCount,
  type Layer,
  type Structure,
} from '../../../../main/engine/kan/model.ts';
import { seededRandom, type Random } from '../../../../shared/random.ts';

export interface Case {
  readonly structure: Structure;
  readonly params: Float64Array;
  readonly batch: Batch;
  readonly objective: Objective;
  /** A mini-batch. */
  readonly subset: Uint32Array;
}

export interface CaseShape {
  readonly seed: number;
  readonly inputs: number;
  /** Sums and arities by layer. */
  readonly layers: readonly {
    sums: number;
    arities: readonly number[];
    grid: number;
    order: number;
    base?: BaseFunctionName;
  }[];
  readonly rows: number;
  readonly adaptive: boolean;
  /** Shares of removed and of symbolic edges. */
  readonly removed: number;
  readonly symbolic: number;
  readonly weighted: boolean;
  readonly loss: Objective['loss'];
  readonly regularization: Objective['regularization'];
  /** Half-width of the inputs; the grids span [−1, 1]. */
  readonly reach: number;
  readonly constantColumn: boolean;
}

/** Functions without a pole or an edge of their domain, so that a random point is a fair one. */
const smoothFunctions = [
  '0',
  'x',
  'x^2',
  'x^3',
  'x^4',
  'x^5',
  'sin',
  'cos',
  'tanh',
  'arctan',
  'gaussian',
  'exp',
  'abs',
  'sinh',
  'x*exp(-x^2) + 1/3',
  'sqrt(x^2 + 1)',
  '1/(2 + cos(3*x))',
  'arctan(x)^3 - 2^x',
];

export function caseOf(shape: CaseShape): Case {
  const random = seededRandom(shape.seed);
  const uniform = (low: number, high: number): number => low + (high - low) * random.next();
  let inputs = shape.inputs;
  const layers = shape.layers.map((draft) => {
    const layer = layerOf(shape, draft, inputs, random);
    inputs = nodeCount(layer);
    return layer;
  });
  const structure = { layers };
  const params = paramsOf(structure, random);
  const { rows } = shape;
  const data = Float64Array.from({ length: shape.inputs * rows }, () => uniform(-shape.reach, shape.reach));
  if (shape.constantColumn) data.fill(0.3, 0, rows);
  const outputs = nodeCount(layers.at(-1));
  const targets =
    shape.loss === 'squared'
      ? Float64Array.from({ length: outputs * rows }, () => random.normal())
      : Float64Array.from({ length: rows }, () => random.integer(Math.max(outputs, 2)));
  const weights = shape.weighted
    ? Float64Array.from({ length: rows }, (_, r) => (r === 0 ? 1 : Math.max(uniform(-0.5, 2), 0)))
    : null;
  const subset = Uint32Array.from({ length: Math.max(1, Math.floor(rows / 3)) }, (_, i) =>
    i === 0 ? 0 : random.integer(rows),
  );
  return {
    structure,
    params,
    batch: { rows, inputs: data, targets, weights },
    objective: { loss: shape.loss, regularization: shape.regularization },
    subset,
  };
}

function layerOf(
  shape: CaseShape,
  { sums, arities, grid, order, base = 'silu' }: CaseShape['layers'][number],
  inputs: number,
  random: Random,
): Layer {
  const bare = { inputs, sums, arities, grid, order, base };
  const edges = inputs * subnodeCount(bare as unknown as Layer);
  const mask = Uint8Array.from({ length: edges }, () => (random.next() < shape.removed ? 0 : 1));
  const symbolic = Array.from({ length: edges }, (_, edge) => {
    if (random.next() >= shape.symbolic) return null;
    mask[edge] = 0;
    return smoothFunctions[random.integer(smoothFunctions.length)];
  });
  const knots = Array.from({ length: inputs }, () => {
    const inner = Float64Array.from({ length: grid + 1 }, (_, i) => -1 + (2 * i) / grid);
    if (shape.adaptive) {
      for (let i = 1; i < grid; i++) inner[i] = -1 + 2 * random.next() ** 2;
      inner.sort();
    }
    return [...extendKnots(inner, order)];
  });
  return {
    ...bare,
    knots: Float64Array.from(knots.flat()),
    mask,
    symbolic,
    locked: new Uint8Array(edges),
  };
}

function paramsOf({ layers }: Structure, random: Random): Float64Array {
  const params = Float64Array.from({ length: parameterCount(layers) }, () => 0.4 * random.normal());
  layoutOf(layers).forEach((layout, index) => {
    const layer = layers[index];
    // Coefficients that keep the slope of a fine spline within bounds, as training does.
    for (let i = layout.coef; i < layout.scaleBase; i++) params[i] *= Math.min(1, 5 / layer.grid);
    for (let i = layout.subnodeScale; i < layout.end; i++) params[i] *= 0.5;
    for (let i = 0; i < edgeCount(layer); i++) params[layout.scaleSpline + i] += 0.7;
    for (let j = 0; j < subnodeCount(layer); j++) params[layout.subnodeScale + j] += 1;
    for (let n = 0; n < nodeCount(layer); n++) params[layout.nodeScale + n] += 1;
  });
  return params;
}

const regularization = fc.record({
  metric: fc.constantFrom(
    'edge_forward_spline_n' as const,
    'edge_forward_sum' as const,
    'edge_forward_spline_u' as const,
    'edge_backward' as const,
  ),
  lamb: fc.constantFrom(0, 0.01, 1),
  l1: fc.constantFrom(0, 1),
  entropy: fc.constantFrom(0, 2),
  coef: fc.constantFrom(0, 0.3),
  coefDiff: fc.constantFrom(0, 0.2),
});

export const anyShape: fc.Arbitrary<CaseShape> = fc.record({
  seed: fc.integer(),
  inputs: fc.integer({ min: 1, max: 6 }),
  layers: fc.array(
    fc.record({
      sums: fc.integer({ min: 1, max: 9 }),
      arities: fc.array(fc.integer({ min: 2, max: 4 }), { maxLength: 2 }),
      grid: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(20, 50, 200)),
      order: fc.integer({ min: 1, max: 6 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  rows: fc.oneof(fc.constantFrom(1, 2, 63, 64, 65, 129), fc.integer({ min: 3, max: 300 })),
  adaptive: fc.boolean(),
  removed: fc.constantFrom(0, 0.2, 0.5, 0.7, 0.9),
  symbolic: fc.constantFrom(0, 0, 0.3),
  weighted: fc.boolean(),
  loss: fc.constantFrom('squared' as const, 'crossEntropy' as const),
  regularization: fc.option(regularization),
  reach: fc.constantFrom(0.9, 1.5, 4),
  constantColumn: fc.boolean(),
});

/** The same with every base function in some layer, and splines only. */
export const anyBases: fc.Arbitrary<CaseShape> = anyShape.map((shape) => ({
  ...shape,
  symbolic: 0,
  layers: shape.layers.map((layer, index) => ({
    ...layer,
    base: baseFunctionNames[(layer.grid + index) % baseFunctionNames.length],
  })),
}));
