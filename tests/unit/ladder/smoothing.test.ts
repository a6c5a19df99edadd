import { describe, expect, it } from 'vitest';
import { designOf, deviations, linesTogether, predicted } from '../../../main/engine/ladder/fits/design.ts';
import { fitClasses, logProbability, probability } from '../../../main/engine/ladder/fits/fitDesign.ts';
import { normalEquations, without } from '../../../main/engine/ladder/fits/gram.ts';
import { weightedProducts } from '../../../main/engine/optim/weightedProducts.ts';
import { smooth, updates, type Smoothed } from '../../../main/engine/ladder/fits/smoothing.ts';
import { gridAround, smoothBasis, valuesOf } from '../../../main/engine/ladder/terms/smoothBasis.ts';
import { termsOf } from '../../../main/engine/ladder/terms/terms.ts';
import { made } from './tables.ts';
import vector from './vectors/reml.json' with { type: 'json' };

const { rows, y, columns } = vector;
const count = columns.length / rows + 1;
const design = {
  rows,
  count,
  values: Float64Array.from([...new Array<number>(rows).fill(1), ...columns]),
};
const target = Float64Array.from(y);

describe('strengths of penalties by restricted likelihood', () => {
  it('equal those of mgcv', async () => {
    const groups = vector.groups.map(([start, size]) => ({ start, count: size }));
    const found = await smooth(normalEquations(design, target, null, null), groups, [1, 1, 1], {
      variance: null,
      iterations: 1000,
      settled: 1e-6,
      breathe: () => undefined,
    });
    // mgcv never leaves a group out; a group of next to nothing is left out here.
    vector.freedom.forEach((freedom, g) => expect(Math.abs(found.freedom[g] - freedom)).toBeLessThan(0.06));
    expect(found.variance / vector.variance).toBeCloseTo(1, 2);
    vector.coefficients.forEach((value, c) => expect(found.theta[c]).toBeCloseTo(value, 1));
    [0, 1].forEach((g) => expect(Math.log(found.strengths[g] / vector.strengths[g])).toBeCloseTo(0, 1));
  });

  it('leave out curves that have no effect after a few updates', async () => {
    const { question, inputs, features } = made(400, 8, ([a], random) => a + random.normal());
    const { terms } = termsOf(features, inputs, 400, 8, 3);
    const curves = designOf(400, [...linesTogether(terms), ...deviations(terms)]);
    let updates = 0;
    const found = await smooth(
      normalEquations(curves, question.targets, null, null),
      curves.groups,
      curves.groups.map(() => 1),
      {
        variance: null,
        iterations: 100,
        breathe: () => {
          updates++;
          return undefined;
        },
      },
    );
    expect(found.totalFreedom).toBeLessThan(14);
    expect(updates).toBeLessThan(9);
  });

  it('are found by subtracting the equations of some rows from those of all', () => {
    const some = Uint32Array.from([3, 7, 20, 41]);
    const others = Uint32Array.from({ length: rows }, (_, row) => row).filter((row) => !some.includes(row));
    const all = normalEquations(design, target, null, null);
    const direct = normalEquations(design, target, null, others);
    const left = without(all, normalEquations(design, target, null, some));
    direct.matrix.forEach((value, i) => expect(left.matrix[i]).toBeCloseTo(value, 9));
    direct.right.forEach((value, i) => expect(left.right[i]).toBeCloseTo(value, 9));
    expect(left.square).toBeCloseTo(direct.square, 9);
    expect(left.weight).toBe(direct.weight);
  });
});

/**
 * Orthogonal columns, k for n rows without noise: with λ for all of them γ = k·m/(m + λ), where XᵀX = m·I, and
 * λ ← λ²·γ/(m·(n − γ)) as long as the residuals are above those of rounding.
 */
describe('columns that explain all', () => {
  const smoothed = async (k: number, n: number, m: number): Promise<Smoothed> => {
    const matrix = Float64Array.from({ length: k * k }, (_, at) => (at % (k + 1) === 0 ? m : 0));
    const right = new Float64Array(k).fill(m);
    const equations = { size: k, matrix, right, square: k * m, weight: n };
    return await smooth(equations, [{ start: 0, count: k }], [m], {
      ...{ variance: null, iterations: 50, settled: 0 },
      breathe: () => undefined,
    });
  };

  it('have at most 0.7 degrees of freedom for each row', async () => {
    let [freedom, strength] = [45, 1];
    for (let next = freedom; next <= 70; next = 90 / (1 + strength)) {
      freedom = next;
      strength = (strength ** 2 * freedom) / (100 - freedom);
    }
    expect(freedom).toBeCloseTo(65, 0);
    expect((await smoothed(90, 100, 1)).totalFreedom).toBeCloseTo(freedom, 8);
  });

  it('have a strength that equations can be solved with', async () => {
    const { strengths, totalFreedom } = await smoothed(50, 100, 4);
    expect(strengths[0]).toBeCloseTo(4e-13, 20);
    expect(totalFreedom).toBeCloseTo(50, 8);
  });
});

describe('a fit of classes', () => {
  it('has the highest penalised likelihood, also from a start that follows the rows too closely', async () => {
    const { question, inputs, features } = made(
      200,
      2,
      ([a, b], random) => Number(a + b * b + random.normal() > 0.3),
      { classifies: true },
    );
    const { terms } = termsOf(features, inputs, 200, 8, 3);
    const curves = designOf(200, [...linesTogether(terms), ...deviations(terms)]);
    const close = { strengths: [curves.groups.map(() => 1e-4)], thetas: [] };
    const [first] = await fitClasses(curves, question, null, close, 'held');
    // The same with strong penalties: the likelihood falls on the way.
    const strengths = curves.groups.map(() => 10);
    const start = { strengths: [strengths], thetas: [first.theta] };
    const [{ theta }] = await fitClasses(curves, question, null, start, 'held');
    const logits = predicted(curves, theta);
    const slopes = Array.from({ length: curves.count - 1 }, (_, c) => {
      const column = curves.values.subarray((c + 1) * 200, (c + 2) * 200);
      const data = column.reduce(
        (sum, x, row) => sum + x * (question.targets[row] - probability([logits], 0, row)),
        0,
      );
      return data - 10 * theta[c + 1];
    });
    expect(Math.max(...slopes.map(Math.abs))).toBeLessThan(0.1);
  });

  it('stays better than the shares of the classes where curves of six classes are left out on the way', async () => {
    // Prices of which few are far from the rest; each of the first four classes becomes rare where its own is high.
    const stretched = (x: number): number => Math.sign(x) * Math.abs(x) ** 9;
    for (const seed of [1, 2, 5]) {
      const { question, inputs, features } = made(
        300,
        4,
        (x, random) => {
          const gains = Array.from(
            { length: 6 },
            (_, k) => -20 * stretched(x[k] ?? 0) - k / 2 - Math.log(-Math.log(random.next())),
          );
          return gains.indexOf(Math.max(...gains));
        },
        { classifies: true, seed },
      );
      const { terms } = termsOf(features, inputs.map(stretched), 300, 8, 3);
      const curves = designOf(300, [...linesTogether(terms), ...deviations(terms)]);
      const fits = await fitClasses(curves, { ...question, outputs: 6 }, null);
      const logits = fits.map(({ theta }) => predicted(curves, theta));
      const meanLoss = (of: (kind: number, row: number) => number): number =>
        question.targets.reduce((sum, kind, row) => sum - of(kind, row), 0) / 300;
      const own = meanLoss((kind, row) => logProbability(logits, kind, row));
      const ofShares = meanLoss((kind) =>
        Math.log(question.targets.filter((other) => other === kind).length / 300),
      );
      expect(own).toBeLessThan(0.9 * ofShares);
    }
  });
});

describe('products of columns', () => {
  it('are sums over the rows, with weights of any sign', () => {
    const columns = [0, 1, 2].map((c) =>
      Float64Array.from({ length: 300 }, (_, row) => Math.sin(row * (c + 1))),
    );
    const weights = Float64Array.from({ length: 300 }, (_, row) => Math.cos(row));
    const found = weightedProducts(columns, 300, weights);
    for (let a = 0; a < 3; a++)
      for (let b = 0; b <= a; b++) {
        const direct = weights.reduce((sum, w, row) => sum + w * columns[a][row] * columns[b][row], 0);
        expect(found[a * 3 + b]).toBeCloseTo(direct, 10);
      }
  });
});

describe('the functions of a smooth term', () => {
  const basis = smoothBasis(gridAround(Float64Array.from([-1, -0.5, -0.1, 0.4, 1]), 3));
  const xs = Float64Array.from([-1.9, -1, -0.3, 0.2, 0.9, 1.8]);

  it('contain the identity, also outside the rows', () => {
    valuesOf(basis, [basis.identity], xs).forEach((value, i) => expect(value).toBeCloseTo(xs[i], 12));
  });

  it('have the curvature that their coefficients give', () => {
    // ∫f″² of a deviation by second differences of its values.
    const steps = 4000;
    const at = (i: number): number => -2 + (4 * i) / steps;
    const grid = Float64Array.from({ length: steps + 1 }, (_, i) => Math.min(at(i), 2 - 1e-9));
    const [first, second] = [basis.deviations[2], basis.deviations[3]];
    const curvature = (coef: Float64Array): number => {
      const values = valuesOf(basis, [coef], grid);
      let sum = 0;
      for (let i = 1; i < steps; i++)
        sum += ((values[i - 1] - 2 * values[i] + values[i + 1]) / (4 / steps) ** 2) ** 2 * (4 / steps);
      return sum;
    };
    for (const coef of [first, second]) {
      expect(curvature(coef)).toBeGreaterThan(0.3);
      expect(curvature(coef)).toBeLessThan(1.7);
    }
  });
});

describe('the updates of a strength', () => {
  const group = { start: 0, count: 1 };
  /** A fit at a strength whose next one is σ²γ/‖θ‖². */
  const fitAt = (strength: number, next: number, freedom = 0.5): Smoothed => ({
    theta: Float64Array.of(Math.sqrt(freedom / next)),
    ...{ strengths: [strength], freedom: [freedom], totalFreedom: freedom, variance: 1 },
  });

  it('are those of Fellner and Schall', () => {
    expect(updates([group])(fitAt(3, 2))[0]).toBeCloseTo(2, 12);
    expect(updates([group])(fitAt(3, 5))[0]).toBeCloseTo(5, 12);
  });

  it('go as far as Aitken’s extrapolation after two steps up, and at most eight times as far', () => {
    // Logarithms 0, 1, 1.5: halves that add up to 2.
    const halving = updates([group]);
    expect(halving(fitAt(1, Math.E))[0]).toBeCloseTo(Math.E, 12);
    expect(halving(fitAt(Math.E, Math.exp(1.5)))[0]).toBeCloseTo(Math.exp(2), 10);
    expect(halving(fitAt(1, 2))[0]).toBeCloseTo(2, 12);
    const even = updates([group]);
    even(fitAt(1, Math.E));
    expect(even(fitAt(Math.E, Math.exp(2)))[0]).toBeCloseTo(Math.exp(9), 6);
  });

  it('leave steps down as they are', () => {
    const falling = updates([group]);
    expect(falling(fitAt(8, 4))[0]).toBeCloseTo(4, 12);
    expect(falling(fitAt(4, 2))[0]).toBeCloseTo(2, 12);
  });

  it('leave out a group with hardly any effect', () => {
    expect(updates([group])(fitAt(3, 5, 0.06))[0]).toBeCloseTo(5, 12);
    expect(updates([group])(fitAt(3, 5, 0.04))[0]).toBe(Infinity);
  });
});
