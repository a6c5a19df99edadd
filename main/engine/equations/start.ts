/** The first network of a solution, and its grids. */
import { createModel } from '../kan/create.ts';
import { edgeCount, layoutOf, type KanModel } from '../kan/model.ts';
import type { State } from './fit.ts';
import type { Problem } from './problem/problem.ts';

export interface NetworkOptions {
  /** Nodes of the hidden layers; none by default for one coordinate, else [10]. */
  readonly hidden?: readonly number[];
  /** Intervals of the first grid. */
  readonly grid?: number;
  /** Spline order; by default three more than the highest derivative, 5 at least. */
  readonly order?: number;
  readonly seed: number;
}

/** Intervals of the first grid. @param grown whether the solution is followed from one end in windows */
export function startGrid({ grid }: NetworkOptions, flat: boolean, grown: boolean): number {
  return grid ?? (grown ? 64 : flat ? 12 : 4);
}

/** Grids from the first one on, each finer by half or, for a single layer, by twice. */
export function gridsFrom(first: number): number[] {
  return first >= 12
    ? [1, 2, 4, 8, 16].map((factor) => factor * first)
    : [4, 6, 9, 13].map((one) => Math.round((one * first) / 4));
}

/** A random network, or curves that are 0 for a network of one layer. */
export function startState(
  problem: Problem,
  options: NetworkOptions,
  order: number,
  flat: boolean,
  grid: number,
): State {
  return {
    model: startModel(
      problem,
      { ...options, grid: Math.max(grid, startGrid(options, flat, false)) },
      order,
      flat,
    ),
    constants: Float64Array.from(problem.unknown, ({ start }) => start),
  };
}

function startModel(
  problem: Problem,
  { hidden, grid, seed }: NetworkOptions,
  order: number,
  flat: boolean,
): KanModel {
  const model = createModel({
    inputs: problem.coordinates.length,
    hidden: hidden ?? (flat ? [] : [10]),
    outputs: problem.functions.length,
    grid: grid ?? (flat ? 12 : 4),
    order,
    seed,
    noiseScale: flat ? 0 : 0.3,
  });
  const params = model.params.slice();
  layoutOf(model.layers).forEach(({ scaleSpline, scaleBase }, index) => {
    const edges = edgeCount(model.layers[index]);
    params.fill(1, scaleSpline, scaleSpline + edges);
    if (flat) params.fill(0, scaleBase, scaleBase + edges);
  });
  return { ...model, params };
}
