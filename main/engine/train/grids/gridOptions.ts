import type { UpdateOptions } from '../../kan/grid.ts';

/** Room beyond the samples on each side: a little at the inputs, more where the values move while training. */
const margins = { inputs: 0.02, hidden: 0.1, search: 0.3 } as const;

/**
 * Grids with room at the ends: at hidden nodes uniform ones, at the inputs as far towards quantiles as the rows ask for.
 * Quantile grids, pykan's way, leave wide intervals where samples are few, and a hidden value
 * just outside the samples then meets a spline that nothing determined (hello function, [2, 5, 1], G 40, 4 seeds:
 * worst test RMSE 1.9e-3 on quantile grids without room, 5.5e-6 on these).
 */
export function gridOptions(layer: number): UpdateOptions {
  return layer === 0 ? { eps: uniformShare, margin: margins.inputs } : { eps: 1, margin: margins.hidden };
}

/** The same for the search, whose first steps are long: values that leave a grid lose their spline, and the start is lost. */
export function searchGridOptions(layer: number): UpdateOptions {
  return layer === 0 ? gridOptions(0) : { eps: 1, margin: margins.search };
}

/** How far deciles may lie from those of a uniform distribution, as a share of the range: nearly uniform, and far from it. */
const near = 0.1;
const far = 0.3;
const least = 0.05;

/**
 * Share of the uniform grid for an input: 1 where its rows are spread evenly, falling to 0.05 where most of them crowd in a
 * part of the range, as concentrations over orders of magnitude do. An even grid would have all of those in one interval.
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
