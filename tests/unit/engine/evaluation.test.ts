/** How well a network does, row by row. */
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../shared/random.ts';
import {
  changed,
  dataSetup,
  openStudio,
  prepared,
  project,
  table,
  train,
  useStudioFolder,
} from './studio.ts';
import { hello, classesCsv } from './evaluated.ts';
import { rejection } from '../../support/rejection.ts';

const folder = useStudioFolder();

describe('rows', () => {
  it('have observed values, in the data’s units and in the order of the table’s rows', async () => {
    const { client } = await prepared(folder());
    await train(client, { optimizer: 'lm', steps: 60 });
    const view = await client.call('evaluation.rows', { split: 'test', most: 1000 });
    expect(view).toMatchObject({ split: 'test', total: 60, roc: [] });
    const lines = (await readFile(folder('hello.csv'), 'utf8')).split('\n').slice(1);
    view.rows.forEach((row, i) => {
      const [x1, x2, y] = lines[row].split(',').map(Number);
      expect(view.inputs[0].values[i]).toBeCloseTo(x1, 10);
      expect(view.inputs[1].values[i]).toBeCloseTo(x2, 10);
      expect(view.outputs[0].observed[i]).toBeCloseTo(y, 10);
      expect(Math.abs(view.outputs[0].predicted[i] - y)).toBeLessThan(0.1);
    });
    const snapshot = await client.call('session.snapshot', undefined);
    const squares = view.outputs[0].predicted.map((value, i) => (value - view.outputs[0].observed[i]) ** 2);
    const rmse = Math.sqrt(squares.reduce((sum, value) => sum + value / view.total, 0));
    expect(rmse).toBeCloseTo(snapshot.scores?.test.rmse ?? NaN, 10);
    expect(view.importance.columns.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
  });

  it('are thinned evenly if there are more than requested', async () => {
    const { client } = await prepared(folder());
    const view = await client.call('evaluation.rows', { split: 'train', most: 45 });
    expect(view.total).toBe(180);
    expect(view.rows).toHaveLength(45);
    const all = await client.call('evaluation.rows', { split: 'train', most: 180 });
    expect([...view.rows]).toEqual([...all.rows].filter((_, i) => i % 4 === 0));
  });
});

async function classified(classes: 2 | 3): Promise<ReturnType<typeof openStudio>> {
  await writeFile(folder('hello.csv'), classesCsv(400, classes));
  const studio = openStudio(folder());
  await studio.client.call('data.load', { file: table, overrides: {} });
  const roles = { inputs: ['a', 'b'], targets: ['kind'], task: 'classification' as const };
  await studio.client.call('data.prepare', { ...dataSetup, ...roles });
  await changed(studio.client, 'model.create', { hidden: [], grid: 3, order: 3, seed: 1 });
  await train(studio.client, { optimizer: 'lbfgs', steps: 40 });
  return studio;
}

describe('classes', () => {
  const none = { right: [NaN], wrong: [NaN], inClass: NaN, others: NaN };

  it('of two: predictions follow the threshold, and so do their scores', async () => {
    const { client } = await classified(2);
    const request = { file: table, overrides: {} };
    const usual = await client.call('predict.preview', request);
    const probability = usual.header.findLastIndex((name) => name.startsWith('p('));
    const taken = usual.header.indexOf('kind_predicted');
    const [first, second] = [probability - 1, probability].map((at) => usual.header[at].slice(2, -1));
    const threshold = 0.83;
    const { preview, scores } = await client.call('predict.preview', { ...request, threshold });
    const expected = preview.map((row) => (Number(row[probability]) > threshold ? second : first));
    expect(preview.map((row) => row[taken])).toEqual(expected);
    expect(preview.map((row) => row[taken])).not.toEqual(usual.preview.map((row) => row[taken]));
    expect(scores?.confusion).not.toEqual(usual.scores?.confusion);
  });

  it.each([2, 3] as const)(
    'of %i: probabilities, and a ROC curve with the area of the scores',
    async (classes) => {
      const { client } = await classified(classes);
      const view = await client.call('evaluation.rows', { split: 'test', most: 1000 });
      expect(view.outputs).toHaveLength(classes);
      view.rows.forEach((_, i) => {
        expect(view.outputs.reduce((sum, { predicted }) => sum + predicted[i], 0)).toBeCloseTo(1, 10);
        expect(view.outputs.reduce((sum, { observed }) => sum + observed[i], 0)).toBe(1);
      });
      expect(view.roc).toHaveLength(classes === 2 ? 1 : 3);
      for (const { falsePositive, truePositive, area } of view.roc) {
        expect([falsePositive[0], truePositive[0]]).toEqual([0, 0]);
        expect([falsePositive.at(-1), truePositive.at(-1)]).toEqual([1, 1]);
        let trapezia = 0;
        for (let i = 1; i < falsePositive.length; i++) {
          expect(falsePositive[i]).toBeGreaterThanOrEqual(falsePositive[i - 1]);
          trapezia +=
            ((falsePositive[i] - falsePositive[i - 1]) * (truePositive[i] + truePositive[i - 1])) / 2;
        }
        expect(trapezia).toBeCloseTo(area, 10);
      }
      const { scores } = await client.call('session.snapshot', undefined);
      const { right, wrong, inClass, others } = view.thresholds ?? none;
      if (classes === 2) {
        expect([right[0], wrong[0], right.at(-1), wrong.at(-1)]).toEqual([inClass, others, 0, 0]);
        expect([others - wrong[500], wrong[500], inClass - right[500], right[500]]).toEqual(
          scores?.test.confusion?.counts.flat(),
        );
        const [, { observed, predicted }] = view.outputs;
        for (const step of [31, 250, 700, 999]) {
          const taken = [...predicted.keys()].filter((i) => predicted[i] > step / 1000);
          const found = taken.filter((i) => observed[i] === 1).length;
          expect([right[step], wrong[step]]).toEqual([found, taken.length - found]);
        }
      } else expect(view.thresholds).toBeNull();
      const mean = view.roc.reduce((sum, { area }) => sum + area / view.roc.length, 0);
      expect(mean).toBeCloseTo(scores?.test.rocAuc ?? NaN, 10);
    },
  );

  it('have a threshold that the session keeps until there is another network', async () => {
    const { client } = await classified(2);
    const kept = async (): Promise<number> => (await client.call('session.snapshot', undefined)).threshold;
    expect(await kept()).toBe(0.5);
    await client.call('evaluation.threshold', 0.3);
    expect(await kept()).toBe(0.3);
    const { networkSetup } = await client.call('session.snapshot', undefined);
    await client.call('model.create', networkSetup!);
    expect(await kept()).toBe(0.5);
  });

  it('have a threshold that is work to save, also where nothing else has changed', async () => {
    const { client } = await classified(2);
    await client.call('project.save', { file: project });
    const told: boolean[] = [];
    client.on('threshold', ({ unsaved }) => told.push(unsaved));
    const unsaved = async (): Promise<boolean> =>
      (await client.call('session.snapshot', undefined)).thresholdUnsaved;
    await client.call('evaluation.threshold', 0.3);
    expect(await unsaved()).toBe(true);
    await client.call('project.save', { file: project });
    expect(await unsaved()).toBe(false);
    await client.call('evaluation.threshold', 0.4);
    // A project that is opened again has its own.
    await client.call('project.open', { file: project });
    expect(await unsaved()).toBe(false);
    expect((await client.call('session.snapshot', undefined)).threshold).toBe(0.3);
    expect(told).toEqual([true, false, true, false]);
  });

  it('have a map of probabilities over two inputs, the same as those of the profile', async () => {
    const { client } = await classified(3);
    const map = await client.call('evaluation.map', { output: 0, across: null, at: [] });
    expect(map).toMatchObject({ classes: true, across: [0, 1] });
    const probabilities = (name: string): Float64Array => map.values[map.names.indexOf(name)];
    const [a, b] = map.axes;
    expect([a[0], a.at(-1)]).toEqual([map.inputs[0].min, map.inputs[0].max]);
    map.values[0].forEach((_, index) => {
      expect(map.values.reduce((sum, of) => sum + of[index], 0)).toBeCloseTo(1, 10);
    });
    const [column, row] = [20, 70];
    const at = [a[column], b[row]];
    const names = await Promise.all(
      [0, 1, 2].map((output) => client.call('evaluation.profile', { output, at })),
    );
    for (const [output, { prediction }] of names.entries())
      expect(map.values[output][row * a.length + column]).toBeCloseTo(prediction, 10);
    // The corner where both are least is the lowest band.
    expect(probabilities('low')[0]).toBeGreaterThan(0.9);
    expect(probabilities('top').at(-1)).toBeGreaterThan(0.9);
    for (const across of [
      [0, 0],
      [0, 7],
    ] as [number, number][]) {
      const error = await rejection(client.call('evaluation.map', { output: 0, across, at: [] }));
      expect(error.code).toBe('evaluation.map');
    }
  });

  it('have profiles of probabilities, whose bands stay between 0 and 1', async () => {
    const { client } = await classified(2);
    const { outputs } = await client.call('evaluation.rows', { split: 'test', most: 10 });
    const output = outputs.findIndex(({ name }) => name === 'up');
    const profile = await client.call('evaluation.profile', { output, at: [0.9, 0.5] });
    expect(profile.output).toBe('up');
    expect(profile.prediction).toBeGreaterThan(0.9);
    const [a] = profile.curves;
    expect(a.y[0]).toBeLessThan(0.3);
    a.y.forEach((y, i) => {
      expect(a.low![i]).toBeGreaterThanOrEqual(0);
      expect(a.low![i]).toBeLessThanOrEqual(y);
      expect(a.high![i]).toBeGreaterThanOrEqual(y);
      expect(a.high![i]).toBeLessThanOrEqual(1);
    });
  });
});

describe('profiles', () => {
  it('follow the function through the point, by default through the medians', async () => {
    const { client } = await prepared(folder());
    await train(client, { optimizer: 'lm', steps: 60 });
    const profile = await client.call('evaluation.profile', { output: 0, at: [null, 12] });
    const [x1, x2] = profile.curves;
    expect(x2.at).toBe(12);
    expect(x1.at).toBeGreaterThan(2);
    expect(x1.at).toBeLessThan(4);
    expect(profile.prediction).toBeCloseTo(hello(x1.at, 12), 1);
    x1.x.forEach((value, i) => expect(Math.abs(x1.y[i] - hello(value, 12))).toBeLessThan(0.2));
    expect([x1.x[0], x1.x.at(-1)]).toEqual([x1.min, x1.max]);
    expect(profile.outside).toEqual([]);
    const far = await client.call('evaluation.profile', { output: 0, at: [9, 12] });
    expect(far.outside).toEqual(['x1']);
    expect((await rejection(client.call('evaluation.profile', { output: 3, at: [] }))).code).toBe(
      'evaluation.output',
    );
  });

  it('have one label of a category at first, also where several are as frequent', async () => {
    const lines = Array.from({ length: 90 }, (_, i) => `${'pqr'[i % 3]},${i % 7},${(i % 3) + (i % 7) / 9}`);
    await writeFile(folder('hello.csv'), ['c,x,y', ...lines, ''].join('\n'));
    const { client } = openStudio(folder());
    await client.call('data.load', { file: table, overrides: {} });
    const whole = { inputs: ['c', 'x'], validationFraction: 0, testFraction: 0 };
    await client.call('data.prepare', { ...dataSetup, ...whole });
    await changed(client, 'model.create', { hidden: [], grid: 2, order: 1, seed: 1 });
    const { curves } = await client.call('evaluation.profile', { output: 0, at: [] });
    expect(curves.filter(({ label }) => label !== null).map(({ label, at }) => [label, at])).toEqual([
      ['p', 1],
      ['q', 0],
      ['r', 0],
    ]);
  });

  it('have all corners of polygons', async () => {
    const { client } = await prepared(folder());
    await changed(client, 'model.create', { hidden: [], grid: 90, order: 1, seed: 1 });
    const profile = await client.call('evaluation.profile', { output: 0, at: [] });
    for (const { x, min, max } of profile.curves) {
      const nearest = (at: number): number => Math.min(...x.map((value) => Math.abs(value - at)));
      const corners = Array.from({ length: 91 }, (_, i) => min + ((max - min) * i) / 90);
      expect(Math.max(...corners.map(nearest))).toBeLessThan(1e-9 * (max - min));
    }
  });

  it('have bands that cover the mean about as often as they should', async () => {
    // A sum of cubics on a grid of one interval can be met exactly: what is left is noise alone.
    const truth = (a: number, b: number): number => 1 + a - 2 * a ** 3 + b * b;
    let [covered, all] = [0, 0];
    for (let seed = 1; seed <= 40; seed++) {
      const random = seededRandom(seed);
      const lines = Array.from({ length: 120 }, () => {
        const [a, b] = [2 * random.next() - 1, 2 * random.next() - 1];
        return `${a},${b},${truth(a, b) + 0.3 * random.normal()}`;
      });
      await writeFile(folder('hello.csv'), ['a,b,y', ...lines, ''].join('\n'));
      const { client } = openStudio(folder());
      await client.call('data.load', { file: table, overrides: {} });
      const whole = { inputs: ['a', 'b'], validationFraction: 0, testFraction: 0 };
      await client.call('data.prepare', { ...dataSetup, ...whole });
      await changed(client, 'model.create', { hidden: [], grid: 1, order: 3, seed: 1 });
      await train(client, { optimizer: 'lbfgs', steps: 150 });
      const { curves } = await client.call('evaluation.profile', { output: 0, at: [0.3, -0.4] });
      curves.forEach(({ x, low, high }, input) => {
        for (let i = 0; i < x.length; i += 8) {
          const value = input === 0 ? truth(x[i], -0.4) : truth(0.3, x[i]);
          all++;
          if (value >= low![i] && value <= high![i]) covered++;
        }
      });
    }
    expect(covered / all).toBeGreaterThan(0.9);
    expect(covered / all).toBeLessThan(0.99);
  });
});
