/** The rows that the formulas of a revision were fitted to. */
import type { Dataset } from '../data/dataset/dataset.ts';
import { presentFarRows, withoutFarRows, type FarRows } from '../symbolic/formula/farRows.ts';
import type { Revision } from './revision.ts';

type WithOperation = Pick<Revision, 'operation'>;

/** For each output, the rows that were left out of the search, which lie far from its formula. */
export function farRowsIn({ operation }: WithOperation): readonly FarRows[] {
  return operation.type === 'symbolic' ? (operation.far ?? []) : [];
}

/** A data set, and the same without the rows that formulas were not fitted to. */
interface Known {
  readonly dataset: Dataset;
  readonly fitted: Dataset;
}

const known = new WeakMap<Revision['operation'], Known>();

/**
 * The data set without the rows that lie far from the formulas of the revision, for whatever tells how certain these are; the data
 * set itself where there are none. With several outputs their uncertainties are estimated together, so that a row far from one of
 * them does not count for any. The same data set is given each time.
 */
export function fittedRows({ operation }: WithOperation, dataset: Dataset): Dataset {
  const before = known.get(operation);
  if (before?.dataset === dataset) return before.fitted;
  const far = [...new Set(farRowsIn({ operation }).flatMap((rows) => presentFarRows(dataset, rows)))];
  const fitted = far.length === 0 ? dataset : withoutFarRows(dataset, far);
  known.set(operation, { dataset, fitted });
  return fitted;
}
