/** Which columns act in pairs is told from the network of curves and pairs. */
import { expect, it } from 'vitest';
import { createModel } from '../../../main/engine/kan/create.ts';
import { foldsOf } from '../../../main/engine/ladder/judging/folds.ts';
import { ladderViewOf } from '../../../main/engine/ladder/ladderView.ts';
import { pairNames } from '../../../main/engine/ladder/pairNames.ts';
import type { Reached } from '../../../main/engine/ladder/reached.ts';
import { linearRungs } from '../../../main/engine/ladder/rungs.ts';
import { seededRandom } from '../../../shared/random.ts';
import { datasetOf, grouped, made, type Made } from './tables.ts';

async function pairsOf(table: Made): Promise<readonly [names: readonly string[], sentence: string]> {
  const { question, inputs, features } = table;
  const folds = foldsOf(question, inputs, 0, 1);
  const rungs: (Reached & { readonly step: number })[] = [];
  for await (const rung of linearRungs(question, { features, inputs, grid: 6, order: 3 }, folds))
    rungs.push({ ...rung, step: rungs.length + 1 });
  const at = rungs.findIndex(({ kind }) => kind === 'pairs');
  const { encoding, train } = datasetOf(table, 0);
  const { sentence } = ladderViewOf(rungs, at, { encoding }, train.tableRows, folds, false);
  return [pairNames(rungs[at].model, features), sentence];
}

it('names the columns of each product, and the sentence does', async () => {
  const [names, sentence] = await pairsOf(
    made(300, 4, ([a, b, c, d], random) => 2 * a * b + Math.sin(3 * c) * d + 0.1 * random.normal()),
  );
  expect(new Set(names)).toEqual(new Set(['x1 × x2', 'x3 × x4']));
  expect(sentence).toMatch(/^Some inputs act in pairs: x\d × x\d and x\d × x\d\./);
});

it('names a column of labels once, not each label', async () => {
  const random = seededRandom(5);
  const slopes = Array.from({ length: 12 }, () => random.normal());
  const [names] = await pairsOf(
    grouped(12, 10, (x, group, noise) => slopes[group] * x + 0.2 * noise.normal()),
  );
  expect(names).toEqual(['x × group']);
});

it('is empty for a network without products', () => {
  const { features } = made(1, 2, () => 0);
  expect(
    pairNames(createModel({ inputs: 2, hidden: [], outputs: 1, grid: 5, order: 3, seed: 0 }), features),
  ).toEqual([]);
});
