import { describe, expect, it } from 'vitest';
import type { LayerStatistics, Objective, Value } from '../../../main/engine/compute/backend.ts';
import type { Batch } from '../../../main/engine/data/batch.ts';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { attribution } from '../../../main/engine/compute/core/attribution.ts';
import { createModel, type CreateOptions } from '../../../main/engine/kan/create.ts';
import { subnodeCount, type KanModel } from '../../../main/engine/kan/model.ts';
import { seededRandom } from '../../../shared/random.ts';

const random = seededRandom(17);
const squared: Objective = { loss: 'squared', regularization: null };
const crossEntropy: Objective = { loss: 'crossEntropy', regularization: null };
const rows = 30;
const uniforms = (length: number): Float64Array => Float64Array.from({ length }, () => 2 * random.next() - 1);

function shaken(options: Omit<CreateOptions, 'seed'>): KanModel {
  const model = createModel({ ...options, seed: 1 });
  return { ...model, params: model.params.map((value) => value + 0.3 * random.normal()) };
}

const model = shaken({ inputs: 2, hidden: [{ sums: 2, arities: [2] }], outputs: 3 });
const batch: Batch = { rows, inputs: uniforms(2 * rows), targets: uniforms(3 * rows), weights: null };

function evaluate(of: KanModel, on: Batch, objective: Objective, subset?: Uint32Array) {
  const gradient = new Float64Array(of.params.length).fill(NaN);
  const value = referenceBackend.evaluator(of, on, objective).evaluate(of.params, gradient, subset) as Value;
  return { value, gradient };
}

function outputsOf(of: KanModel, on: Batch): Float64Array {
  const targets = new Float64Array(on.rows * 3);
  return referenceBackend.evaluator(of, { ...on, targets }, squared).forward(of.params) as Float64Array;
}

/** Rows of a batch as a batch of their own. */
function rowsOf({ rows: all, inputs, targets, weights }: Batch, chosen: readonly number[]): Batch {
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: (values.length / all) * chosen.length }, (_, i) => {
      return values[Math.floor(i / chosen.length) * all + chosen[i % chosen.length]];
    });
  return {
    rows: chosen.length,
    inputs: pick(inputs),
    targets: pick(targets),
    weights: weights && pick(weights),
  };
}

describe('losses', () => {
  it('a weight of n counts as n repetitions of the row', () => {
    const chosen = [0, 0, 0, 3, 7, 7];
    const weights = new Float64Array(rows);
    for (const row of chosen) weights[row]++;
    for (const objective of [squared, crossEntropy]) {
      const targets = objective === squared ? batch.targets : uniforms(rows).map((u) => (u > 0 ? 2 : 0));
      const weighted = evaluate(model, { ...batch, targets, weights }, objective);
      const repeated = evaluate(model, rowsOf({ ...batch, targets }, chosen), objective);
      expect(weighted.value.loss).toBeCloseTo(repeated.value.loss, 14);
      weighted.gradient.forEach((g, i) => expect(g).toBeCloseTo(repeated.gradient[i], 13));
    }
  });

  it('cross-entropy is −log of the softmax, and of the sigmoid for a single output', () => {
    const targets = Float64Array.from({ length: rows }, (_, row) => row % 3);
    const outputs = outputsOf(model, batch);
    let expected = 0;
    for (let row = 0; row < rows; row++) {
      const exps = [0, 1, 2].map((o) => Math.exp(outputs[o * rows + row]));
      expected -= Math.log(exps[row % 3] / (exps[0] + exps[1] + exps[2])) / rows;
    }
    expect(evaluate(model, { ...batch, targets }, crossEntropy).value.loss).toBeCloseTo(expected, 13);

    const single = shaken({ inputs: 2, hidden: [], outputs: 1 });
    const binary = targets.map((target) => +(target > 0));
    const zs = referenceBackend
      .evaluator(single, { ...batch, targets: binary }, squared)
      .forward(single.params) as Float64Array;
    const byHand = zs.reduce((sum, z, row) => {
      const p = 1 / (1 + Math.exp(-z));
      return sum - Math.log(binary[row] === 1 ? p : 1 - p) / rows;
    }, 0);
    const own = evaluate(single, { ...batch, targets: binary }, crossEntropy).value.loss;
    expect(own).toBeCloseTo(byHand, 13);
  });

  it('cross-entropy stays finite for huge outputs', () => {
    const scaled = { ...model, params: model.params.map((value) => value * 1e4) };
    const targets = Float64Array.from({ length: rows }, (_, row) => row % 3);
    const { value, gradient } = evaluate(scaled, { ...batch, targets }, crossEntropy);
    expect(value.loss).toBeGreaterThan(100);
    expect(Number.isFinite(value.loss)).toBe(true);
    expect(gradient.every(Number.isFinite)).toBe(true);
  });

  it('a mini-batch is the same as those rows alone, regularisation included', () => {
    const sparse: Objective = {
      loss: 'squared',
      regularization: {
        metric: 'edge_forward_spline_n',
        lamb: 0.1,
        l1: 1,
        entropy: 2,
        coef: 0.1,
        coefDiff: 0.1,
      },
    };
    const chosen = [29, 4, 4, 11];
    const sampled = evaluate(model, batch, sparse, Uint32Array.from(chosen));
    const alone = evaluate(model, rowsOf(batch, chosen), sparse);
    expect(sampled.value).toEqual(alone.value);
    expect(sampled.gradient).toEqual(alone.gradient);
  });
});

describe('evaluator', () => {
  it('gives the same result whatever it computed before', () => {
    const evaluator = referenceBackend.evaluator(model, batch, squared);
    const fresh = evaluate(model, batch, squared);
    const gradient = new Float64Array(model.params.length);
    void evaluator.evaluate(model.params, gradient, Uint32Array.of(1, 2));
    void evaluator.statistics(model.params.map((value) => value + 1));
    void evaluator.evaluate(
      model.params.map(() => 5),
      gradient,
    );
    expect(evaluator.evaluate(model.params, gradient)).toEqual(fresh.value);
    expect(gradient).toEqual(fresh.gradient);
    evaluator.dispose();
    expect(evaluator.evaluate(model.params, null)).toEqual(fresh.value);
  });

  it('costs removed edges nothing: their parameters have no influence and no gradient', () => {
    const mask = model.layers[0].mask.slice();
    mask[1] = 0;
    const pruned = { ...model, layers: [{ ...model.layers[0], mask }, model.layers[1]] };
    const poisoned = { ...pruned, params: pruned.params.slice() };
    const bases = 6;
    poisoned.params.fill(NaN, bases, 2 * bases);
    const { value, gradient } = evaluate(poisoned, batch, squared);
    expect(value).toEqual(evaluate(pruned, batch, squared).value);
    expect([...gradient.slice(bases, 2 * bases)]).toEqual(new Array(bases).fill(0));
  });

  it('is NaN, and does not throw, when a symbolic edge leaves its domain', () => {
    const symbolic = [...model.layers[0].symbolic];
    symbolic[0] = 'log';
    const odd = { ...model, layers: [{ ...model.layers[0], symbolic }, model.layers[1]] };
    expect(evaluate(odd, batch, squared).value.total).toBeNaN();
  });

  it('computes the means and ranges of the values in the network', () => {
    const evaluator = referenceBackend.evaluator(model, batch, squared);
    const [first, second] = evaluator.statistics(model.params) as readonly LayerStatistics[];
    const hidden = evaluator.layerInputs(model.params, 1) as Float64Array;
    const column = hidden.subarray(rows, 2 * rows);
    expect(second.inputMin[1]).toBe(column.toSorted()[0]);
    expect(second.inputMax[1]).toBe(column.toSorted()[rows - 1]);
    expect(first.inputMin[0]).toBe(batch.inputs.slice(0, rows).toSorted()[0]);
    // With no affine terms in between, a subnode's mean is the sum of its edges' means.
    const plain = createModel({ inputs: 2, hidden: [3], outputs: 3, seed: 4 });
    const own = referenceBackend.evaluator(plain, batch, squared);
    const [layer] = own.statistics(plain.params) as readonly LayerStatistics[];
    const sums = own.layerInputs(plain.params, 1) as Float64Array;
    const mean = sums.subarray(0, rows).reduce((a, b) => a + b) / rows;
    expect(layer.edgeMean[0] + layer.edgeMean[3]).toBeCloseTo(mean, 14);
  });

  it.each([
    ['too few inputs', { inputs: uniforms(rows) }],
    ['too few targets', { targets: uniforms(rows) }],
    ['no rows', { rows: 0, inputs: new Float64Array(), targets: new Float64Array() }],
    ['negative weights', { weights: new Float64Array(rows).fill(-1) }],
    ['weights that are all 0', { weights: new Float64Array(rows) }],
    ['weights of another length', { weights: new Float64Array(rows - 1).fill(1) }],
  ])('refuses %s', (_, change) => {
    expect(() => referenceBackend.evaluator(model, { ...batch, ...change }, squared)).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ code: 'compute.mismatch' }) }),
    );
  });

  it.each([[0.5], [3], [-1], [NaN]])('refuses class %d of three', (bad) => {
    const targets = new Float64Array(rows).fill(bad);
    expect(() => referenceBackend.evaluator(model, { ...batch, targets }, crossEntropy)).toThrow(/Class/);
  });
});

describe('regularisation by attribution', () => {
  const regularization = {
    metric: 'edge_backward',
    lamb: 0.7,
    l1: 1.3,
    entropy: 0.8,
    coef: 0,
    coefDiff: 0,
  } as const;

  /** The terms as pykan writes them, from a matrix of scores. */
  function terms(scores: Float64Array, inputs: number, outputs: number): number {
    const entropy = (lines: number[][]): number =>
      lines.reduce((total, line) => {
        const sum = line.reduce((a, b) => a + b, 1);
        const shares = line.map((value) => value / sum);
        return total - shares.reduce((a, p) => a + p * Math.log2(p + 1e-4), 0) / lines.length;
      }, 0);
    const at = (i: number, j: number): number => scores[i * outputs + j];
    const range = (length: number): number[] => [...new Array(length).keys()];
    const rowLines = range(outputs).map((j) => range(inputs).map((i) => at(i, j)));
    const columnLines = range(inputs).map((i) => range(outputs).map((j) => at(i, j)));
    return 1.3 * scores.reduce((a, b) => a + b) + 0.8 * (entropy(rowLines) + entropy(columnLines));
  }

  it('has the gradient that follows with the spreads of the subnodes held fixed', () => {
    const evaluator = referenceBackend.evaluator(model, batch, squared);
    const base = evaluator.statistics(model.params) as readonly LayerStatistics[];
    const penalty = (params: Float64Array): number => {
      const now = evaluator.statistics(params) as readonly LayerStatistics[];
      const spreads = now.map(({ edgeStd }, index) => ({ edgeStd, subnodeStd: base[index].subnodeStd }));
      return attribution(model, spreads).reduce((sum, { edgeScores }, index) => {
        const layer = model.layers[index];
        return sum + terms(edgeScores, layer.inputs, subnodeCount(layer));
      }, 0);
    };
    const plain = evaluate(model, batch, squared);
    const sparse = evaluate(model, batch, { loss: 'squared', regularization });
    expect(sparse.value.regularization).toBeCloseTo(penalty(model.params), 12);
    expect(sparse.value.total).toBeCloseTo(plain.value.loss + 0.7 * penalty(model.params), 12);
    const step = 1e-5;
    model.params.forEach((value, index) => {
      const at = (offset: number): number => penalty(model.params.with(index, value + offset));
      const slope = (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step);
      const own = (sparse.gradient[index] - plain.gradient[index]) / 0.7;
      expect(Math.abs(own - slope)).toBeLessThan(1e-8);
    });
  });

  it('by edge_forward_sum has a value but no gradient, as in pykan', () => {
    const detached = { ...regularization, metric: 'edge_forward_sum' } as const;
    const sparse = evaluate(model, batch, { loss: 'squared', regularization: detached });
    expect(sparse.value.regularization).toBeGreaterThan(0);
    expect(sparse.gradient).toEqual(evaluate(model, batch, squared).gradient);
  });

  it('has gradient 0 for an edge that is constant over the samples', () => {
    const still = { ...batch, inputs: new Float64Array(2 * rows).fill(0.3) };
    for (const metric of ['edge_forward_spline_n', 'edge_forward_spline_u', 'edge_backward'] as const) {
      const { gradient } = evaluate(model, still, {
        loss: 'squared',
        regularization: { ...regularization, metric },
      });
      expect(gradient.every(Number.isFinite)).toBe(true);
    }
  });
});
