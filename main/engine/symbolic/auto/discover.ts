/**
 * The search for formulas. Laws are looked for in the rows themselves first (`fromRows`). Where none is as good as the rows
 * allow, small networks of different shapes are tried one after another. Each is trained from a few starts, loses its weak edges, gets finer grids, and its edges are fixed to functions. The result is the formulas that no simpler
 * formula matches. docs/algorithms.md gives the reasons.
 */
import { number } from '../../../../shared/expression/tree.ts';
import { percentText } from '../../../../shared/figures.ts';
import type { Backend } from '../../compute/backend.ts';
import type { Dataset, Encoding } from '../../data/dataset/dataset.ts';
import { createModel } from '../../kan/create.ts';
import { edgeCount, type KanModel } from '../../kan/model.ts';
import { edgeRefs, isSpline, presentEdgeCount } from '../../kan/places.ts';
import { keepEdges } from '../../kan/prune.ts';
import { slicesOf, withLayer } from '../../kan/slices.ts';
import { secondOrderCost } from '../../train/auto/policy.ts';
import { firstRows } from '../../train/auto/search.ts';
import { exactShare, finishFormula, type Formula } from '../formula/finish.ts';
import { formulaData, spreadOf, type FormulaData } from '../formula/formulaData.ts';
import { formulaModel } from '../formula/formulaModel.ts';
import { networkFormulas } from '../formula/networkFormula.ts';
import { fixAll } from './fixAll.ts';
import { fromRows } from './fromRows.ts';
import { bestOf, leastError, pareto, type Found } from './front.ts';
import {
  onAdaptedGrids,
  trainBriefly,
  refineWhileBetter,
  type SearchContext,
  type Trained,
} from './training.ts';
import { revisit } from './revisit.ts';
import { simplerNetworks } from './simpler.ts';
import { modelFor, templatesFor, type Template } from './templates.ts';
import { withoutWeakEdges } from './removeWeakEdges.ts';
import { searchSeconds } from '../../../../shared/settings/search.ts';
import { fromUnits } from '../../data/table/scaling.ts';

export interface DiscoverTask {
  readonly dataset: Dataset;
  readonly backend: Backend;
  readonly seed: number;
  /** When it is aborted, the search ends with the formulas found so far. */
  readonly signal: AbortSignal;
  /** A trained network for this target, whose formula is read last; null for none. */
  readonly model: KanModel | null;
  /** Formulas that were found in these rows before; they are not searched for once more. */
  readonly known?: readonly Found[];
  /** False to look for laws in the rows only, without networks. */
  readonly networks?: boolean;
  /** The longest that the search may take. */
  readonly seconds?: number;
}

export interface Discovery {
  /** The formulas so far that no simpler or equally simple formula beats, the simplest first. */
  readonly formulas: readonly Found[];
  /** What was tried and how it went, for the log. */
  readonly note: string;
}

/** Rows that networks are trained on here, and starts of each shape. */
const mostRows = 2000;
const starts = 10;
/** Operations of a step on the coarse grid beyond which a shape is left out. */
const mostCost = 3e8;
const mostSeconds = searchSeconds.default;
const coarse = 3;
const medium = 12;
const finest = 48;
/** A larger network is not read: it would take long and give a formula that nobody reads. */
const mostEdges = 24;
/** A shape whose error is above this share of the target's spread is not read at first. */
const readable = 0.1;
/** A network is read only if its error is below this share of the best formula's. */
const readableShare = 0.7;
const asGood = 1.1;
/** About the complexity that a spline adds to a formula: a function, its variable, a constant, and an operator. */
const functionComplexity = 4;

/**
 * Formulas for the first target. Yields after each shape; ends early once a formula is exact. Never throws for want of a
 * formula: the list is then empty.
 */
export async function* discover(task: DiscoverTask): AsyncGenerator<Discovery, readonly Found[]> {
  const search = searchDataOf(task);
  if (isConstant(search.train)) return yield* constantOnly(search);
  const known = task.known ?? [];
  const { formulas, settled } =
    known.length > 0 ? { formulas: known, settled: false } : yield* inRows(search);
  if (task.networks === false) return formulas;
  return yield* withSimpler(search, settled ? formulas : yield* shapes(task, search, formulas));
}

/** Laws in the rows themselves; `settled` where nothing better can be expected of networks. */
async function* inRows(
  search: SearchData,
): AsyncGenerator<Discovery, { readonly formulas: readonly Found[]; readonly settled: boolean }> {
  const { context, train, validation } = search;
  let formulas: readonly Found[] = [];
  for await (const found of fromRows(context.dataset.encoding, train, validation, context.signal)) {
    formulas = frontOf(search, [...formulas, ...found.formulas]);
    yield { formulas, note: found.note };
    if (found.settled) return { formulas, settled: formulas.length > 0 };
  }
  return { formulas, settled: false };
}

async function* shapes(
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

  for (const template of templatesFor(dataset.encoding.features.length)) {
    if (signal.aborted) return front;
    const size = modelFor(template, context.dataset, coarse, seed);
    if (secondOrderCost(size, context.dataset.train.rows) > mostCost) {
      yield { formulas: front, note: `${template.name}: left out, too large for so many inputs.` };
      continue;
    }
    const trained = await trainTemplate(context, template, seed, spread);
    if (trained.error <= readable * spread && isWorthReading(trained, best(), front.at(-1))) {
      yield await read(template.name, trained);
      if (best() <= 100 * floor) return front;
    } else {
      waiting.push({ name: template.name, trained });
      yield { formulas: front, note: noteOf(template.name, trained.error / spread, best() / spread) };
    }
  }
  const { model } = task;
  if (model !== null && edgeRefs(model, isSpline).length <= mostEdges) {
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

/**
 * The formulas of a given network with one output: once with all of its edges fixed to functions, and once without the edges
 * that it does not need. Yields after each; ends without a formula where the network is too large to be read.
 */
export async function* readNetwork(
  task: DiscoverTask & { readonly model: KanModel | null },
): AsyncGenerator<Discovery, readonly Found[]> {
  const search = searchDataOf(task);
  if (isConstant(search.train)) return yield* constantOnly(search);
  if (task.model === null) return [];
  return yield* withSimpler(search, yield* asItIs(search, task.model));
}

async function* asItIs(search: SearchData, model: KanModel): AsyncGenerator<Discovery, readonly Found[]> {
  const { context, spread } = search;
  let front: readonly Found[] = [];
  const read = async (name: string, trained: Trained): Promise<Discovery> => {
    front = frontOf(search, [...front, ...(await formulasOf(search, trained))]);
    return { formulas: front, note: noteOf(name, trained.error / spread, leastError(front) / spread) };
  };
  const start = await trainBriefly(context, model, 10);
  if (edgeRefs(model, isSpline).length <= mostEdges) yield await read('the network as it is', start);
  if (context.signal.aborted) return front;
  const lighter = await withoutSuperfluousEdges(context, start, spread);
  const left = edgeRefs(lighter.model, isSpline).length;
  if (left > mostEdges) {
    const note = `the network without superfluous edges still has ${left} splines, more than the ${mostEdges} that can be read: prune it first.`;
    yield { formulas: front, note };
    return front;
  }
  if (presentEdgeCount(lighter.model) < presentEdgeCount(start.model))
    yield await read('without superfluous edges', lighter);
  return front;
}

/** The data of a search: the rows for training and validation, and the target's standard deviation. */
interface SearchData {
  readonly context: SearchContext;
  readonly train: FormulaData;
  readonly validation: FormulaData;
  readonly spread: number;
  readonly floor: number;
}

function searchDataOf({ dataset, backend, signal, seconds = mostSeconds }: DiscoverTask): SearchData {
  const context: SearchContext = {
    dataset: { ...dataset, train: firstRows(dataset.train, mostRows) },
    backend,
    signal: AbortSignal.any([signal, AbortSignal.timeout(Math.max(1, Math.round(1000 * seconds)))]),
  };
  const train = formulaData(dataset.encoding, context.dataset.train, 0);
  const validation = formulaData(dataset.encoding, dataset.validation, 0);
  const spread = spreadOf(train);
  return { context, train, validation, spread, floor: exactShare * spread };
}

/** The formulas that no simpler formula matches. */
function frontOf({ train, validation, floor }: SearchData, formulas: readonly Found[]): Found[] {
  return pareto(formulas, { train: train.rows, validation: validation.rows }, floor);
}

/** True where the target does not vary by more than rounding. */
function isConstant({ target, rows }: FormulaData): boolean {
  const largest = target.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return target.every((value) => Math.abs(value - target[0]) <= 8 * Number.EPSILON * largest) || rows === 0;
}

async function* constantOnly(search: SearchData): AsyncGenerator<Discovery, readonly Found[]> {
  const { context, train, validation } = search;
  const formula = await finishFormula(number(train.target[0] ?? 0), train, validation);
  const formulas =
    formula === null ? [] : [{ ...formula, model: constantModel(context.dataset, train.target[0] ?? 0) }];
  yield { formulas, note: 'The target is the same in every row: the formula is that number.' };
  return formulas;
}

/** A network without edges whose bias is the value. */
function constantModel(dataset: Dataset, value: number): KanModel {
  const { features, outputs } = dataset.encoding;
  const fresh = createModel({ inputs: features.length, hidden: [], outputs: 1, grid: coarse, seed: 0 });
  const keep = fresh.layers.map((layer) => new Uint8Array(edgeCount(layer)));
  const bare = keepEdges(fresh, keep, null);
  const { scaling } = outputs[0];
  const slices = slicesOf(bare, 0);
  return withLayer(bare, 0, bare.layers[0], {
    ...slices,
    nodeBias: Float64Array.of(fromUnits(scaling, value)),
  });
}

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

/** Without the edges it does not need, on grids as fine as helps. */
async function withoutSuperfluousEdges(
  context: SearchContext,
  trained: Trained,
  spread: number,
): Promise<Trained> {
  const refined = await refineWhileBetter(
    context,
    await withoutWeakEdges(context, trained, [spread]),
    medium,
  );
  return refineWhileBetter(context, await withoutWeakEdges(context, refined, [spread]), finest);
}

async function formulasOf(search: SearchData, trained: Trained): Promise<Found[]> {
  const { context, spread, floor } = search;
  const states = await fixAll(context, trained, floor);
  const [first] = states;
  if (first && first.error > 100 * floor && first.error < readable * spread) {
    const again = await revisit(context, first, spread, floor);
    if (again !== first) states.unshift(again);
  }
  return readOff(search, states, trained.error);
}

/** The formulas of networks without splines. @param reachable the error that splines reach. */
async function readOff(
  { context, train, validation }: SearchData,
  states: readonly Trained[],
  reachable: number,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const { model } of states) {
    const raw = networkFormulas(model, context.dataset.encoding);
    const formula =
      raw && (await finishFormula(raw[0], train, validation, { signal: context.signal, reachable }));
    if (formula) found.push({ ...formula, model: networkFor(formula, model, context.dataset.encoding) });
  }
  return found;
}

/** The network that a formula was read from, or one made of it where it is no longer that. */
function networkFor({ expression, replaced }: Formula, model: KanModel, encoding: Encoding): KanModel {
  return (replaced ? formulaModel(expression, encoding) : null) ?? model;
}

/** The best formula without ever more of its parts as well, where these are worth their error. */
async function* withSimpler(
  search: SearchData,
  front: readonly Found[],
): AsyncGenerator<Discovery, readonly Found[]> {
  const { context, spread } = search;
  const best = bestOf(front);
  if (best === undefined || context.signal.aborted) return front;
  const simpler = await readOff(search, await simplerNetworks(context, best.model, spread), 0);
  const all = frontOf(search, [...front, ...simpler]);
  const count = all.filter((formula) => !front.includes(formula)).length;
  if (count === 0) return front;
  yield {
    formulas: all,
    note: `parts of the best formula taken away one by one: ${count} simpler ${count === 1 ? 'formula' : 'formulas'}.`,
  };
  return all;
}

function noteOf(name: string, network: number, best: number): string {
  const formula = Number.isFinite(best) ? `best formula so far ${spreadShare(best)}` : 'no formula yet';
  return `${name}: network error ${spreadShare(network)} of the spread, ${formula}.`;
}

/** A share in per cent with two digits, as people write it; what is next to nothing is said to be so. */
function spreadShare(share: number): string {
  return share < 1e-6 ? 'below 0.0001 %' : percentText(share, 2);
}
