/** What `kan fit` does after training where formulas are asked for: thinning the network, and the search. */
import { randomUUID } from 'node:crypto';
import { printExpression } from '../../shared/expression/print/print.ts';
import type { Quantity } from '../../shared/expression/print/quantity.ts';
import type { Dataset } from '../engine/data/dataset/dataset.ts';
import type { Operation, Revision } from '../engine/history/revision.ts';
import type { KanModel } from '../engine/kan/model.ts';
import { bestOf, errorOf, type Found } from '../engine/symbolic/auto/front.ts';
import { distilled } from '../engine/symbolic/auto/distil.ts';
import { networkOf } from '../engine/symbolic/auto/formulaNetwork.ts';
import { trainBriefly } from '../engine/symbolic/auto/training.ts';
import { searchFormulas } from '../engine/symbolic/auto/searchFormulas.ts';
import { withoutWeakEdges } from '../engine/symbolic/auto/removeWeakEdges.ts';
import { exactShare } from '../engine/symbolic/formula/finish.ts';
import { formulaData, formulaError, targetSpread } from '../engine/symbolic/formula/formulaData.ts';
import { quantityOf } from '../engine/symbolic/formula/quantity.ts';
import { sharedBackend } from '../engine/compute/devices/shared.ts';
import { outputsOn } from '../engine/measure/probe.ts';
import { scoreModel } from '../engine/measure/scores.ts';
import type { FitPlan } from './fitPlan.ts';
import type { Io } from './io.ts';
import { edgeCountOf } from './modelFacts.ts';
import { figure } from './progress.ts';

interface TargetFormulas {
  readonly target: string;
  /** What the formulas give. */
  readonly quantity: Quantity;
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

/** Ends with what it has where the person interrupts. */
export async function towardsFormula(
  plan: FitPlan,
  dataset: Dataset,
  model: KanModel,
  io: Io,
): Promise<FormulaSteps> {
  const pruned = plan.prune ? await thinned(dataset, model, io) : null;
  if (!plan.symbolic) return { pruned, targets: null };
  const present = pruned?.model ?? model;
  const taught = await regressionOf(dataset, present);
  const search = searchFormulas({
    dataset: taught,
    backend: sharedBackend(),
    seed: plan.network.seed,
    signal: io.interrupted,
    model: present,
    method: 'discover',
  });
  let found: readonly (readonly Found[])[] = dataset.encoding.outputs.map(() => []);
  for await (const { outputs, note } of search) {
    found = outputs;
    io.stderr(`${note}\n`);
  }
  const targets = found.map((formulas, output) => {
    const test = formulaData(taught.encoding, taught.test, output);
    return {
      target: taught.encoding.outputs[output].name,
      quantity: quantityOf(dataset.encoding, output),
      formulas: formulas.map((formula) => ({
        ...formula,
        testError: formulaError(formula.expression, test),
      })),
    };
  });
  return { pruned, targets };
}

/** For classes, formulas are found for the network's logits. */
function regressionOf(dataset: Dataset, model: KanModel): Promise<Dataset> | Dataset {
  const { encoding } = dataset;
  return encoding.task === 'regression'
    ? dataset
    : distilled(dataset, (rows) => outputsOn(sharedBackend(), model, encoding, rows));
}

async function thinned(
  dataset: Dataset,
  model: KanModel,
  io: Io,
): Promise<NonNullable<FormulaSteps['pruned']>> {
  const bench = { dataset, backend: sharedBackend(), signal: io.interrupted };
  const { task } = dataset.encoding;
  // Cross-entropies are of the order of 1.
  const spread = task === 'regression' ? targetSpread(formulaData(dataset.encoding, dataset.train, 0)) : 1;
  const lighter = await withoutWeakEdges(
    bench,
    await trainBriefly(bench, model, 0),
    spread,
    exactShare * spread,
  );
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
  const found = (targets ?? []).flatMap(({ target, quantity, formulas }) => [
    formulas.length === 0
      ? `No formula was found for ${target}\n`
      : 'Formulas, from the simplest to the best\n',
    ...formulas.map(({ expression, testError, trainError, complexity }) => {
      const error = Number.isNaN(testError)
        ? `training RMSE ${figure(trainError)}`
        : `test RMSE ${figure(testError)}`;
      const { definition } = printExpression(expression, 'text', { output: quantity, digits: 6 });
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
  const chosen = best.filter((formula) => formula !== undefined);
  if (chosen.length > 0 && chosen.length === best.length) {
    const trees = chosen.map(({ expression }) => expression);
    await add(await networkOf(chosen, dataset, sharedBackend()), {
      type: 'symbolic',
      formulas: trees.map((tree) => printExpression(tree, 'text').code),
      trees,
    });
  }
  return revisions;
}
