/** What goes wrong elsewhere on the way from network to formula, each caused here. */
import { afterAll, describe, expect, it } from 'vitest';
import { createNativeBackend } from '../../../main/engine/compute/native/backend.ts';
import type { Dataset, Split } from '../../../main/engine/data/dataset/dataset.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { fixEdge } from '../../../main/engine/kan/editEdge.ts';
import { prune, type PruneStatistics } from '../../../main/engine/kan/prune.ts';
import { discover } from '../../../main/engine/symbolic/auto/discover.ts';
import type { Found } from '../../../main/engine/symbolic/auto/front.ts';
import { errorOf } from '../../../shared/results/formulaChoice.ts';
import { trainBriefly } from '../../../main/engine/symbolic/auto/training.ts';
import { revisit } from '../../../main/engine/symbolic/auto/revisit.ts';
import { suggest } from '../../../main/engine/symbolic/suggest/suggest.ts';
import { formulaData, formulaError } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { seededRandom } from '../../../shared/random.ts';
import { encodingOf } from '../train/hello.ts';

const backend = createNativeBackend({ threads: 1 });
afterAll(() => backend.dispose());
const signal = new AbortController().signal;
const objective = { loss: 'squared', regularization: null } as const;

/** @param columns draw a row of inputs. */
function datasetOf(draw: (random: () => number) => number[], f: (...x: number[]) => number): Dataset {
  const random = seededRandom(8);
  const split = (rows: number): Split => {
    const points = Array.from({ length: rows }, () => draw(() => random.next()));
    return {
      rows,
      inputs: Float64Array.from(points[0].flatMap((_, i) => points.map((point) => point[i]))),
      targets: Float64Array.from(points, (point) => f(...point)),
      weights: null,
      tableRows: new Uint32Array(rows),
    };
  };
  const names = draw(() => 0).map((_, i) => `x${i + 1}`);
  return {
    encoding: encodingOf(names),
    train: split(300),
    validation: split(60),
    test: split(200),
    dropped: 0,
    notes: [],
  };
}

async function found(dataset: Dataset): Promise<readonly Found[]> {
  let formulas: readonly Found[] = [];
  for await (const step of discover({ dataset, backend, seed: 1, signal, model: null }))
    formulas = step.formulas;
  return formulas;
}

describe('problems known from other programs', () => {
  it('no NaN, and no rank-deficient fit, with a constant input and one of two values', async () => {
    const dataset = datasetOf(
      (random) => [random(), 0.5, random() < 0.5 ? 0 : 1],
      (x, _, z) => Math.exp(x) + 2 * z,
    );
    const formulas = await found(dataset);
    const best = formulas.at(-1)!;
    expect(errorOf(best)).toBeLessThan(1e-8);
    for (const { expression, trainError } of formulas) {
      expect(Number.isFinite(trainError)).toBe(true);
      expect(formulaError(expression, formulaData(dataset.encoding, dataset.test, 0))).toBeLessThan(Infinity);
    }
  });

  it('a function outside its domain never trains into NaN: the model stays as it was', async () => {
    const dataset = datasetOf(
      (random) => [2 * random() - 1],
      (x) => x,
    );
    const model = fixEdge(
      createModel({ inputs: 1, hidden: [], outputs: 1, seed: 1 }),
      { layer: 0, input: 0, output: 0 },
      'log',
      [1, 0, 1, 0],
    );
    const kept = await trainBriefly({ dataset, backend, signal }, model, 10);
    expect(kept.model).toBe(model);
    expect(kept.error).toBe(Infinity);
  });

  it('a threshold above all scores leaves a connected network with finite outputs', () => {
    const dataset = datasetOf(
      (random) => [random(), random()],
      (x, y) => x * y,
    );
    const model = createModel({ inputs: 2, hidden: [4, 3], outputs: 1, seed: 3 });
    const evaluator = backend.evaluator(model, dataset.train, objective);
    const statistics = evaluator.statistics(model.params) as readonly PruneStatistics[];
    const before = evaluator.forward(model.params) as Float64Array;
    for (const edge of [0, 0.05, 0.2, 1e9]) {
      const lighter = prune(model, statistics, { node: 1e-12, edge });
      const outputs = backend
        .evaluator(lighter, dataset.train, objective)
        .forward(lighter.params) as Float64Array;
      expect(outputs.every(Number.isFinite)).toBe(true);
      // What was removed leaves its mean behind.
      const mean = (values: Float64Array): number =>
        values.reduce((sum, value) => sum + value / values.length, 0);
      if (edge > 1) expect(Math.abs(mean(outputs) - mean(before))).toBeLessThan(0.2);
    }
  });

  it('a small sine is a sine, not 0', () => {
    const x = Float64Array.from({ length: 300 }, (_, i) => -1 + i / 150);
    const [first] = suggest({ x, y: x.map((at) => 1e-4 * Math.sin(5 * at)) });
    expect(first.name).toBe('sin');
  });

  it('x⁶ is found although it is not in the library', async () => {
    const dataset = datasetOf(
      (random) => [3 * random() - 1.5],
      (x) => 2 * x ** 6 - 1,
    );
    expect(errorOf((await found(dataset)).at(-1)!)).toBeLessThan(1e-10);
  });

  it('a formula has its own error, measured on new rows', async () => {
    const dataset = datasetOf(
      (random) => [random(), random()],
      (x, y) => x * Math.exp(y),
    );
    for (const formula of await found(dataset)) {
      const test = formulaError(formula.expression, formulaData(dataset.encoding, dataset.test, 0));
      expect(test).toBeLessThan(3 * errorOf(formula) + 1e-12);
    }
  });

  it('formulas of networks with products are those of the network', async () => {
    const dataset = datasetOf(
      (random) => [1 + random(), 1 + random(), 1 + random()],
      (x, y, z) => x + (y * y) / z,
    );
    const best = (await found(dataset)).at(-1)!;
    const outputs = await backend.evaluator(best.model, dataset.test, objective).forward(best.model.params);
    const gap = outputs.reduce(
      (worst, value, row) => Math.max(worst, Math.abs(value - dataset.test.targets[row])),
      0,
    );
    expect(gap).toBeLessThan(1e-6);
    expect(errorOf(best)).toBeLessThan(1e-10);
  });

  it('an edge fixed to a similar function is corrected once all edges are fixed', async () => {
    const dataset = datasetOf(
      (random) => [0.5 + 1.5 * random(), 0.5 + random()],
      (x, y) => y * y - Math.log(x),
    );
    const fresh = createModel({ inputs: 2, hidden: [], outputs: 1, seed: 1 });
    const wrong = fixEdge(fresh, { layer: 0, input: 0, output: 0 }, 'exp', [-2 / 3, 0, 2.6, -1.3]);
    const right = fixEdge(wrong, { layer: 0, input: 1, output: 0 }, 'x^2', [1, 0, 1, 0]);
    const bench = { dataset, backend, signal };
    const start = await trainBriefly(bench, right, 30);
    expect(start.error).toBeGreaterThan(1e-3);
    const found = await revisit(bench, start, 1, 1e-12);
    expect(found.model.layers[0].symbolic).toEqual(['log', 'x^2']);
    expect(found.error).toBeLessThan(1e-9);
  });
});
