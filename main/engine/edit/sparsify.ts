/**
 * Sparsify: train with λ, prune, train without λ, for larger and larger λ, each from the network trained with the last
 * one. The result is the smallest network whose held-out error is not worse than the lowest. docs/algorithms.md has
 * measurements.
 */
import { userError } from '../../../shared/errors.ts';
import { numberText } from '../../../shared/figures.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import type { KanModel } from '../kan/model.ts';
import { presentEdgeCount } from '../kan/places.ts';
import { defaultThresholds, tidied, worthKeeping, type Kept } from '../kan/prune.ts';
import { adaptGrids } from '../train/grids/adaptGrids.ts';
import { gridOptions } from '../train/grids/gridOptions.ts';
import { refit } from '../train/run/refit.ts';
import { targetSpread, targetVariance } from '../train/statistics/spread.ts';
import { statisticsFor, type EditContext } from './context.ts';
import type { Edited } from './edited.ts';
import { errorOn, errorRows } from './errors.ts';
import { cutOutput } from './remove.ts';

/** λ, as shares of the variance of the scaled targets; of classes as it is. */
const path = [5e-4, 1.5e-3, 5e-3, 1.5e-2, 5e-2, 1.5e-1] as const;
const sparseSteps = 100;
const refitSteps = 60;
/** An error counts as equal to a lower one up to this factor … */
const tolerated = 1.1;
/** … and if it is below this share of the target's spread, where only a finer grid lowers it; for classes in nats. */
const small = { regression: 5e-3, classification: 1e-2 } as const;
/** If the error is this many times the tolerated one, larger λ are not tried. */
const hopeless = 3;

interface Tried {
  readonly model: KanModel;
  readonly kept: Kept;
  readonly edges: number;
  readonly error: number;
}

/** @throws KanError `edit.nothing` where no smaller network is as good; `cancelled` */
export async function sparsify(context: EditContext, model: KanModel): Promise<Edited> {
  const rows = errorRows(context);
  const { unit, floor } = scaleOf(context.dataset);
  const before = await errorOn(context, model, rows);
  const tried: Tried[] = [];
  const limit = (): number =>
    Math.max(tolerated * tried.reduce((least, { error }) => Math.min(least, error), before), floor);
  let trained = model;
  for (const [round, share] of path.entries()) {
    const lamb = share * unit;
    const report = reporter(context, round);
    const onStep = (step: number): void => report(`training with λ ${numberText(lamb, 2)}`, step);
    trained = await refit(context, trained, sparseSteps, { lamb, onStep });
    const found = await pruned(context, model, trained, report);
    if (found === null) break;
    tried.push(found);
    if (found.error > hopeless * limit()) break;
  }
  const [best] = tried
    .filter(({ error, edges }) => error <= limit() && edges < presentEdgeCount(model))
    .toSorted((left, right) => left.edges - right.edges || left.error - right.error);
  if (best !== undefined) return best;
  throw userError(
    'edit.nothing',
    'No smaller network with the same error was found.',
    'Train longer first, or prune by hand and accept a larger error.',
  );
}

/** Reports the work for the present λ and the number of its steps. */
type Report = (what: string, steps: number) => void;

function reporter({ report }: EditContext, round: number): Report {
  const each = sparseSteps + refitSteps;
  const which = `Strength ${round + 1} of at most ${path.length}`;
  return (what, steps) => {
    report({ what: `${which}: ${what}`, done: round * each + steps, of: path.length * each });
  };
}

/** The network without its weak edges, trained again without λ; null where no edge would lead to an output. */
async function pruned(
  context: EditContext,
  before: KanModel,
  trained: KanModel,
  report: Report,
): Promise<Tried | null> {
  const statistics = await statisticsFor(context, trained);
  const { model, kept } = tidied(
    trained,
    worthKeeping(trained, statistics, defaultThresholds),
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
