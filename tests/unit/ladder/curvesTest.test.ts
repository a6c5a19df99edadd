/** The score test for curves of classes, on classes drawn from known probabilities. */
import { describe, expect, it } from 'vitest';
import { designOf, filled, linesTogether } from '../../../main/engine/ladder/fits/design.ts';
import { lineLearner } from '../../../main/engine/ladder/fits/learners.ts';
import { chanceOfCurves } from '../../../main/engine/ladder/judging/curvesTest.ts';
import { termsOf } from '../../../main/engine/ladder/terms/terms.ts';
import { probability } from '../../../main/engine/ladder/fits/fitDesign.ts';
import type { Random } from '../../../shared/random.ts';
import { climbed, made, type Made } from './tables.ts';

/** The classes of rows whose log-odds, or scores by class, are these functions of the inputs. */
const drawn =
  (scores: (x: readonly number[]) => readonly number[]) =>
  (x: readonly number[], random: Random): number => {
    const logits = scores(x).map((score) => Float64Array.of(score));
    const place = random.next();
    if (logits.length === 1) return Number(place < probability(logits, 0, 0));
    let sum = 0;
    return logits.findIndex((_, o) => (sum += probability(logits, o, 0)) > place);
  };

async function chanceOf(
  { question, inputs, features }: Made,
  outputs = 1,
  weights?: Float64Array,
): Promise<number> {
  const asked = { ...question, outputs, weights: weights ?? null };
  const { terms } = termsOf(features, inputs, question.rows, 8, 3);
  const { outputs: logits } = await lineLearner(
    asked,
    designOf(question.rows, filled(linesTogether(terms))),
  ).learn(null);
  return chanceOfCurves(asked, terms, logits);
}

async function chancesOf(
  scores: (x: readonly number[]) => readonly number[],
  rows: number,
  { outputs = 1, weights }: { outputs?: number; weights?: Float64Array } = {},
): Promise<number[]> {
  const chances: number[] = [];
  for (let seed = 1; seed <= 40; seed++)
    chances.push(await chanceOf(made(rows, 2, drawn(scores), { classifies: true, seed }), outputs, weights));
  return chances;
}

const found = (chances: readonly number[], level = 0.05): number =>
  chances.filter((chance) => chance <= level).length / chances.length;

const line = ([a, b]: readonly number[]): number[] => [0.3 + 2.4 * a - 1.4 * b];
const bent = ([a, b]: readonly number[]): number[] => [5 * a * a - 1.6 + 1.6 * b];

describe('the score test for curves of classes', () => {
  // Of 40 tables of a line at most six have a chance of 5 % or less, but for one in a hundred times.
  it('finds no more than its level where classes follow straight lines', async () => {
    expect(found(await chancesOf(line, 60))).toBeLessThanOrEqual(0.15);
    const weights = Float64Array.from({ length: 60 }, (_, row) => (row % 3 === 0 ? 2.6 : 0.2));
    expect(found(await chancesOf(line, 60, { weights }))).toBeLessThanOrEqual(0.15);
    const three = (x: readonly number[]): number[] => [0, ...line(x), x[1]];
    expect(found(await chancesOf(three, 90, { outputs: 3 }))).toBeLessThanOrEqual(0.15);
  });

  it('finds a parabola in nearly all tables of 60 rows', async () => {
    expect(found(await chancesOf(bent, 60))).toBeGreaterThan(0.8);
  });

  it('finds what bends one of three classes', async () => {
    const three = (x: readonly number[]): number[] => [0, ...bent(x), x[1]];
    expect(found(await chancesOf(three, 90, { outputs: 3 }))).toBeGreaterThan(0.7);
  });

  it('finds what bends three times', async () => {
    const waves = ([a, b]: readonly number[]): number[] => [3 * Math.sin(6 * a) + b];
    expect(found(await chancesOf(waves, 120))).toBeGreaterThan(0.7);
  });

  it('is made for classes, and not where rows of a group belong together', async () => {
    const table = made(60, 2, drawn(bent), { classifies: true });
    const chanceIn = async (of: Made): Promise<unknown> =>
      (await climbed(of)).find(({ kind }) => kind === 'additive')?.chanceOfCurves?.();
    expect(await chanceIn(table)).toBeLessThanOrEqual(0.05);
    const groups = { of: Uint32Array.from({ length: 60 }, (_, row) => row % 20), column: 'batch' };
    expect(await chanceIn({ ...table, question: { ...table.question, groups } })).toBeUndefined();
    expect(await chanceIn(made(60, 2, ([a], random) => a * a + random.normal()))).toBeUndefined();
  });
});
