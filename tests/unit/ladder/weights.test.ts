/** Rows of unlike uncertainty: rungs are fitted, judged and compared by weighted losses. */
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../main/engine/ladder/fits/fitDesign.ts';
import { huberFit } from '../../../main/engine/ladder/fits/huber.ts';
import { chosenRung } from '../../../main/engine/ladder/choice.ts';
import { foldsOf } from '../../../main/engine/ladder/judging/folds.ts';
import {
  byHuber,
  comparable,
  excess,
  heldOutLosses,
  signedRanks,
  type HeldOut,
} from '../../../main/engine/ladder/judging/judge.ts';
import { outliersOf } from '../../../main/engine/ladder/judging/outliers.ts';
import type { Reached } from '../../../main/engine/ladder/reached.ts';
import { linearRungs } from '../../../main/engine/ladder/rungs.ts';
import { seededRandom } from '../../../shared/random.ts';
import { climbed, made, type Made } from './tables.ts';

const rows = 200;
const every = Uint32Array.from({ length: rows }, (_, row) => row);
/** Half of the rows are measured well. */
const uncertaintyOf = (row: number): number => (row % 2 === 0 ? 0.05 : 10);
const weightOf = (row: number): number => uncertaintyOf(row) ** -2;
const totalWeight = every.reduce((sum, row) => sum + weightOf(row), 0);
const weights = Float64Array.from(every, (row) => (weightOf(row) * rows) / totalWeight);

/** The law with normal errors as large as the uncertainties. */
function weighed(law: (x: readonly number[]) => number, count: number): Made {
  const { question, inputs, features } = made(rows, count, law);
  const random = seededRandom(5);
  const targets = question.targets.map((exact, row) => exact + uncertaintyOf(row) * random.normal());
  return { question: { ...question, targets, weights }, inputs, features };
}

const table = (): Made => weighed(([a, b]) => Math.sin(4 * a) + b ** 2, 2);

describe('losses of rows with weights', () => {
  const { question } = table();
  const of = (asked: Question, loss: (row: number) => number): HeldOut =>
    heldOutLosses(asked, every, 0, loss);

  it('have the scatter of their weighted means as standard error', () => {
    const random = seededRandom(7);
    const drawn = Array.from({ length: 2000 }, () => {
      const uncertainties = Float64Array.from(every, () => uncertaintyOf(Number(random.next() < 0.5)));
      const asked = { ...question, weights: uncertainties.map((s) => s ** -2) };
      return of(asked, (row) => (uncertainties[row] * random.normal()) ** 2);
    });
    const means = drawn.map(({ mean }) => mean);
    const centre = means.reduce((sum, mean) => sum + mean, 0) / means.length;
    const scatter = Math.sqrt(means.reduce((sum, mean) => sum + (mean - centre) ** 2, 0) / means.length);
    const said = drawn.reduce((sum, { standardError }) => sum + standardError, 0) / drawn.length;
    expect(Math.abs(said / scatter - 1)).toBeLessThan(0.1);
  });

  it('differ by their weighted means, whatever the uncertain rows do', () => {
    const [one, other] = [
      of(question, (row) => (row % 2 === 0 ? 2 + (row % 3) / 10 : 0)),
      of(question, (row) => (row % 2 === 0 ? 1 : 400)),
    ];
    const { mean, standardError } = excess(one, other);
    expect(mean).toBeCloseTo(one.mean - other.mean, 12);
    expect(mean).toBeGreaterThan(5 * standardError);
    // Without weights the uncertain rows decide.
    const equal: Question = { ...question, weights: null };
    expect(
      excess(
        of(equal, (row) => one.losses[row]),
        of(equal, (row) => other.losses[row]),
      ).mean,
    ).toBeLessThan(0);
  });

  it('are ranked by their part in the difference', () => {
    const [one, other] = [
      of(question, (row) => (row % 2 === 0 ? 1 + row / 1000 : 0)),
      of(question, (row) => (row % 2 === 0 ? 0 : 2 + row / 1000)),
    ];
    expect(signedRanks(one, other)).toBeGreaterThan(3);
    const equal = { weights: null };
    expect(signedRanks({ ...one, ...equal }, { ...other, ...equal })).toBeLessThan(-3);
  });

  it('of some rows are made comparable with those of all', () => {
    const all = of(question, (row) => (row % 2 === 0 ? 1 + (row % 5) : 300));
    const some = heldOutLosses(question, every.subarray(0, 100), 0, (row) => all.losses[row]);
    expect(comparable(some, all).mean).toBeCloseTo(all.mean, 12);
  });
});

describe('Huber’s loss of rows with weights', () => {
  const { question } = table();
  const random = seededRandom(11);
  const errors = Float64Array.from(every, (row) => uncertaintyOf(row) * random.normal());
  const heldOut = heldOutLosses(question, every, 0, (row) => errors[row] ** 2);

  it('finds no row far from the rest that is within its uncertainty', () => {
    expect(outliersOf(heldOut)).toBeNull();
    const wrong = heldOutLosses(question, every, 0, (row) => (row === 6 ? 9 : errors[row] ** 2));
    expect(outliersOf(wrong)?.far).toEqual([6]);
  });

  it('is the squared error up to the cut in units of the uncertainty', () => {
    const cut = 100 * Math.sqrt(weights[0]) * uncertaintyOf(0);
    expect(byHuber(heldOut, cut).mean).toBeCloseTo(heldOut.mean, 12);
    expect(byHuber(heldOut, cut / 100).mean).toBeLessThan(0.9 * heldOut.mean);
  });

  it('has the location at which limited weighted errors add up to 0', async () => {
    const targets = errors.map((error, row) => (row % 20 === 0 ? 4 : 3 + error));
    const cut = 1.345 * Math.sqrt(weights[0]) * uncertaintyOf(0);
    const mean = (values: Float64Array): number =>
      values.reduce((sum, value, row) => sum + weights[row] * value, 0) / rows;
    const found = await huberFit({ targets, weights, cut }, every, mean(targets), mean, (location) =>
      new Float64Array(rows).fill(location),
    );
    const left = targets.reduce((sum, target, row) => {
      const standardised = Math.sqrt(weights[row]) * (target - found);
      return sum + Math.sqrt(weights[row]) * Math.max(-cut, Math.min(cut, standardised));
    }, 0);
    expect(Math.abs(left / rows)).toBeLessThan(0.02 * cut);
    expect(Math.abs(found - 3)).toBeLessThan(0.05);
  });
});

it('the rows that are measured well decide which rung is chosen', async () => {
  const { question, inputs, features } = table();
  const rungs: Reached[] = [];
  const folds = foldsOf(question, inputs, 0, 1);
  for await (const rung of linearRungs(question, { features, inputs, grid: 6, order: 3 }, folds))
    rungs.push(rung);
  const { kind, heldOut } = rungs[chosenRung(rungs)];
  expect(['additive', 'pairs']).toContain(kind);
  // Known to a fraction of itself: the normal errors of 100 rows.
  expect(heldOut.standardError / heldOut.mean).toBeLessThan(0.5);
  expect(Math.sqrt(heldOut.mean)).toBeLessThan(2 * 0.05);
});

describe('the rows that are measured well decide what is tried', () => {
  it('which inputs act in pairs', async () => {
    const rungs = await climbed(weighed((x) => x[0] + 3 * x[1] * x[2], 6));
    const pairs = rungs.find(({ kind }) => kind === 'pairs')!;
    expect(rungs[chosenRung(rungs)]).toBe(pairs);
    expect(Math.sqrt(pairs.heldOut.mean)).toBeLessThan(4 * 0.05);
  });

  it('which of many inputs only act together', async () => {
    const rungs = await climbed(weighed((x) => x[4] + 3 * x[9] * x[19], 60));
    const pairs = rungs.find(({ kind }) => kind === 'pairs')!;
    expect(rungs[chosenRung(rungs)]).toBe(pairs);
    expect(pairs.strongest).toEqual(expect.arrayContaining([4, 9, 19]));
    expect(Math.sqrt(pairs.heldOut.mean)).toBeLessThan(10 * 0.05);
  });
});
