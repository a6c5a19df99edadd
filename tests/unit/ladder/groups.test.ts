/** Whole groups of rows are held out, and judged as so many rows that are not independent. */
import { describe, expect, it } from 'vitest';
import type { Groups } from '../../../main/engine/data/dataset/dataset.ts';
import type { Question } from '../../../main/engine/ladder/fits/fitDesign.ts';
import { foldsOf } from '../../../main/engine/ladder/judging/folds.ts';
import { withInnerValidation } from '../../../main/engine/data/dataset/innerValidation.ts';
import { excess, heldOutLosses, signedRanks } from '../../../main/engine/ladder/judging/judge.ts';
import { linearRungs } from '../../../main/engine/ladder/rungs.ts';
import { lossesOn } from '../../../main/engine/ladder/behindLines.ts';
import { judgedBy } from '../../../main/engine/ladder/ladderView.ts';
import { seededRandom } from '../../../shared/random.ts';
import { datasetOf, made } from './tables.ts';

const groupsOf = (rows: number, group: (row: number) => number): Groups => ({
  column: 'batch',
  of: Uint32Array.from({ length: rows }, (_, row) => group(row)),
});
const rowsOf = (rows: number): Uint32Array => Uint32Array.from({ length: rows }, (_, row) => row);

describe('cross-validation of groups', () => {
  it.each([
    [80, 4, 0, '4-fold cross-validation of whole groups of “batch”'],
    [400, 40, 0, '5-fold cross-validation of whole groups of “batch”'],
    [4000, 80, 0, 'held-out rows'],
    [4000, 30, 0, '5-fold cross-validation of whole groups of “batch”'],
    [4000, 4, 1000, '4-fold cross-validation of whole groups of “batch”'],
  ])('of %i rows in %i groups holds each group out whole', (rows, groups, last, says) => {
    const table = made(rows, 1, ([x]) => x, { classifies: rows === 80 });
    const question = { ...table.question, groups: groupsOf(rows, (row) => row % groups) };
    const folds = foldsOf(question, table.inputs, last, 1);
    folds.held.forEach((part, index) => {
      const held = new Set(Array.from(part, (row) => row % groups));
      expect(folds.others[index].some((row) => held.has(row % groups))).toBe(false);
      expect(folds.others[index].length).toBeGreaterThan(0);
    });
    if (folds.parts > 1) expect(folds.held.reduce((sum, part) => sum + part.length, 0)).toBe(rows);
    expect(judgedBy(folds)).toContain(says);
  });

  it('has inner validation rows of whole groups too', () => {
    const dataset = {
      ...datasetOf(
        made(120, 1, ([x]) => x),
        0,
      ),
      groups: groupsOf(120, (row) => row % 12),
    };
    const { train, validation } = withInnerValidation(dataset);
    const held = new Set(Array.from(validation.tableRows, (row) => row % 12));
    expect(held.size).toBe(2);
    expect(Array.from(train.tableRows).some((row) => held.has(row % 12))).toBe(false);
    expect(train.rows + validation.rows).toBe(120);
  });
});

describe('errors of groups', () => {
  const { question } = made(60, 1, ([x]) => x);
  const of = (groups: Groups | null, loss: (row: number) => number) => {
    const asked: Question = groups === null ? question : { ...question, groups };
    return heldOutLosses(asked, rowsOf(60), 0, loss);
  };

  it('have the standard error of their means where all are of one size', () => {
    const random = seededRandom(3);
    const losses = Array.from({ length: 60 }, () => random.next());
    const { mean, standardError } = of(
      groupsOf(60, (row) => row % 6),
      (row) => losses[row],
    );
    const means = Array.from({ length: 6 }, (_, g) =>
      losses.filter((_loss, row) => row % 6 === g).reduce((sum, loss) => sum + loss / 10, 0),
    );
    const variance = means.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 5;
    expect(standardError).toBeCloseTo(Math.sqrt(variance / 6), 12);
  });

  it('are as those of rows where each row is a group', () => {
    const loss = (row: number): number => (row * 37) % 11;
    const [alone, one] = [null, groupsOf(60, (row) => row)].map((groups) => of(groups, loss));
    expect(one.standardError).toBeCloseTo(alone.standardError, 12);
  });

  it('do not become certain where the rows of a group repeat each other', () => {
    const groups = groupsOf(60, (row) => row % 4);
    const loss = (row: number): number => 1 + [3, -1, 2, -3.5][row % 4];
    const [one, other] = [of(groups, loss), of(groups, () => 1)];
    expect(Math.abs(signedRanks(one, other))).toBeLessThan(1.645);
    expect(excess(one, other).standardError).toBeGreaterThan(1);
    expect(
      excess(
        of(null, loss),
        of(null, () => 1),
      ).standardError,
    ).toBeLessThan(0.4);
  });

  it('of few groups must differ by more standard errors', () => {
    // By chance, the losses of each group differ by 1 more or less: one difference in twenty is significant.
    const significant = (groups: number): number => {
      const random = seededRandom(groups);
      const found = Array.from({ length: 400 }, () => {
        const losses = Array.from({ length: groups }, () => 10 + random.normal());
        const own = groupsOf(60, (row) => row % groups);
        const { mean, standardError } = excess(
          of(own, (row) => losses[row % groups]),
          of(own, () => 10),
        );
        return mean > 1.645 * standardError;
      });
      return found.filter(Boolean).length / found.length;
    };
    for (const groups of [2, 3, 6, 20]) expect(significant(groups)).toBeLessThan(0.08);
  });

  it.each([
    ['are not certain of two groups', 2, false, 0.5],
    ['have no standard error of one', 1, false, Infinity],
    ['are those of rows in another table', 2, true, 0.1],
  ])('of a data set’s test rows %s', (_, groups, apart, error) => {
    const dataset = datasetOf(
      made(60, 1, () => 0),
      0,
    );
    const test = { ...dataset.train, targets: Float64Array.from(rowsOf(60), (row) => row % 2) };
    const ours = { ...dataset, test, groups: groupsOf(60, (row) => (groups === 2 ? row % 2 : 0)) };
    const losses = lossesOn({ ...ours, ...(apart && { testApart: true }) }, 'test', new Float64Array(60));
    const { standardError } = losses;
    if (error === Infinity) expect(standardError).toBe(Infinity);
    else expect(apart ? standardError < error : standardError > error).toBe(true);
  });

  it('give no straight line to what differs between few groups by chance', async () => {
    let lines = 0;
    for (let seed = 1; seed <= 8; seed++) {
      const random = seededRandom(seed);
      const [level, dose] = [0, 1].map(() => Array.from({ length: 8 }, () => random.normal()));
      const table = made(160, 1, () => 0, { seed });
      const inputs = table.inputs.map((_, row) => dose[row % 8]);
      const targets = table.question.targets.map((_, row) => level[row % 8] + 0.1 * random.normal());
      const asked = { ...table.question, targets, groups: groupsOf(160, (row) => row % 8) };
      const folds = foldsOf(asked, inputs, 0, seed);
      const grid = { features: table.features, inputs, grid: 6, order: 3 };
      const rungs = [];
      for await (const rung of linearRungs(asked, grid, folds)) rungs.push(rung);
      const { mean, standardError } = excess(rungs[0].heldOut, rungs[1].heldOut);
      expect(rungs[1].chance).toBeUndefined();
      if (mean > 1.645 * standardError) lines++;
    }
    expect(lines).toBeLessThanOrEqual(2);
  });
});

describe('curves of groups', () => {
  it('do not follow the levels of groups: what differs between groups by chance bends nothing', async () => {
    const [rows, groups] = [240, 24];
    const random = seededRandom(11);
    const [level, height, age] = [0, 1, 2].map(() => Array.from({ length: groups }, () => random.normal()));
    const table = made(rows, 3, () => 0);
    const inputs = table.inputs.map((x, at) => (at < rows ? x : (at < 2 * rows ? height : age)[at % groups]));
    const targets = table.question.targets.map(
      (_, row) => Math.sin(3 * inputs[row]) + level[row % groups] + 0.2 * random.normal(),
    );
    const asked = { ...table.question, targets, groups: groupsOf(rows, (row) => row % groups) };
    const grid = { features: table.features, inputs, grid: 6, order: 3 };
    const rungs = [];
    for await (const rung of linearRungs(asked, grid, foldsOf(asked, inputs, 0, 1))) rungs.push(rung);
    const additive = rungs.find(({ kind }) => kind === 'additive')!;
    const levels = level.reduce((sum, value) => sum + value ** 2, 0) / groups;
    // The levels of new groups cannot be known, and hardly more is left.
    expect(additive.heldOut.mean).toBeLessThan(1.25 * levels);
    expect(additive.freedom).toBeLessThan(12);
  });
});
