import { describe, expect, it } from 'vitest';
import type { Random } from '../../../shared/random.ts';
import { designOf, linesTogether, predicted, type Design } from '../../../main/engine/ladder/fits/design.ts';
import { fitClasses, logProbability } from '../../../main/engine/ladder/fits/fitDesign.ts';
import { normalEquations } from '../../../main/engine/ladder/fits/gram.ts';
import { leftOutLoss, leftOutPlan } from '../../../main/engine/ladder/fits/leftOut.ts';
import { ridge, ridgeOfClasses } from '../../../main/engine/ladder/fits/ridge.ts';
import type { Breathe } from '../../../main/engine/breath.ts';
import { solve, type Smoothed } from '../../../main/engine/ladder/fits/smoothing.ts';
import { termsOf } from '../../../main/engine/ladder/terms/terms.ts';
import { made, type Made } from './tables.ts';

/** The fit of one target. */
const fitted = async (
  design: Design,
  target: Float64Array,
  ...rows: [weights: Float64Array | null, among: Uint32Array, breathe: Breathe]
): Promise<Smoothed> => (await ridge(design, ...rows))(target);

function linesOf({ question, inputs, features }: Made): ReturnType<typeof designOf> {
  return designOf(question.rows, linesTogether(termsOf(features, inputs, question.rows, 8, 3).terms));
}

const breathe = (): undefined => undefined;
const range = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => i);

describe('columns of straight lines', () => {
  it('are 0 and 1 for a label, however it is scaled, and of unit spread for a number', () => {
    const { inputs, features, question } = made(6, 2, () => 0);
    const label = [1, -1, -1, 1, -1, -1];
    const table = Float64Array.from([...label, ...inputs.subarray(6)]);
    const [group, number] = termsOf(
      [{ ...features[0], label: 'a' }, features[1]],
      table,
      question.rows,
      8,
      3,
    ).terms;
    const mean = 1 / 3;
    label.forEach((sign, row) =>
      expect(group.lines[0].values[row]).toBeCloseTo((sign > 0 ? 1 : 0) - mean, 12),
    );
    expect(number.lines[0].values.reduce((sum, value) => sum + value ** 2, 0) / 6).toBeCloseTo(1, 12);
  });
});

describe('straight lines under one penalty', () => {
  const table = made(30, 6, ([a, b], random) => a - 0.5 * b + random.normal(), { seed: 3 });
  const design = linesOf(table);
  const { targets } = table.question;

  it('solves the penalised normal equations', async () => {
    const among = range(30).filter((row) => row % 5 !== 0);
    const weights = Float64Array.from({ length: 30 }, (_, row) => 0.5 + (row % 3));
    const { theta, strengths, totalFreedom } = await fitted(design, targets, weights, among, breathe);
    const direct = solve(normalEquations(design, targets, weights, among), design.groups, strengths, null);
    theta.forEach((value, c) => expect(value).toBeCloseTo(direct.theta[c], 9));
    expect(totalFreedom).toBeCloseTo(direct.totalFreedom, 9);
  });

  it('has hardly a penalty where the rows have no noise, and the usual least one where they have some', async () => {
    const exact = made(30, 3, ([a, b]) => 2 * a - 3 * b + 1);
    const { theta } = await fitted(linesOf(exact), exact.question.targets, null, range(30), breathe);
    const left = predicted(linesOf(exact), theta).map((value, row) => value - exact.question.targets[row]);
    expect(Math.max(...left.map(Math.abs))).toBeLessThan(1e-12);
    const noisy = made(300, 1, ([a], random) => a + 1e-3 * random.normal());
    const { strengths } = await fitted(linesOf(noisy), noisy.question.targets, null, range(300), breathe);
    expect(strengths[0]).toBeGreaterThan(1e-6 * 300 * 0.9);
  });

  it('solves them with more columns than rows, and with many of both', async () => {
    for (const [rows, inputs] of [
      [20, 90],
      [200, 80],
    ]) {
      const wide = made(rows, inputs, ([a, b], random) => a - 0.5 * b + 0.1 * random.normal(), { seed: 4 });
      const columns = linesOf(wide);
      const y = wide.question.targets;
      const { theta, strengths, totalFreedom } = await fitted(columns, y, null, range(rows), breathe);
      const direct = solve(normalEquations(columns, y, null, null), columns.groups, strengths, null);
      theta.forEach((value, c) => expect(value).toBeCloseTo(direct.theta[c], 9));
      // There it is the small difference of large numbers.
      expect(totalFreedom).toBeCloseTo(direct.totalFreedom, 6);
    }
  });

  it('takes turns with others at thousands of columns, and little time', async () => {
    const wide = made(60, 3000, ([a, b]) => a + b);
    const columns = linesOf(wide);
    let pauses = 0;
    const started = process.cpuUsage();
    const count = (): undefined => {
      pauses++;
    };
    await fitted(columns, wide.question.targets, null, range(60), count);
    // It took hours where the time grew with the third power of the number of columns.
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(20);
    expect(pauses).toBeGreaterThan(60);
  });

  it('chooses the penalty with the least leave-one-out error', async () => {
    const errorAt = (strength: number): number =>
      range(30).reduce((sum, left) => {
        const equations = normalEquations(
          design,
          targets,
          null,
          range(30).filter((row) => row !== left),
        );
        const { theta } = solve(equations, design.groups, [strength], null);
        return sum + (predicted(design, theta)[left] - targets[left]) ** 2;
      }, 0);
    const [strength] = (await fitted(design, targets, null, range(30), breathe)).strengths;
    expect(errorAt(strength)).toBeLessThanOrEqual(errorAt(2 * strength));
    expect(errorAt(strength)).toBeLessThanOrEqual(errorAt(strength / 2));
  });

  it('chooses nearly the best penalty for classes too', async () => {
    const classes = made(40, 4, ([a, b], random) => Number(a + b + 0.3 * random.normal() > 0), {
      classifies: true,
    });
    const both = linesOf(classes);
    const errorAt = async (strength: number): Promise<number> => {
      let sum = 0;
      for (const left of range(40)) {
        const among = range(40).filter((row) => row !== left);
        const start = { strengths: [[strength]], thetas: [] };
        const [{ theta }] = await fitClasses(both, classes.question, among, start, 'held');
        sum -= logProbability([predicted(both, theta)], classes.question.targets[left], left);
      }
      return sum;
    };
    const [fit] = await ridgeOfClasses(both, classes.question, range(40));
    const taken = await errorAt(fit.strengths[0]);
    for (const strength of [1e-3, 1e-2, 0.1, 1, 10, 100]) {
      expect(taken).toBeLessThan(1.03 * (await errorAt(strength)));
    }
    expect(taken).toBeLessThan(0.7 * (await errorAt(100)));
  });

  it('leaves rows out as fits without them do, with three classes', async () => {
    const kinds = made(60, 3, ([a, b], random) => kindOf(a + 0.5 * random.normal(), b), { classifies: true });
    const question = { ...kinds.question, outputs: 3 };
    const lines = linesOf(kinds);
    const all = range(60);
    const fitAt = (strength: number, among: Uint32Array): ReturnType<typeof fitClasses> =>
      fitClasses(lines, question, among, { strengths: [0, 1, 2].map(() => [strength]), thetas: [] }, 'held');
    for (const strength of [0.3, 3, 30]) {
      let exact = 0;
      for (const left of all) {
        const without = await fitAt(
          strength,
          all.filter((row) => row !== left),
        );
        const logits = without.map(({ theta }) => predicted(lines, theta));
        exact -= logProbability(logits, question.targets[left], left) / 60;
      }
      const fits = await fitAt(strength, all);
      const plan = leftOutPlan(lines.count, 3, all);
      expect(plan.together).toBe(true);
      const together = leftOutLoss(lines, question, plan, fits, strength);
      const apart = leftOutLoss(lines, question, { ...plan, together: false }, fits, strength);
      expect(Math.abs(together / exact - 1)).toBeLessThan(0.03);
      expect(Math.abs(together - exact)).toBeLessThan(0.5 * Math.abs(apart - exact));
    }
  });

  it('leaves out fewer rows with more classes, and solves many classes one by one', () => {
    const rows = range(4000);
    expect(leftOutPlan(21, 1, rows)).toMatchObject({ together: false, rows: { length: 2000 } });
    expect(leftOutPlan(21, 3, rows)).toMatchObject({ together: true, rows: { length: 2000 } });
    const six = leftOutPlan(25, 6, rows);
    expect(six.together).toBe(true);
    expect(six.rows.length).toBeLessThan(500);
    expect(new Set(six.rows).size).toBe(six.rows.length);
    expect(leftOutPlan(100, 10, rows)).toMatchObject({ together: false, rows: { length: 2000 } });
  });

  it('fits classes with more columns than rows as with all columns at once', async () => {
    const classes = made(40, 60, ([a, b], random) => Number(a + b + 0.3 * random.normal() > 0), {
      classifies: true,
    });
    const lines = linesOf(classes);
    const among = range(40).filter((row) => row % 4 > 0);
    const [fit] = await ridgeOfClasses(lines, classes.question, among);
    const start = { strengths: [fit.strengths], thetas: [fit.theta] };
    const [direct] = await fitClasses(lines, classes.question, among, start, 'held');
    fit.theta.forEach((value, c) => expect(value).toBeCloseTo(direct.theta[c], 4));
    expect(fit.totalFreedom).toBeCloseTo(direct.totalFreedom, 2);
  });

  it('stays finite for rare classes, where steps are too long', async () => {
    for (const seed of [2, 3]) {
      const table = made(150, 6, ([a, b], random) => classOf(a, b, random), { classifies: true, seed });
      const question = { ...table.question, outputs: 6 };
      const fits = await ridgeOfClasses(
        linesOf(table),
        question,
        range(150).filter((row) => row % 5 > 0),
      );
      const logits = fits.map(({ theta }) => predicted(linesOf(table), theta));
      const left = range(150).filter((row) => row % 5 === 0);
      const loss = left.reduce((sum, row) => sum - logProbability(logits, question.targets[row], row), 0);
      // The cross-entropy of the class shares is about 1.3.
      expect(loss / left.length).toBeLessThan(1.2);
    }
  });
});

/** One of three classes. */
function kindOf(a: number, b: number): number {
  if (a > 0.3) return 0;
  return b > 0 ? 1 : 2;
}

/** Two common classes, told apart by the one number, and four rare ones by the other. */
function classOf(a: number, b: number, random: Random): number {
  if (random.next() < 0.8) return Number(a + 0.3 * random.normal() > 0);
  return 2 + Math.min(3, Math.floor(2 * (b + 1)));
}
