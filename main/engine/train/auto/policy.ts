/**
 * The decisions of the automatic run, as functions of sizes alone: equal data and seed give an equal run on every machine.
 * docs/algorithms.md has the measurements behind the figures.
 */
import { basisCount, edgeCount, nodeCount, parameterCount, type Structure } from '../../kan/model.ts';

/** Grid intervals of the first, coarse networks. */
export const coarseGrid = 3;
/** Rows that the search for a start looks at. */
export const searchRows = 2000;
/** Iterations of the first look at each start, and of each further round with the better half. */
export const searchIterations = { first: 6, round: 8 } as const;
/** Iterations on one grid. */
export const gridIterations = { lm: 30, lbfgs: 100 } as const;
/** A finer grid is worth another only if it lowers the error to this share. */
export const worthwhile = 0.9;
/** Steps without a lower validation error that end the training on one grid. */
export const patience = { lm: 8, lbfgs: 40 } as const;
/** Room beyond the samples on each side: a little at the inputs, more where the values move while training. */
export const margins = { inputs: 0.02, hidden: 0.1 } as const;

const mostStarts = 8;
const mostGrid = 200;

/** Floating-point operations that the decisions stand on: some seconds on two cores. */
const budgets = {
  search: 4e9,
  /** One iteration of Levenberg–Marquardt: beyond it L-BFGS is quicker to the same error. */
  iteration: 3e9,
  grid: 5e10,
  /** One gradient over all rows: beyond it mini-batches are quicker. */
  gradient: 4e9,
} as const;

/** One iteration of Levenberg–Marquardt: outer products of the non-zeros of each row, and two factorisations. */
export function secondOrderCost(structure: Structure, rows: number): number {
  const touched = structure.layers.reduce((sum, layer) => sum + edgeCount(layer) * (layer.order + 2), 0);
  const outputs = nodeCount(structure.layers.at(-1)!);
  return rows * outputs * touched ** 2 + (2 / 3) * parameterCount(structure.layers) ** 3;
}

/** One gradient over all rows. */
function gradientCost(structure: Structure, rows: number): number {
  return rows * structure.layers.reduce((sum, layer) => sum + edgeCount(layer) * (layer.order + 1) * 12, 0);
}

/** Levenberg–Marquardt while an iteration is cheap, L-BFGS where it is not, Adam beyond that. */
export function methodFor(
  structure: Structure,
  rows: number,
  canSecondOrder: boolean,
): 'lm' | 'lbfgs' | 'adam' {
  if (canSecondOrder && secondOrderCost(structure, rows) <= budgets.iteration) return 'lm';
  return gradientCost(structure, rows) <= budgets.gradient ? 'lbfgs' : 'adam';
}

/** How many random starts the search looks at. */
export function startCount(coarse: Structure, rows: number): number {
  const cost = secondOrderCost(coarse, Math.min(rows, searchRows)) * searchIterations.first;
  return Math.min(mostStarts, Math.max(1, Math.floor(budgets.search / cost)));
}

/** The grids to go through after the coarse one: G, 2G, 4G … */
export function gridLadder(first: number): number[] {
  const ladder: number[] = [];
  for (let grid = first; grid <= mostGrid; grid *= 2) ladder.push(grid);
  return ladder;
}

/** Why a grid is not tried; null where it is. */
export function refusal(structure: Structure, rows: number, method: 'lm' | 'lbfgs'): string | null {
  const outputs = nodeCount(structure.layers.at(-1)!);
  const coefficients = structure.layers.reduce((sum, layer) => sum + edgeCount(layer) * basisCount(layer), 0);
  if (coefficients > 2 * rows * outputs)
    return 'it would have more than two coefficients for each training value';
  const cost =
    method === 'lm'
      ? secondOrderCost(structure, rows) * gridIterations.lm
      : gradientCost(structure, rows) * gridIterations.lbfgs * 1.2;
  if (cost > budgets.grid && method === 'lm') return 'it would take long';
  return null;
}
