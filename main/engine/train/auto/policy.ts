/**
 * The decisions of the automatic run, as functions of sizes alone: equal data and seed give an equal run on every
 * machine. docs/algorithms/training-measured.md has the measurements behind the figures.
 */
import { basisCount, edgeCount, nodeCount, type Layer, type Structure } from '../../kan/model.ts';
import { isPresent } from '../../kan/places.ts';
import { secondOrderParameters } from '../objective/problem.ts';

/** Grid intervals of the first, coarse networks. */
export const coarseGrid = 3;
/** The most rows that the search for a start uses. */
export const searchRows = 1000;
/** A start is good enough when its error is at most this share of the targets' spread. */
export const goodStart = 5e-4;
/** Share of a run's steps that the search may take. */
export const searchShare = 0.75;
/** Rows of a mini-batch where the automatic run uses Adam. */
export const automaticBatch = 4096;
/** Iterations on one grid. */
export const gridIterations = { lm: 30, lbfgs: 100 } as const;
/**
 * A finer grid is tried where the last one lowered the criterion by which models are chosen, or the training error by
 * generalised cross-validation, to this share. Within one grid a training error lowered to the latter share counts as
 * progress, even if the validation error has not fallen.
 */
export const improvedShare = { criterion: 0.9, trainError: 0.5 } as const;
/** Steps without a lower validation error that end the training on one grid. */
export const patience = { lm: 8, lbfgs: 40 } as const;

/** How edges that a start does not need are found; see sparseStart.ts. */
export const sparseTrial = {
  /** In each trial edges and nodes with an attribution up to this are inactive; the largest first. */
  thresholds: [0.3, 0.1, 0.03],
  /** Iterations on the start's grid, and as many on the finer one. */
  iterations: 20,
  /** A lighter network is given up where its error is more than so many times the start's … */
  hopeless: 8,
  /** … and after these iterations where it is more than this many times as high as that. */
  early: { iterations: 10, times: 4 },
  /** The finer grid is given up where after these iterations its error is more than so many times the limit. */
  slow: { iterations: 12, times: 3 },
  /** The finer grid must lower its error to at most this share … */
  fall: 1 / 8,
  /** … and to at most this share of the start's error … */
  share: 1 / 3,
  /** … or, where a lighter network was found before, to at most this many times its error. */
  tolerated: 1.5,
} as const;

const mostStarts = 8;
const mostGroups = 3;
const mostGrid = 200;

/** Limits for the decisions, in floating-point operations: some seconds on two cores. */
const budgets = {
  /** The first round of a search. */
  starts: 4e9,
  /** All rounds of all groups of a search. */
  search: 5e10,
  /** One iteration of Levenberg–Marquardt: above it L-BFGS reaches the same error faster. */
  iteration: 3e9,
  /** All iterations of Levenberg–Marquardt on one grid. */
  grid: 5e10,
  /** One gradient over all rows: above it mini-batches are faster. */
  gradient: 4e9,
} as const;

/** One iteration of Levenberg–Marquardt: outer products of the non-zeros of each row, and two factorisations. */
export function secondOrderCost(structure: Structure, rows: number): number {
  const touched = structure.layers.reduce((sum, layer) => sum + trainedEdges(layer) * (layer.order + 2), 0);
  const outputs = nodeCount(structure.layers.at(-1)!);
  return rows * outputs * touched ** 2 + (2 / 3) * secondOrderParameters(structure).length ** 3;
}

/** The number of edges of a layer that are present and not locked. */
function trainedEdges(layer: Layer): number {
  return layer.locked.reduce((sum, lock, edge) => sum + +(lock === 0 && isPresent(layer, edge)), 0);
}

/** One gradient over all rows. */
function gradientCost(structure: Structure, rows: number): number {
  return rows * structure.layers.reduce((sum, layer) => sum + edgeCount(layer) * (layer.order + 1) * 12, 0);
}

/** The optimisers that the automatic run chooses from. */
export type AutomaticChoice = 'lm' | 'lbfgs' | 'adam';

/** Levenberg–Marquardt while an iteration is cheap, L-BFGS where it is not, Adam beyond that. */
export function methodFor(structure: Structure, rows: number, canSecondOrder: boolean): AutomaticChoice {
  if (canSecondOrder && secondOrderCost(structure, rows) <= budgets.iteration) return 'lm';
  return gradientCost(structure, rows) <= budgets.gradient ? 'lbfgs' : 'adam';
}

/**
 * The optimiser of a short training, such as a refit: never with mini-batches; with λ there are no second-order models.
 */
export function shortMethodFor(structure: Structure, rows: number, lamb: number): 'lm' | 'lbfgs' {
  return lamb === 0 && methodFor(structure, rows, true) === 'lm' ? 'lm' : 'lbfgs';
}

/** A round of the search: how many of the group are left, on which grid, and the iterations each of them gets. */
export interface Round {
  readonly left: number;
  readonly grid: number;
  readonly iterations: number;
}

const rounds: readonly Round[] = [
  { left: 8, grid: coarseGrid, iterations: 8 },
  { left: 4, grid: coarseGrid, iterations: 16 },
  { left: 2, grid: 5, iterations: 20 },
  { left: 2, grid: 10, iterations: 20 },
];
/**
 * Short rounds for classes: of many networks that are trained on few rows, the best one is the best by chance, and its
 * probabilities are too extreme.
 */
const roundsOfClasses: readonly Round[] = [
  { left: 8, grid: coarseGrid, iterations: 6 },
  { left: 4, grid: coarseGrid, iterations: 8 },
  { left: 2, grid: coarseGrid, iterations: 8 },
  { left: 1, grid: coarseGrid, iterations: 8 },
];

export interface SearchPlan {
  readonly rounds: readonly Round[];
  /** The most groups of starts, which are tried one after another until one is good. */
  readonly groups: number;
}

/**
 * The rounds of the search for a start, for a network on coarse grids. Fewer starts where each takes long, and no more
 * rounds than the budget allows; one group for classes.
 * @param rows at most {@link searchRows} of them count.
 */
export function searchPlan(coarse: Structure, rows: number, classifies: boolean): SearchPlan {
  const seen = Math.min(rows, searchRows);
  const costOf = ({ left, grid, iterations }: Round): number =>
    left * iterations * secondOrderCost(onGrid(coarse, grid), seen);
  const one = costOf({ ...rounds[0], left: 1 });
  const starts = Math.min(mostStarts, Math.max(1, Math.floor(budgets.starts / one)));
  const affordable: Round[] = [];
  let cost = 0;
  for (const round of classifies ? roundsOfClasses : rounds) {
    const left = Math.min(starts, round.left);
    const next = { ...round, left };
    cost += costOf(next);
    if (affordable.length > 0 && cost > budgets.search) break;
    affordable.push(next);
  }
  const groups = Math.min(mostGroups, Math.max(1, Math.floor(budgets.search / cost)));
  return { rounds: affordable, groups: classifies ? 1 : groups };
}

/** The sizes of the same network on another grid, without its knots. */
function onGrid({ layers }: Structure, grid: number): Structure {
  return { layers: layers.map((layer) => ({ ...layer, grid })) };
}

/** The grids that are tried after the coarse one: G, 2G, 4G … */
export function gridLadder(first: number): number[] {
  const ladder: number[] = [];
  for (let grid = first; grid <= mostGrid; grid *= 2) ladder.push(grid);
  return ladder;
}

/** All iterations of Levenberg–Marquardt on one grid. */
export function gridCost(structure: Structure, rows: number): number {
  return gridIterations.lm * secondOrderCost(structure, rows);
}

/**
 * Why a grid is not tried; null where it is tried.
 * @param left the operations of Levenberg–Marquardt that the run may still take on grids.
 */
export function refusal(
  structure: Structure,
  rows: number,
  method: 'lm' | 'lbfgs',
  left = Infinity,
): string | null {
  const outputs = nodeCount(structure.layers.at(-1)!);
  const coefficients = structure.layers.reduce(
    (sum, layer) => sum + trainedEdges(layer) * basisCount(layer),
    0,
  );
  if (coefficients > 2 * rows * outputs)
    return 'it would have more than two coefficients for each training value';
  const isLong = method === 'lm' && gridCost(structure, rows) > Math.min(left, budgets.grid);
  return isLong ? 'it would take long' : null;
}
