import { edgeRefs, isSpline, presentEdgeCount } from '../../kan/places.ts';
import type { KanModel } from '../../kan/model.ts';
import { constantOnly, isConstant } from './constantTarget.ts';
import type { DiscoverTask, Discovery } from './discoverTask.ts';
import { leastError, type Found } from './front.ts';
import { ownFormula } from './ownFormula.ts';
import { formulasOf, mostSplines, withSimpler } from './readFormulas.ts';
import { withoutSuperfluousEdges } from './removeSuperfluousEdges.ts';
import { frontOf, searchDataOf, type SearchData } from './searchData.ts';
import { noteOf } from './searchNote.ts';
import { trainBriefly, type Trained } from './training.ts';
import { searchWithoutFarRows } from './withoutFarRows.ts';

/**
 * The formulas of a given network with one output: once with all of its edges fixed to functions, and once without the
 * edges that it does not need. Yields after each; ends without a formula where the network is too large to be read.
 */
export async function* readNetwork(task: DiscoverTask): AsyncGenerator<Discovery, readonly Found[]> {
  const all = searchDataOf(task);
  if (isConstant(all.train)) return yield* constantOnly(all);
  const { model } = task;
  if (model === null) return [];
  const { formulas, search } = yield* searchWithoutFarRows(task, all, async function* (rows) {
    const own = rows === all ? ownFormula(task, all) : [];
    return { formulas: yield* asItIs(rows, model, own), agreed: [], settled: false };
  });
  return yield* withSimpler(search, formulas);
}

async function* asItIs(
  search: SearchData,
  model: KanModel,
  own: readonly Found[],
): AsyncGenerator<Discovery, readonly Found[]> {
  const { context, spread } = search;
  let front = own;
  const read = async (name: string, trained: Trained): Promise<Discovery> => {
    front = frontOf(search, [...front, ...(await formulasOf(search, trained))]);
    return { formulas: front, note: noteOf(name, trained.error / spread, leastError(front) / spread) };
  };
  const start = await trainBriefly(context, model, 10);
  if (edgeRefs(model, isSpline).length <= mostSplines) yield await read('the network as it is', start);
  if (context.signal.aborted) return front;
  const lighter = await withoutSuperfluousEdges(context, start, spread);
  const left = edgeRefs(lighter.model, isSpline).length;
  if (left > mostSplines) {
    const note = `the network without superfluous edges still has ${left} splines, more than the ${mostSplines} that can be read: prune it first.`;
    yield { formulas: front, note };
    return front;
  }
  if (presentEdgeCount(lighter.model) < presentEdgeCount(start.model))
    yield await read('without superfluous edges', lighter);
  return front;
}
