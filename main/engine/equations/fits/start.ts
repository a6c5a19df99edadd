/** The first network of a solution, and its grids. */
import { createModel } from '../../kan/create.ts';
import { edgeCount, layoutOf, type KanModel } from '../../kan/model.ts';
import { functionSizes } from './functionSizes.ts';
import type { Problem } from '../problem/problem.ts';
import type { State } from '../residuals/state.ts';
import { startOfUnknowns } from '../residuals/unknowns.ts';

export interface NetworkOptions {
  /** Nodes of the hidden layers; none by default for one coordinate, else [10]. */
  readonly hidden?: readonly number[];
  /** Intervals of the first grid. */
  readonly grid?: number;
  /** Spline order; by default three more than the highest derivative, 5 at least. */
  readonly order?: number;
  readonly seed: number;
}

/** Intervals of the first grid. @param isInitialValue whether the problem is solved in windows from one end */
export function startGrid({ grid }: NetworkOptions, singleLayer: boolean, isInitialValue: boolean): number {
  return grid ?? (isInitialValue ? 64 : singleLayer ? 12 : 4);
}

/** With more intervals the matrix of a step would be too large. */
const finestGrid = 1024;

/** Intervals of all grids: each has twice as many as the one before from 12 on, and about 1.5 times as many below. */
export function gridsFrom(first: number): number[] {
  return first >= 12
    ? [1, 2, 4, 8, 16, 32, 64]
        .map((factor) => factor * first)
        .filter((grid) => grid <= finestGrid || grid === first)
    : [4, 6, 9, 13].map((quarters) => Math.round((quarters * first) / 4));
}

/** A random network; with a single layer, one whose curves are 0. */
export function startState(
  problem: Problem,
  options: NetworkOptions,
  order: number,
  singleLayer: boolean,
  grid: number,
): State {
  return {
    model: startModel(
      problem,
      { ...options, grid: Math.max(grid, startGrid(options, singleLayer, false)) },
      order,
      singleLayer,
    ),
    ...startOfUnknowns(problem),
  };
}

function startModel(
  problem: Problem,
  { hidden, grid, seed }: NetworkOptions,
  order: number,
  singleLayer: boolean,
): KanModel {
  const model = createModel({
    inputs: problem.coordinates.length,
    hidden: hidden ?? (singleLayer ? [] : [10]),
    outputs: problem.functions.length,
    grid: grid ?? (singleLayer ? 12 : 4),
    order,
    seed,
    noiseScale: singleLayer ? 0 : 0.3,
  });
  const params = model.params.slice();
  const layouts = layoutOf(model.layers);
  params.set(functionSizes(problem), layouts[layouts.length - 1].nodeScale);
  layouts.forEach(({ scaleSpline, scaleBase }, index) => {
    const edges = edgeCount(model.layers[index]);
    params.fill(1, scaleSpline, scaleSpline + edges);
    if (singleLayer) params.fill(0, scaleBase, scaleBase + edges);
  });
  return { ...model, params };
}
