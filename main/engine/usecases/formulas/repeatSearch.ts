/** Repeats the search for formulas, to see whether it finds the same formula again. */
import type { RepeatedForm, RepeatsView } from '../../../../shared/contract/views/repeats.ts';
import { cancelled } from '../../../../shared/errors.ts';
import { formOf } from '../../../../shared/expression/form.ts';
import { printExpression } from '../../../../shared/expression/print/print.ts';
import { monotonic } from '../../../../shared/time.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import { beforeFormula } from '../../history/beforeFormula.ts';
import { repeated } from '../../history/history.ts';
import type { Session } from '../../session/session.ts';
import { bestOf, type Found } from '../../symbolic/auto/front.ts';
import { repeatedSearch } from '../../symbolic/auto/repeats.ts';
import { singleTarget } from '../../symbolic/auto/singleTarget.ts';
import { written } from '../../symbolic/formula/written.ts';
import { regressionOf } from '../../views/scoringData.ts';
import { requireSearch } from './adoptFormulas.ts';

export interface RepeatRequest {
  readonly output: number;
  /** The formula's place in the list of the last search. */
  readonly index: number;
  readonly repeats: number;
  /** The longest that each repeat may take. */
  readonly seconds?: number;
}

/**
 * Searches the data again, each time with another seed and a part of the training rows, and counts how often the formula
 * comes first, but for its constants. What they tell is kept with the formula, in the list of the search and in the revision that was made from it. Tells its
 * progress.
 * @throws KanError `formula.no-search`, `formula.unknown`, `cancelled`
 */
export async function repeatSearch(
  session: Session,
  { output, index, repeats, seconds }: RepeatRequest,
  signal: AbortSignal,
): Promise<RepeatsView> {
  const search = requireSearch(session);
  const { expression, data } = search.judged(output, index);
  const found = search.formula(output, index);
  const { backend } = session.options;
  const { current, state } = session;
  const network = current && beforeFormula(state.history, current);
  const dataset = singleTarget(await regressionOf(backend, network, session.requireDataset()), output);
  const task = { dataset, backend, seed: search.view.seed, signal, model: null };
  const start = monotonic();
  const fronts: (readonly Found[])[] = [];
  const view = (): RepeatsView => ({
    done: fronts.length,
    of: repeats,
    seconds: (monotonic() - start) / 1000,
    ...counted(fronts, formOf(expression), (tree) => written(tree, 'supported', 'latex', data).expression),
  });
  session.hub.emit('formulaRepeats', view());
  for await (const front of repeatedSearch({ ...task, ...(seconds !== undefined && { seconds }) }, repeats)) {
    fronts.push(front);
    session.hub.emit('formulaRepeats', view());
  }
  if (signal.aborted) throw cancelled();
  const told = view();
  if (session.search === search) search.keepRepeats(found, told);
  keepInHistory(session, output, expression, told);
  return told;
}

/** Where the current network was made from the formula, its revision keeps what the repeats tell. */
function keepInHistory(session: Session, output: number, expression: Expression, repeats: RepeatsView): void {
  const { current, state } = session;
  if (current?.operation.type !== 'symbolic' || current.operation.trees?.[output] !== expression) return;
  const { id } = current;
  const history = repeated(state.history, id, output, repeats);
  // It is not in the project file yet.
  session.update({ history, saved: state.saved.filter((other) => other !== id) });
}

/** @param rounded the formula in the digits that are shown. */
function counted(
  fronts: readonly (readonly Found[])[],
  wanted: string,
  rounded: (expression: Expression) => Expression,
): Pick<RepeatsView, 'listed' | 'forms'> {
  const listed = fronts.filter((front) => front.some(({ expression }) => formOf(expression) === wanted));
  const groups = new Map<string, RepeatedForm>();
  for (const { expression } of fronts.flatMap((front) => bestOf(front) ?? [])) {
    const form = formOf(expression);
    const before = groups.get(form);
    groups.set(form, {
      ...(before ?? printed(rounded(expression))),
      repeats: (before?.repeats ?? 0) + 1,
      same: form === wanted,
    });
  }
  const forms = [...groups.values()].toSorted((a, b) => b.repeats - a.repeats);
  return { listed: listed.length, forms };
}

function printed(expression: Expression): Pick<RepeatedForm, 'text' | 'latex'> {
  const { code: text } = printExpression(expression, 'text');
  return { text, latex: printExpression(expression, 'latex').code };
}
