/** What formulas of classes say whose network was trained on the validation rows too. */
import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { seededRandom } from '../../../shared/random.ts';
import type { EngineConnection } from '../../../shared/contract/engineConnection.ts';
import { useFolder } from '../../support/folder.ts';
import { search } from './searches.ts';
import { dataSetup, networkSetup, openStudio, table, train } from './studio.ts';

const folder = useFolder('all tests');
const rows = 60;
const x = Array.from({ length: rows }, (_, row) => row / 10 - 3);
const random = seededRandom(4);
const labels = x.map((at) => (random.next() < 1 / (1 + Math.exp(-0.4 - at)) ? 'yes' : 'no'));

/** Of slope and constant, as R's glm(binomial) has them: the roots of the diagonal of (XᵀIX)⁻¹ of these rows. */
function errorsFrom(of: readonly number[], slope: number, constant: number): readonly [number, number] {
  const sums = [0, 0, 0];
  for (const row of of) {
    const p = 1 / (1 + Math.exp(-constant - slope * x[row]));
    sums.forEach((_, power) => (sums[power] += p * (1 - p) * x[row] ** power));
  }
  const determinant = sums[0] * sums[2] - sums[1] ** 2;
  return [Math.sqrt(sums[0] / determinant), Math.sqrt(sums[2] / determinant)];
}

async function prepared(testFraction: number): Promise<EngineConnection> {
  await writeFile(folder('hello.csv'), ['x,y', ...x.map((at, row) => `${at},${labels[row]}`)].join('\n'));
  const { client } = openStudio(folder());
  await client.call('data.load', { file: table, overrides: {} });
  await client.call('data.prepare', {
    ...{ ...dataSetup, inputs: ['x'], targets: ['y'], testFraction },
    ...({ task: 'classification' } as const),
  });
  await client.call('model.create', { ...networkSetup, automatic: true });
  return client;
}

async function rowsOf(client: EngineConnection, split: 'train' | 'validation'): Promise<readonly number[]> {
  return [...(await client.call('evaluation.rows', { split, most: rows })).rows];
}

it('standard errors are those that the labels of all rows give that it was fitted to', async () => {
  const client = await prepared(0.2);
  const training = await rowsOf(client, 'train');
  const all = [...training, ...(await rowsOf(client, 'validation'))];
  expect([training.length, all.length]).toEqual([36, 48]);
  await train(client, { optimizer: 'auto', steps: 100 });
  const { formulas } = await client.call('formula.current', undefined);
  const [slope, constant] = formulas[0].constants;
  const reference = errorsFrom(all, slope.value, constant.value);
  expect(slope.error! / reference[0]).toBeCloseTo(1, 6);
  expect(constant.error! / reference[1]).toBeCloseTo(1, 6);
  expect(errorsFrom(training, slope.value, constant.value)[0] / reference[0]).toBeGreaterThan(1.1);
});

it('their scores are of the training rows where there are no test rows, in the list and of the formula in use', async () => {
  const client = await prepared(0);
  await train(client, { optimizer: 'auto', steps: 100 });
  const used = await client.call('formula.current', undefined);
  const [listed] = (await search(client, 'network')).outputs[0].formulas;
  expect(used.classes?.rows).toBe('train');
  expect(listed.classes?.rows).toBe('train');
  expect(listed.classes!.crossEntropy).toBeCloseTo(used.classes!.crossEntropy, 3);
});
