import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { shapeOf } from '../../../main/engine/kan/model.ts';
import { binnedTable, polygonAt, type Bins } from '../../../main/engine/ladder/boosted/bins.ts';
import {
  boost,
  functionsOf,
  unboosted,
  type Boosted,
  type Functions,
} from '../../../main/engine/ladder/boosted/boost.ts';
import { boostedLearner } from '../../../main/engine/ladder/boosted/learner.ts';
import { centred, productsOf } from '../../../main/engine/ladder/boosted/pairTable.ts';
import { boostedRung, worthBoosting } from '../../../main/engine/ladder/boosted/rung.ts';
import { bestSize, type Size } from '../../../main/engine/ladder/boosted/size.ts';
import { growTree, type Shape, type Tree } from '../../../main/engine/ladder/boosted/tree.ts';
import { chosenRung } from '../../../main/engine/ladder/choice.ts';
import type { Question } from '../../../main/engine/ladder/fits/fitDesign.ts';
import { foldsOf, type Folds } from '../../../main/engine/ladder/judging/folds.ts';
import { ladderViewOf } from '../../../main/engine/ladder/ladderView.ts';
import type { Reached } from '../../../main/engine/ladder/reached.ts';
import { modelOf } from '../../../main/engine/ladder/linear/toModel.ts';
import { climbed, datasetOf, made, type Made } from './tables.ts';

/** A step where both inputs are positive: no sum of functions of one input, and no smooth product. */
const corner = ([a, b]: readonly number[]): number => (a > 0 && b > 0 ? 2 : 0);

async function rungsOf(table: Made): Promise<Reached[]> {
  const { question, inputs } = table;
  return [...(await climbed(table)), await boostedRung(question, inputs, foldsFor(table))];
}

const foldsFor = ({ question, inputs }: Made): Folds => foldsOf(question, inputs, 0, 1);

/** Trees that learn from all rows. */
function boosted(
  question: Question,
  bins: readonly Bins[],
  rounds: number,
  shape: Partial<Shape> = {},
): Promise<Boosted> {
  const all = Uint32Array.from({ length: question.rows }, (_, row) => row);
  return boost(question, bins, all, unboosted(question, all), rounds, {
    depth: 2,
    mayPair: () => true,
    ...shape,
  });
}

/** The largest difference between what a learner gives and what its network computes. */
async function differenceOf(law: Made): Promise<number> {
  const { question, inputs } = law;
  const table = binnedTable(inputs, question.rows);
  const learned = await boostedLearner(question, table, foldsFor(law)).learn(null);
  const model = modelOf(learned, table.terms);
  const { rows, targets } = question;
  const batch = { rows, inputs, targets: new Float64Array(learned.outputs.length * rows), weights: null };
  expect(targets.length).toBeGreaterThan(0);
  const evaluator = referenceBackend.evaluator(model, batch, { loss: 'squared', regularization: null });
  const given = await evaluator.forward(model.params);
  const wanted = learned.outputs.flatMap((output) => Array.from(output));
  return wanted.reduce((most, value, i) => Math.max(most, Math.abs(value - given[i])), 0);
}

describe('bins', () => {
  it('have one value each where values are few', () => {
    const { bins } = binnedTable(Float64Array.of(3, 1, 2, 1, 3, 3), 6);
    expect(Array.from(bins[0].knots)).toEqual([1, 2, 3]);
    expect(Array.from(bins[0].of)).toEqual([2, 0, 1, 0, 2, 2]);
    expect(bins[0].shares[2]).toBe(0.5);
  });

  it('separate the largest values where most rows lie close together', () => {
    const rows = 400;
    const column = Float64Array.from({ length: rows }, (_, i) => (i < 390 ? i / 390 : 10 * (i - 389)));
    const { bins } = binnedTable(column, rows);
    expect(bins[0].knots.length).toBeLessThanOrEqual(32);
    expect(bins[0].knots.filter((knot) => knot > 5).length).toBeGreaterThan(5);
    expect(bins[0].knots.filter((knot) => knot < 1).length).toBeGreaterThan(10);
  });

  it('are more where there are more rows', () => {
    const countOf = (rows: number): number =>
      binnedTable(
        Float64Array.from({ length: rows }, (_, i) => i ** 2),
        rows,
      ).bins[0].knots.length;
    expect(countOf(500)).toBeLessThanOrEqual(32);
    expect(countOf(800)).toBeGreaterThan(32);
    expect(countOf(800)).toBeLessThanOrEqual(50);
    expect(countOf(5000)).toBeGreaterThan(50);
    expect(countOf(5000)).toBeLessThanOrEqual(64);
  });

  it('make polygons that are flat beyond the last knots', () => {
    const { bins } = binnedTable(Float64Array.of(0, 1, 3), 3);
    const values = Float64Array.of(5, 7, 1);
    expect(Array.from(polygonAt(bins[0], values, Float64Array.of(-2, 0, 0.5, 2, 3, 9)))).toEqual([
      5, 5, 6, 4, 1, 1,
    ]);
  });
});

describe('a function of two inputs', () => {
  const { question, inputs } = made(300, 2, corner);
  const { bins } = binnedTable(inputs, question.rows);

  it('is the sum of its mean, of what each input adds, and of products', () => {
    const values = Float64Array.from({ length: bins[0].knots.length * bins[1].knots.length }, (_, at) => {
      const [a, b] = [Math.floor(at / bins[1].knots.length), at % bins[1].knots.length];
      return corner([bins[0].knots[a], bins[1].knots[b]]) + bins[0].knots[a];
    });
    const pair = { one: 0, other: 1, values };
    const { mean, ofOne, ofOther, together } = centred(pair, bins);
    const products = productsOf(pair, together, bins, 0);
    // What remains of a step in both inputs is a single product.
    expect(products[1].size).toBeLessThan(1e-6 * products[0].size);
    values.forEach((value, at) => {
      const [a, b] = [Math.floor(at / bins[1].knots.length), at % bins[1].knots.length];
      const [{ size, ofOne: u, ofOther: v }] = products;
      expect(mean + ofOne[a] + ofOther[b] + size * u[a] * v[b]).toBeCloseTo(value, 6);
    });
    const average = ofOne.reduce((sum, value, a) => sum + value * bins[0].shares[a], 0);
    expect(average).toBeCloseTo(0, 12);
  });
});

describe('boosting', () => {
  it('keeps inputs apart that may not act together', async () => {
    const { question, inputs } = made(300, 3, corner);
    const { bins } = binnedTable(inputs, question.rows);
    const among = async (mayPair: Shape['mayPair']): Promise<Functions> =>
      functionsOf(await boosted(question, bins, 40, { mayPair }), bins)[0];
    const free = await among(() => true);
    expect(free.pairs.some(({ one, other }) => one === 0 && other === 1)).toBe(true);
    const apart = await among(() => false);
    expect(apart.pairs).toEqual([]);
    const third = await among((a, b) => Math.max(a, b) === 2);
    expect(third.pairs.every(({ other }) => other === 2)).toBe(true);
  });

  it('starts from the mean, or from the shares of classes, where there is nothing to split', async () => {
    const flat = made(50, 1, () => 4);
    const bins = binnedTable(new Float64Array(50).fill(1), 50).bins;
    const numbers = await boosted(flat.question, bins, 5);
    expect(numbers.intercepts).toEqual([4]);
    expect(numbers.fitted[0][7]).toBe(4);
    const classes = made(50, 1, ([a]) => Number(a > 0), { classifies: true });
    const share = classes.question.targets.reduce((sum, value) => sum + value, 0) / 50;
    const { intercepts } = await boosted(classes.question, bins, 5);
    // Half a row more for each class.
    expect(intercepts[0]).toBeCloseTo(Math.log((50 * share + 0.5) / (50 * (1 - share) + 0.5)), 12);
  });

  it('counts rows by their weights', async () => {
    const { question, inputs } = made(200, 1, ([a]) => Number(a > 0));
    const { bins } = binnedTable(inputs, 200);
    const weights = question.targets.map((target) => (target === 1 ? 1.5 : 0.5));
    const plain = await boosted(question, bins, 1);
    const weighed = await boosted({ ...question, weights }, bins, 1);
    const ones = question.targets.reduce((sum, value) => sum + value, 0);
    expect(plain.intercepts[0]).toBeCloseTo(ones / 200, 12);
    expect(weighed.intercepts[0]).toBeCloseTo((1.5 * ones) / (1.5 * ones + 0.5 * (200 - ones)), 12);
  });
});

describe('a tree', () => {
  it('has paths of at most two inputs, and as many splits in each as its depth', () => {
    const rows = 2000;
    const { question, inputs } = made(rows, 3, ([a, b, c]) => Math.sin(4 * a) * b + Math.sign(a * b * c));
    const { bins } = binnedTable(inputs, rows);
    const all = Uint32Array.from({ length: rows }, (_, row) => row);
    const derivatives = { slope: question.targets, curvature: new Float64Array(rows).fill(1) };
    const pathsOf = (tree: Tree): number[][] =>
      typeof tree === 'number'
        ? [[]]
        : [tree.low, tree.high].flatMap((side) => pathsOf(side).map((path) => [tree.input, ...path]));
    for (const depth of [2, 3, 4]) {
      const paths = pathsOf(growTree(bins, all, derivatives, { depth, mayPair: () => true })!);
      expect(Math.max(...paths.map((path) => path.length))).toBe(depth);
      expect(Math.max(...paths.map((path) => new Set(path).size))).toBe(2);
    }
  });

  it('is the sum of its functions: numbers are equal to those of the trees', async () => {
    const law = made(400, 3, (x, random) => Math.sin(5 * x[0]) * x[1] + x[2] + 0.1 * random.normal());
    const { bins } = binnedTable(law.inputs, 400);
    const grown = await boosted(law.question, bins, 30, { depth: 3 });
    const [{ intercept, curves, pairs }] = functionsOf(grown, bins);
    grown.fitted[0].forEach((value, row) => {
      const at = (input: number): number => bins[input].of[row];
      const together = pairs.map(
        ({ one, other, values }) => values[at(one) * bins[other].knots.length + at(other)],
      );
      const sum = [...curves.map((curve, input) => curve[at(input)]), ...together].reduce((a, b) => a + b, 0);
      expect(intercept + sum).toBeCloseTo(value, 10);
    });
  });
});

describe('the size of boosted models', () => {
  /** Two parts of rows, and fits that are wrong by a given number. @param errorAt by part and size. */
  const numbered = (errorAt: (part: number, size: Size) => number, inputs = 2, rows = 60) => {
    const { question } = made(rows, 1, () => 0);
    const all = Array.from({ length: rows }, (_, row) => row);
    const held = [0, 1].map((part) => Uint32Array.from(all.filter((row) => row % 2 === part)));
    const folds: Folds = { held, others: [held[1], held[0]], repeats: 1, parts: 2 };
    const asked: Size[] = [];
    const fittedTo = (among: Uint32Array, size: Size) => {
      const part = folds.others.indexOf(among);
      if (part === 0) asked.push(size);
      return Promise.resolve({ fitted: [new Float64Array(rows).fill(errorAt(part, size))] });
    };
    const sizeFor = bestSize(question, inputs, folds, fittedTo);
    return {
      folds,
      asked,
      rounds: async (among: Uint32Array | null) => (await sizeFor(among)).rounds,
      sizeFor,
    };
  };

  it('is that of the lowest error on held-out rows', async () => {
    const few = numbered((_, { rounds }) => Math.abs(Math.log(rounds / 50)));
    expect(await few.rounds(null)).toBe(50);
    const many = numbered((_, { rounds }) => 1 / rounds);
    expect(await many.rounds(null)).toBe(600);
  });

  it('is chosen by the rows that do not judge', async () => {
    const { folds, rounds } = numbered((part, size) => (part === 0 ? 1 / size.rounds : 1e-6 * size.rounds));
    expect(await rounds(folds.others[0])).toBe(25);
    expect(await rounds(folds.others[1])).toBe(600);
  });

  it('grows only while the error falls, and while it takes no long time', async () => {
    const rising = numbered((_, { rounds }) => Math.abs(rounds - 150) + 1);
    expect(await rising.rounds(null)).toBe(150);
    expect(rising.asked.map(({ rounds }) => rounds)).toEqual([25, 50, 75, 150, 300]);
    // Each tree looks at all cells of both parts, and of the table.
    expect(await numbered((_, { rounds }) => 1 / rounds, 30_000).rounds(null)).toBe(150);
    expect(await numbered((_, { rounds }) => 1 / rounds, 100_000).rounds(null)).toBe(75);
  });

  it('has three splits in a path only from 150 rows and two inputs on, and where the error is lower by 2 %', async () => {
    const falls =
      (by: number) =>
      (_: number, { rounds, depth }: Size) =>
        Math.sqrt((1 + Math.abs(rounds - 50)) * (depth === 3 ? 1 - by : 1));
    const depthOf = async (by: number, inputs: number, rows: number): Promise<number> =>
      (await numbered(falls(by), inputs, rows).sizeFor(null)).depth;
    expect(await depthOf(0.03, 2, 150)).toBe(3);
    expect(await depthOf(0.01, 2, 150)).toBe(2);
    expect(await depthOf(0.03, 1, 150)).toBe(2);
    expect(await depthOf(0.03, 2, 148)).toBe(2);
    // Where two splits take all the time, there is none for three.
    const long = numbered(falls(0.5), 30_000, 150);
    expect((await long.sizeFor(null)).depth).toBe(2);
    expect(long.asked.every(({ depth }) => depth === 2)).toBe(true);
  });
});

describe('boosted curves and pairs', () => {
  it('are what their network computes: numbers, classes, and inputs of two values', async () => {
    const halves = (law: Made): Made => ({
      ...law,
      inputs: law.inputs.map((value, i) => (i < law.question.rows ? Number(value > 0) : value)),
    });
    const noisy = made(200, 3, (x, random) => corner(x) + x[2] ** 2 + 0.3 * random.normal());
    expect(await differenceOf(noisy)).toBeLessThan(1e-9);
    expect(await differenceOf(halves(noisy))).toBeLessThan(1e-9);
    const classes = made(200, 2, (x, random) => Number(corner(x) + random.normal() > 1), {
      classifies: true,
    });
    expect(await differenceOf(classes)).toBeLessThan(1e-9);
    const three = made(300, 2, ([a, b]) => (a > 0 && b > 0 ? 2 : Number(b > 0.3)), { classifies: true });
    const { question } = three;
    expect(await differenceOf({ ...three, question: { ...question, outputs: 3 } })).toBeLessThan(1e-9);
  });

  it('are chosen for steps in two inputs, and smooth curves for a smooth law', async () => {
    const steps = await rungsOf(
      made(400, 4, (x, random) => 2 * corner(x) + Number(x[2] > 0.4) + 0.3 * random.normal()),
    );
    const found = steps[chosenRung(steps)];
    expect(found.kind).toBe('boosted');
    const others = steps.filter((rung) => rung !== found).map(({ heldOut }) => heldOut.mean);
    expect(found.heldOut.mean).toBeLessThan(0.7 * Math.min(...others));
    expect(shapeOf(found.model)[0]).toBe(4);
    expect(found.model.layers[0].order).toBe(1);
    const smooth = await rungsOf(
      made(400, 4, ([a, b], random) => Math.sin(3 * a) + a * b + 0.3 * random.normal()),
    );
    expect(smooth[chosenRung(smooth)].kind).toBe('pairs');
  });

  it('have as many trees as the table has structure', async () => {
    // Thirteen levels of one input, which change their order with the sign of the other.
    const levels = ([a, b]: readonly number[]): number => Math.sin((b > 0 ? 5 : 7) * Math.round(6 * a));
    const law = made(900, 2, (x, random) => levels(x) + 0.05 * random.normal());
    const { heldOut } = await boostedRung(law.question, law.inputs, foldsFor(law));
    expect(heldOut.mean).toBeLessThan(0.1);
  });

  it('are one curve where there is one input', async () => {
    const table = made(60, 1, ([x], random) => Number(x > 0) + 0.1 * random.normal());
    const rungs = (await rungsOf(table)).map((rung) => ({ ...rung, step: 0 }));
    const boosted = rungs.findIndex(({ kind }) => kind === 'boosted');
    const folds = foldsFor(table);
    const { encoding, train } = datasetOf(table, 0);
    const { sentence } = ladderViewOf(rungs, boosted, { encoding }, train.tableRows, folds, false);
    expect(sentence).toContain('A boosted curve, with corners instead of smooth bends, lowered the error');
  });

  it('have at most ten pairs of inputs', async () => {
    const law = made(150, 7, (x, random) => 3 * x[0] * x[1] + x[2] * x[3] + 0.3 * random.normal());
    const table = binnedTable(law.inputs, 150);
    const { design } = await boostedLearner(law.question, table, foldsFor(law)).learn(null);
    const pairs = new Set(
      design.members.flatMap((member) =>
        'one' in member ? [`${member.one.input} ${member.other.input}`] : [],
      ),
    );
    expect(pairs.size).toBeGreaterThan(1);
    expect(pairs.size).toBeLessThanOrEqual(10);
    expect(pairs.has('0 1')).toBe(true);
  });

  it('are not tried where rows are few, where nothing varies, or where a law is found', () => {
    const rung = (mean: number): Reached => ({ heldOut: { mean } }) as Reached;
    const { question } = made(40, 2, ([a]) => a);
    expect(worthBoosting([rung(1), rung(0.5)], question, 40)).toBe(true);
    expect(worthBoosting([rung(1), rung(0.5)], question, 41)).toBe(false);
    expect(worthBoosting([rung(1), rung(0.5)], { ...question, rows: 200 }, 50)).toBe(true);
    expect(worthBoosting([rung(1), rung(0.5)], { ...question, rows: 203 }, 51)).toBe(false);
    expect(worthBoosting([rung(1), rung(0.5)], { ...question, rows: 16 }, 2)).toBe(true);
    expect(worthBoosting([rung(1), rung(0.5)], { ...question, rows: 15 }, 2)).toBe(false);
    expect(worthBoosting([rung(1)], question, 2)).toBe(false);
    expect(worthBoosting([rung(1), rung(0.01)], question, 2)).toBe(false);
  });
});
