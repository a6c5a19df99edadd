import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import type { KanModel } from '../../../main/engine/kan/model.ts';
import { chosenRung } from '../../../main/engine/ladder/choice.ts';
import { designOf, deviations, filled, linesTogether } from '../../../main/engine/ladder/fits/design.ts';
import { foldsOf } from '../../../main/engine/ladder/judging/folds.ts';
import { ladderViewOf } from '../../../main/engine/ladder/ladderView.ts';
import { levelsOf } from '../../../main/engine/ladder/levels/levels.ts';
import { levelsRung } from '../../../main/engine/ladder/levels/rung.ts';
import { designLearner } from '../../../main/engine/ladder/fits/learners.ts';
import type { Reached } from '../../../main/engine/ladder/reached.ts';
import { termsOf } from '../../../main/engine/ladder/terms/terms.ts';
import { seededRandom } from '../../../shared/random.ts';
import { climbed, datasetOf, made, numbered, type Made } from './tables.ts';

const taken = (rungs: readonly Reached[]): Reached => rungs[chosenRung(rungs)];

/** Levels of subjects, in no order. */
const random = seededRandom(5);
const levels = Array.from({ length: 60 }, () => random.normal());

const subjects = numbered(60, 5, (x, group, noise) => x + levels[group] + 0.5 * noise.normal());

async function valuesOf(model: KanModel, inputs: Float64Array, rows: number): Promise<Float64Array> {
  const batch = { rows, inputs, targets: new Float64Array(rows), weights: null };
  const evaluator = referenceBackend.evaluator(model, batch, { loss: 'squared', regularization: null });
  return evaluator.forward(model.params);
}

/** The inputs whose levels explain what the mean leaves. */
function foundIn(
  { question, inputs, features }: Made,
  residuals: Float64Array,
  weights: Float64Array | null = null,
): number[] {
  const terms = termsOf(features, inputs, question.rows, 8, 3);
  return levelsOf(terms, inputs, [residuals], weights, 'numbers').map(({ input }) => input);
}

describe('levels of values', () => {
  it('are chosen for numbered subjects, beside the line of the other input', async () => {
    const rungs = await climbed(subjects);
    const rung = taken(rungs);
    expect(rung.kind).toBe('levels');
    expect(rung.levels!.inputs).toEqual([1]);
    // A line, an intercept and the levels; curves without an effect do not count.
    expect(rung.levels!.parameters).toBeGreaterThanOrEqual(62);
    // A level has the error of the mean of the other four rows: noise²(1 + 1/4).
    expect(rung.heldOut.mean).toBeLessThan(1.2 * 0.25 * 1.25);
    const curves = rungs.find(({ kind }) => kind === 'additive')!;
    expect(curves.heldOut.mean).toBeGreaterThan(0.5);
  });

  it('say so in the sentence about the choice', async () => {
    const rungs = await climbed(subjects);
    const { question, inputs } = subjects;
    const { encoding, train } = datasetOf(subjects, 0);
    const folds = foldsOf(question, inputs, 0, 1);
    const { sentence } = ladderViewOf(rungs, chosenRung(rungs), { encoding }, train.tableRows, folds, false);
    expect(sentence).toContain(
      'Each value of “x2” has a level of its own beside the curve: this lowered the error on held-out rows. ' +
        'So this column may say which group a row belongs to, such as a subject, a batch or a year.',
    );
  });

  it('are a polygon through each value, and nothing beyond the rows', async () => {
    const { model } = taken(await climbed(subjects));
    expect(model.layers[0].order).toBe(1);
    const step = 2 / 59;
    const groups = Array.from({ length: 60 }, (_, group) => -1 + group * step);
    const at = async (numbers: readonly number[]): Promise<Float64Array> =>
      valuesOf(model, Float64Array.from([...numbers.map(() => 0), ...numbers]), numbers.length);
    const own = await at(groups);
    own.forEach((value, group) => expect(Math.abs(value - levels[group])).toBeLessThan(0.8));
    const between = await at(groups.slice(1).map((group) => group - step / 2));
    between.forEach((value, i) => expect(value).toBeCloseTo((own[i] + own[i + 1]) / 2, 6));
    // A subject who was not there has the mean.
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    for (const value of await at([1 + step, 1 + 3 * step, -1 - step]))
      expect(Math.abs(value - mean)).toBeLessThan(0.3);
    expect(Math.max(Math.abs(own[0] - mean), Math.abs(own[59] - mean))).toBeGreaterThan(0.5);
  });

  it('are found by the rows that are measured well', () => {
    const drawn = seededRandom(3);
    const uncertainties = subjects.question.targets.map(() => (drawn.next() < 0.6 ? 0.3 : 30));
    const residuals = uncertainties.map((s, row) => levels[row % 60] + s * drawn.normal());
    const weights = uncertainties.map((s) => s ** -2);
    expect(foundIn(subjects, residuals)).toEqual([]);
    expect(foundIn(subjects, residuals, weights)).toEqual([1]);
    // Without levels none are found.
    const noise = uncertainties.map((s) => s * drawn.normal());
    expect(foundIn(subjects, noise, weights)).toEqual([]);
  });

  it('leave only the curve where numbers are missing', async () => {
    const without = (of: number): boolean => of % 3 === 1;
    const { question, inputs, features } = subjects;
    const { rows, targets } = question;
    const kept = Array.from({ length: rows }, (_, row) => row).filter((row) => !without(row % 60));
    const some = {
      question: { ...question, rows: kept.length, targets: Float64Array.from(kept, (row) => targets[row]) },
      inputs: Float64Array.from([0, 1].flatMap((input) => kept.map((row) => inputs[input * rows + row]))),
      features,
    };
    const rung = taken(await climbed(some));
    expect(rung.kind).toBe('levels');
    const numbers = Array.from({ length: 60 }, (_, group) => -1 + (group * 2) / 59);
    const values = await valuesOf(rung.model, Float64Array.from([...numbers.map(() => 0), ...numbers]), 60);
    const spread = (list: readonly number[]): number => Math.max(...list) - Math.min(...list);
    const parts = (missing: boolean): number[] =>
      [...values].filter((_, group) => without(group) === missing);
    expect(spread(parts(true))).toBeLessThan(0.5);
    expect(spread(parts(false))).toBeGreaterThan(2);
  });

  it('are found for classes', async () => {
    const classes = numbered(
      50,
      12,
      (x, group, noise) => Number(noise.next() < 1 / (1 + Math.exp(-x - 2 * levels[group]))),
      { classifies: true },
    );
    const rungs = await climbed(classes);
    const rung = rungs.find(({ kind }) => kind === 'levels')!;
    expect(rung.heldOut.mean).toBeLessThan(
      rungs.find(({ kind }) => kind === 'additive')!.heldOut.mean - 0.05,
    );
    expect(taken(rungs)).toBe(rung);
  });

  it('are not chosen for a smooth law of a number with few values', async () => {
    const smooth = numbered(30, 8, (x, group, noise) => x + Math.sin(group / 5) + 0.2 * noise.normal());
    expect(taken(await climbed(smooth)).kind).toBe('additive');
  });

  it('are not looked for where values are measured, too many, or too few', () => {
    const { rows } = subjects.question;
    const { targets } = subjects.question;
    expect(foundIn(subjects, targets)).toEqual([1]);
    expect(
      foundIn(
        made(rows, 2, () => 0),
        targets,
      ),
    ).toEqual([]);
    const three = numbered(3, 100, (_, group) => levels[group]);
    expect(foundIn(three, three.question.targets)).toEqual([]);
  });

  it('are not looked for where the largest of many columns explains no more than chance', () => {
    const rows = 600;
    const found = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((seed) => {
      const { question, inputs, features } = made(rows, 30, (_, random) => random.normal(), { seed });
      const whole = inputs.map((x) => Math.round(30 * x));
      return foundIn({ question, inputs: whole, features }, question.targets);
    });
    expect(found.length).toBeLessThan(2);
  });

  it('are those of one column where others part the rows in the same way', () => {
    const { question, inputs, features } = subjects;
    const { rows, targets } = question;
    const twice = {
      question,
      inputs: Float64Array.from([...inputs, ...inputs.subarray(rows).map((value) => Math.sin(7 * value))]),
      features: [...features, { ...features[1], name: 'x3', column: 'x3' }],
    };
    expect(foundIn(twice, targets)).toEqual([1]);
  });

  it('are found where they fix the target, in columns that say the same without noise', async () => {
    const rows = 300;
    for (const seed of [12, 15, 18, 21]) {
      const { question, inputs, features } = made(rows, 5, () => 0, { seed });
      const own = seededRandom(seed);
      const [one, other] = [0, 1].map(() => Array.from({ length: 60 }, () => 2 * own.next() - 1));
      const of = Array.from({ length: rows }, () => Math.floor(60 * own.next()));
      of.forEach((group, row) => {
        inputs[row] = one[group];
        inputs[rows + row] = other[group];
      });
      const exact = { ...question, targets: Float64Array.from(of, (group) => (group - 30) / 17.6) };
      const terms = termsOf(features, inputs, rows, 8, 3);
      const parts = filled([...linesTogether(terms.terms), ...deviations(terms.terms)]);
      const learner = designLearner(exact, designOf(rows, parts));
      const folds = foldsOf(exact, inputs, 0, 1);
      const rung = await levelsRung(exact, inputs, folds, { terms, parts, learner });
      expect(rung?.heldOut.mean).toBeLessThan(0.1);
    }
  });
});
