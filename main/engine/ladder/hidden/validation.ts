import { otherRows } from '../../data/rows.ts';
import type { Dataset, Split } from '../../data/dataset/dataset.ts';
import { pickRows } from '../../data/dataset/pickRows.ts';
import type { Folds } from '../judging/folds.ts';

/**
 * The data set with rows to choose by: its own validation rows, or the first part that cross-validation holds out.
 * @returns with it, where each validation row lies among all rows.
 */
export function withValidation(
  dataset: Dataset,
  all: Split,
  { held }: Folds,
): { readonly dataset: Dataset; readonly rows: Uint32Array } {
  const { train, validation } = dataset;
  if (validation.rows > 0) {
    const first = all.rows - Math.min(validation.rows, all.rows);
    return { dataset, rows: Uint32Array.from({ length: all.rows - first }, (_, i) => first + i) };
  }
  const [part] = held;
  const kept = otherRows(train.rows, part);
  return {
    dataset: { ...dataset, train: pickRows(train, kept), validation: pickRows(train, part) },
    rows: part,
  };
}
