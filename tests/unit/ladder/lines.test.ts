/** Straight lines where the network sees the logarithm of an input. */
import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { chosenRung } from '../../../main/engine/ladder/choice.ts';
import { foldsOf } from '../../../main/engine/ladder/folds.ts';
import { isStraight, straightLines } from '../../../main/engine/ladder/lines.ts';
import { linearRungs, type Reached } from '../../../main/engine/ladder/rungs.ts';
import type { KanModel } from '../../../main/engine/kan/model.ts';
import { made, overDecades, type Made } from './tables.ts';

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

async function rungsOf({ question, inputs, features }: Made): Promise<Reached[]> {
  const folds = foldsOf(question, inputs, 0, 1);
  const rungs: Reached[] = [];
  for await (const rung of linearRungs(question, { features, inputs, grid: 6, order: 3 }, folds))
    rungs.push(rung);
  return rungs;
}

async function errorOf(model: KanModel, { question, inputs }: Made): Promise<number> {
  const { rows, targets } = question;
  const batch = { rows, inputs, targets, weights: null };
  const evaluator = referenceBackend.evaluator(model, batch, { loss: 'squared', regularization: null });
  return Math.sqrt((await evaluator.evaluate(model.params, null)).loss);
}

describe('straight lines of an input over decades', () => {
  it('are lines in its values where these suit the rows better', async () => {
    const table = ofValue(60);
    const rungs = await rungsOf(table);
    const rung = rungs[chosenRung(rungs)];
    expect(rung).toMatchObject({ kind: 'lines', byValue: [0] });
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
    expect(rung.byValue).toBeUndefined();
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
    expect(lines.byValue).toEqual([0]);
    expect(Math.sqrt(lines.heldOut.mean)).toBeLessThan(0.11);
  });

  it('are the reference for other networks', async () => {
    for (const table of [ofValue(60), ofLogarithm]) {
      const { question, features, inputs } = table;
      const model = await straightLines(question, features, inputs);
      expect(isStraight(model, features)).toBe(true);
      expect(await errorOf(model, table)).toBeLessThan(0.11);
    }
  });

  it('are no lines where the exponential is not that of the value', async () => {
    const { question, features, inputs } = ofValue(60);
    const model = await straightLines(question, features, inputs);
    const other = features.with(0, { ...features[0], scaling: { shift: 0, scale: 1, logarithm: true } });
    expect(isStraight(model, other)).toBe(false);
  });
});
