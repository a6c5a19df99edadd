/** A target that is the same in every row: its formula is a number. */
import { number } from '../../../../shared/expression/tree.ts';
import type { Dataset } from '../../data/dataset/dataset.ts';
import { fromUnits } from '../../data/table/scaling.ts';
import { createModel } from '../../kan/create.ts';
import { edgeCount, type KanModel } from '../../kan/model.ts';
import { keepEdges } from '../../kan/prune.ts';
import { slicesOf, withLayer } from '../../kan/slices.ts';
import { finishFormula } from '../formula/finish.ts';
import type { FormulaData } from '../formula/formulaData.ts';
import type { Discovery } from './discoverTask.ts';
import type { Found } from './front.ts';
import type { SearchData } from './searchData.ts';

/** Grid intervals of the network without edges. */
const grid = 3;

/** True where the target does not vary by more than rounding. */
export function isConstant({ target, rows }: FormulaData): boolean {
  const largest = target.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return target.every((value) => Math.abs(value - target[0]) <= 8 * Number.EPSILON * largest) || rows === 0;
}

/** That number as the only formula. */
export async function* constantOnly(search: SearchData): AsyncGenerator<Discovery, readonly Found[]> {
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
  const fresh = createModel({ inputs: features.length, hidden: [], outputs: 1, grid, seed: 0 });
  const keep = fresh.layers.map((layer) => new Uint8Array(edgeCount(layer)));
  const bare = keepEdges(fresh, keep, null);
  const { scaling } = outputs[0];
  const slices = slicesOf(bare, 0);
  return withLayer(bare, 0, bare.layers[0], {
    ...slices,
    nodeBias: Float64Array.of(fromUnits(scaling, value)),
  });
}
