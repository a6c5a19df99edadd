/** What `kan fit` does after training where formulas are asked for: edges removed, formulas searched, the best adopted. */
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
  /** Its figures are those of the window. */
  readonly view: FormulaView;
}

interface TargetFormulas {
  readonly target: string;
  /** What the formulas give. */
  readonly quantity: Quantity;
  /** From the simplest on; the last has the lowest error. */
  readonly formulas: readonly FoundFormula[];
}

export interface FormulaSteps {
  /** Edges that were removed and that are left; null where that was not asked for. */
  readonly pruned: { readonly removed: number; readonly edges: number } | null;
  /** For each target; null where formulas were not asked for. */
  readonly targets: readonly TargetFormulas[] | null;
  /** Why the search for formulas failed; ''. */
  readonly failure: string;
}

export const noSteps: FormulaSteps = { pruned: null, targets: null, failure: '' };

/** What laws in the rows are before a network is trained. */
export interface LawsFirst {
  /** Their formulas, adopted, where one is exact for each target: no network is needed. */
  readonly steps: FormulaSteps | null;
  /** For each target what was found. */
  readonly known: NonNullable<SearchLimits['known']>;
}

/** Looks for laws in the rows themselves; of numbers only, and where no network of a certain size was asked for. */
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
    // 1 to the last digit: what is left unexplained is rounding.
    return best >= 0 && formulas[best].r2 === 1;
  });
  return { steps: exact ? await adopted(session, search, null) : null, known };
}

/** Ends with what it has where the person interrupts. */
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

/** Searches to the end, or to Ctrl-C, with a line on stderr for each thing tried. */
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

/** `formula` and `formulas` of the first target; `formulas_by_target` too where there are several. */
export function formulaJson({ pruned, targets }: FormulaSteps): object {
  const edges = pruned === null ? {} : { pruned: { edges: pruned.edges, removed: pruned.removed } };
  if (targets === null) return edges;
  const json = ({ judged, view }: FoundFormula): object => ({
    text: view.text,
    latex: printExpression(judged.expression, 'latex').code,
    // These texts have all digits of the constants.
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
      // As the window typesets it: the figures are of these digits.
      const shown = written(expression, 'supported', 'latex', data).expression;
      const { definition } = printExpression(shown, 'text', { output: quantity });
      return `  ${definition}\n${figuresText(view)}, complexity ${view.complexity}\n${warningText(view)}`;
    }),
  ]);
  return removed + found.join('');
}
