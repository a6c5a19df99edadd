/** Bands of a network that was trained on the validation rows too. */
import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { seededRandom } from '../../../shared/random.ts';
import type { EngineConnection } from '../../../shared/contract/engineConnection.ts';
import { useFolder } from '../../support/folder.ts';
import { dataSetup, networkSetup, openStudio, table, train } from './studio.ts';

const folder = useFolder('all tests');
const rows = 40;
const x = Array.from({ length: rows }, (_, row) => 1 + row / 5);
const random = seededRandom(4);
const y = x.map((at) => 2 + 0.7 * at + 0.4 * random.normal());

/** R: qt(0.975, n − 2) for n rows. */
const quantile: Readonly<Record<number, number>> = { 24: 2.0738730679, 32: 2.0422724563 };

/** Half of the width of the band, and what least squares gives from so many of the rows, at the ends of the curve. */
async function endsOf(client: EngineConnection, of: readonly number[]) {
  const { curves } = await client.call('evaluation.profile', { output: 0, at: [null] });
  const [curve] = curves;
  const ends = [0, curve.x.length - 1];
  const mean = (value: (row: number) => number): number =>
    of.reduce((sum, row) => sum + value(row), 0) / of.length;
  const [middle, level] = [mean((row) => x[row]), mean((row) => y[row])];
  const square = mean((row) => (x[row] - middle) ** 2);
  const slope = mean((row) => (x[row] - middle) * (y[row] - level)) / square;
  const left = mean((row) => (y[row] - level - slope * (x[row] - middle)) ** 2);
  const variance = (left * of.length) / (of.length - 2);
  return {
    shown: ends.map((at) => (curve.high![at] - curve.low![at]) / 2),
    // As predict.lm(…, interval = 'confidence') of R.
    reference: ends.map(
      (at) =>
        quantile[of.length] * Math.sqrt((variance / of.length) * (1 + (curve.x[at] - middle) ** 2 / square)),
    ),
  };
}

async function rowsOf(client: EngineConnection, split: 'train' | 'validation'): Promise<readonly number[]> {
  return [...(await client.call('evaluation.rows', { split, most: rows })).rows];
}

it('are those of least squares of all rows that it was fitted to', async () => {
  await writeFile(folder('hello.csv'), ['x,y', ...x.map((at, row) => `${at},${y[row]}`)].join('\n'));
  const { client } = openStudio(folder());
  await client.call('data.load', { file: table, overrides: {} });
  await client.call('data.prepare', { ...dataSetup, inputs: ['x'], targets: ['y'] });
  await client.call('model.create', { ...networkSetup, automatic: true });
  const [training, validation] = [await rowsOf(client, 'train'), await rowsOf(client, 'validation')];
  expect([training.length, validation.length]).toEqual([24, 8]);
  await train(client, { optimizer: 'auto', steps: 100 });
  const { shown, reference } = await endsOf(client, [...training, ...validation]);
  shown.forEach((half, end) => {
    expect(half / reference[end]).toBeCloseTo(1, 2);
  });
  const { reference: ofTraining } = await endsOf(client, training);
  expect(ofTraining[0] / reference[0]).toBeGreaterThan(1.1);
});
