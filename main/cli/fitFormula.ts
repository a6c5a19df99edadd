/**
 * What `kan fit` does after training if formulas were requested: it removes edges, searches for formulas and adopts the
 * best.
 */
import { printExpression } from '../../shared/expression/print/print.ts';
import type { Quantity } from '../../shared/expression/print/quantity.ts';
import type { FormulaView } from '../../shared/contract/formulaViews.ts';
import { domainText } from '../../shared/domainText.ts';
import { bestFormula } from '../../shared/formulaChoice.ts';
import { presentEdgeCount } from '../engine/kan/places.ts';
import type { Session } from '../engine/session/session.ts';
import { quantityOf } from '../engine/symbolic/formula/quantity.ts';
import type { JudgedFormula } from '../engine/symbolic/formula/scoringData.ts';
import { written } from '../engine/symbolic/formula/written.ts';
import { adoptFormulas } from '../engine/usecases/adoptFormulas.ts';
import { removeWeakEdges } from '../engine/usecases/removeWeakEdges.ts';
import { searchFormulas, type FormulaSearch, type SearchLimits } from '../engine/usecases/searchFormulas.ts';
import type { FitPlan } from './fitPlan.ts';
import type { Io } from './io.ts';
import { figuresText, rmseJson, warningText } from './formulaReport.ts';

interface FoundFormula {
  readonly judged: JudgedFormula;
  /** The figures are the same as in the window. */
  readonly view: FormulaView;
}

interface TargetFormulas {
  readonly target: string;
  /** The quantity that the formulas compute. */
  readonly quantity: Quantity;
  /** The simplest first; the last has the lowest error. */
  readonly formulas: readonly FoundFormula[];
}

export interface FormulaSteps {
  /** The number of edges removed and left; null if removal was not requested. */
  readonly pruned: { readonly removed: number; readonly edges: number } | null;
  /** One for each target; null if formulas were not requested. */
  readonly targets: readonly TargetFormulas[] | null;
  /** Why the search for formulas failed; '' if it did not. */
  readonly failure: string;
}

export const noSteps: FormulaSteps = { pruned: null, targets: null, failure: '' };

/** The laws that were found in the rows before a network is trained. */
export interface LawsFirst {
  /** Set if an exact formula was found for each target: the formulas are adopted, and no network is needed. */
  readonly steps: FormulaSteps | null;
  /** The formulas found for each target. */
  readonly known: NonNullable<SearchLimits['known']>;
}

/**
 * Looks for laws in the rows themselves. Only for targets that are numbers, and if no size of the network was
 * requested.
 */
export async function lawsFirst(
  session: Session,
  plan: FitPlan,
  io: Io,
  seconds: number,
): Promise<LawsFirst> {
  const { encoding } = session.requireDataset();
  const { symbolic, method, network } = plan;
  if (!symbolic || method !== 'discover' || network.automatic !== true || encoding.task === 'classification')
    return { steps: null, known: [] };
  const search = await searchWithNotes(session, method, io, { networks: false, seconds });
  const known = encoding.outputs.map((_, output) => search.formulas(output));
  const exact = search.view.outputs.every(({ formulas }) => {
    const best = bestFormula(formulas);
    // R² is 1 to the last digit: the rest is a rounding error.
    return best >= 0 && formulas[best].r2 === 1;
  });
  return { steps: exact ? await adopted(session, search, null) : null, known };
}

/** If the person interrupts, it stops and keeps the result so far. */
export async function towardsFormula(
  session: Session,
  plan: FitPlan,
  io: Io,
  limits: SearchLimits,
): Promise<FormulaSteps> {
  const pruned = plan.prune ? await prune(session, io) : null;
  if (!plan.symbolic) return { ...noSteps, pruned };
  return adopted(session, await searchWithNotes(session, plan.method, io, limits), pruned);
}

async function adopted(
  session: Session,
  search: FormulaSearch,
  pruned: FormulaSteps['pruned'],
): Promise<FormulaSteps> {
  const { encoding } = session.requireDataset();
  const targets = search.view.outputs.map(({ output: target, formulas }, output) => ({
    target,
    quantity: quantityOf(encoding, output),
    formulas: formulas.map((view, index) => ({ view, judged: search.judged(output, index) })),
  }));
  const choice = targets.map(({ formulas }) => bestFormula(formulas.map(({ view }) => view)));
  if (!choice.includes(-1)) await adoptFormulas(session, choice, new AbortController().signal);
  return { pruned, targets, failure: search.view.status === 'failed' ? search.view.message : '' };
}

async function prune(session: Session, { interrupted }: Io): Promise<FormulaSteps['pruned']> {
  const removed = await removeWeakEdges(session, interrupted);
  return { removed, edges: presentEdgeCount(session.requireCurrent().model) };
}

/** Searches to the end, or until Ctrl-C, and writes a line on stderr for each thing that it tries. */
async function searchWithNotes(
  session: Session,
  method: FitPlan['method'],
  { interrupted, stderr }: Io,
  limits: SearchLimits,
): Promise<FormulaSearch> {
  let last: readonly string[] = [];
  const stopListening = session.hub.listen({
    formulaSearch: ({ notes }) => {
      if (notes !== last && notes.length > 0) stderr(`${notes.at(-1)}\n`);
      last = notes;
    },
  });
  const search = await searchFormulas(session, method, limits);
  const stop = (): void => void search.stop();
  interrupted.addEventListener('abort', stop, { once: true });
  if (interrupted.aborted) stop();
  await search.ended;
  interrupted.removeEventListener('abort', stop);
  stopListening();
  return search;
}

/** `formula` and `formulas` of the first target; with several targets also `formulas_by_target`. */
export function formulaJson({ pruned, targets }: FormulaSteps): object {
  const edges = pruned === null ? {} : { pruned: { edges: pruned.edges, removed: pruned.removed } };
  if (targets === null) return edges;
  const json = ({ judged, view }: FoundFormula): object => ({
    text: view.text,
    latex: printExpression(judged.expression, 'latex').code,
    // These texts contain all digits of the constants.
    ...rmseJson(view.unrounded),
    ...(view.noise !== null && { noise: view.noise }),
    complexity: view.complexity,
    constants: view.constants.map(({ value, error }) => ({ value, standard_error: error })),
    ...(domainText(view.domain) !== '' && { warning: domainText(view.domain) }),
  });
  const lists = targets.map(({ target, formulas }) => {
    const best = bestFormula(formulas.map(({ view }) => view));
    return { target, formula: best < 0 ? null : json(formulas[best]), formulas: formulas.map(json) };
  });
  const [{ formula, formulas }] = lists;
  return { ...edges, formula, formulas, ...(lists.length > 1 && { formulas_by_target: lists }) };
}

export function formulaSummary({ pruned, targets }: FormulaSteps): string {
  const removed = pruned === null ? '' : `Pruned ${pruned.removed} edges; ${pruned.edges} are left\n`;
  const found = (targets ?? []).flatMap(({ target, quantity, formulas }) => [
    formulas.length === 0
      ? `No formula was found for ${target}\n`
      : 'Formulas, from the simplest to the best\n',
    ...formulas.map(({ judged: { expression, data }, view }) => {
      // The formula as the window shows it. The figures belong to these digits.
      const shown = written(expression, 'supported', 'latex', data).expression;
      const { definition } = printExpression(shown, 'text', { output: quantity });
      return `  ${definition}\n${figuresText(view)}, complexity ${view.complexity}\n${warningText(view)}`;
    }),
  ]);
  return removed + found.join('');
}
