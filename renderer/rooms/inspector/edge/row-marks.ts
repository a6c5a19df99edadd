/** Where the selected rows lie on an edge. Pure. */
import type { EvaluationView } from '../../../../shared/contract/views/evaluation.ts';
import type { EdgeRef } from '../../../../shared/refs.ts';

/** The most marks: more would hide the plot. */
const MOST_MARKS = 200;

/**
 * Values of the selected rows at the input of an edge of the first layer, in the data's own units. Empty for other edges,
 * and for rows that are not among those that are looked at.
 */
export function rowMarks(
  view: EvaluationView | null,
  selected: readonly number[],
  { layer, input }: EdgeRef,
): readonly number[] {
  const values = layer === 0 ? view?.inputs[input]?.values : undefined;
  if (!view || !values || selected.length === 0) return [];
  const wanted = new Set(selected);
  const marks: number[] = [];
  for (let i = 0; i < values.length && marks.length < MOST_MARKS; i++)
    if (wanted.has(view.rows[i]) && Number.isFinite(values[i])) marks.push(values[i]);
  return marks;
}
