/**
 * Removes the edges that a network does not need. Each removal is tried, the weakest edge first, and followed by a
 * short refit.
 */
import { scoreOf } from '../../data/index.ts';
import { edgeCount, edgeIndex } from '../../kan/model.ts';
import { edgeRefs, isPresent, presentEdgeCount } from '../../kan/places.ts';
import { withoutEdges } from '../../kan/prune.ts';
import { trainingStatistics } from '../../train/statistics/trainingStatistics.ts';
import { outputsOn } from '../../measure/probe.ts';
import { exactShare } from '../formula/finish.ts';
import type { Dataset, Split } from '../../data/dataset/dataset.ts';
import type { KanModel } from '../../kan/model.ts';
import { trainBriefly, type SearchContext, type Trained } from './training.ts';

/**
 * A removal may raise the error by this factor. Below `splineLimited` (a share of the target's spread) the error comes
 * from the splines, and removing a superfluous edge lowers it: there all removals together may raise it by the second
 * factor.
 */
const tolerated = 1.05;
const toleratedOfSplines = 8;
const splineLimited = 2e-3;
/**
 * By how many residual variances a removal may raise the sum of squares of the training rows (of classes: twice the
 * sum of their cross-entropies), where the validation rows cannot tell: two standard errors of one number.
 */
const toleratedVariances = 4;

/**
 * Each target has its own limit: where one target has a far smaller error than another, an error over all targets would
 * not show how much a removal worsens it. An input that is the same on all validation rows, such as a label that none of
 * them has, is judged on the training rows too.
 * @param spreads standard deviation of each target in its own unit (see `targetSpreads`).
 */
export async function withoutWeakEdges(
  context: SearchContext,
  start: Trained,
  spreads: readonly number[],
): Promise<Trained> {
  let best = start;
  let errors = await targetErrors(context, start);
  const ceilings = ceilingsOf(errors, spreads);
  const unseen = unseenInputs(context.dataset);
  /** Whether the training rows miss an edge of an input of which the validation rows know nothing. */
  const isMissed = async (lighter: KanModel): Promise<boolean> => {
    const before = await errorsOn(context, best.model, context.dataset.train);
    const after = await errorsOn(context, lighter, context.dataset.train);
    const most = ceilingsOf(before, spreads);
    return !after.every(
      (error, target) => error <= Math.max(most[target], worse(context.dataset, before[target])),
    );
  };
  const refused = new Set<string>();
  // Edges that the training rows miss stay: to try dozens of labels again after each removal would take minutes.
  const kept = new Set<string>();
  for (;;) {
    if (context.signal.aborted) return best;
    const statistics = await trainingStatistics(context, best.model);
    const { layers } = best.model;
    const weakest = edgeRefs(best.model, isPresent)
      .map(({ layer, input, output }) => ({ layer, input, edge: edgeIndex(layers[layer], input, output) }))
      .map((place) => ({ ...place, score: statistics[place.layer].edgeScores[place.edge] }))
      .filter(({ layer, edge }) => !refused.has(`${layer},${edge}`) && !kept.has(`${layer},${edge}`))
      .sort((left, right) => left.score - right.score)
      .at(0);
    if (weakest === undefined) return best;
    const keep = layers.map((layer) => new Uint8Array(edgeCount(layer)).fill(1));
    keep[weakest.layer][weakest.edge] = 0;
    const lighter = withoutEdges(
      best.model,
      keep,
      statistics.map(({ edgeMean }) => edgeMean),
    );
    const found = presentEdgeCount(lighter) > 0 ? await trainBriefly(context, lighter, 15) : null;
    const reached = found && (await targetErrors(context, found));
    const before = errors;
    const bears = reached?.every(
      (error, target) => error <= Math.max(ceilings[target], tolerated * before[target]),
    );
    const place = `${weakest.layer},${weakest.edge}`;
    if (!bears) refused.add(place);
    else if (weakest.layer === 0 && unseen.has(weakest.input) && (await isMissed(found!.model)))
      kept.add(place);
    else {
      best = found!;
      errors = reached!;
      refused.clear();
    }
  }
}

/** Errors up to which no removal counts. */
function ceilingsOf(errors: readonly number[], spreads: readonly number[]): number[] {
  return errors.map((error, target) => {
    const ceiling = Math.min(toleratedOfSplines * error, splineLimited * spreads[target]);
    return Math.max(ceiling, exactShare * spreads[target]);
  });
}

/** The inputs that vary on the training rows and not on the validation rows, where there are any. */
function unseenInputs({ encoding, train, validation }: Dataset): ReadonlySet<number> {
  const varies = ({ rows, inputs }: Split, input: number): boolean => {
    const values = inputs.subarray(input * rows, (input + 1) * rows);
    return values.some((value) => value !== values[0]);
  };
  const all = encoding.features.map((_, input) => input);
  return new Set(
    validation.rows === 0 ? [] : all.filter((input) => varies(train, input) && !varies(validation, input)),
  );
}

/** The error on the training rows that one removal may lead to. */
function worse({ encoding, train }: Dataset, error: number): number {
  return encoding.task === 'classification'
    ? error + toleratedVariances / (2 * train.rows)
    : error * Math.sqrt(1 + toleratedVariances / train.rows);
}

/** The error of each target in its own unit, on the rows that `error` is of; of classes their cross-entropy. */
async function targetErrors(context: SearchContext, { model, error }: Trained): Promise<readonly number[]> {
  const { encoding, train, validation } = context.dataset;
  if (encoding.task === 'classification' || encoding.outputs.length === 1) return [error];
  return errorsOn(context, model, validation.rows > 0 ? validation : train);
}

/** The error of each target on some rows, in its own unit; of classes their cross-entropy. */
async function errorsOn(
  { backend, dataset: { encoding } }: SearchContext,
  model: KanModel,
  rows: Split,
): Promise<readonly number[]> {
  const { targets, crossEntropy } = scoreOf(encoding, await outputsOn(backend, model, encoding, rows), rows);
  const errors = encoding.task === 'classification' ? [crossEntropy] : targets.map(({ rmse }) => rmse);
  return errors.map((error) => (error !== null && Number.isFinite(error) ? error : Infinity));
}
