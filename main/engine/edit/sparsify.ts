/**
 * The recipe for a sparse network: train with λ, prune, train without λ; for ever larger λ, each from the network that the
 * last one trained. The smallest network is kept whose error on rows held out is as low as any. docs/algorithms.md has what
 * it reaches.
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
/** An error is as low as another up to this factor … */
const tolerated = 1.1;
/** … and wherever it is below this share of the target's spread, where only a finer grid lowers it; of classes, nats. */
const small = { regression: 5e-3, classification: 1e-2 } as const;
/** Where the error is this many times the tolerated one, larger λ are not tried. */
const hopeless = 3;

interface Tried {
  readonly model: KanModel;
  readonly kept: Kept;
  readonly edges: number;
  readonly error: number;
}

/** @throws KanError `edit.nothing` where nothing smaller does as well; `cancelled` */
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
    'No smaller network was found that does as well.',
    'Train it longer first, or prune by hand to give up some accuracy.',
  );
}

/** Reports what is being done for the present λ, and how many of its steps are made. */
type Report = (what: string, steps: number) => void;

function reporter({ report }: EditContext, round: number): Report {
  const each = sparseSteps + refitSteps;
  const which = `Strength ${round + 1} of at most ${path.length}`;
  return (what, steps) => {
    report({ what: `${which}: ${what}`, done: round * each + steps, of: path.length * each });
  };
}

/** Without its weak edges, trained again without λ; null where an output would be cut off. */
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
  // λ has made the hidden values smaller: the grids follow.
  const adapted = await adaptGrids({ ...context, wrap: (evaluator) => evaluator }, model, gridOptions);
  const edges = presentEdgeCount(adapted);
  const refitted = await refit(context, adapted, refitSteps, {
    onStep: (step) =>
      report(`refitting the ${edges === 1 ? 'edge' : `${edges} edges`} left`, sparseSteps + step),
  });
  const error = await errorOn(context, refitted, errorRows(context));
  return { model: refitted, kept, edges, error };
}

/** The unit of λ, and the error that counts as none. */
function scaleOf(dataset: Dataset): { readonly unit: number; readonly floor: number } {
  if (dataset.encoding.task === 'classification') return { unit: 1, floor: small.classification };
  return { unit: targetVariance(dataset), floor: small.regression * targetSpread(dataset) };
}
