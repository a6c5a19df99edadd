/**
 * What `kan fit` does after training if formulas were requested: it removes edges, searches for formulas and adopts the
 * best.
 */
import { bestFormula } from '../../../shared/results/formulaChoice.ts';
import { shownEdgeCount } from '../../engine/measure/labelValues.ts';
import type { Session } from '../../engine/session/session.ts';
import { removeWeakEdges } from '../../engine/usecases/networks/removeWeakEdges.ts';
import type { FormulaSearch } from '../../engine/usecases/formulas/formulaSearch.ts';
import type { SearchLimits } from '../../engine/usecases/formulas/searchFormulas.ts';
import type { Budget } from '../budget.ts';
import type { FitPlan } from './fitPlan.ts';
import {
  adoptBest,
  foundFormulas,
  foundJson,
  foundText,
  type TargetFormulas,
} from '../reports/foundFormulas.ts';
import type { Io } from '../io.ts';
import { searchWithNotes } from '../searchWithNotes.ts';

export interface FormulaSteps {
  /** The number of edges removed and left; null if removal was not requested. */
  readonly pruned: { readonly removed: number; readonly edges: number } | null;
  /** One for each target; null if formulas were not requested. */
  readonly targets: readonly TargetFormulas[] | null;
  /** Why the search for formulas failed; '' if it did not. */
  readonly failure: string;
}

export const noSteps: FormulaSteps = { pruned: null, targets: null, failure: '' };

/** The share of the time for laws in the rows, and the share of what is left after it that pruning may take. */
const shareForLaws = 0.6;
const shareForPruning = 0.3;

/** The laws that were found in the rows before a network is trained. */
export interface LawsFirst {
  /** Set if an exact formula was found for each target: the formulas are adopted, and no network is needed. */
  readonly steps: FormulaSteps | null;
  /** The formulas found for each target. */
  readonly known: NonNullable<SearchLimits['known']>;
}

/**
 * Looks for laws in the rows themselves. Only for targets that are numbers, and if neither a size of the network nor a
 * model of the automatic run was requested.
 */
export async function lawsFirst(session: Session, plan: FitPlan, io: Io, budget: Budget): Promise<LawsFirst> {
  const { encoding } = session.requireDataset();
  const { symbolic, method, searchSeed: seed, network, rung } = plan;
  if (
    !symbolic ||
    rung !== null ||
    method !== 'discover' ||
    network.automatic !== true ||
    encoding.task === 'classification'
  )
    return { steps: null, known: [] };
  const search = await searchWithNotes(session, method, io, {
    networks: false,
    budget,
    share: shareForLaws,
    seed,
  });
  if (search.view.status === 'failed') io.remark('warning', search.view.message);
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
  budget: Budget,
  known: LawsFirst['known'],
): Promise<FormulaSteps> {
  const pruned = plan.prune ? await prune(session, budget.signal(shareForPruning)) : null;
  if (!plan.symbolic) return { ...noSteps, pruned };
  const { method, searchSeed: seed } = plan;
  return adopted(session, await searchWithNotes(session, method, io, { known, budget, seed }), pruned);
}

async function adopted(
  session: Session,
  search: FormulaSearch,
  pruned: FormulaSteps['pruned'],
): Promise<FormulaSteps> {
  const targets = foundFormulas(session, search);
  await adoptBest(session, targets);
  return { pruned, targets, failure: search.view.status === 'failed' ? search.view.message : '' };
}

async function prune(session: Session, stop: AbortSignal): Promise<FormulaSteps['pruned']> {
  const shown = (): number => {
    const { model, encoding } = session.requireCurrent();
    return shownEdgeCount(model, encoding);
  };
  const before = shown();
  await removeWeakEdges(session, stop);
  return { removed: before - shown(), edges: shown() };
}

/** The parts of `--json` about formulas, and edges that were removed. */
export function formulaJson({ pruned, targets }: FormulaSteps): object {
  return {
    ...(pruned !== null && { pruned: { edges: pruned.edges, removed: pruned.removed } }),
    ...(targets !== null && foundJson(targets)),
  };
}

/** What the search did to the network and what it found, as text. */
export function formulaSummary({ pruned, targets }: FormulaSteps): string {
  const removed = pruned === null ? '' : `Pruned ${pruned.removed} edges; ${pruned.edges} are left\n`;
  return removed + foundText(targets ?? []);
}
