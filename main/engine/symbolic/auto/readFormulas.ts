/** Reads formulas from trained networks: splines are replaced by functions, and the network is written as a formula. */
import type { Encoding } from '../../data/encoding/encoding.ts';
import type { KanModel } from '../../kan/model.ts';
import { finishFormula, type Formula } from '../formula/finish.ts';
import { formulaModel } from '../formula/formulaModel.ts';
import { networkFormulas } from '../formula/networkFormula.ts';
import { fixAll } from './fixAll.ts';
import type { Discovery } from './discoverTask.ts';
import { bestOf, type Found } from './front.ts';
import { revisit } from './revisit.ts';
import { frontOf, type SearchData } from './searchData.ts';
import { simplerNetworks } from './simpler.ts';
import type { Trained } from './training.ts';

/** A network with more splines is not read: it would take long and give a formula that nobody reads. */
export const mostSplines = 24;
/**
 * A network whose error is above this share of the target's spread is not read at first, and its functions are not
 * revisited.
 */
export const readable = 0.1;

/** The formulas of a trained network; none where no functions fit its edges. */
export async function formulasOf(search: SearchData, trained: Trained): Promise<Found[]> {
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

/** The network of a formula: the one that it was read from, or a new one where parts of the formula were replaced. */
function networkFor({ expression, replaced }: Formula, model: KanModel, encoding: Encoding): KanModel {
  return (replaced ? formulaModel(expression, encoding) : null) ?? model;
}

/** Also simpler versions of the best formula, with fewer and fewer parts, where their error is acceptable. */
export async function* withSimpler(
  search: SearchData,
  front: readonly Found[],
): AsyncGenerator<Discovery, readonly Found[]> {
  const { context, spread } = search;
  const best = bestOf(front);
  if (best === undefined || context.signal.aborted) return front;
  yield { formulas: front, note: '', stage: { what: 'Simpler versions of the best formula', tried: null } };
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
