import { userError } from '../../../../shared/errors.ts';
import { printExpression } from '../../../../shared/expression/print/print.ts';
import type { Revision } from '../../history/revision.ts';
import { recordRevision } from '../../session/record.ts';
import type { ActiveSearch } from '../../session/active.ts';
import type { Session } from '../../session/session.ts';
import { networkOf } from '../../symbolic/auto/formulaNetwork.ts';

/**
 * Makes a network from the chosen formulas. All its edges are functions, and its revision keeps the formulas as they
 * were found.
 * @param choice for each output, the index of its formula in the list of the last search.
 * @throws KanError `formula.no-search`, `formula.choice`, `formula.unknown`, `train.busy`, `data.none`, `cancelled`
 */
export function adoptFormulas(
  session: Session,
  choice: readonly number[],
  signal: AbortSignal,
): Promise<Revision> {
  return session.lane.run(signal, async () => {
    session.refuseWhileTraining();
    const search = requireSearch(session);
    const dataset = session.requireDataset();
    requireChoice(choice, dataset.encoding.outputs.length);
    const chosen = choice.map((index, output) => search.formula(output, index));
    const trees = chosen.map(({ expression }) => expression);
    return recordRevision(session, {
      parent: session.current?.id ?? null,
      operation: {
        type: 'symbolic',
        formulas: trees.map((tree) => printExpression(tree, 'text').code),
        trees,
        search: { method: search.view.method, seed: search.view.seed },
        repeats: chosen.map((found) => search.repeatsOf(found)),
        ...(chosen.some(({ far }) => far) && { far: chosen.map(({ far = [] }) => far) }),
        ...(chosen.some(({ fitted }) => fitted) && { tookValidation: true }),
      },
      model: await networkOf(chosen, dataset, session.options.backend),
    });
  });
}

/** The search, if its formulas belong to the present data. @throws KanError `formula.no-search` */
export function requireSearch({ search, state }: Session): ActiveSearch {
  if (search !== null && search.dataset === state.dataset) return search;
  throw userError('formula.no-search', 'No formulas were searched for these data.', 'Find formulas first.');
}

/** @throws KanError `formula.choice` */
function requireChoice(choice: readonly number[], outputs: number): void {
  if (choice.length === outputs) return;
  throw userError(
    'formula.choice',
    `There are ${outputs} outputs, and formulas were chosen for ${choice.length}.`,
    'Choose one formula for each output.',
  );
}
