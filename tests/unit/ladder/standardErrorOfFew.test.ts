/** Standard errors of errors on few held-out rows. */
import { expect, it } from 'vitest';
import { seededRandom } from '../../../shared/random.ts';
import { everyRow } from '../../../main/engine/data/rows.ts';
import { heldOutLosses } from '../../../main/engine/ladder/judging/judge.ts';
import { standardErrorOfFew } from '../../../main/engine/ladder/judging/standardErrorOfFew.ts';
import { made } from './tables.ts';

const { question } = made(30, 1, ([x]) => x);

/** Of so many squared errors, each held out once. */
const of = (squares: readonly number[]) =>
  heldOutLosses(question, everyRow(squares.length), 1 / 4, (row) => squares[row]);

it('is that of normal errors where few squares are almost equal', () => {
  const few = of([1, 1, 1.2, 0.8, 1, 1, 0.9, 1.1]);
  expect(standardErrorOfFew(few, 1, false)).toBeCloseTo(Math.sqrt((2 * 1.25) / 8), 12);
  expect(few.standardError).toBeLessThan(0.1);
});

it('is that of the squares where these scatter more, where there are enough, and of several outputs', () => {
  const scattered = of([0, 0, 0, 0, 0, 0, 0, 8]);
  expect(standardErrorOfFew(scattered, 1, false)).toBe(scattered.standardError);
  const enough = of(Array.from({ length: 20 }, (_, row) => 1 + (row % 2) / 10));
  expect(standardErrorOfFew(enough, 1, false)).toBe(enough.standardError);
  const several = of([1, 1, 1.2, 0.8]);
  expect(standardErrorOfFew(several, 2, false)).toBe(several.standardError);
});

it('covers the true error of few normal errors as often as 95 % intervals should', () => {
  const random = seededRandom(5);
  const repeats = 2000;
  let [now, before] = [0, 0];
  for (let i = 0; i < repeats; i++) {
    const squares = Array.from({ length: 10 }, () => random.normal() ** 2);
    const heldOut = { ...of(squares), share: 0 };
    const root = Math.sqrt(heldOut.mean);
    const covers = (error: number): boolean => Math.abs(root - 1) < (1.96 * error) / (2 * root);
    if (covers(standardErrorOfFew(heldOut, 1, false))) now++;
    if (covers(heldOut.standardError / Math.sqrt(1.25))) before++;
  }
  expect(before / repeats).toBeLessThan(0.88);
  expect(now / repeats).toBeGreaterThan(0.9);
});

it('is that of labels with the predicted probabilities where few losses of two classes are almost equal', () => {
  const chances = [0.8, 0.9, 0.8, 0.85, 0.9];
  const few = of(chances.map((p) => -Math.log(p)));
  // The variance over both labels of each row.
  const variances = chances.map((p) => {
    const mean = -p * Math.log(p) - (1 - p) * Math.log(1 - p);
    return p * (Math.log(p) + mean) ** 2 + (1 - p) * (Math.log(1 - p) + mean) ** 2;
  });
  const variance = variances.reduce((sum, one) => sum + one, 0) / 5;
  expect(standardErrorOfFew(few, 1, true)).toBeCloseTo(Math.sqrt((1.25 * variance) / 5), 12);
  expect(few.standardError).toBeLessThan(0.5 * standardErrorOfFew(few, 1, true));
  expect(standardErrorOfFew(few, 3, true)).toBe(few.standardError);
});

it('covers the true cross-entropy of few rows more often than that of their losses', () => {
  const random = seededRandom(6);
  const repeats = 2000;
  let [now, before] = [0, 0];
  for (let i = 0; i < repeats; i++) {
    const chances = Array.from({ length: 10 }, () => 1 / (1 + Math.exp(-2 * random.normal())));
    const truth = chances.reduce((sum, p) => sum - p * Math.log(p) - (1 - p) * Math.log(1 - p), 0) / 10;
    const heldOut = { ...of(chances.map((p) => -Math.log(random.next() < p ? p : 1 - p))), share: 0 };
    const covers = (error: number): boolean => Math.abs(heldOut.mean - truth) < 1.96 * error;
    if (covers(standardErrorOfFew(heldOut, 1, true))) now++;
    if (covers(heldOut.standardError / Math.sqrt(1.25))) before++;
  }
  expect(before / repeats).toBeLessThan(0.88);
  expect(now / repeats).toBeGreaterThan(0.93);
});
