/** Curves that are smooth in the logarithm of an input. */
import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { blendLearner } from '../../../main/engine/ladder/linear/blend.ts';
import { chosenRung } from '../../../main/engine/ladder/choice.ts';
import { foldsOf } from '../../../main/engine/ladder/judging/folds.ts';
import { logarithmicPoints, startOf } from '../../../main/engine/ladder/terms/gridPoints.ts';
import { ladderViewOf } from '../../../main/engine/ladder/ladderView.ts';
import type { Learner, Written } from '../../../main/engine/ladder/fits/learners.ts';
import { linearRungs } from '../../../main/engine/ladder/rungs.ts';
import type { Reached } from '../../../main/engine/ladder/reached.ts';
import { gridAround, smoothBasis } from '../../../main/engine/ladder/terms/smoothBasis.ts';
import { fixEdge, removeEdge } from '../../../main/engine/kan/editEdge.ts';
import type { KanModel } from '../../../main/engine/kan/model.ts';
import { dot, factorize, solveFactored } from '../../../main/engine/optim/cholesky.ts';
import { datasetOf, made, type Made } from './tables.ts';

const unscaled = { shift: 0, scale: 1 };
/** From −1 … 1 to 0.1 … 20, in equal steps of the logarithm. */
const valueOf = (x: number): number => 0.1 * 200 ** ((x + 1) / 2);

/** A table whose first input has other values. */
function withFirst(table: Made, value: (x: number, row: number) => number): Made {
  const { rows } = table.question;
  return { ...table, inputs: table.inputs.map((x, at) => (at < rows ? value(x, at) : x)) };
}

async function climbed({ question, inputs, features }: Made): Promise<readonly Reached[]> {
  const folds = foldsOf(question, inputs, 0, 1);
  const rungs: Reached[] = [];
  for await (const rung of linearRungs(question, { features, inputs, grid: 6, order: 3 }, folds))
    rungs.push(rung);
  return rungs;
}

/** The root of the mean squared distance of a network of one input from a law, where the rows are. */
async function distanceFrom(model: KanModel, law: (x: number) => number, xs: Float64Array): Promise<number> {
  const batch = { rows: xs.length, inputs: xs, targets: xs.map(law), weights: null };
  const evaluator = referenceBackend.evaluator(model, batch, { loss: 'squared', regularization: null });
  return Math.sqrt((await evaluator.evaluate(model.params, null)).loss);
}

const saturation = (p: number): number => (3.2 * p) / (p + 0.74);

describe('curves that are smooth in a logarithm', () => {
  it('follow what saturates as closely as its noise allows', async () => {
    const noise = 0.018;
    for (const seed of [1, 2, 3]) {
      const law = ([x]: readonly number[], random: { normal(): number }): number =>
        saturation(valueOf(x)) + noise * random.normal();
      const table = withFirst(made(30, 1, law, { seed }), valueOf);
      const rungs = await climbed(table);
      const rung = rungs[chosenRung(rungs)];
      expect(rung).toMatchObject({ kind: 'additive', logarithms: [0] });
      const [least, most] = [Math.min(...table.inputs), Math.max(...table.inputs)];
      const xs = Float64Array.from({ length: 200 }, (_, i) => least * (most / least) ** (i / 199));
      expect(await distanceFrom(rung.model, saturation, xs)).toBeLessThan(0.9 * noise);
    }
  });

  it('are chosen for the inputs that they suit, and said so', async () => {
    // The second input, from 0.5 to 2.5, bends more where it is large.
    const table = made(
      150,
      2,
      ([a, b], random) => saturation(valueOf(a)) + Math.sin(1.5 * (b + 1.5) ** 2) + 0.02 * random.normal(),
    );
    const positive = { ...table, inputs: table.inputs.map((x) => x + 1.5) };
    const rungs = await climbed(withFirst(positive, (x) => valueOf(x - 1.5)));
    const chosen = chosenRung(rungs);
    expect(rungs[chosen]).toMatchObject({ kind: 'additive', logarithms: [0] });
    const folds = foldsOf(table.question, table.inputs, 0, 1);
    const { encoding, train } = datasetOf(table, 0);
    const sentenceWith = (model: KanModel): string =>
      ladderViewOf(
        rungs.map((rung, at) => ({ ...rung, ...(at === chosen && { model }), step: 0 })),
        chosen,
        { encoding },
        train.tableRows,
        folds,
        false,
      ).sentence;
    const { model } = rungs[chosen];
    expect(sentenceWith(removeEdge(model, { layer: 0, input: 0, output: 0 }, 0))).not.toContain('logarithm');
    // Made straight by the fit, it is no curve.
    const straight = fixEdge(model, { layer: 0, input: 0, output: 0 }, 'x', [1, 0, 1, 0]);
    expect(sentenceWith(straight)).not.toContain('logarithm');
    expect(sentenceWith(model)).toContain(
      'The curve of x1 is smooth in its logarithm: it may bend more where the values are small.',
    );
  });

  it('are not tried where values are negative', async () => {
    const [, , curves] = await climbed(made(60, 1, ([x], random) => Math.exp(3 * x) + 0.1 * random.normal()));
    expect(curves.kind).toBe('additive');
    expect(curves.logarithms).toBeUndefined();
  });
});

describe('grid points with logarithmic steps', () => {
  const evenly = Float64Array.from({ length: 41 }, (_, i) => 10 ** (i / 20));

  it('lie at equal ratios, in the units of the network', () => {
    expect(Array.from(logarithmicPoints(unscaled, evenly, 4), (x) => Number(x.toFixed(6)))).toEqual([
      1, 3.162278, 10, 31.622777, 100,
    ]);
    const scaling = { shift: 50, scale: 25 };
    const seen = evenly.map((x) => (x - 50) / 25);
    logarithmicPoints(scaling, seen, 4).forEach((x, i) => expect(25 * x + 50).toBeCloseTo(10 ** (i / 2), 8));
  });

  it('begin at 0 with the smallest value that is not', () => {
    const dose = Float64Array.of(0, 1, 3, 9, 27);
    expect(startOf(unscaled, dose)).toBe(1);
    const [first, second, last] = logarithmicPoints(unscaled, dose, 2);
    expect([first, last]).toEqual([0, expect.closeTo(27, 10)]);
    expect(second).toBeLessThan(6);
  });

  it('are none where values are negative, grow little, are all 0 or are logarithms already', () => {
    expect(startOf(unscaled, Float64Array.of(-1, 2, 50))).toBeNull();
    expect(startOf(unscaled, Float64Array.of(290, 300, 310))).toBeNull();
    expect(startOf(unscaled, Float64Array.of(0, 0))).toBeNull();
    expect(startOf({ ...unscaled, logarithm: true }, Float64Array.of(1, 5, 9))).toBeNull();
    expect(() => logarithmicPoints(unscaled, Float64Array.of(-1, 2), 4)).toThrow('no logarithmic steps');
  });

  it('let a curve bend as easily where they lie close together as where they lie far apart', () => {
    const narrow = Array.from({ length: 10 }, (_, i) => i / 10);
    const wide = Array.from({ length: 10 }, (_, i) => 1 + i);
    const { identity, deviations } = smoothBasis(
      gridAround(Float64Array.from([...narrow, ...wide]), 3),
      true,
    );
    const count = identity.length;
    const columns = [new Float64Array(count).fill(1), identity, ...deviations];
    /** ‖u‖² of a single base function, which is a line and Σ u_r ω_r. */
    const penaltyOf = (base: number): number => {
      const gram = Float64Array.from({ length: count ** 2 }, (_, at) =>
        dot(columns[Math.floor(at / count)], 0, columns[at % count], 0, count),
      );
      const right = Float64Array.from(columns, (column) => column[base]);
      const [, , ...u] = solveFactored(factorize(gram, count), count, right);
      return u.reduce((sum, value) => sum + value ** 2, 0);
    };
    expect(penaltyOf(6) / penaltyOf(count - 7)).toBeCloseTo(1, 2);
  });
});

describe('a row far from the rest', () => {
  /** A learner that always gives the same outputs. */
  const fixed = (outputs: Float64Array): Learner<Written> => {
    const fits = [{ theta: Float64Array.of(0), totalFreedom: 1, variance: 1 }];
    const design = { members: [], groups: [], kinds: [] };
    return { learn: () => Promise.resolve({ design, fits, outputs: [outputs] }) };
  };

  it('does not hide a law that most rows show', async () => {
    const { question, inputs } = made(40, 1, ([x], random) => x + 0.02 * random.normal());
    const targets = question.targets.with(7, 30);
    const folds = foldsOf(question, inputs, 0, 1);
    const law = fixed(inputs.with(7, 28));
    const blend = blendLearner({ ...question, targets }, folds, fixed(new Float64Array(40)), law);
    for (const among of [null, ...folds.others]) expect((await blend.learn(among)).weight).toBe(1);
  });
});
