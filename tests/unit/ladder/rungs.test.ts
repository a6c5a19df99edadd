import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { chosenRung } from '../../../main/engine/ladder/choice.ts';
import { designOf, deviations, linesTogether } from '../../../main/engine/ladder/fits/design.ts';
import { designLearner, pairLearner } from '../../../main/engine/ladder/fits/learners.ts';
import { factorsOf } from '../../../main/engine/ladder/fits/pairs.ts';
import type { Reached } from '../../../main/engine/ladder/reached.ts';
import { termsOf } from '../../../main/engine/ladder/terms/terms.ts';
import { modelOf } from '../../../main/engine/ladder/linear/toModel.ts';
import { seededRandom } from '../../../shared/random.ts';
import { shapeOf } from '../../../main/engine/kan/model.ts';
import { climbed, grouped, made } from './tables.ts';

const taken = (rungs: readonly Reached[]): Reached => rungs[chosenRung(rungs)];

describe('the rungs that linear algebra solves', () => {
  it('chooses the mean for pure noise, of numbers and of classes', async () => {
    let means = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const rungs = await climbed(
        made(
          60 + 15 * seed,
          4,
          (_, random) => (seed % 3 === 0 ? Number(random.next() < 0.4) : random.normal()),
          {
            seed,
            classifies: seed % 3 === 0,
          },
        ),
      );
      if (taken(rungs).kind !== 'constant') continue;
      means++;
      expect(taken(rungs).model.layers[0].mask.includes(1)).toBe(false);
    }
    expect(means).toBeGreaterThanOrEqual(10);
  });

  it('chooses straight lines for a line', async () => {
    const rung = taken(await climbed(made(200, 4, ([a, b], random) => 2 * a - b + 0.5 * random.normal())));
    expect(rung.kind).toBe('lines');
    const [layer] = rung.model.layers;
    expect(layer.symbolic[0]).toBe('x');
    expect(layer.mask.includes(1)).toBe(false);
  });

  it('chooses smooth curves for a sum of curves, with a line for a straight part', async () => {
    const law = made(300, 3, ([a, b], random) => Math.sin(3 * a) + b + 0.3 * random.normal());
    const rung = taken(await climbed(law));
    expect(rung.kind).toBe('additive');
    expect(Array.from(rung.model.layers[0].mask)).toEqual([1, 0, 0]);
    expect(rung.model.layers[0].symbolic[1]).toBe('x');
  });

  it('chooses a finer grid when one input has fine structure', async () => {
    const waves = made(400, 1, ([a], random) => Math.sin(12 * a) + 0.1 * random.normal());
    const rung = taken(await climbed(waves));
    expect(rung.kind).toBe('additive');
    expect(rung.model.layers[0].grid).toBeGreaterThan(8);
    expect(Math.sqrt(rung.heldOut.mean)).toBeLessThan(0.115);
  });

  it('finds an oscillation that the coarse grid cannot follow', async () => {
    const law = ([a]: readonly number[]): number => Math.exp(-1.5 * a) * Math.cos(17 * a + 0.4);
    const rung = taken(await climbed(made(120, 1, (x, random) => law(x) + 0.03 * random.normal())));
    expect(rung.kind).toBe('additive');
    expect(rung.model.layers[0].grid).toBeGreaterThan(20);
    // The noise is 0.03, and the constant leaves 1.9.
    expect(Math.sqrt(rung.heldOut.mean)).toBeLessThan(0.15);
  });

  it('has curves of some inputs where all are more than it can fit within a budget', async () => {
    // One input more than could all have curves.
    const many = made(970, 241, ([a, b], random) => a + b + 0.3 * random.normal());
    expect((await climbed(many)).map(({ kind, strongest }) => strongest ?? kind)).toEqual([
      'constant',
      'lines',
      [0, 1],
      [0, 1],
    ]);
  });

  it('keeps the coarse grid when a curve is smooth', async () => {
    const rung = taken(await climbed(made(400, 1, ([a], random) => a * a + 0.3 * random.normal())));
    expect(rung.model.layers[0].grid).toBe(8);
  });

  it('finds a sum of curves without noise nearly exactly', async () => {
    const rung = taken(await climbed(made(500, 2, ([a, b]) => Math.sin(3 * a) + b * b)));
    expect(rung.kind).toBe('additive');
    expect(Math.sqrt(rung.heldOut.mean)).toBeLessThan(1e-6);
  });

  it('chooses a pair for a product', async () => {
    const rung = taken(await climbed(made(300, 3, ([a, b], random) => 2 * a * b + 0.3 * random.normal())));
    expect(rung.kind).toBe('pairs');
    expect(rung.model.layers[0].arities[0]).toBe(2);
  });

  it('chooses smooth curves for classes', async () => {
    const law = made(
      500,
      3,
      ([a, b], random) => Number(random.next() < 1 / (1 + Math.exp(-(3 * a + 6 * b * b - 2)))),
      { classifies: true },
    );
    const rungs = await climbed(law);
    expect(taken(rungs).kind).toBe('additive');
    expect(taken(rungs).heldOut.mean).toBeLessThan(0.9 * rungs[1].heldOut.mean);
  });

  it.each([
    [18, 7],
    [60, 6],
  ])('gives each of %i labels with %i rows a slope of its own', async (groups, rowsOfEach) => {
    const random = seededRandom(5);
    const slopes = Array.from({ length: groups }, () => random.normal());
    const noise = 0.3;
    const rungs = await climbed(
      grouped(groups, rowsOfEach, (x, group, chance) => (2 + slopes[group]) * x + noise * chance.normal()),
    );
    expect(taken(rungs).kind).toBe('pairs');
    // The noise, and what the slopes of so few rows leave.
    expect(taken(rungs).heldOut.mean).toBeLessThan(2 * noise ** 2);
    // The product of the labels and the line, and the sum of levels.
    expect(shapeOf(taken(rungs).model)).toEqual([groups + 1, 2, 1]);
  });

  it('finds the frequency of a rare class', async () => {
    const [constant] = await climbed(
      made(400, 2, (_, random) => Number(random.next() < 0.1), { classifies: true }),
    );
    const share = 0.1;
    expect(constant.heldOut.mean).toBeCloseTo(
      -share * Math.log(share) - (1 - share) * Math.log(1 - share),
      1,
    );
  });

  it('makes networks with the values of the fit', async () => {
    const { question, inputs, features } = made(
      200,
      3,
      ([a, b, c], random) => a * b + Math.sin(3 * c) + 0.2 * random.normal(),
    );
    const terms = termsOf(features, inputs, question.rows, 8, 3);
    const parts = [...linesTogether(terms.terms), ...deviations(terms.terms)];
    const alone = designLearner(question, designOf(question.rows, parts));
    const factors = factorsOf(terms.terms, question.rows);
    const learned = await pairLearner(question, alone, () => factors).learn(null);
    const model = modelOf(learned, terms);
    const batch = { rows: question.rows, inputs, targets: question.targets, weights: null };
    const evaluator = referenceBackend.evaluator(model, batch, { loss: 'squared', regularization: null });
    const given = await evaluator.forward(model.params);
    const worst = given.reduce(
      (most, value, row) => Math.max(most, Math.abs(value - learned.outputs[0][row])),
      0,
    );
    // What spreads less than a tenth of the noise is left out.
    expect(worst).toBeLessThan(0.1);
    expect(shapeOf(model).length).toBe(3);
  });

  it('keeps the slope of a line when it leaves out a small bend', () => {
    const { question, inputs, features } = made(100, 1, ([a]) => a);
    const terms = termsOf(features, inputs, question.rows, 8, 3);
    const design = designOf(question.rows, [...linesTogether(terms.terms), ...deviations(terms.terms)]);
    const theta = new Float64Array(design.count).fill(1e-3, 2);
    theta[1] = 1;
    const fit = { theta, totalFreedom: 2, variance: 1 };
    const { layers, params } = modelOf({ design, fits: [fit], outputs: [] }, terms);
    expect(layers[0].symbolic).toEqual(['x']);
    const [{ lines }] = terms.terms;
    const [line] = lines;
    // The slope of the column itself: it has unit spread.
    const slope = (line.values[1] - line.values[0]) / (inputs[1] - inputs[0]);
    expect(Array.from(params).some((value) => Math.abs(value - slope) < 1e-9)).toBe(true);
  });
});
