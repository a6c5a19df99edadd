import { describe, expect, it } from 'vitest';
import { chosenRung } from '../../../main/engine/ladder/choice.ts';
import { everyRow } from '../../../main/engine/data/rows.ts';
import { foldsOf } from '../../../main/engine/ladder/judging/folds.ts';
import { ladderViewOf } from '../../../main/engine/ladder/ladderView.ts';
import type { Reached } from '../../../main/engine/ladder/reached.ts';
import { termsOf } from '../../../main/engine/ladder/terms/terms.ts';
import { actingTogether } from '../../../main/engine/ladder/wide/products.ts';
import { screenOf, strongest } from '../../../main/engine/ladder/wide/screen.ts';
import { selectionOf } from '../../../main/engine/ladder/wide/selection.ts';
import { edgeRefs, isPresent } from '../../../main/engine/kan/places.ts';
import { climbed, datasetOf, made, type Made } from './tables.ts';

const chosenOf = (rungs: readonly Reached[]): Reached => rungs[chosenRung(rungs)];

/** The inputs that a network has edges from. */
function usedBy({ model }: Reached): number[] {
  const edges = edgeRefs(model, isPresent).filter(({ layer }) => layer === 0);
  return [...new Set(edges.map(({ input }) => input))].sort((a, b) => a - b);
}

const termsFor = ({ features, inputs, question }: Made): ReturnType<typeof termsOf> =>
  termsOf(features, inputs, question.rows, 8, 3, { curved: new Set() });

describe('the strongest of many inputs', () => {
  it('are the two of a law, also where one has no straight trend', async () => {
    const noise = 0.1;
    const table = made(200, 100, (x, random) => 2 * x[3] + x[7] ** 2 + noise * random.normal());
    const rung = chosenOf(await climbed(table));
    expect(rung.kind).toBe('additive');
    expect(rung.strongest?.toSorted()).toEqual([3, 7]);
    expect(usedBy(rung)).toEqual([3, 7]);
    // Straight lines leave 0.5: their slopes of 98 other inputs follow the noise.
    expect(Math.sqrt(rung.heldOut.mean)).toBeLessThan(1.15 * noise);
  });

  it('are exact where a law has no noise', async () => {
    const rung = chosenOf(await climbed(made(150, 90, (x) => 2 * x[40] + x[80] ** 2)));
    expect(usedBy(rung)).toEqual([40, 80]);
    expect(Math.sqrt(rung.heldOut.mean)).toBeLessThan(1e-5);
  });

  it('are straight lines where these are enough', async () => {
    const law = (x: readonly number[]): number => 3 * x[2] - 2 * x[16] + x[59];
    const rungs = await climbed(made(160, 60, (x, random) => law(x) + 0.3 * random.normal()));
    const lines = rungs.find(({ kind }) => kind === 'lines')!;
    const sum = rungs.find(({ kind }) => kind === 'additive')!;
    expect(usedBy(sum)).toEqual([2, 16, 59]);
    expect(sum.heldOut.mean).toBeLessThan(0.8 * lines.heldOut.mean);
    // Slopes, and no coefficients of curves.
    expect(sum.model.layers[0].mask.every((spline) => spline === 0)).toBe(true);
  });

  it('have those that only act together', async () => {
    const table = made(240, 70, (x, random) => x[4] + 3 * x[9] * x[19] + 0.2 * random.normal());
    const rung = chosenOf(await climbed(table));
    expect(rung.kind).toBe('pairs');
    expect(usedBy(rung)).toEqual([4, 9, 19]);
    expect(Math.sqrt(rung.heldOut.mean)).toBeLessThan(0.3);
  });

  it('tell classes apart', async () => {
    const table = made(240, 80, (x, random) => Number(6 * x[5] ** 2 - 2 + 2 * x[6] > 0.5 * random.normal()), {
      classifies: true,
    });
    const rungs = await climbed(table);
    const rung = chosenOf(rungs);
    expect(rung.kind).toBe('additive');
    expect(usedBy(rung)).toEqual([5, 6]);
    expect(rung.heldOut.mean).toBeLessThan(0.6 * rungs[0].heldOut.mean);
  });

  it('are chosen again without the rows that are held out', async () => {
    const table = made(120, 150, (_, random) => random.normal());
    const { question, features, inputs } = table;
    const screen = screenOf(termsFor(table), inputs);
    const among = everyRow(120).filter((row) => row % 5 > 0);
    const others = question.targets.map((target, row) => (row % 5 === 0 ? 100 - target : target));
    const before = strongest(screen, question, among, 5);
    expect(strongest(screen, { ...question, targets: others }, among, 5)).toEqual(before);
    expect(strongest(screen, question, everyRow(120), 5)).not.toEqual(before);
    // The five strongest of 150 seem to explain much of the noise that they were chosen by: not on other rows.
    const rungs = await climbed({ question, features, inputs });
    const curves = rungs.filter(({ kind }) => kind === 'additive' || kind === 'pairs');
    for (const { heldOut } of curves) expect(heldOut.mean).toBeGreaterThan(0.97 * rungs[0].heldOut.mean);
  });

  it('may all have two values, so that no grid is finer than another', async () => {
    const table = made(150, 60, () => 0);
    table.inputs.forEach((x, at) => (table.inputs[at] = Math.sign(x)));
    const [one, other] = [table.inputs.subarray(0, 150), table.inputs.subarray(150, 300)];
    const targets = one.map((x, row) => 2 * x + other[row] + 0.1 * Math.sin(row ** 2));
    const rung = chosenOf(await climbed({ ...table, question: { ...table.question, targets } }));
    expect(usedBy(rung)).toEqual([0, 1]);
    expect(Math.sqrt(rung.heldOut.mean)).toBeLessThan(0.1);
  });

  it('are none in noise', async () => {
    for (const seed of [1, 2, 3, 4]) {
      const table = made(100, 120, (_, random) => random.normal(), { seed });
      expect(['constant', 'lines']).toContain(chosenOf(await climbed(table)).kind);
    }
  });

  it('are not looked for where all inputs can have curves, nor among few', async () => {
    const all = made(250, 60, (x, random) => x[0] ** 2 + 0.1 * random.normal());
    expect((await climbed(all)).every((rung) => rung.strongest === undefined)).toBe(true);
    const few = made(100, 40, (x, random) => x[0] ** 2 + 0.1 * random.normal());
    expect((await climbed(few)).map(({ kind }) => kind)).toEqual(['constant', 'lines']);
  });

  it('are named', async () => {
    const table = made(200, 100, (x, random) => 2 * x[3] + x[7] ** 2 + 0.1 * random.normal());
    const rungs = await climbed(table);
    const { encoding, train } = datasetOf(table, 0);
    const folds = foldsOf(table.question, table.inputs, 0, 1);
    const view = ladderViewOf(rungs, chosenRung(rungs), { encoding }, train.tableRows, folds, false);
    expect(view.sentence).toContain(
      'Of 100 inputs the strongest were selected: x4 and x8. The others have no part in the model.',
    );
  });
});

describe('inputs that act together', () => {
  const togetherIn = (table: Made): number[] =>
    actingTogether(termsFor(table), [table.question.targets], null, everyRow(table.question.rows));

  it('are the three strongest pairs at most, the strongest first', () => {
    const table = made(400, 12, (x) => 2 * x[0] * x[1] + 4 * x[2] * x[3] + 3 * x[4] * x[5] + 5 * x[6] * x[7]);
    const found = togetherIn(table);
    expect(found).toHaveLength(6);
    const pairs = [0, 2, 4].map((at) => found.slice(at, at + 2).toSorted((a, b) => a - b));
    expect(pairs).toEqual([
      [6, 7],
      [2, 3],
      [4, 5],
    ]);
  });

  it('are none where no product explains more than the largest of so many would by chance', () => {
    const chance = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].filter(
      (seed) => togetherIn(made(200, 60, (_, random) => random.normal(), { seed })).length > 0,
    );
    // One of forty tables.
    expect(chance.length).toBeLessThanOrEqual(1);
  });
});

describe('the order of their choice', () => {
  it('asks what an input adds beside those before', () => {
    // The second input is nearly a copy of the first, and as strong; the third is weaker, and says something new.
    const table = made(300, 60, (x) => x[0] + 0.5 * x[2]);
    const copy = table.inputs.subarray(0, 300).map((x, row) => x + 0.05 * Math.sin(7 * row));
    table.inputs.set(copy, 300);
    const screen = screenOf(termsFor(table), table.inputs);
    expect(strongest(screen, table.question, everyRow(300), 2)).toEqual([0, 2]);
  });

  it('counts rows by their weights', () => {
    const table = made(200, 60, (x) => x[0]);
    const { question } = table;
    const targets = question.targets.map((target, row) => (row < 100 ? target : 5 * table.inputs[200 + row]));
    const weights = targets.map((_, row) => (row < 100 ? 1.98 : 0.02));
    const screen = screenOf(termsFor(table), table.inputs);
    expect(strongest(screen, { ...question, targets }, everyRow(200), 1)).toEqual([1]);
    expect(strongest(screen, { ...question, targets, weights }, everyRow(200), 1)).toEqual([0]);
  });
});

describe('the number of the strongest', () => {
  it('is the same in every run', async () => {
    const table = made(150, 70, (x, random) => x[1] + Math.sin(3 * x[2]) + 0.3 * random.normal());
    const folds = foldsOf(table.question, table.inputs, 0, 1);
    const once = await selectionOf(table.question, termsFor(table), table.inputs, folds);
    const again = await selectionOf(table.question, termsFor(table), table.inputs, folds);
    expect(once!.of(null)).toEqual(new Set([1, 2]));
    for (const among of [null, ...folds.others]) expect(again!.of(among)).toEqual(once!.of(among));
  });
});
