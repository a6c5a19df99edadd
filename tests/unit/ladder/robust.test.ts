import { describe, expect, it } from 'vitest';
import { chosenRung, paysRobust } from '../../../main/engine/ladder/choice.ts';
import { designOf, linesTogether } from '../../../main/engine/ladder/fits/design.ts';
import { foldsOf } from '../../../main/engine/ladder/judging/folds.ts';
import { heldOutLosses, type HeldOut } from '../../../main/engine/ladder/judging/judge.ts';
import type { FilledColumn } from '../../../main/engine/data/dataset/filled.ts';
import { ladderViewOf } from '../../../main/engine/ladder/ladderView.ts';
import { designLearner } from '../../../main/engine/ladder/fits/learners.ts';
import { outliersOf } from '../../../main/engine/ladder/judging/outliers.ts';
import { robustPlan } from '../../../main/engine/ladder/robustPlan.ts';
import type { Reached } from '../../../main/engine/ladder/reached.ts';
import { linearRungs, robustRungs } from '../../../main/engine/ladder/rungs.ts';
import { compareLosses } from '../../../main/engine/ladder/behindLines.ts';
import { termsOf } from '../../../main/engine/ladder/terms/terms.ts';
import type { PresentLadder } from '../../../shared/contract/views/ladder.ts';
import { linesWarning } from '../../../shared/results/heldOut.ts';
import { datasetOf, made, type Made } from './tables.ts';

const law = ([a, b]: readonly number[]): number => 2 * a + Math.sin(3 * b);
/** Every tenth row or so is wrong by far. */
const spoilt = made(
  300,
  3,
  (x, random) => law(x) + 0.2 * random.normal() + (random.next() < 0.1 ? 8 : 0) * random.normal(),
);
const clean = made(300, 3, (x, random) => law(x) + 0.2 * random.normal());

const tableOf = ({ inputs, features }: Made) => ({ features, inputs, grid: 6, order: 3 });

async function rungsOf(table: Made): Promise<Reached[]> {
  const { question, inputs } = table;
  const folds = foldsOf(question, inputs, 0, 1);
  const rungs: Reached[] = [];
  for await (const rung of linearRungs(question, tableOf(table), folds)) rungs.push(rung);
  const plan = robustPlan(rungs, question);
  if (plan === null) return rungs;
  for await (const rung of robustRungs(question, plan, tableOf(table), folds)) rungs.push(rung);
  return rungs;
}

describe('fits of Huber’s loss', () => {
  it('reaches the least of the loss: limited errors have no mean and no trend', async () => {
    const { question, inputs, features } = spoilt;
    const { terms } = termsOf(features, inputs, 300, 8, 3);
    const cut = 0.3;
    const design = designOf(300, linesTogether(terms));
    const limitedErrors = (outputs: Float64Array): Float64Array =>
      outputs.map((value, row) => Math.max(-cut, Math.min(cut, question.targets[row] - value)));
    const { outputs } = await designLearner({ ...question, cut }, design).learn(null);
    const squares = await designLearner(question, design).learn(null);
    const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / 300;
    const trend = (values: Float64Array): number => mean(values.map((value, row) => value * inputs[row]));
    expect(Math.abs(mean(limitedErrors(outputs[0])))).toBeLessThan(0.005);
    expect(Math.abs(trend(limitedErrors(outputs[0])))).toBeLessThan(0.005);
    expect(Math.abs(mean(limitedErrors(squares.outputs[0])))).toBeGreaterThan(0.005);
  });

  it('are not tried where no row lies far from the rest', async () => {
    const rungs = await rungsOf(clean);
    expect(rungs.map(({ kind }) => kind)).toEqual(['constant', 'lines', 'additive', 'pairs']);
  });

  it('are tried and chosen where outliers spoil the others, and pairs are not tried where they are useless', async () => {
    const rungs = await rungsOf(spoilt);
    const chosen = rungs[chosenRung(rungs)];
    expect(chosen.kind).toBe('robustAdditive');
    expect(chosen.outliers!.far.length).toBeGreaterThan(10);
    expect(chosen.outliers!.far.length).toBeLessThan(35);
    expect(rungs.some(({ kind }) => kind === 'robustPairs')).toBe(false);
  });

  it('are for the outliers of the other rungs where levels are no better', async () => {
    const rungs = (await rungsOf(spoilt)).filter(({ outliers }) => outliers === undefined);
    const { far } = robustPlan(rungs, spoilt.question)!.outliers;
    const best = rungs.find(({ kind }) => kind === 'additive')!;
    const { mean } = best.heldOut;
    const even = best.heldOut.losses.map(() => 0.999 * mean);
    const levels: Reached = {
      ...best,
      kind: 'levels',
      heldOut: { ...best.heldOut, losses: even, mean: 0.999 * mean },
    };
    expect(robustPlan([...rungs, levels], spoilt.question)?.outliers.far).toEqual(far);
  });

  it('are said to be for rows that are named by their numbers in the table, up to six', async () => {
    const table = made(120, 1, ([x], random) => 2 * x + 0.1 * random.normal());
    [31, 7].forEach((row) => (table.question.targets[row] += 5));
    const rungs = await rungsOf(table);
    const chosen = rungs.findIndex(({ kind }) => kind === 'robustLines');
    const { encoding, train } = datasetOf(table, 0);
    const [{ column, name }] = encoding.features;
    const reached = rungs.map((rung) => ({ ...rung, step: 0 }));
    const folds = foldsOf(table.question, table.inputs, 0, 1);
    // The table has other rows before these.
    const sentence = (far: readonly number[], filled: readonly FilledColumn[] = []): string => {
      const rung = { ...reached[chosen], outliers: { cut: 1, far } };
      const tableRows = train.tableRows.map((row) => row + 50);
      return ladderViewOf(reached.with(chosen, rung), chosen, { encoding, filled }, tableRows, folds, false)
        .sentence;
    };
    expect(sentence(rungs[chosen].outliers!.far)).toContain(
      ' 2 of 120 rows (rows 58 and 82) lie far from the rest.',
    );
    const filledIn = (...rows: readonly number[]): FilledColumn[] => [
      { column, inputs: [name], rows: Uint32Array.from(rows) },
    ];
    expect(sentence([0], filledIn(50, 51))).toMatch(/ There a missing value was filled: “.+” in row 51\./u);
    expect(sentence([0], filledIn(51))).not.toContain('filled');
    expect(sentence([0])).toContain(' 1 of 120 rows (row 51) lies far from the rest.');
    expect(sentence([0, 1, 2, 3, 4, 5, 6])).toContain(' 7 of 120 rows lie far from the rest.');
  });
});

describe('the constant of Huber’s loss', () => {
  it('is what robust straight lines must be better than: outliers that move the mean are no law', async () => {
    const constant = made(60, 3, (_x, random) => 5 + 1e-3 * random.normal());
    constant.question.targets[17] = 6;
    const rungs = await rungsOf(constant);
    const lines = rungs.find(({ kind }) => kind === 'robustLines')!;
    expect(lines.location!.mean).toBeLessThan(rungs[0].heldOut.mean);
    expect(rungs[chosenRung(rungs)].kind).toBe('constant');
  });

  it('finds straight lines below errors so heavy that they hide them from the mean', async () => {
    const cauchy = (random: { next: () => number }): number => Math.tan(Math.PI * (random.next() - 0.5));
    const rungs = await rungsOf(made(100, 3, ([a], random) => 3 * a + 0.5 * cauchy(random)));
    expect(rungs.find(({ kind }) => kind === 'robustLines')!.chance!()).toBeLessThanOrEqual(0.05);
    expect(rungs[chosenRung(rungs)].kind).toMatch(/^robust/);
  });
});

describe('the choice of a robust rung', () => {
  const every = Uint32Array.from({ length: 100 }, (_, row) => row);
  const losses = (loss: (row: number) => number) => heldOutLosses(clean.question, every, 0, loss);

  it('counts the rows whose error is more than four times the usual one', () => {
    expect(outliersOf(losses((row) => (row % 10) / 10))).toBeNull();
    const { cut, far } = outliersOf(losses((row) => (row < 3 ? 100 : (row % 7) / 7 + 1)))!;
    expect(far).toEqual([0, 1, 2]);
    expect(cut).toBeGreaterThan(1);
    expect(cut).toBeLessThan(3);
  });

  it('needs a lower loss without a higher squared error', () => {
    const before = { heldOut: losses((row) => (row < 3 ? 100 : 1 + (row % 7) / 7)) };
    const outliers = { cut: 2, far: [0, 1, 2] };
    const better = (far: number) => ({
      heldOut: losses((row) => (row < 3 ? far : 0.5 + (row % 7) / 7)),
      outliers,
    });
    expect(paysRobust(before, better(100))).toBe(true);
    expect(paysRobust(before, better(130))).toBe(false);
    expect(paysRobust(before, { heldOut: before.heldOut, outliers })).toBe(false);
  });
});

describe('a network beside straight lines', () => {
  const behind = { rows: 'test', count: 5, measure: 'RMSE', fittedTo: 'training' } as const;
  const question = made(100, 1, () => 0).question;
  const every = Uint32Array.from({ length: 100 }, (_, row) => row);
  const errors = (of: (row: number) => number): HeldOut =>
    heldOutLosses(question, every, 0.2, (row) => of(row) ** 2);
  const usual = (row: number): number => ((row % 7) - 3) / 3;
  // Half the error of the lines on all rows but one, which it misses by more.
  const lines = errors((row) => (row === 5 ? 20 : usual(row)));
  const network = errors((row) => (row === 5 ? 22 : usual(row) / 2));

  it('is compared by Huber’s loss where rows lie far from the rest', () => {
    expect(network.mean).toBeGreaterThan(lines.mean);
    expect(compareLosses(network, lines, true)).toEqual({ clear: false, far: 1 });
    expect(compareLosses(network, lines, false)).toMatchObject({ far: 0 });
    const worse = errors((row) => (row === 5 ? 22 : 3 * usual(row)));
    expect(compareLosses(worse, lines, true)).toEqual({ clear: true, far: 0 });
  });

  it('is said to be better but for these rows', () => {
    const view = { ...behind, error: 2.2, linesError: 2 };
    expect(linesWarning({ ...view, clear: false, far: 1 }, null)).toBe(
      'Only one row that lies far from the rest makes straight lines better than this network: RMSE 2.000 in place of 2.200 on the test rows, fitted to the training rows. By Huber’s loss, which limits large errors, this network is better.',
    );
    expect(linesWarning({ ...view, clear: true, far: 0 }, null)).toMatch(/^Straight lines do better/);
  });

  it('is told beside what the comparison of models said, where the automatic run chose it: the mean by its name', () => {
    const rungs = [{ kind: 'constant' }, { kind: 'lines' }, { kind: 'additive' }];
    const facts = {
      rungs,
      rows: 76,
      heldOutRows: 76,
      crossValidated: true,
      judgedBy: '10-fold cross-validation',
    };
    const chosen = (rung: number): PresentLadder =>
      ({ ladder: { ...facts, chosen: rung }, rung }) as unknown as PresentLadder;
    const clear = { ...behind, clear: true, far: 0, error: 1.44, linesError: 1.287 };
    const figures = 'RMSE 1.287 in place of 1.440 on the test rows, fitted to the training rows.';
    const compared =
      'The comparison of models, on 76 rows, by 10-fold cross-validation, did not show this clearly.';
    expect(linesWarning(clear, chosen(0))).toBe(
      `Straight lines do better than the mean: ${figures} ${compared}`,
    );
    expect(linesWarning(clear, chosen(2))).toBe(
      `Straight lines do better than this network: ${figures} ${compared}`,
    );
    // Another model of the list, or a network that was changed since, is none that the comparison chose.
    expect(linesWarning(clear, { ...chosen(0), rung: 2 })).toBe(
      `Straight lines do better than this network: ${figures}`,
    );
    expect(linesWarning({ ...clear, measure: 'cross-entropy' }, chosen(0))).toMatch(
      /than the shares of the classes:/,
    );
  });

  it('is not said to be worse where so few rows cannot tell', () => {
    const few = made(5, 1, () => 0).question;
    const of = (values: readonly number[]): HeldOut =>
      heldOutLosses(few, Uint32Array.from(values.keys()), 0, (row) => values[row] ** 2);
    // Worse on four of five rows: 1.9 standard errors of the difference, which are 1.5 of a normal one.
    const compared = compareLosses(of([1.2, 1.3, 0.9, 1.1, 1.4]), of([1, 1, 1, 1, 1]), false);
    expect(compared).toEqual({ clear: false, far: 0 });
    expect(linesWarning({ ...behind, ...compared, error: 1.19, linesError: 1 }, null)).toBe(
      'Straight lines have a lower error than this network: RMSE 1.000 in place of 1.190 on the test rows, fitted to the training rows. 5 rows cannot tell which is better: the difference may be chance.',
    );
    expect(compareLosses(of([2, 2.1, 1.9, 2, 2.2]), of([1, 1, 1, 1, 1]), false).clear).toBe(true);
  });
});
