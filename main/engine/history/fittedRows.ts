/** The rows that a revision was fitted to, with the weights of that fit. */
import { noRows, type Dataset } from '../data/dataset/dataset.ts';
import { togetherOf } from '../ladder/judging/rows.ts';
import { asShares, weightsOfShares } from '../symbolic/formula/asShares.ts';
import { presentFarRows, withoutFarRows, type FarRows } from '../symbolic/formula/farRows.ts';
import { formulaData } from '../symbolic/formula/formulaData.ts';
import { pathTo, type History } from './history.ts';
import { fittedToValidation } from './ladder.ts';
import { isOfLogarithm } from './logarithmFit.ts';
import type { Revision } from './revision.ts';

type WithOperation = Pick<Revision, 'operation'>;

/** For each output, the rows that were left out of the search, which lie far from its formula. */
export function farRowsIn({ operation }: WithOperation): readonly FarRows[] {
  return operation.type === 'symbolic' ? (operation.far ?? []) : [];
}

/** A data set, and the same as a revision was fitted to it. */
interface Known {
  readonly dataset: Dataset;
  readonly fitted: Dataset;
}

const known = new WeakMap<Revision['operation'], Known>();

/**
 * The data set with the validation rows among those for training, where the revision was fitted to them too, and without the rows that lie far from the formulas of the revision, for whatever tells how certain these are. With several
 * outputs their uncertainties are estimated together, so that a row far from one of them does not count for any. A formula of one
 * output that spreads over decades was fitted to errors as shares of the values, and so was a rung of the logarithm of the target: the rows
 * have these weights. The data set itself is
 * given where nothing of this holds; the same one each time.
 */
export function fittedRows(
  { history }: { readonly history: History },
  revision: Pick<Revision, 'parent' | 'operation' | 'model' | 'ladder'>,
  given: Dataset,
): Dataset {
  const { operation } = revision;
  const before = known.get(operation);
  if (before?.dataset === given) return before.fitted;
  const way = revision.parent === null ? [] : pathTo(history, revision.parent);
  const isOnAll = given.validation.rows > 0 && fittedToValidation([...way, revision], given.encoding.task);
  const dataset = isOnAll ? { ...given, train: togetherOf(given, Infinity), validation: noRows } : given;
  const far = [...new Set(farRowsIn({ operation }).flatMap((rows) => presentFarRows(dataset, rows)))];
  const rows = far.length === 0 ? dataset : withoutFarRows(dataset, far);
  const ofLogarithm = isOfLogarithm(revision) ? asLogarithms(rows) : rows;
  const fitted = operation.type === 'symbolic' ? inShares(rows) : ofLogarithm;
  known.set(operation, { dataset: given, fitted });
  return fitted;
}

function inShares(dataset: Dataset): Dataset {
  const { encoding, train } = dataset;
  if (encoding.task === 'classification' || encoding.outputs.length > 1 || train.rows === 0) return dataset;
  const shares = asShares(formulaData(encoding, train, 0));
  return shares === null ? dataset : { ...dataset, train: { ...train, weights: shares.weights } };
}

/** Errors of the logarithm are shares, to first order; uncertainties of the rows count as they are. */
function asLogarithms(dataset: Dataset): Dataset {
  const { encoding, train } = dataset;
  if (train.rows === 0 || train.uncertain) return dataset;
  const shares = weightsOfShares(formulaData(encoding, train, 0).target);
  const { weights } = train;
  return {
    ...dataset,
    train: { ...train, weights: weights ? shares.map((w, row) => w * weights[row]) : shares },
  };
}
