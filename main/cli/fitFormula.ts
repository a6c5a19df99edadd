/** What `kan fit` does after training where formulas are asked for: thinning the network, and the search. */
import { randomUUID } from 'node:crypto';
import { userError } from '../../shared/errors.ts';
import { printExpression } from '../../shared/expression/print/print.ts';
import type { Dataset } from '../engine/data/dataset.ts';
import type { Operation, Revision } from '../engine/history/revision.ts';
import type { KanModel } from '../engine/kan/model.ts';
import { bestOf, discover, errorOf, type Found } from '../engine/symbolic/auto/discover.ts';
import { polish } from '../engine/symbolic/auto/polish.ts';
import { singleTarget } from '../engine/symbolic/auto/singleTarget.ts';
import { thin } from '../engine/symbolic/auto/thin.ts';
import { exactShare } from '../engine/symbolic/formula/finish.ts';
import { formulaData, formulaError, targetSpread } from '../engine/symbolic/formula/formulaData.ts';
import { sharedBackend } from '../engine/workspace/backend.ts';
import { scoreModel } from '../engine/workspace/scores.ts';
import type { FitPlan } from './fitPlan.ts';
import type { Io } from './io.ts';
import { edgeCountOf } from './modelFacts.ts';
import { figure } from './progress.ts';

interface TargetFormulas {
  readonly target: string;
  /** From the simplest on; the last has the lowest error. */
  readonly formulas: readonly (Found & { readonly testError: number })[];
}

export interface FormulaSteps {
  /** The network without the edges it does not need, and how many went; null where that was not asked for. */
  readonly pruned: { readonly model: KanModel; readonly edges: number } | null;
  /** For each target; null where formulas were not asked for. */
  readonly targets: readonly TargetFormulas[] | null;
}

export const noSteps: FormulaSteps = { pruned: null, targets: null };

/** @throws KanError `cli.formula-task` */
export function requireRegression({ encoding }: Dataset): void {
  if (encoding.task === 'regression') return;
  throw userError(
    'cli.formula-task',
    'Formulas are found for numbers, not yet for classes.',
    'Leave out --symbolic, --prune and --preset, or choose a target that is a number.',
  );
}

/** Ends with what it has where the person interrupts. */
export async function towardsFormula(
  plan: FitPlan,
  dataset: Dataset,
  model: KanModel,
  io: Io,
): Promise<FormulaSteps> {
  const pruned = plan.prune ? await thinned(dataset, model, io) : null;
  if (!plan.symbolic) return { pruned, targets: null };
  const targets: TargetFormulas[] = [];
  for (const [output, target] of dataset.encoding.targets.entries()) {
    const alone = singleTarget(dataset, output);
    const network = dataset.encoding.targets.length === 1 ? (pruned?.model ?? model) : null;
    const search = discover({
      dataset: alone,
      backend: sharedBackend(),
      seed: plan.network.seed,
      signal: io.interrupted,
      model: network,
    });
    let found: readonly Found[] = [];
    for await (const { formulas, note } of search) {
      found = formulas;
      io.stderr(`${dataset.encoding.targets.length > 1 ? `${target}: ` : ''}${note}\n`);
    }
    const test = formulaData(alone.encoding, alone.test, 0);
    targets.push({
      target,
      formulas: found.map((formula) => ({ ...formula, testError: formulaError(formula.expression, test) })),
    });
  }
  return { pruned, targets };
}

async function thinned(
  dataset: Dataset,
  model: KanModel,
  io: Io,
): Promise<NonNullable<FormulaSteps['pruned']>> {
  const bench = { dataset, backend: sharedBackend(), signal: io.interrupted };
  const spread = targetSpread(formulaData(dataset.encoding, dataset.train, 0));
  const lighter = await thin(bench, await polish(bench, model, 0), spread, exactShare * spread);
  return { model: lighter.model, edges: edgeCountOf(model) - edgeCountOf(lighter.model) };
}

/** `formula` and `formulas` of the first target; `formulas_by_target` too where there are several. */
export function formulaJson({ pruned, targets }: FormulaSteps): object {
  const edges =
    pruned === null ? {} : { pruned: { edges: edgeCountOf(pruned.model), removed: pruned.edges } };
  if (targets === null) return edges;
  const json = (formula: TargetFormulas['formulas'][number]): object => ({
    text: printExpression(formula.expression, 'text').code,
    latex: printExpression(formula.expression, 'latex').code,
    test_rmse: finite(formula.testError),
    validation_rmse: finite(errorOf(formula)),
    complexity: formula.complexity,
  });
  const lists = targets.map(({ target, formulas }) => {
    const best = bestOf(formulas);
    return { target, formula: best ? json(best) : null, formulas: formulas.map(json) };
  });
  const [{ formula, formulas }] = lists;
  return { ...edges, formula, formulas, ...(lists.length > 1 && { formulas_by_target: lists }) };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

export function formulaSummary({ pruned, targets }: FormulaSteps): string {
  const removed =
    pruned === null ? '' : `Removed ${pruned.edges} edges, ${edgeCountOf(pruned.model)} are left\n`;
  const found = (targets ?? []).flatMap(({ target, formulas }) => [
    formulas.length === 0
      ? `No formula was found for ${target}\n`
      : 'Formulas, from the simplest to the best\n',
    ...formulas.map(({ expression, testError, trainError, complexity }) => {
      const error = Number.isNaN(testError)
        ? `training RMSE ${figure(trainError)}`
        : `test RMSE ${figure(testError)}`;
      const { definition } = printExpression(expression, 'text', { output: target, digits: 6 });
      return `  ${definition}\n      ${error}, complexity ${complexity}\n`;
    }),
  ]);
  return removed + found.join('');
}

/** The steps as revisions after the trained one. */
export async function laterRevisions(
  trained: Revision,
  { pruned, targets }: FormulaSteps,
  dataset: Dataset,
): Promise<Revision[]> {
  const revisions: Revision[] = [];
  const add = async (model: KanModel, operation: Operation): Promise<void> => {
    revisions.push({
      id: randomUUID(),
      parent: (revisions.at(-1) ?? trained).id,
      operation,
      model,
      encoding: trained.encoding,
      scores: await scoreModel(sharedBackend(), model, dataset),
      time: Date.now(),
      name: '',
      curve: [],
      data: trained.data,
    });
  };
  if (pruned !== null) await add(pruned.model, { type: 'prune', edges: pruned.edges });
  const best = targets?.map(({ formulas }) => bestOf(formulas)) ?? [];
  if (best.length > 0 && best.every((formula) => formula !== undefined)) {
    const texts = best.map(({ expression }) => printExpression(expression, 'text').code);
    // Networks of several targets were found apart; there the trained one stays.
    const model = best.length === 1 ? best[0].model : (pruned?.model ?? trained.model);
    await add(model, { type: 'symbolic', formulas: texts });
  }
  return revisions;
}
