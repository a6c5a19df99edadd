/** A search for formulas within a time limit, as the commands run it. */
import { setTimeout as after } from 'node:timers/promises';
import type { Session } from '../engine/session/session.ts';
import type { FormulaSearch } from '../engine/usecases/formulas/formulaSearch.ts';
import { searchFormulas, type SearchLimits } from '../engine/usecases/formulas/searchFormulas.ts';
import type { FormulaSearchMethod } from '../../shared/contract/views/formula.ts';
import type { Budget } from './budget.ts';
import type { Io } from './io.ts';

/** Seconds beyond the budget that a stopped search may take to finish what it is computing. */
const patience = 0.5;
/** The same after Ctrl-C, however much of the budget is left. */
const patienceOnceInterrupted = 2;

/**
 * Searches to the end, or until a share of the budget is used, or until Ctrl-C, and writes a line on stderr for each
 * thing that it tries. A search that is still computing when the whole budget is used is not waited for: it has the
 * formulas that it found until then.
 */
export async function searchWithNotes(
  session: Session,
  method: FormulaSearchMethod,
  { stderr, interrupted }: Pick<Io, 'stderr' | 'interrupted'>,
  limits: SearchLimits & { readonly budget: Budget; readonly share?: number },
): Promise<FormulaSearch> {
  let last: readonly string[] = [];
  const stopListening = session.hub.listen({
    formulaSearch: ({ notes }) => {
      if (notes !== last && notes.length > 0) stderr(`${notes.at(-1)}\n`);
      last = notes;
    },
  });
  const { budget, share = 1, ...own } = limits;
  const search = await searchFormulas(session, method, { ...own, seconds: share * budget.left });
  const late = new Promise<void>((resolve) => {
    const stopWithin = (seconds: () => number, when: AbortSignal): void => {
      const stop = (): void => {
        void search.stop();
        void after(1000 * seconds(), undefined, { ref: false }).then(resolve);
      };
      if (when.aborted) stop();
      else when.addEventListener('abort', stop, { once: true });
    };
    stopWithin(() => budget.left + patience, budget.signal(share));
    stopWithin(() => patienceOnceInterrupted, interrupted);
  });
  await Promise.race([search.ended, late]);
  stopListening();
  return search;
}
