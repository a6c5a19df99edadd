import { tabledComplexity } from '../formula/categoryTables.ts';
import { hasSpareRows } from '../formula/spareRows.ts';
import { searchSeconds } from '../../../../shared/settings/search.ts';
import { signalWithin } from '../../../../shared/time.ts';
import type { Dataset } from '../../data/dataset/dataset.ts';
import { firstRows } from '../../train/auto/search.ts';
import { exactShare } from '../formula/finish.ts';
import { noIntervals, respectsIntervals } from '../formula/intervals.ts';
import { withoutFarRows, type FarRows } from '../formula/farRows.ts';
import { formulaData, spreadOf, type FormulaData } from '../formula/formulaData.ts';
import type { DiscoverTask } from './discoverTask.ts';
import { judgedError } from '../../../../shared/results/formulaChoice.ts';
import { preferringUnits } from '../dimensions/agreement.ts';
import { floorOf, pareto, type Found } from './front.ts';
import { withoutUnlikely } from './likely.ts';
import type { SearchContext } from './training.ts';

/** Rows that networks are trained on here. */
const mostRows = 2000;
const mostSeconds = searchSeconds.default;

/** The data of a search: the rows for training and validation, and the target's standard deviation. */
export interface SearchData {
  readonly context: SearchContext;
  readonly train: FormulaData;
  readonly validation: FormulaData;
  readonly spread: number;
  /** Errors below this count as 0. */
  readonly floor: number;
  /** Rows that the search does without. */
  readonly far: FarRows;
}

/** The rows of a task; its signal is aborted when its time is over, too. */
export function searchDataOf({ dataset, backend, signal, seconds = mostSeconds }: DiscoverTask): SearchData {
  return searchOver({ dataset, backend, signal: signalWithin(1000 * seconds, signal) }, []);
}

/** The same search without some of its rows. @param dataset all rows. */
export function searchWithout({ context }: SearchData, dataset: Dataset, far: FarRows): SearchData {
  return searchOver({ ...context, dataset: withoutFarRows(dataset, far) }, far);
}

function searchOver({ dataset, ...rest }: SearchContext, far: FarRows): SearchData {
  const context = { ...rest, dataset: { ...dataset, train: firstRows(dataset.train, mostRows) } };
  const { encoding, groups } = dataset;
  const train = formulaData(encoding, context.dataset.train, 0, groups);
  const validation = formulaData(encoding, dataset.validation, 0, groups);
  const spread = spreadOf(train);
  return { context, train, validation, spread, floor: exactShare * spread, far };
}

/** The formulas that no simpler formula matches, and that the rows do not tell against. */
export function frontOf(
  { context, train, validation, floor, far }: SearchData,
  found: readonly Found[],
): Found[] {
  const { encoding } = context.dataset;
  const hasLabels = encoding.features.some(({ label }) => label !== null);
  const read = found.map((one) =>
    hasLabels && one.tabled === undefined ? { ...one, ...tabledComplexity(one.expression, encoding) } : one,
  );
  const formulas = far.length === 0 ? read : read.map((one) => (one.far === far ? one : { ...one, far }));
  const told = formulas.filter(({ expression }) => hasSpareRows(expression, train.rows));
  const allowed = told.filter(({ expression }) =>
    respectsIntervals(expression, train.intervals ?? noIntervals),
  );
  const agreeing = preferringUnits(allowed.length > 0 ? allowed : told, train.units, (formula) =>
    Math.max(judgedError(formula), floorOf(formula, floor)),
  );
  const best = pareto(
    withoutUnlikely(agreeing, train, validation),
    { train: train.rows, validation: validation.rows },
    floor,
  );
  const staying = read.filter((one) => one.stays && !best.includes(one));
  return staying.length === 0
    ? best
    : [...best, ...staying].sort((one, other) => one.complexity - other.complexity);
}
