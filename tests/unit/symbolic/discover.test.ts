import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNativeBackend } from '../../../main/engine/compute/native/backend.ts';
import type { Dataset, Split } from '../../../main/engine/data/dataset/dataset.ts';
import { discover } from '../../../main/engine/symbolic/auto/discover.ts';
import { bestOf, type Found } from '../../../main/engine/symbolic/auto/front.ts';
import { errorOf } from '../../../shared/results/formulaChoice.ts';
import { formulaData, formulaError, spreadOf } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { edgeRefs, isSpline } from '../../../main/engine/kan/places.ts';
import { networkFormulas } from '../../../main/engine/symbolic/formula/networkFormula.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { nodes, variablesOf } from '../../../shared/expression/tree.ts';
import { seededRandom } from '../../../shared/random.ts';
import { encodingOf, helloDataset } from '../train/hello.ts';

const backend = createNativeBackend({ threads: 1 });
afterAll(() => backend.dispose());

async function found(dataset: Dataset, signal = new AbortController().signal): Promise<readonly Found[]> {
  let formulas: readonly Found[] = [];
  for await (const discovery of discover({ dataset, backend, seed: 1, signal, model: null }))
    formulas = discovery.formulas;
  return formulas;
}

/** A data set of the first `inputs` of three columns in [1, 3], unscaled. */
function datasetOf(f: (...x: number[]) => number, inputs: number, noise = 0): Dataset {
  const random = seededRandom(5);
  const split = (rows: number): Split => {
    const columns = Float64Array.from({ length: inputs * rows }, () => 1 + 2 * random.next());
    const targets = Float64Array.from({ length: rows }, (_, row) => {
      const point = Array.from({ length: inputs }, (__, i) => columns[i * rows + row]);
      return f(...point) + noise * random.normal();
    });
    return { rows, inputs: columns, targets, weights: null, tableRows: new Uint32Array(rows) };
  };
  const names = Array.from({ length: inputs }, (_, i) => `x${i + 1}`);
  return {
    ...helloDataset(2, 2),
    encoding: encodingOf(names),
    train: split(300),
    validation: split(60),
    test: split(100),
  };
}

describe('discover in rows of exp(sin(πx₁) + x₂²)', () => {
  const dataset = helloDataset(400, 100);
  let formulas: readonly Found[] = [];
  beforeAll(async () => {
    formulas = await found(dataset);
  });

  it('finds it exactly, constants recognised', () => {
    const best = formulas.at(-1)!;
    expect(errorOf(best)).toBeLessThan(1e-12);
    const numbers = [...nodes(best.expression)].filter((node) => node.kind === 'number');
    expect(numbers.map(({ value }) => value).sort()).toEqual([2, Math.PI]);
  });

  it('gives the errors of simpler formulas, each with its own network', () => {
    expect(formulas.length).toBeGreaterThan(1);
    const validation = formulaData(dataset.encoding, dataset.validation, 0);
    const spread = spreadOf(validation);
    formulas.slice(0, -1).forEach((formula, i) => {
      expect(formula.complexity).toBeLessThan(formulas[i + 1].complexity);
      expect(errorOf(formula)).toBeGreaterThan(errorOf(formulas[i + 1]));
      // Better than the mean, or there would be no use in it.
      expect(errorOf(formula)).toBeLessThan(spread);
      expect(edgeRefs(formula.model, isSpline)).toEqual([]);
      const ofNetwork = networkFormulas(formula.model, dataset.encoding)![0];
      expect(formulaError(ofNetwork, validation)).toBeCloseTo(errorOf(formula), 1);
    });
  });
});

describe('discover', () => {
  it('finds a product, which is not a sum of functions (a wrong formula in pykan)', async () => {
    const dataset = datasetOf((a, b) => (a - 0.5) / b, 2);
    const best = (await found(dataset)).at(-1)!;
    expect(formulaError(best.expression, formulaData(dataset.encoding, dataset.test, 0))).toBeLessThan(1e-12);
  });

  it('does not fit noise: the error on new rows is that of the noise', async () => {
    const dataset = datasetOf((a, b) => a * a + Math.log(b), 2, 0.05);
    const formulas = await found(dataset);
    const plain = datasetOf((a, b) => a * a + Math.log(b), 2);
    const errors = formulas.map(({ expression }) =>
      formulaError(expression, formulaData(plain.encoding, plain.test, 0)),
    );
    expect(Math.min(...errors)).toBeLessThan(0.02);
    // From the simplest on, each better than all before.
    formulas.slice(1).forEach((formula, i) => {
      expect(formula.complexity).toBeGreaterThan(formulas[i].complexity);
      expect(errorOf(formula)).toBeLessThan(errorOf(formulas[i]));
    });
  });

  it('tries a network shape that may give a simpler formula, even if an earlier one is as good: a sum and a product', async () => {
    const best = bestOf(await found(datasetOf((a, b, c) => a + b * c, 3, 0.1)))!;
    expect(printExpression(best.expression, 'text', { digits: 2 }).code).toMatch(/^x1 \+ (1\*)?x2\*x3$/u);
  });

  it('chooses the simplest of formulas that the noise does not distinguish: a throw in degrees, with columns without effect', async () => {
    const angle = Math.PI / 180;
    const ranges = [
      [5, 40],
      [5, 85],
      [0.1, 2],
      [10, 30],
    ] as const;
    const random = seededRandom(5);
    const split = (rows: number): Split => {
      const inputs = Float64Array.from({ length: 4 * rows }, () => 2 * random.next() - 1);
      const targets = Float64Array.from({ length: rows }, (_, row) => {
        const [v, theta] = [22.5 + 17.5 * inputs[row], 45 + 40 * inputs[rows + row]];
        return (v * v * Math.sin(2 * theta * angle)) / 981 + 0.0018 * random.normal();
      });
      return { rows, inputs, targets, weights: null, tableRows: new Uint32Array(rows) };
    };
    const plain = datasetOf(() => 0, 4);
    const features = ['v', 'theta', 'mass', 'temp'].map((name, i) => {
      const [low, high] = ranges[i];
      const scaling = { shift: (low + high) / 2, scale: (high - low) / 2 };
      return { name, column: name, label: null, scaling, fill: null };
    });
    const outputs = [{ name: 'w', scaling: { shift: 0, scale: 100 } }];
    const best = bestOf(
      await found({
        ...plain,
        encoding: { ...plain.encoding, features, outputs, targets: ['w'] },
        train: split(350),
        validation: split(75),
        test: split(75),
      }),
    )!;
    expect(printExpression(best.expression, 'text', { digits: 2 }).code).toBe('0.1*v^2*sin(0.035*theta)');
    // The network is that formula, too.
    expect(
      best.model.layers.flatMap(({ symbolic }) => symbolic.filter((name) => name !== null)).sort(),
    ).toEqual(['sin', 'x', 'x^2']);
  });

  it('finds that a target is constant', async () => {
    const formulas = await found(datasetOf(() => 4, 2));
    for (const { expression, trainError } of formulas) {
      expect(trainError).toBeLessThan(1e-9);
      expect(variablesOf(expression)).toEqual([]);
    }
  });

  it('finds the inputs that have an effect among others', async () => {
    const dataset = datasetOf((a, b) => Math.sqrt(a) - 2 / b, 8);
    const best = (await found(dataset)).at(-1)!;
    expect(errorOf(best)).toBeLessThan(1e-10);
    expect(variablesOf(best.expression).sort()).toEqual(['x1', 'x2']);
  });

  it('ends when it is stopped, with the formulas so far', async () => {
    expect(await found(helloDataset(), AbortSignal.abort())).toEqual([]);
  });
});
