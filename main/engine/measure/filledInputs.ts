/** Filled values of the inputs that a network uses. */
import type { FilledView } from '../../../shared/contract/views/formula.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import { filledAmong } from '../data/dataset/filled.ts';
import type { KanModel } from '../kan/model.ts';
import { usedInputs } from '../kan/places.ts';

/** Which of these rows of the table, from 0, have filled values in columns that the network uses. */
export function filledInputs(
  { encoding, filled = [] }: Pick<Dataset, 'encoding' | 'filled'>,
  model: KanModel,
  rows: readonly number[],
): readonly FilledView[] {
  const used = new Set([...usedInputs(model)].map((input) => encoding.features[input].name));
  return filledAmong(filled, rows, (input) => used.has(input));
}
