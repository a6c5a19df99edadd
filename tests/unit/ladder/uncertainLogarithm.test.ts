/** The logarithm of a target whose values have uncertainties. */
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../main/engine/ladder/fits/fitDesign.ts';
import { chosenRung } from '../../../main/engine/ladder/choice.ts';
import { foldsOf } from '../../../main/engine/ladder/judging/folds.ts';
import { logarithm } from '../../../main/engine/ladder/linear/targetScale.ts';
import type { Reached } from '../../../main/engine/ladder/reached.ts';
import { linearRungs, logRungs } from '../../../main/engine/ladder/rungs.ts';
import { seededRandom } from '../../../shared/random.ts';
import { made } from './tables.ts';

const rows = 60;

/** Values over a factor of 400 with errors of a tenth of each, which are their uncertainties. */
function table(seed: number) {
  const { question, inputs, features } = made(rows, 2, ([a, b]) => Math.exp(3 * a + 0.5 * b), { seed });
  const random = seededRandom(seed + 100);
  const uncertainties = question.targets.map((exact) => 0.1 * exact);
  const targets = question.targets.map((exact, row) => exact + uncertainties[row] * random.normal());
  const weights = uncertainties.map((s) => s ** -2);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / rows;
  const uncertain: Question = {
    ...question,
    targets,
    weights: weights.map((weight) => weight / mean),
    uncertain: true,
  };
  return { question: uncertain, inputs, features };
}

describe('the logarithm of a target with uncertainties', () => {
  it('is fitted with those of the logarithm, s/t: errors that are equal shares count alike', () => {
    const { question } = table(1);
    const scale = logarithm(question, 0)!;
    const shares = question.targets.map((target, row) => target ** 2 * question.weights![row]);
    const mean = shares.reduce((sum, share) => sum + share, 0) / rows;
    scale.question.weights!.forEach((weight, row) => expect(weight).toBeCloseTo(shares[row] / mean, 10));
    // Weights that are no uncertainties count rows, on any scale.
    const { rows: count, targets, outputs, classifies, weights, breathe } = question;
    const counted: Question = { rows: count, targets, outputs, classifies, weights, breathe };
    expect(logarithm(counted, 0)!.question.weights).toBe(weights);
  });

  it('has the factor of least squares', () => {
    const { question } = table(2);
    const scale = logarithm(question, 0)!;
    const [fitted] = scale.outputs([scale.question.targets.map((z, row) => z + 0.1 * (row % 3))], null);
    const total = (of: (row: number) => number): number =>
      question.targets.reduce((sum, _, row) => sum + question.weights![row] * of(row), 0);
    // The errors are orthogonal to the predictions.
    const left = total((row) => (question.targets[row] - fitted[row]) * fitted[row]);
    expect(Math.abs(left)).toBeLessThan(1e-9 * total((row) => fitted[row] ** 2));
  });

  it('leaves errors as large as the uncertainties on held-out rows', async () => {
    for (const seed of [1, 2, 3, 4]) {
      const { question, inputs, features } = table(seed);
      const grid = { features, inputs, grid: 6, order: 3 };
      const folds = foldsOf(question, inputs, 0, 1);
      const rungs: Reached[] = [];
      for await (const rung of linearRungs(question, grid, folds)) rungs.push(rung);
      const scale = logarithm(question, 0)!;
      for await (const rung of logRungs(scale, question, grid, folds, rungs[1].heldOut)) rungs.push(rung);
      const chosen = rungs[chosenRung(rungs)];
      expect(chosen.kind).toBe('logLines');
      // The mean of w·s² for the uncertainties that the errors were drawn with: w·s² is the same for all rows.
      const expected = question.weights![0] * (0.1 * Math.exp(3 * inputs[0] + 0.5 * inputs[rows])) ** 2;
      expect(chosen.heldOut.mean / expected).toBeLessThan(1.6);
      expect(chosen.heldOut.mean / expected).toBeGreaterThan(0.6);
    }
  });
});
