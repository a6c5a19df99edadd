import type { UpdateOptions } from '../../kan/grid.ts';

/**
 * Margin beyond the samples on each side: small at the inputs, larger at hidden nodes, whose values change during
 * training.
 */
const margins = { inputs: 0.02, hidden: 0.1, search: 0.3 } as const;

/**
 * Grids with a margin at the ends: uniform at hidden nodes; at the inputs between uniform and quantiles, by the
 * distribution of the rows. Quantile grids, as in pykan, have wide intervals where samples are few, and a hidden value
 * just outside the samples then gets a spline value that no sample determined (hello function, [2, 5, 1], G 40, 4
 * seeds: worst test RMSE 1.9e-3 on quantile grids without room, 5.5e-6 on these).
 */
export function gridOptions(layer: number): UpdateOptions {
  return layer === 0 ? { eps: uniformShare, margin: margins.inputs } : { eps: 1, margin: margins.hidden };
}

/**
 * The same for the search for a start, whose first steps are long: where values leave a grid their spline is 0, and the
 * start cannot be trained further.
 */
export function searchGridOptions(layer: number): UpdateOptions {
  return layer === 0 ? gridOptions(0) : { eps: 1, margin: margins.search };
}

/**
 * Distance of the deciles from those of a uniform distribution, as a share of the range: nearly uniform below the
 * first, far from it above the second.
 */
const near = 0.1;
const far = 0.3;
const least = 0.05;

/**
 * Share of the uniform grid for an input: 1 where its rows are spread evenly, down to 0.05 where most of them are in a
 * small part of the range, such as concentrations over orders of magnitude. A uniform grid would have nearly all of
 * those in one interval.
 */
export function uniformShare(sorted: Float64Array): number {
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  let gap = 0;
  for (let tenth = 1; tenth < 10; tenth++) {
    const decile = sorted[Math.floor((sorted.length * tenth) / 10)];
    gap = Math.max(gap, Math.abs((decile - first) / (last - first || 1) - tenth / 10));
  }
  return Math.min(1, Math.max(least, 1 - ((gap - near) / (far - near)) * (1 - least)));
}
