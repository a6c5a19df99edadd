/** A search that is repeated without rows that lie far from what it finds (`formula/farRows.ts`). */
import { plural } from '../../../../shared/figures.ts';
import { Breath } from '../../breath.ts';
import { farRowsOf, type Proposed } from '../formula/farRows.ts';
import type { DiscoverTask, Discovery } from './discoverTask.ts';
import type { Found } from './front.ts';
import { searchWithout, type SearchData } from './searchData.ts';

/** The most repeats: without some rows, another formula is found, and other rows may lie far from it. */
const mostRepeats = 3;

export interface Outcome {
  readonly formulas: readonly Found[];
  /** Laws that most rows agree with, single rows apart. */
  readonly agreed: readonly Proposed[];
  /** Whether networks cannot be expected to give a better formula. */
  readonly settled: boolean;
}

/**
 * Searches in all rows. If the formulas are better without single rows, searches again without them, until these are the rows that
 * lie far from what is found; where this does not settle, all rows belong to the law.
 * @returns also the rows of the last search
 */
export async function* searchWithoutFarRows(
  { dataset }: DiscoverTask,
  all: SearchData,
  look: (search: SearchData) => AsyncGenerator<Discovery, Outcome>,
): AsyncGenerator<Discovery, Outcome & { readonly search: SearchData }> {
  const first = { ...(yield* look(all)), search: all };
  const { signal } = all.context;
  const breath = new Breath();
  let far = dataset.computed ? [] : await farRowsOf([...first.formulas, ...first.agreed], dataset, breath);
  for (let repeat = 0; far.length > 0 && repeat < mostRepeats && !signal.aborted; repeat++) {
    yield { formulas: first.formulas, note: noteOf(far.length) };
    const search = searchWithout(all, dataset, far);
    const outcome = yield* look(search);
    const proposed = [...first.formulas, ...outcome.formulas, ...outcome.agreed];
    const next = await farRowsOf(proposed, dataset, breath);
    if (String(next) === String(far) && outcome.formulas.length > 0) return { ...outcome, search };
    far = next;
  }
  yield { formulas: first.formulas, note: '' };
  return first;
}

function noteOf(count: number): string {
  const [lie, them] = count === 1 ? ['lies', 'it'] : ['lie', 'them'];
  return `${plural(count, 'row')} ${lie} far from the formulas: the search goes on without ${them}.`;
}
