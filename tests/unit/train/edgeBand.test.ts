/** Bands of edges against what many repetitions of the same experiment give. */
import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { createNativeBackend } from '../../../main/engine/compute/native/backend.ts';
import type { Dataset, Split } from '../../../main/engine/data/dataset/dataset.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { edgeValues } from '../../../main/engine/kan/edge.ts';
import { fixEdge, lockEdge } from '../../../main/engine/kan/editEdge.ts';
import { leastSquares } from '../../../main/engine/kan/leastSquares.ts';
import type { KanModel } from '../../../main/engine/kan/model.ts';
import { compensated, edgeBand } from '../../../main/engine/train/statistics/edgeBand.ts';
import { plainObjective } from '../../../main/engine/train/objective/objective.ts';
import { refit } from '../../../main/engine/train/run/refit.ts';
import { seededRandom, type Random } from '../../../shared/random.ts';

const backend = createNativeBackend();
const x = Float64Array.from({ length: 41 }, (_, i) => -0.95 + (1.9 * i) / 40);
const { signal } = new AbortController();

/** Rows of a network's own outputs with normal noise, and no validation rows. */
async function simulated(truth: KanModel, rows: number, noise: number, random: Random): Promise<Dataset> {
  const [{ inputs: columns }] = truth.layers;
  const encoding: Dataset['encoding'] = {
    task: 'regression',
    features: Array.from({ length: columns }, (_, i) => {
      return { name: `x${i}`, column: `x${i}`, label: null, scaling: { shift: 0, scale: 1 }, fill: null };
    }),
    outputs: [{ name: 'y', scaling: { shift: 0, scale: 1 } }],
    targets: ['y'],
    classes: [],
  };
  const inputs = Float64Array.from({ length: columns * rows }, () => 2 * random.next() - 1);
  const batch = { rows, inputs, targets: new Float64Array(rows), weights: null };
  const evaluator = referenceBackend.evaluator(truth, batch, plainObjective(encoding));
  const exact = await evaluator.forward(truth.params);
  const targets = exact.map((y) => y + noise * random.normal());
  const none: Split = {
    rows: 0,
    inputs: new Float64Array(),
    targets: new Float64Array(),
    weights: null,
    tableRows: new Uint32Array(),
  };
  const train: Split = {
    rows,
    inputs,
    targets,
    weights: null,
    tableRows: Uint32Array.from({ length: rows }, (_, i) => i),
  };
  return { encoding, train, validation: none, test: none, dropped: 0, notes: [] };
}

/** Share of points of an edge's curve about its mean that the band of the fit reaches, over repetitions. */
async function coverage(
  truth: KanModel,
  place: { layer: number; input: number; output: number },
  rows: number,
  times: number,
): Promise<number> {
  const random = seededRandom(7);
  let [reached, points] = [0, 0];
  for (let time = 0; time < times; time++) {
    const dataset = await simulated(truth, rows, 0.2, random);
    const fitted = await refit({ backend, dataset, signal }, truth, 30);
    const inputs = dataset.train.inputs.subarray(place.input * rows, (place.input + 1) * rows);
    const band = (await edgeBand(backend, fitted, dataset, place, x, inputs))!;
    const off = (at: Float64Array): Float64Array => {
      const { layer, input, output } = place;
      const real = edgeValues(truth, layer, input, output, at);
      return edgeValues(fitted, layer, input, output, at).map((y, i) => y - real[i]);
    };
    const error = apart(off, compensated(fitted, place, inputs), compensated(fitted, place, x), inputs);
    error.forEach((y, i) => (reached += Number(Math.abs(y) <= band[i])));
    points += x.length;
  }
  return reached / points;
}

/** What is left of a curve at x once the directions are taken out, by least squares over the data. */
function apart(
  curve: (at: Float64Array) => Float64Array,
  onData: readonly Float64Array[],
  onX: readonly Float64Array[],
  inputs: Float64Array,
): Float64Array {
  const matrix = Float64Array.from({ length: inputs.length * onData.length }, (_, i) => {
    return onData[i % onData.length][Math.floor(i / onData.length)];
  });
  const shares = leastSquares(matrix, inputs.length, onData.length)(curve(inputs));
  return curve(x).map((y, i) => onX.reduce((rest, direction, k) => rest - shares[k] * direction[i], y));
}

describe('the band of an edge', () => {
  const shaken = (model: KanModel): KanModel => {
    const random = seededRandom(5);
    return { ...model, params: model.params.map((value) => value + 0.3 * random.normal()) };
  };

  it('covers the true curve about as often as it should', async () => {
    const truth = shaken(createModel({ inputs: 2, hidden: [], outputs: 1, grid: 4, seed: 1 }));
    const share = await coverage(truth, { layer: 0, input: 1, output: 0 }, 150, 150);
    expect(share).toBeGreaterThan(0.93);
    expect(share).toBeLessThan(0.97);
  });

  it.each(['identity', 'zero'] as const)('does so with the base function %s', async (base) => {
    const truth = shaken(createModel({ inputs: 2, hidden: [], outputs: 1, grid: 4, seed: 1, base }));
    const share = await coverage(truth, { layer: 0, input: 1, output: 0 }, 150, 60);
    expect(share).toBeGreaterThan(0.92);
    expect(share).toBeLessThan(0.98);
  });

  it('nearly does so before a hidden node, whose scale the next edge can compensate', async () => {
    const truth = shaken(createModel({ inputs: 2, hidden: [1], outputs: 1, grid: 4, seed: 1 }));
    const share = await coverage(truth, { layer: 0, input: 0, output: 0 }, 400, 60);
    expect(share).toBeGreaterThan(0.88);
    expect(share).toBeLessThan(0.98);
  });

  it('nearly does so after a hidden node, for any shift and scale of the node', async () => {
    const truth = shaken(createModel({ inputs: 2, hidden: [1], outputs: 1, grid: 4, seed: 1 }));
    const share = await coverage(truth, { layer: 1, input: 0, output: 0 }, 400, 60);
    expect(share).toBeGreaterThan(0.87);
    expect(share).toBeLessThan(0.98);
  });

  it('also does so for a function', async () => {
    const spline = createModel({ inputs: 2, hidden: [], outputs: 1, grid: 3, seed: 1 });
    const truth = fixEdge(spline, { layer: 0, input: 0, output: 0 }, 'sin', [2, 0.3, 1, 0]);
    const share = await coverage(truth, { layer: 0, input: 0, output: 0 }, 150, 150);
    expect(share).toBeGreaterThan(0.92);
    expect(share).toBeLessThan(0.98);
  });

  it('equals that of linear regression: the closed form of a straight line', async () => {
    const dataset = await simulated(
      createModel({ inputs: 1, hidden: [], outputs: 1, grid: 1, order: 1, seed: 1 }),
      50,
      0.3,
      seededRandom(3),
    );
    // c·x + d with a and b of no further use is y = slope·x + offset.
    const place = { layer: 0, input: 0, output: 0 };
    const line = fixEdge(
      createModel({ inputs: 1, hidden: [], outputs: 1, seed: 1 }),
      place,
      'x',
      [1, 0, 1, 0],
    );
    const fitted = await refit({ backend, dataset, signal }, line, 30);
    const { inputs, targets } = dataset.train;
    const mean = inputs.reduce((sum, value) => sum + value / 50, 0);
    const spread = inputs.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const fit = edgeValues(fitted, 0, 0, 0, inputs);
    const squares = fit.reduce((sum, value, row) => sum + (targets[row] - value) ** 2, 0);
    // Two of the four numbers are redundant: 50 − 2 degrees of freedom, qt(0.975, 48) of R.
    const slopeError = Math.sqrt(squares / 48 / spread);
    const band = (await edgeBand(backend, fitted, dataset, place, x, inputs))!;
    band.forEach((half, i) =>
      expect(half).toBeCloseTo(2.01063475762 * slopeError * Math.abs(x[i] - mean), 5),
    );
  });

  it('is not given for a locked edge, for too few rows, or without second-order models', async () => {
    const truth = createModel({ inputs: 2, hidden: [], outputs: 1, grid: 4, seed: 1 });
    const place = { layer: 0, input: 1, output: 0 };
    const dataset = await simulated(truth, 100, 0.1, seededRandom(1));
    const { inputs } = dataset.train;
    expect(await edgeBand(backend, truth, dataset, place, x, inputs)).toHaveLength(41);
    expect(await edgeBand(backend, lockEdge(truth, place, true), dataset, place, x, inputs)).toBeNull();
    expect(await edgeBand(referenceBackend, { ...truth }, dataset, place, x, inputs)).toBeNull();
    const few = await simulated(truth, 10, 0.1, seededRandom(1));
    expect(await edgeBand(backend, truth, few, place, x, few.train.inputs)).toBeNull();
  });
});
