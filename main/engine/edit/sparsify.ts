/**
 * Smaller networks along a path of λ, and sparsify: train with λ, prune, train without λ, for larger and larger λ, each from the network trained with the last
 * one. The result is the smallest network whose held-out error is not worse than the lowest. docs/algorithms/edits.md has
 * measurements.
 */
import { userError } from '../../../shared/errors.ts';
import { numberText } from '../../../shared/figures.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import type { KanModel } from '../kan/model.ts';
import { presentEdgeCount } from '../kan/places.ts';
import {
  defaultThresholds,
  strongEdges,
  tidied,
  worthKeeping,
  type Kept,
  type PruneStatistics,
} from '../kan/prune.ts';
import { adaptGrids } from '../train/grids/adaptGrids.ts';
import { gridOptions } from '../train/grids/gridOptions.ts';
import { refit } from '../train/run/refit.ts';
import { targetSpread, targetVariance } from '../train/statistics/spread.ts';
import { pruningStatistics, type EditContext } from './context.ts';
import type { Edited } from './edited.ts';
import { errorOn, errorRows } from './errors.ts';
import { cutOutput } from './remove.ts';

/** λ, as shares of the variance of the scaled targets; of classes as it is. */
const path = [5e-4, 1.5e-3, 5e-3, 1.5e-2, 5e-2, 1.5e-1] as const;
const sparseSteps = 100;
const refitSteps = 60;
/** After the path, the weakest third of the edges is removed at most so many times. */
const thinnings = 4;
/** An error counts as equal to a lower one up to this factor … */
const tolerated = 1.1;
/** … and if it is below this share of the target's spread, where only a finer grid lowers it; for classes in nats. */
const small = { regression: 5e-3, classification: 1e-2 } as const;
/** If the error is this many times the tolerated one, larger λ are not tried. */
const hopeless = 3;

/** A smaller network than another, trained again after pruning. */
export interface SimplerNetwork extends Edited {
  readonly kept: Kept;
  readonly edges: number;
  /** On the {@link errorRows}. */
  readonly error: number;
}

/** @throws KanError `edit.nothing` where no smaller network is as good; `cancelled` */
export async function sparsify(context: EditContext, model: KanModel): Promise<Edited> {
  const { floor } = scaleOf(context.dataset);
  const before = await errorOn(context, model, errorRows(context));
  const limit = (tried: readonly SimplerNetwork[]): number =>
    Math.max(tolerated * tried.reduce((least, { error }) => Math.min(least, error), before), floor);
  const tried = await alongPath(
    context,
    model,
    (sofar) => (sofar.at(-1)?.error ?? 0) > hopeless * limit(sofar),
  );
  const [best] = tried
    .filter(({ error, edges }) => error <= limit(tried) && edges < presentEdgeCount(model))
    .toSorted((left, right) => left.edges - right.edges || left.error - right.error);
  if (best !== undefined) return best;
  throw userError(
    'edit.nothing',
    'No smaller network with the same error was found.',
    'Train longer first, or prune by hand and accept a larger error.',
  );
}

/**
 * Smaller networks to choose from, by rising number of edges: those along the path of λ, and the smallest of them with
 * fewer and fewer of its weakest edges. None where the network cannot be made smaller.
 * @throws KanError `cancelled`
 */
export async function simplerNetworks(
  context: EditContext,
  model: KanModel,
): Promise<readonly SimplerNetwork[]> {
  const tried = [...(await alongPath(context, model, () => false))];
  let smallest: SimplerNetwork | null =
    tried.toSorted((left, right) => left.edges - right.edges).at(0) ?? null;
  for (let round = 0; round < thinnings && smallest !== null; round++) {
    smallest = await thinned(context, smallest, round);
    if (smallest !== null) tried.push(smallest);
  }
  const ascending = tried
    .filter(({ edges, error }) => edges < presentEdgeCount(model) && Number.isFinite(error))
    .toSorted((left, right) => left.edges - right.edges || left.error - right.error);
  return ascending.filter(({ edges }, index) => ascending[index - 1]?.edges !== edges);
}

/** Without the weakest third of its edges, trained again; null where an output would have no edge. */
async function thinned(
  context: EditContext,
  from: SimplerNetwork,
  round: number,
): Promise<SimplerNetwork | null> {
  const { report } = context;
  const thin = await pruned(
    context,
    from.model,
    from.model,
    (statistics) => {
      const scores = statistics
        .flatMap(({ edgeScores }) => [...edgeScores])
        .filter((score) => score > 0)
        .toSorted((left, right) => left - right);
      return strongEdges(statistics, scores[Math.floor(scores.length / 3)] ?? 0);
    },
    (what, steps) => {
      report({
        what,
        done: round * refitSteps + steps - sparseSteps,
        of: thinnings * refitSteps,
        unit: 'steps',
      });
    },
  );
  if (thin === null || thin.edges >= from.edges) return null;
  const kept = thin.kept.map((nodes, layer) => nodes.map((node) => from.kept[layer][node]));
  return { ...thin, kept };
}

/** The pruned networks for larger and larger λ, up to the one after which `enough` says so. */
async function alongPath(
  context: EditContext,
  model: KanModel,
  enough: (tried: readonly SimplerNetwork[]) => boolean,
): Promise<readonly SimplerNetwork[]> {
  const { unit } = scaleOf(context.dataset);
  const tried: SimplerNetwork[] = [];
  let trained = model;
  for (const [round, share] of path.entries()) {
    const lamb = share * unit;
    const report = reporter(context, round);
    const onStep = (step: number): void => report(`training with the penalty λ ${numberText(lamb, 2)}`, step);
    trained = await refit(context, trained, sparseSteps, { lamb, onStep });
    const weak = trained;
    const keep = (statistics: readonly PruneStatistics[]): Uint8Array[] =>
      worthKeeping(weak, statistics, defaultThresholds);
    const found = await pruned(context, model, trained, keep, report);
    if (found === null) break;
    tried.push(found);
    if (enough(tried)) break;
  }
  return tried;
}

/** Reports the work for the present λ and the number of its steps. */
type Report = (what: string, steps: number) => void;

function reporter({ report }: EditContext, round: number): Report {
  const each = sparseSteps + refitSteps;
  const which = `Strength ${round + 1} of at most ${path.length}`;
  return (what, steps) => {
    report({
      what: `${which}: ${what}`,
      done: round * each + steps,
      of: path.length * each,
      unit: 'steps',
    });
  };
}

/** The network without its weak edges, trained again without λ; null where no edge would lead to an output. */
async function pruned(
  context: EditContext,
  before: KanModel,
  trained: KanModel,
  keep: (statistics: readonly PruneStatistics[]) => Uint8Array[],
  report: Report,
): Promise<SimplerNetwork | null> {
  const statistics = await pruningStatistics(context, trained);
  const { model, kept } = tidied(
    trained,
    keep(statistics),
    statistics.map(({ edgeMean }) => edgeMean),
  );
  if (cutOutput(before, model) !== null) return null;
  // λ has made the hidden values smaller, so the grids are updated.
  const adapted = await adaptGrids({ ...context, wrap: (evaluator) => evaluator }, model, gridOptions);
  const edges = presentEdgeCount(adapted);
  const refitted = await refit(context, adapted, refitSteps, {
    onStep: (step) =>
      report(`refitting the remaining ${edges === 1 ? 'edge' : `${edges} edges`}`, sparseSteps + step),
  });
  const error = await errorOn(context, refitted, errorRows(context));
  return { model: refitted, kept, edges, error };
}

/** The unit of λ, and the error below which a difference does not count. */
function scaleOf(dataset: Dataset): { readonly unit: number; readonly floor: number } {
  if (dataset.encoding.task === 'classification') return { unit: 1, floor: small.classification };
  return { unit: targetVariance(dataset), floor: small.regression * targetSpread(dataset) };
}
