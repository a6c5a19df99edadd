/** Calls about formulas of the network. */
import type { formulaCalls } from '../../../shared/contract/calls/formula.ts';
import type { HandlersOf } from '../../../shared/rpc/contract.ts';
import type { Session } from '../session/session.ts';
import { adoptFormulas, requireSearch } from '../usecases/formulas/adoptFormulas.ts';
import { repeatSearch } from '../usecases/formulas/repeatSearch.ts';
import { searchFormulas } from '../usecases/formulas/searchFormulas.ts';
import { formulaView, requireFormula } from '../views/formula.ts';
import { printedFormula } from '../views/printedFormula.ts';

export function formulaHandlers(session: Session): HandlersOf<typeof formulaCalls> {
  const { backend } = session.options;
  return {
    'formula.current': () => {
      const { history, dataset } = session.state;
      return formulaView(backend, history, session.requireCurrent(), dataset);
    },

    'formula.print': async ({ formula, ...options }) => {
      const { encoding } = session.state.dataset ?? session.requireCurrent();
      const { output } = formula;
      const { expression, data } =
        formula.from === 'network'
          ? await requireFormula(
              backend,
              session.state.history,
              session.requireCurrent(),
              session.state.dataset,
              output,
            )
          : requireSearch(session).judged(output, formula.index);
      const { figures, ...printed } = printedFormula(expression, { encoding, output, data }, options);
      return { code: printed.code, definition: printed.definition, unsaid: printed.unsaid, ...figures };
    },

    'formula.search': async ({ method, searchSeed }) => {
      await searchFormulas(session, method, { seed: searchSeed });
    },

    'formula.stopSearch': async () => {
      await session.search?.stop();
    },

    'formula.repeat': (request, signal) => repeatSearch(session, request, signal),

    'formula.adopt': async ({ choice }, signal) => {
      await adoptFormulas(session, choice, signal);
    },
  };
}
