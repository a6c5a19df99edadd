/** What the rows tell of the kind of their errors, by all evidence together. */
import { spreadsOverDecades } from '../../data/table/decades.ts';
import { errorKindOf, type ErrorKind } from './errorKind.ts';
import { logsFollow } from './lines/logsFollow.ts';

/**
 * What the rows tell of their errors, null where they tell nothing: by surfaces ({@link errorKindOf}), and of values that spread over decades
 * by whether their logarithms follow from the columns ({@link logsFollow}).
 */
export function kindOfErrors(columns: readonly Float64Array[], target: Float64Array): ErrorKind | null {
  return (
    errorKindOf(columns, target) ?? (isOverDecades(target) && !logsFollow(columns, target) ? 'values' : null)
  );
}

/** Whether the sizes of values of one sign spread over decades. */
export function isOverDecades(target: Float64Array): boolean {
  return spreadsOverDecades(target) || spreadsOverDecades(target.map((value) => -value));
}
