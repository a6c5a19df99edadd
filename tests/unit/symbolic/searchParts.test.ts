/** Parts of the search for formulas, each alone. */
import { afterAll, describe, expect, it } from 'vitest';
import { createNativeBackend } from '../../../main/engine/compute/native/backend.ts';
import type { Dataset } from '../../../main/engine/data/dataset/dataset.ts';
import { pickRows } from '../../../main/engine/data/dataset/pickRows.ts';
import { bestCandidates } from '../../../main/engine/symbolic/auto/bestCandidates.ts';
import { isConstant } from '../../../main/engine/symbolic/auto/constantTarget.ts';
import { distilled } from '../../../main/engine/symbolic/auto/distil.ts';
import { fixAll } from '../../../main/engine/symbolic/auto/fixAll.ts';
import { networkOf } from '../../../main/engine/symbolic/auto/formulaNetwork.ts';
import type { Found } from '../../../main/engine/symbolic/auto/front.ts';
import { repeatedSearch } from '../../../main/engine/symbolic/auto/repeats.ts';
import { simplerNetworks } from '../../../main/engine/symbolic/auto/simpler.ts';
import { singleTarget } from '../../../main/engine/symbolic/auto/singleTarget.ts';
import { refineWhileBetter, trainBriefly } from '../../../main/engine/symbolic/auto/training.ts';
import { formulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { formulaModel } from '../../../main/engine/symbolic/formula/formulaModel.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { presentEdgeCount } from '../../../main/engine/kan/places.ts';
import { outputsOn } from '../../../main/engine/measure/probe.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { seededRandom } from '../../../shared/random.ts';
import { datasetOf } from './curves.ts';
import { encodingOf } from '../train/hello.ts';

const { signal } = new AbortController();
const backend = createNativeBackend({ threads: 1 });
afterAll(() => backend.dispose());

/** Rows of a law of two columns, each from 0.2 to 2. */
function tableOf(law: (a: number, b: number) => number, noise = 0, rows = 120): Dataset {
  const random = seededRandom(4);
  const from = (): number => 0.2 + 1.8 * random.next();
  return datasetOf(
    ['a', 'b'],
    Array.from({ length: rows }, () => {
      const [a, b] = [from(), from()];
      return [a, b, law(a, b) + noise * random.normal()];
    }),
  );
}

describe('the functions of an edge', () => {
  const namesOn = (low: number, high: number, f: (x: number) => number): string[] => {
    const x = Float64Array.from({ length: 200 }, (_, i) => low + ((high - low) * (i + 0.5)) / 200);
    return bestCandidates({ x, y: x.map(f) }).map(({ name }) => name);
  };

  it('begin with one beyond the library where that fits a hundred times better', () => {
    expect(namesOn(-2, 2, Math.cosh).slice(0, 2)).toEqual(['cosh', 'x^2']);
  });

  it('are those of the library where another one fits hardly better', () => {
    const random = seededRandom(1);
    const names = namesOn(-2, 2, (x) => x ** 2 + 0.1 * random.normal());
    expect(names[0]).toBe('x^2');
  });

  it('have no gap within the samples', () => {
    const diffraction = (x: number): number => (Math.sin(x) / x) ** 2;
    expect(namesOn(1, 6, diffraction)[0]).toBe('sin(x)^2/x^2');
    expect(namesOn(-6, 6, diffraction)).not.toContain('sin(x)^2/x^2');
  });

  it('are none where the edge is constant', () => {
    expect(namesOn(-2, 2, () => 3)).toEqual([]);
  });
});

it('a target is constant where it varies by rounding only', () => {
  const of = (...target: number[]) =>
    isConstant({
      names: [],
      columns: [],
      rows: target.length,
      target: Float64Array.from(target),
      weights: null,
    });
  expect(of(0.3, 0.1 + 0.2, 0.3)).toBe(true);
  expect(of(0.3, 0.3 + 1e-14, 0.3)).toBe(false);
});

it('a row of logits weighs Σ p(1 − p) and its own weight, a certain class hardly anything', async () => {
  const rows = 3;
  const { train, ...rest } = datasetOf(
    ['x'],
    [
      [0, 0],
      [1, 1],
      [2, 2],
    ],
  );
  const three = encodingOf(['x']);
  const outputs = ['a', 'b', 'c'].map((name) => ({ ...three.outputs[0], name }));
  const encoding = { ...three, task: 'classification' as const, outputs, classes: ['a', 'b', 'c'] };
  const weights = Float64Array.of(1, 3, 1);
  // [class][row]: all alike; p = 1/2, 1/4, 1/4 with the weight 3; certain.
  const logits = Float64Array.of(0, Math.log(2), 90, 0, 0, 0, 0, 0, 0);
  const taught = await distilled(
    { ...rest, encoding, train: { ...train, weights }, validation: pickRows(train, new Uint32Array()) },
    () => Promise.resolve(logits),
  );
  expect(taught.train.rows).toBe(rows);
  expect(taught.train.targets).toEqual(logits);
  const [alike, half, certain] = taught.train.weights!;
  expect(alike).toBeCloseTo(2 / 3, 12);
  expect(half).toBeCloseTo(3 * (1 / 4 + 2 * (3 / 16)), 12);
  expect(certain).toBe(1e-3);
});

it('each of several targets is a data set of its own, in all splits', () => {
  const of = (targets: readonly number[]) => ({
    rows: 2,
    inputs: Float64Array.of(1, 2),
    targets: Float64Array.from(targets),
    weights: null,
    tableRows: Uint32Array.of(0, 1),
  });
  const encoding = encodingOf(['x']);
  const outputs = ['y', 'z'].map((name) => ({ ...encoding.outputs[0], name }));
  const both: Dataset = {
    ...tableOf(() => 0),
    encoding: { ...encoding, outputs, targets: ['y', 'z'] },
    train: of([1, 2, 3, 4]),
    validation: of([5, 6, 7, 8]),
    test: of([9, 10, 11, 12]),
  };
  const second = singleTarget(both, 1);
  expect(second.encoding.targets).toEqual(['z']);
  expect([second.train, second.validation, second.test].map(({ targets }) => [...targets])).toEqual([
    [3, 4],
    [7, 8],
    [11, 12],
  ]);
});

it('a repeat that is stopped tells no formulas', async () => {
  const stopped = AbortSignal.abort();
  const task = {
    dataset: tableOf(() => 3),
    backend,
    seed: 1,
    signal: stopped,
    model: null,
  };
  for await (const formulas of repeatedSearch(task, 2)) expect(formulas).toBeUndefined();
});

it('the network that a formula was read from is fitted to it where the formula cannot be one', async () => {
  const { encoding: of, train, ...rest } = tableOf((a, b) => 1.7 * a ** b);
  const scaling = { shift: 1.5, scale: 1.25 };
  const encoding = { ...of, outputs: [{ ...of.outputs[0], scaling }] };
  // All rows but one count nothing: the network follows the formula in all rows.
  const weights = Float64Array.from({ length: train.rows }, (_, row) => Number(row === 0));
  const dataset = { ...rest, encoding, train: { ...train, weights } };
  const expression = parseExpression('1.7*a^b', ['a', 'b']);
  expect(formulaModel(expression, encoding)).toBeNull();
  const model = formulaModel(parseExpression('2*exp(0.9*b*log(a))', ['a', 'b']), encoding)!;
  const network = await networkOf([{ expression, model } as Found], dataset, backend);
  const outputs = await outputsOn(backend, network, encoding, train);
  const { columns } = formulaData(encoding, train, 0);
  const farthest = outputs.reduce((most, value, row) => {
    const wanted = 1.7 * columns[0][row] ** columns[1][row];
    return Math.max(most, Math.abs(scaling.shift + scaling.scale * value - wanted));
  }, 0);
  expect(farthest).toBeLessThan(1e-6);
});

describe('a network whose edges are fixed to functions', () => {
  const fixed = async (dataset: Dataset, floor: number) => {
    const context = { dataset, backend, signal };
    const model = createModel({
      inputs: 2,
      hidden: [],
      outputs: 1,
      grid: 5,
      order: 3,
      seed: 1,
      inputRanges: [
        [0.2, 2],
        [0.2, 2],
      ],
    });
    return fixAll(context, await trainBriefly(context, model, 20), floor);
  };
  const functions = (found: Awaited<ReturnType<typeof fixed>>) =>
    found.map(({ model }) => model.layers[0].symbolic.join());

  it('has those of the law, exactly, and none that is worse ten thousand times', async () => {
    const found = await fixed(
      tableOf((a, b) => Math.exp(a) + Math.sin(4 * b)),
      1e-10,
    );
    expect(functions(found)).toEqual(['exp,sin']);
    expect(found[0].error).toBeLessThan(1e-9);
  });

  it('has the simplest function that noise leaves', async () => {
    const found = await fixed(
      tableOf((a, b) => 2 * a + b ** 2, 0.1),
      1e-10,
    );
    expect(functions(found)).toEqual(['x,x^2']);
  });

  it('has others after that of the law in noise, by their errors rather than their sizes', async () => {
    const found = await fixed(
      tableOf((a, b) => Math.exp(a) + Math.sin(4 * b), 0.1),
      1e-10,
    );
    expect(functions(found)).toEqual(['exp,sin', 'exp,x^2', 'exp,x']);
  });
});

it('simpler networks lose one part after another, the least important first', async () => {
  const dataset = tableOf((a, b) => Math.exp(a) + 0.1 * b);
  const context = { dataset, backend, signal };
  const whole = formulaModel(parseExpression('exp(a) + 0.1*b', ['a', 'b']), dataset.encoding)!;
  const simpler = await simplerNetworks(context, whole, 2);
  expect(simpler.length).toBeGreaterThan(0);
  expect(simpler.every(({ error }) => error < 0.9 * 2)).toBe(true);
  expect(simpler.every(({ model }) => presentEdgeCount(model) > 0)).toBe(true);
  // Without b the exponential is left, with an error of 0.1 times the spread of b.
  expect(simpler[0].model.layers[0].symbolic[0]).toBe('exp');
  expect(simpler[0].error).toBeLessThan(0.07);
});

it('simpler networks are useful, and begin without the part that matters least', async () => {
  const dataset = tableOf((a, b) => Math.exp(a + b) / 10 + 0.01 * a ** 2);
  const context = { dataset, backend, signal };
  const whole = formulaModel(parseExpression('exp(a + b)/10 + 0.01*a^2', ['a', 'b']), dataset.encoding)!;
  const simpler = await simplerNetworks(context, whole, 0.05);
  expect(simpler.length).toBeGreaterThan(0);
  expect(Math.max(...simpler.map(({ error }) => error))).toBeLessThan(0.9 * 0.05);
  // Without a² its variation is left, of 0.01 times less than 4.
  expect(Math.min(...simpler.map(({ error }) => error))).toBeLessThan(0.015);
});

it('simpler networks lose any edge that matters little', async () => {
  const text = 'exp(a + 0.01*b)/10 + sin(b + 0.01*a)';
  const dataset = tableOf((a, b) => Math.exp(a + 0.01 * b) / 10 + Math.sin(b + 0.01 * a));
  const whole = formulaModel(parseExpression(text, ['a', 'b']), dataset.encoding)!;
  const simpler = await simplerNetworks({ dataset, backend, signal }, whole, 0.5);
  const edges = presentEdgeCount(whole);
  // exp(a)/10 + sin(b): two edges fewer, and 0.02 away at most.
  const near = simpler.filter(({ model, error }) => presentEdgeCount(model) === edges - 2 && error < 0.02);
  expect(near).not.toEqual([]);
});

describe('a short training', () => {
  // More parameters than the rows carry: after a few steps the error of the other rows rises.
  const dataset = tableOf((a, b) => a + b, 0.5, 36);
  const context = { dataset, backend, signal };
  const start = createModel({ inputs: 2, hidden: [4], outputs: 1, grid: 5, order: 3, seed: 1 });

  it('keeps the point with the lowest error of the rows that are held out', async () => {
    const errors: number[] = [];
    for (const steps of [2, 5, 10, 40]) errors.push((await trainBriefly(context, start, steps, 0)).error);
    expect(errors).toEqual(errors.toSorted((one, other) => other - one));
    expect(errors[3]).toBeLessThan(1);
  });

  it('on finer grids keeps the grid that is best', async () => {
    const coarse = await trainBriefly(context, start, 10);
    expect((await refineWhileBetter(context, coarse, 40)).error).toBeLessThanOrEqual(coarse.error);
  });
});
