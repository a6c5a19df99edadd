/**
 * Grids that are updated from the samples, and finer grids. Each function changes one layer of a model; the curves of
 * its edges are fitted again on the new grid by least squares.
 */
import { userError } from '../../../shared/errors.ts';
import { bandedLeastSquares } from './bandedLeastSquares.ts';
import { basisWindow, extendKnots, splineValues, uniformPoints } from './bspline.ts';
import { leastSquares } from './leastSquares.ts';
import { basisCount, knotCount, subnodeCount, type KanModel, type Layer } from './model.ts';
import { slicesOf, withLayer } from './slices.ts';
import { rangeOf } from '../../../shared/range.ts';

/**
 * Where the old curve is fitted: `curve`, at 8 points of every new interval, so that the fit is well posed for any
 * samples; `samples`, at the samples, as in pykan, with the smallest coefficients where they are not determined.
 */
export type FitAt = 'curve' | 'samples';

export interface UpdateOptions {
  /** Share of the uniform grid, or a function that computes it from an input's sorted samples; the rest is quantiles. 0.02 by default. */
  readonly eps?: number | ((sorted: Float64Array) => number);
  /** Room beyond the samples on each side, as a share of their range; 0.01 by default (pykan: 0). */
  readonly margin?: number;
  /** Least width of a grid, about the middle of the samples; 0.01 by default (pykan: 0). */
  readonly leastWidth?: number;
  readonly fit?: FitAt;
}

const pointsPerInterval = 8;

/**
 * Moves a layer's knots to where its inputs have values. Between uniform and quantile grid as pykan 0.2.8, with a
 * margin and a least width.
 * @param samples the layer's inputs, [input][row].
 * @throws KanError `grid.samples` where there is no sample or one is not finite.
 */
export function updateGrid(
  model: KanModel,
  index: number,
  samples: Float64Array,
  options: UpdateOptions = {},
): KanModel {
  const { eps = 0.02, margin = 0.01, leastWidth = 0.01, fit = 'curve' } = options;
  const layer = model.layers[index];
  const points = columnsOf(layer, samples).map((column) =>
    pointsFor(column, layer.grid, eps, margin, leastWidth),
  );
  return refit(model, index, points, fit, samples);
}

/**
 * Gives a layer G′ intervals, as pykan does: the new grid points interpolate the old ones linearly at equal steps of their index.
 * @param samples the layer's inputs, [input][row]; only used where the fit is at the samples.
 */
export function refineGrid(
  model: KanModel,
  index: number,
  grid: number,
  fit: { readonly at: 'curve' } | { readonly at: 'samples'; readonly samples: Float64Array } = {
    at: 'curve',
  },
): KanModel {
  if (!Number.isInteger(grid) || grid < 1) {
    throw userError(
      'grid.intervals',
      `A grid cannot have ${grid} intervals.`,
      'Give a whole number from 1 up.',
    );
  }
  const layer = model.layers[index];
  const points = Array.from({ length: layer.inputs }, (_, input) => {
    const old = layer.knots.subarray(input * knotCount(layer) + layer.order);
    return Float64Array.from({ length: grid + 1 }, (_, i) => {
      const place = (i * layer.grid) / grid;
      const below = Math.min(Math.floor(place), layer.grid - 1);
      return old[below] + (place - below) * (old[below + 1] - old[below]);
    });
  });
  return refit(model, index, points, fit.at, fit.at === 'samples' ? fit.samples : new Float64Array());
}

/**
 * Gives a layer G′ intervals and keeps its curves everywhere: knots are inserted into the old ones, which all stay, so that
 * each old interval is divided into equal parts. The numbers of parts differ by one at most.
 * @param grid at least the intervals that the layer has.
 */
export function insertKnots(model: KanModel, index: number, grid: number): KanModel {
  const old = model.layers[index];
  const [count, bases, subnodes] = [knotCount(old), basisCount(old), subnodeCount(old)];
  const slices = slicesOf(model, index);
  const splines = Array.from({ length: old.inputs }, (_, input) => {
    const from = input * subnodes * bases;
    const coef = slices.coef.subarray(from, from + subnodes * bases);
    const knots = old.knots.subarray(input * count, (input + 1) * count);
    return finerSplines({ knots, coef }, old, grid);
  });
  const next: Layer = { ...old, grid, knots: concatenate(splines.map(({ knots }) => knots)) };
  return withLayer(model, index, next, { ...slices, coef: concatenate(splines.map(({ coef }) => coef)) });
}

/** The knots of one input, and the coefficients of the splines on them, [subnode][G + k]. */
interface Splines {
  readonly knots: Float64Array;
  readonly coef: Float64Array;
}

function finerSplines(splines: Splines, { order, grid: old }: Layer, grid: number): Splines {
  const { knots } = splines;
  let finer = splines;
  for (let interval = 0; interval < old; interval++) {
    const [low, high] = [knots[order + interval], knots[order + interval + 1]];
    const parts = Math.floor(((interval + 1) * grid) / old) - Math.floor((interval * grid) / old);
    for (let part = 1; part < parts; part++) {
      finer = withKnot(finer, order, low + (part / parts) * (high - low));
    }
  }
  return finer;
}

/** The same curves with one knot more, inside the grid (Boehm, "Inserting new knots into B-spline curves", 1980). */
function withKnot({ knots, coef }: Splines, order: number, knot: number): Splines {
  const bases = knots.length - 1 - order;
  const span = knots.findLastIndex((other) => other <= knot);
  const shares = Float64Array.from({ length: bases + 1 }, (_, basis) => {
    if (basis <= span - order) return 1;
    return basis > span ? 0 : (knot - knots[basis]) / (knots[basis + order] - knots[basis]);
  });
  const finer = Float64Array.from({ length: (coef.length / bases) * (bases + 1) }, (_, i) => {
    const basis = i % (bases + 1);
    const at = Math.floor(i / (bases + 1)) * bases + basis;
    const share = shares[basis];
    if (share === 1) return coef[at];
    return share === 0 ? coef[at - 1] : share * coef[at] + (1 - share) * coef[at - 1];
  });
  return {
    knots: Float64Array.of(...knots.subarray(0, span + 1), knot, ...knots.subarray(span + 1)),
    coef: finer,
  };
}

/**
 * Coefficients of the spline nearest to a curve over the grid of one input, at 8 points of every interval; points at which
 * the curve is not finite are left out.
 */
export function splineThrough(
  layer: Layer,
  input: number,
  curve: (xs: Float64Array) => Float64Array,
): Float64Array {
  const start = input * knotCount(layer) + layer.order;
  const points = curvePoints(layer.knots.subarray(start, start + layer.grid + 1));
  const values = curve(points);
  const xs = points.filter((_, i) => Number.isFinite(values[i]));
  return fitThrough(layer, input, xs)(values.filter(Number.isFinite));
}

function columnsOf(layer: Layer, samples: Float64Array): Float64Array[] {
  const rows = samples.length / layer.inputs;
  if (!Number.isInteger(rows) || rows < 1 || !samples.every(Number.isFinite)) {
    throw userError(
      'grid.samples',
      'A grid can only be updated from finite numbers.',
      'Check the data for missing or infinite values, or train without updating grids.',
    );
  }
  return Array.from({ length: layer.inputs }, (_, input) =>
    samples.subarray(input * rows, (input + 1) * rows),
  );
}

/** G + 1 grid points for one input. */
function pointsFor(
  column: Float64Array,
  grid: number,
  eps: Required<UpdateOptions>['eps'],
  margin: number,
  leastWidth: number,
): Float64Array {
  // A uniform grid does not need sorted samples.
  const sorted = eps === 1 ? column : column.toSorted();
  const share = typeof eps === 'number' ? eps : eps(sorted);
  const [first, last] = rangeOf(column);
  const points = Float64Array.from({ length: grid + 1 }, (_, i) => {
    const uniform = first + ((last - first) / grid) * i;
    if (share === 1) return uniform;
    const quantile = i === grid ? last : sorted[Math.floor((sorted.length / grid) * i)];
    return share * uniform + (1 - share) * quantile;
  });
  const low = first - margin * (last - first);
  const high = last + margin * (last - first);
  if (high - low < leastWidth) {
    const start = (first + last - leastWidth) / 2;
    return points.map((_, i) => start + (leastWidth * i) / grid);
  }
  points[0] = Math.min(points[0], low);
  points[grid] = Math.max(points[grid], high);
  return points;
}

/**
 * Moves the grid of one input so that it covers a range, in equal steps; the other grids do not change.
 * @param range low < high.
 */
export function coverRange(
  model: KanModel,
  index: number,
  input: number,
  [low, high]: readonly [number, number],
): KanModel {
  const layer = model.layers[index];
  const points = Array.from({ length: layer.inputs }, (_, other) =>
    other === input ? uniformPoints(low, high, layer.grid) : null,
  );
  return refit(model, index, points, 'curve', new Float64Array());
}

/**
 * The layer on new grid points, one set of equal number for each input, or null to keep an input's grid. The
 * coefficients are fitted to the old curves.
 */
function refit(
  model: KanModel,
  index: number,
  points: readonly (Float64Array | null)[],
  fit: FitAt,
  samples: Float64Array,
): KanModel {
  const old = model.layers[index];
  const grid = (points.find((set) => set !== null)?.length ?? old.grid + 1) - 1;
  const knots = points.map((set, input) =>
    set === null
      ? old.knots.subarray(input * knotCount(old), (input + 1) * knotCount(old))
      : extendKnots(set, old.order),
  );
  const next: Layer = { ...old, grid, knots: concatenate(knots) };
  const slices = slicesOf(model, index);
  const subnodes = subnodeCount(old);
  const bases = basisCount(next);
  const coef = new Float64Array(old.inputs * subnodes * bases);
  for (let input = 0; input < old.inputs; input++) {
    const set = points[input];
    if (set === null) {
      const [from, to] = [input * subnodes * bases, (input + 1) * subnodes * bases];
      coef.set(slices.coef.subarray(from, to), from);
      continue;
    }
    const xs = fit === 'curve' ? curvePoints(set) : columnsOf(old, samples)[input];
    const solve = fitThrough(next, input, xs);
    for (let output = 0; output < subnodes; output++) {
      const edge = input * subnodes + output;
      const curve = splineValues(
        old.knots,
        input * knotCount(old),
        old.grid,
        old.order,
        slices.coef,
        edge * basisCount(old),
        xs,
      );
      coef.set(solve(curve), edge * bases);
    }
  }
  return withLayer(model, index, next, { ...slices, coef });
}

/** Equal steps inside each interval, without its ends: a wide interval has the same weight as a narrow one. */
function curvePoints(points: Float64Array): Float64Array {
  return Float64Array.from({ length: (points.length - 1) * pointsPerInterval }, (_, i) => {
    const interval = Math.floor(i / pointsPerInterval);
    const share = ((i % pointsPerInterval) + 0.5) / pointsPerInterval;
    return points[interval] + share * (points[interval + 1] - points[interval]);
  });
}

/**
 * @returns values at each x → the coefficients of the nearest spline of an input; the smallest ones where they are not
 *   determined.
 */
function fitThrough(layer: Layer, input: number, xs: Float64Array): (values: Float64Array) => Float64Array {
  const { grid, order, knots } = layer;
  const [at, bases, width] = [input * knotCount(layer), basisCount(layer), order + 1];
  const windows = new Float64Array(xs.length * width);
  const first = Int32Array.from(xs, (x, row) =>
    basisWindow(knots, at, grid, order, x, windows, null, row * width),
  );
  const isOrdered = first.every((basis, row) => row === 0 || basis >= first[row - 1]);
  const banded = isOrdered ? bandedLeastSquares(windows.slice(), first, width, bases) : null;
  if (banded !== null) return banded;
  const matrix = new Float64Array(xs.length * bases);
  first.forEach((basis, row) =>
    matrix.set(windows.subarray(row * width, (row + 1) * width), row * bases + basis),
  );
  return leastSquares(matrix, xs.length, bases);
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
}
