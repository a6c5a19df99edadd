import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { blendLearner } from '../../../main/engine/ladder/linear/blend.ts';
import { designOf, deviations, linesTogether } from '../../../main/engine/ladder/fits/design.ts';
import { foldsOf } from '../../../main/engine/ladder/judging/folds.ts';
import {
  designLearner,
  lineLearner,
  type Learner,
  type Written,
} from '../../../main/engine/ladder/fits/learners.ts';
import { blendOf } from '../../../main/engine/ladder/sentence.ts';
import { linearRungs } from '../../../main/engine/ladder/rungs.ts';
import { termsOf } from '../../../main/engine/ladder/terms/terms.ts';
import { modelOf } from '../../../main/engine/ladder/linear/toModel.ts';
import { made } from './tables.ts';

/** A learner that always gives the same outputs. */
function fixed(outputs: Float64Array): Learner<Written> {
  const fits = [{ theta: Float64Array.of(0), totalFreedom: 1, variance: 1 }];
  return {
    learn: () =>
      Promise.resolve({ design: { members: [], groups: [], kinds: [] }, fits, outputs: [outputs] }),
  };
}

const half = made(60, 1, ([a]) => a);
const folds = foldsOf(half.question, half.inputs, 0, 1);
const none = fixed(new Float64Array(60));
const twice = fixed(half.question.targets.map((target) => 2 * target));

describe('a blend of two fits', () => {
  it('has the weight of least squared error, in closed form', async () => {
    // w = Σ(y − one)(other − one)/Σ(other − one)² = 1/2.
    const blend = await blendLearner(half.question, folds, none, twice).learn(null);
    expect(blend.weight).toBe(0.5);
    expect(Array.from(blend.outputs[0])).toEqual(Array.from(half.question.targets));
  });

  it('never goes beyond either fit', async () => {
    const opposite = fixed(half.question.targets.map((target) => -target));
    expect((await blendLearner(half.question, folds, none, opposite).learn(null)).weight).toBe(0);
    const short = fixed(half.question.targets.map((target) => target / 2));
    expect((await blendLearner(half.question, folds, none, short).learn(null)).weight).toBe(1);
  });

  it('lets rows that are held out have no say in the weight that they judge', async () => {
    const [part] = folds.held;
    const targets = half.question.targets.slice();
    for (const row of part) targets[row] = 1000;
    const changed = { ...half.question, targets };
    const learner = blendLearner(changed, folds, none, twice);
    expect((await learner.learn(folds.others[0])).weight).toBe(0.5);
    expect((await learner.learn(null)).weight).not.toBe(0.5);
  });

  it('shrinks the weight by as much as the rows leave in doubt, and to nothing where it is not significant', async () => {
    /** Twice what is true of the target, and noise that hides it more and more. */
    const weightAt = async (noise: number): Promise<number> => {
      const { question, inputs } = made(60, 1, ([a], random) => a + noise * random.normal());
      const parts = foldsOf(question, inputs, 0, 1);
      return (await blendLearner(question, parts, none, fixed(inputs.map((a) => 2 * a))).learn(null)).weight;
    };
    const weights = await Promise.all([0, 0.1, 0.5, 1, 6].map(weightAt));
    expect(weights[0]).toBe(0.5);
    expect(weights[1]).toBeGreaterThan(0.48);
    expect(weights[2]).toBeLessThan(weights[1]);
    expect(weights[3]).toBeLessThan(weights[2]);
    expect(weights[3]).toBeGreaterThan(0);
    expect(weights[4]).toBe(0);
    for (const weight of weights) expect(100 * weight).toBeCloseTo(Math.round(100 * weight), 9);
  });

  it('hardly ever finds a curve in pure noise', async () => {
    let found = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const { question, inputs } = made(80, 1, (_x, random) => random.normal(), { seed });
      const bump = fixed(inputs.map((a) => a * a - 1 / 3));
      const blend = await blendLearner(question, foldsOf(question, inputs, 0, seed), none, bump).learn(null);
      if (blend.weight > 0) found++;
    }
    expect(found).toBeLessThanOrEqual(5);
  });

  it('keeps the larger fit as it is where it is right and the simpler one is not', async () => {
    const exact = fixed(half.question.targets);
    expect((await blendLearner(half.question, folds, none, exact).learn(null)).weight).toBe(1);
  });

  it.each([false, true])('is one network with the outputs of both (classes: %s)', async (classifies) => {
    const { question, inputs, features } = made(
      120,
      2,
      ([a, b], random) => {
        const value = a + 1.5 * b * b + 0.6 * random.normal();
        return classifies ? Number(value > 0.5) : value;
      },
      { classifies },
    );
    const terms = termsOf(features, inputs, question.rows, 8, 3);
    const lines = lineLearner(question, designOf(question.rows, linesTogether(terms.terms)));
    const curves = designLearner(
      question,
      designOf(question.rows, [...linesTogether(terms.terms), ...deviations(terms.terms)]),
    );
    const blend = await blendLearner(question, foldsOf(question, inputs, 0, 1), lines, curves).learn(null);
    expect(blend.weight).toBeGreaterThan(0);
    const model = modelOf(blend, terms);
    const batch = { rows: question.rows, inputs, targets: question.targets, weights: null };
    const evaluator = referenceBackend.evaluator(model, batch, { loss: 'squared', regularization: null });
    const given = await evaluator.forward(model.params);
    const [one, other] = [(await lines.learn(null)).outputs[0], (await curves.learn(null)).outputs[0]];
    one.forEach((value, row) => {
      const expected = (1 - blend.weight) * value + blend.weight * other[row];
      expect(Math.abs(given[row] - expected)).toBeLessThan(0.1);
    });
  });

  it('does not look better than straight lines where there are no curves', async () => {
    let ratios = 0;
    const tables = 10;
    for (let seed = 1; seed <= tables; seed++) {
      const { question, inputs, features } = made(80, 1, ([a], random) => a + random.normal(), { seed });
      const errors = new Map<string, number>();
      const parts = foldsOf(question, inputs, 0, seed);
      for await (const rung of linearRungs(question, { features, inputs, grid: 6, order: 3 }, parts))
        errors.set(rung.kind, rung.heldOut.mean);
      ratios += errors.get('additive')! / errors.get('lines')!;
    }
    expect(ratios / tables).toBeGreaterThan(0.99);
  });

  it('gives pairs no weight where there are none, and all of it where they are clear', async () => {
    const weightsOf = async (strength: number): Promise<(number | undefined)[]> => {
      const weights: (number | undefined)[] = [];
      for (let seed = 1; seed <= 6; seed++) {
        const { question, inputs, features } = made(
          120,
          3,
          ([a, b], random) => a + Math.sin(3 * b) + strength * a * b + 0.3 * random.normal(),
          { seed },
        );
        const parts = foldsOf(question, inputs, 0, seed);
        for await (const rung of linearRungs(question, { features, inputs, grid: 6, order: 3 }, parts))
          if (rung.kind === 'pairs') weights.push(rung.weight);
      }
      return weights;
    };
    expect((await weightsOf(0)).filter((weight) => weight === 0).length).toBeGreaterThanOrEqual(5);
    for (const weight of await weightsOf(2)) expect(weight).toBe(1);
  });

  it('says what it consists of', () => {
    expect(blendOf({ kind: 'additive', weight: 0.77 })).toBe('77 % curves and 23 % straight lines');
    expect(blendOf({ kind: 'pairs', weight: 0.3 })).toBe('30 % curves with pairs and 70 % curves alone');
    expect(blendOf({ kind: 'additive', weight: 1 })).toBe('');
    expect(blendOf({ kind: 'pairs', weight: 0 })).toBe('');
    expect(blendOf({ kind: 'pairs' })).toBe('');
  });
});
