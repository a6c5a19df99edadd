/** Straight lines of values where the network sees logarithms, and of logarithms where it sees values. */
import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { chosenRung } from '../../../main/engine/ladder/choice.ts';
import { foldsOf } from '../../../main/engine/ladder/judging/folds.ts';
import { isStraight, straightLines } from '../../../main/engine/ladder/linear/lines.ts';
import { inputsWithLogarithms } from '../../../main/engine/ladder/terms/rescaled.ts';
import type { Reached } from '../../../main/engine/ladder/reached.ts';
import { linearRungs } from '../../../main/engine/ladder/rungs.ts';
import type { Split } from '../../../main/engine/data/dataset/dataset.ts';
import type { KanModel } from '../../../main/engine/kan/model.ts';
import { datasetOf, made, overDecades, type Made } from './tables.ts';

/** Of a number from −1 to 1: from 0.001 to 1000. */
const valueOf = (x: number): number => 10 ** (3 * x);

/** In proportion to the value, as in a calibration, and to a second input. */
const ofValue = (rows: number, seed = 1): Made =>
  overDecades(
    made(rows, 2, ([a, b], random) => 0.01 * valueOf(a) + b + 0.1 * random.normal(), { seed }),
    0,
  );
const ofLogarithm = overDecades(
  made(60, 2, ([a, b], random) => a + b + 0.1 * random.normal()),
  0,
);

/** The same table with values from 0.1 to 2.1. */
function positive(table: Made): Made {
  const scaling = { shift: 1.1, scale: 1 };
  return { ...table, features: table.features.map((feature) => ({ ...feature, scaling })) };
}

async function rungsOf(
  { question, inputs, features }: Made,
  isPositive: readonly boolean[] = [],
): Promise<Reached[]> {
  const folds = foldsOf(question, inputs, 0, 1);
  const rungs: Reached[] = [];
  for await (const rung of linearRungs(question, { features, inputs, isPositive, grid: 6, order: 3 }, folds))
    rungs.push(rung);
  return rungs;
}

async function errorOf(model: KanModel, { question, inputs }: Made): Promise<number> {
  const { rows, targets } = question;
  const batch = { rows, inputs, targets, weights: null };
  const evaluator = referenceBackend.evaluator(model, batch, { loss: 'squared', regularization: null });
  return Math.sqrt((await evaluator.evaluate(model.params, null)).loss);
}

describe('straight lines on another scale', () => {
  it('are lines in its values where these suit the rows better', async () => {
    const table = ofValue(60);
    const rungs = await rungsOf(table);
    const rung = rungs[chosenRung(rungs)];
    expect(rung).toMatchObject({ kind: 'lines', rescaled: { scale: 'values', inputs: [0] } });
    expect(Math.sqrt(rung.heldOut.mean)).toBeLessThan(0.12);
    // An edge is a function of the logarithm, so the value is its exponential.
    expect(rung.model.layers[0].symbolic).toEqual(['exp', 'x']);
    expect(isStraight(rung.model, table.features)).toBe(true);
    expect(await errorOf(rung.model, table)).toBeLessThan(0.11);
  });

  it('are lines in its logarithm where this suits the rows better', async () => {
    const rungs = await rungsOf(ofLogarithm);
    const rung = rungs[chosenRung(rungs)];
    expect(rung).toMatchObject({ kind: 'lines' });
    expect(rung.rescaled).toBeUndefined();
    expect(rung.model.layers[0].symbolic).toEqual(['x', 'x']);
  });

  it('are chosen by rows that do not judge them', async () => {
    // Noise has no law for either: the error of the better one would be lower than that of the mean too often.
    let sum = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const noise = overDecades(
        made(40, 1, (_, random) => random.normal(), { seed }),
        0,
      );
      const [constant, lines] = await rungsOf(noise);
      sum += Math.log(lines.heldOut.mean / constant.heldOut.mean);
    }
    expect(sum).toBeGreaterThan(0);
  });

  it('where a single part of many rows is held out, it chooses', async () => {
    const rungs = await rungsOf(ofValue(3100));
    const lines = rungs.find(({ kind }) => kind === 'lines')!;
    expect(lines.rescaled!.scale).toBe('values');
    expect(Math.sqrt(lines.heldOut.mean)).toBeLessThan(0.11);
  });

  it('are the reference for other networks', async () => {
    for (const table of [ofValue(60), ofLogarithm]) {
      const { question, features, inputs } = table;
      const model = await straightLines(question, features, inputs, []);
      expect(isStraight(model, features)).toBe(true);
      expect(await errorOf(model, table)).toBeLessThan(0.11);
    }
  });

  it('are lines in the logarithms of all positive inputs where these suit the rows better', async () => {
    const table = positive(
      made(80, 2, ([a, b], random) => 3 * Math.log(a + 1.1) - Math.log(b + 1.1) + 0.05 * random.normal()),
    );
    const rungs = await rungsOf(table, [true, true]);
    const rung = rungs[chosenRung(rungs)];
    expect(rung).toMatchObject({ kind: 'lines', rescaled: { scale: 'logarithms', inputs: [0, 1] } });
    expect(rung.model.layers[0].symbolic).toEqual(['log', 'log']);
    expect(isStraight(rung.model, table.features)).toBe(true);
    expect(await errorOf(rung.model, table)).toBeLessThan(0.06);
    // An input with values that have no logarithm stays as it is.
    const [, one] = await rungsOf(table, [true, false]);
    expect(one.rescaled).toEqual({ scale: 'logarithms', inputs: [0] });
  });

  it('has no logarithms of inputs that are 0 or negative in any of the rows, those for testing included', () => {
    const { encoding } = datasetOf(positive(made(3, 2, () => 0)), 0);
    const split = (inputs: readonly number[]): Split => ({
      rows: inputs.length / 2,
      inputs: Float64Array.from(inputs),
      targets: new Float64Array(inputs.length / 2),
      weights: null,
      tableRows: new Uint32Array(inputs.length / 2),
    });
    const train = split([-1, 0, 1, 1, 0, -1]);
    expect(inputsWithLogarithms(encoding, [train])).toEqual([true, true]);
    expect(inputsWithLogarithms(encoding, [train, split([-1, -1.1])])).toEqual([true, false]);
    const withUnits = (...units: string[]): typeof encoding => ({
      ...encoding,
      features: encoding.features.map((feature, i) => ({ ...feature, unit: units[i] })),
    });
    // The zero of °C is a convention.
    expect(inputsWithLogarithms(withUnits('K', '°C'), [train])).toEqual([true, false]);
  });

  it('are no lines where the exponential is not that of the value', async () => {
    const { question, features, inputs } = ofValue(60);
    const model = await straightLines(question, features, inputs, []);
    const other = features.with(0, { ...features[0], scaling: { shift: 0, scale: 1, logarithm: true } });
    expect(isStraight(model, other)).toBe(false);
  });
});
