/** Repeats of the search for formulas, each with another seed and on a part of the training rows. */
import { everyRow } from '../../data/rows.ts';
import { seededRandom } from '../../../../shared/random.ts';
import type { Dataset } from '../../data/dataset/dataset.ts';
import { groupsAt } from '../../data/dataset/groups.ts';
import { pickRows } from '../../data/dataset/pickRows.ts';
import { discover } from './discover.ts';
import type { DiscoverTask } from './discoverTask.ts';
import type { Found } from './front.ts';

/** Of the training rows, in a repeat. */
const share = 0.8;

/**
 * Searches again. Rows are left out, not drawn twice: copies of a row would look like measurements without noise.
 * @param task for one target; its seed is that of the first search.
 * @returns after each repeat its formulas, the simplest first; fewer repeats where the signal is aborted.
 */
export async function* repeatedSearch(
  task: DiscoverTask,
  repeats: number,
): AsyncGenerator<readonly Found[], void> {
  for (let repeat = 1; repeat <= repeats; repeat++) {
    const seed = task.seed + repeat;
    const search = discover({ ...task, seed, dataset: withPartOfRows(task.dataset, seed) });
    let step = await search.next();
    while (step.done !== true) step = await search.next();
    if (task.signal.aborted) return;
    yield step.value;
  }
}

/**
 * With a random part of the training rows, in their order; validation and test rows are unchanged. Rows that are kept together
 * are left out together: further rows of a group would hardly be another sample.
 */
export function withPartOfRows(dataset: Dataset, seed: number): Dataset {
  const { train, groups } = dataset;
  const random = seededRandom(seed);
  const place = Float64Array.from({ length: train.rows }, () => random.next());
  const whole = groups && groupsAt(groups, train.tableRows).of;
  const first = new Map<number, number>();
  whole?.forEach((group, row) => first.set(group, first.get(group) ?? row));
  const placeOf = (row: number): number => place[whole ? first.get(whole[row])! : row];
  const order = everyRow(train.rows).sort((a, b) => placeOf(a) - placeOf(b));
  const count = Math.ceil(share * train.rows);
  const kept = whole
    ? atBorder(
        order.map((row) => whole[row]),
        count,
      )
    : count;
  return { ...dataset, train: pickRows(train, order.slice(0, kept).sort()) };
}

/** About so many of the first rows, of whole groups and not of all; the same number where a group has most of the rows. */
function atBorder(groups: Uint32Array, count: number): number {
  const after = groups.findIndex((group, at) => at >= count && group !== groups[at - 1]);
  if (after > 0) return after;
  const before = groups.indexOf(groups[groups.length - 1]);
  return before >= groups.length / 2 ? before : count;
}
