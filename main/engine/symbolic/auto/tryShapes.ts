/** Tries small networks of different shapes, one after another, and reads formulas from those that fit. */
import type { SearchStage } from '../../../../shared/contract/views/formula.ts';
import { secondOrderCost } from '../../train/auto/policy.ts';
import { edgeRefs, isSpline } from '../../kan/places.ts';
import type { DiscoverTask, Discovery } from './discoverTask.ts';
import { leastError, type Found } from './front.ts';
import { formulasOf, mostSplines, readable } from './readFormulas.ts';
import { withoutSuperfluousEdges } from './removeSuperfluousEdges.ts';
import { frontOf, type SearchData } from './searchData.ts';
import { noteOf } from './searchNote.ts';
import { modelFor, templatesFor, type Template } from './templates.ts';
import { onAdaptedGrids, trainBriefly, type SearchContext, type Trained } from './training.ts';

const networksOfShapes = 'Small networks';
/** Starts of each shape. */
const starts = 10;
/** Operations of a step on the coarse grid beyond which a shape is left out. */
const mostCost = 3e8;
/** Grid intervals that each shape begins with. */
const coarse = 3;
/** A network is read only if its error is below this share of the best formula's. */
const readableShare = 0.7;
const asGood = 1.1;
/** Approximate complexity that a spline adds to a formula: a function, its variable, a constant, and an operator. */
const functionComplexity = 4;

/**
 * Formulas of the shapes, then of the task's own network where it has one. Shapes that do not fit well are read only
 * where nothing else gives a formula. Yields after each.
 */
export async function* tryShapes(
  task: DiscoverTask,
  search: SearchData,
  known: readonly Found[],
): AsyncGenerator<Discovery, readonly Found[]> {
  const { dataset, seed } = task;
  const { context, spread, floor } = search;
  const { signal } = context;
  let front: readonly Found[] = known;
  const waiting: { readonly name: string; readonly trained: Trained }[] = [];
  const best = (): number => leastError(front);
  const read = async (name: string, trained: Trained): Promise<Discovery> => {
    front = frontOf(search, [...front, ...(await formulasOf(search, trained))]);
    return { formulas: front, note: noteOf(name, trained.error / spread, best() / spread) };
  };

  const templates = templatesFor(dataset.encoding.features.length);
  yield { formulas: front, note: '', stage: shapesTried(0, templates.length) };
  for (const [place, template] of templates.entries()) {
    if (signal.aborted) return front;
    const stage = shapesTried(place + 1, templates.length);
    const size = modelFor(template, context.dataset, coarse, seed);
    if (secondOrderCost(size, context.dataset.train.rows) > mostCost) {
      yield { formulas: front, note: `${template.name}: left out, too large for so many inputs.`, stage };
      continue;
    }
    const trained = await trainTemplate(context, template, seed, spread);
    if (trained.error <= readable * spread && isWorthReading(trained, best(), front.at(-1))) {
      yield { ...(await read(template.name, trained)), stage };
      if (best() <= 100 * floor) return front;
    } else {
      waiting.push({ name: template.name, trained });
      yield { formulas: front, note: noteOf(template.name, trained.error / spread, best() / spread), stage };
    }
  }
  yield { formulas: front, note: '', stage: { what: 'The networks that fit best are read', tried: null } };
  const { model } = task;
  if (model !== null && edgeRefs(model, isSpline).length <= mostSplines) {
    const trained = await withoutSuperfluousEdges(context, await trainBriefly(context, model, 10), spread);
    if (trained.error < readableShare * best()) yield await read('the trained network', trained);
  }
  if (front.length > 0) return front;
  waiting.sort((left, right) => left.trained.error - right.trained.error);
  for (const { name, trained } of waiting.slice(0, 3)) {
    if (signal.aborted) return front;
    yield await read(name, trained);
  }
  return front;
}

const shapesTried = (done: number, of: number): SearchStage => ({
  what: networksOfShapes,
  tried: { done, of },
});

/** Whether a better formula is likely from this network, or one that is as good and simpler (as happens with noise). */
function isWorthReading(trained: Trained, best: number, front: Found | undefined): boolean {
  if (trained.error < readableShare * best) return true;
  const expectedComplexity = functionComplexity * edgeRefs(trained.model, isSpline).length;
  return front !== undefined && trained.error < asGood * best && expectedComplexity < front.complexity;
}

/** The best of a few starts, without the edges it does not need, on grids as fine as helps. */
async function trainTemplate(
  context: SearchContext,
  template: Template,
  seed: number,
  spread: number,
): Promise<Trained> {
  let best: Trained | null = null;
  for (let start = 0; start < starts; start++) {
    const model = modelFor(template, context.dataset, coarse, (seed + start * 0x9e3779b9) % 2 ** 32);
    const found = await trainBriefly(context, await onAdaptedGrids(context, model), 8);
    if (best === null || found.error < best.error) best = found;
    if (context.signal.aborted) break;
  }
  const coarseFit = await trainBriefly(context, await onAdaptedGrids(context, best!.model), 20);
  return withoutSuperfluousEdges(context, coarseFit, spread);
}
