/** A formula of columns in any unit is a network with the same scores and standard errors; only hidden nodes have another unit. */
import { afterAll, describe, expect, it } from 'vitest';
import { createNativeBackend } from '../../../main/engine/compute/native/backend.ts';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import type { Encoding } from '../../../main/engine/data/encoding/encoding.ts';
import { noRows, type Dataset } from '../../../main/engine/data/dataset/dataset.ts';
import { affineOf, lockEdge } from '../../../main/engine/kan/editEdge.ts';
import { withEvenNodes } from '../../../main/engine/kan/evenNodes.ts';
import type { KanModel } from '../../../main/engine/kan/model.ts';
import { turnedUp } from '../../../main/engine/kan/turn.ts';
import { outputsOn } from '../../../main/engine/measure/probe.ts';
import { formulaModel } from '../../../main/engine/symbolic/formula/formulaModel.ts';
import { trainingStatistics } from '../../../main/engine/train/statistics/trainingStatistics.ts';
import { uncertaintyOf } from '../../../main/engine/train/statistics/uncertainty.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { seededRandom } from '../../../shared/random.ts';

const backend = createNativeBackend({ threads: 1 });
afterAll(() => backend.dispose());

const rows = 80;
const random = seededRandom(5);
const inputs = Float64Array.from({ length: 2 * rows }, () => 2 * random.next() - 1);
const noise = Float64Array.from({ length: rows }, () => 0.1 * (random.next() - 0.5));
const [root, squares] = [
  { layer: 1, input: 0, output: 0 },
  { layer: 0, input: 0, output: 0 },
];

/** Columns from 1 to 3 in a unit, such as 1e-9 for nanometres in metres; the target is in the same unit. */
function encodingIn(unit: number): Encoding {
  const scaling = { shift: 2 * unit, scale: unit };
  return {
    ...{ task: 'regression', targets: ['y'], classes: [] },
    features: ['v', 'w'].map((name) => ({ name, column: name, label: null, fill: null, scaling })),
    outputs: [{ name: 'y', scaling: { shift: 3 * unit, scale: unit } }],
  };
}

const lengthIn = (unit: number): KanModel =>
  formulaModel(parseExpression('sqrt(v^2 + w^2)', ['v', 'w']), encodingIn(unit))!;
const even = (model: KanModel): KanModel => withEvenNodes(model, { inputs, rows });

async function datasetOf(unit: number): Promise<Dataset> {
  const encoding = encodingIn(unit);
  const batch = { rows, inputs, targets: new Float64Array(rows), weights: null };
  const exact = await outputsOn(backend, lengthIn(unit), encoding, batch);
  const tableRows = Uint32Array.from({ length: rows }, (_, row) => row);
  const train = {
    ...batch,
    targets: Float64Array.from(exact, (value, row) => value + noise[row]),
    tableRows,
  };
  return { encoding, train, validation: noRows, test: noRows } as Dataset;
}

/** The standard error of the prediction of the first row: the gradient of (y − t)² is that of y where t = y − ½. */
async function errorOfFirst(model: KanModel, dataset: Dataset): Promise<number> {
  const one = { rows: 1, inputs: Float64Array.of(inputs[0], inputs[rows]), weights: null };
  const [value] = await outputsOn(backend, model, dataset.encoding, { ...one, targets: new Float64Array(1) });
  const batch = { ...one, targets: Float64Array.of(value - 0.5) };
  const evaluator = referenceBackend.evaluator(model, batch, { loss: 'squared', regularization: null });
  const gradient = new Float64Array(model.params.length);
  await evaluator.evaluate(model.params, gradient);
  const known = await uncertaintyOf(backend, model, dataset, 'none');
  return known!.standardError(gradient);
}

describe.each([1e-12, 1e-9, 1e-4, 1e9])('columns in a unit of %s', (unit) => {
  it('have the same values and scores as columns in a unit of 1', async () => {
    const [own, plain] = [await datasetOf(unit), await datasetOf(1)];
    const [model, before] = [even(lengthIn(unit)), lengthIn(1)];
    const values = await outputsOn(backend, model, own.encoding, own.train);
    (await outputsOn(backend, before, plain.encoding, plain.train)).forEach((value, row) =>
      expect(values[row]).toBeCloseTo(value, 10),
    );
    const scores = (await trainingStatistics({ backend, dataset: own }, model)).map((of) => of.edgeScores);
    (await trainingStatistics({ backend, dataset: plain }, before)).forEach(({ edgeScores }, layer) =>
      edgeScores.forEach((score, edge) => expect(scores[layer][edge]).toBeCloseTo(score, 3)),
    );
  });

  it('have the same standard error of a prediction', async () => {
    const expected = await errorOfFirst(lengthIn(1), await datasetOf(1));
    const dataset = await datasetOf(unit);
    for (const model of [lengthIn(unit), even(lengthIn(unit))])
      expect(await errorOfFirst(model, dataset)).toBeCloseTo(expected, 5);
    expect(expected).toBeGreaterThan(1e-3);
  });
});

describe('nodes', () => {
  it('with values near 1 stay as they are', () => {
    expect(even(lengthIn(1)).params).toEqual(lengthIn(1).params);
  });

  it('get a power of two, which a turned curve leaves with the function', () => {
    const model = even(lengthIn(1e-9));
    const [a] = affineOf(model, root);
    expect(Math.log2(a)).toBeLessThan(-50);
    expect(Number.isInteger(Math.log2(a))).toBe(true);
    expect(affineOf(turnedUp(model), root)[0]).toBe(a);
  });

  it('next to a locked edge stay as they are', () => {
    const locked = lockEdge(lengthIn(1e-9), squares, true);
    expect(even(locked).params).toEqual(locked.params);
  });
});
