import { describe, expect, it } from 'vitest';
import { sharedBackend } from '../../../main/engine/compute/devices/shared.ts';
import { foldsOf } from '../../../main/engine/ladder/judging/folds.ts';
import { chosenRung } from '../../../main/engine/ladder/choice.ts';
import { hiddenPlan } from '../../../main/engine/ladder/hidden/plan.ts';
import type { Reached } from '../../../main/engine/ladder/reached.ts';
import { linearRungs, logRungs } from '../../../main/engine/ladder/rungs.ts';
import { logarithm } from '../../../main/engine/ladder/linear/targetScale.ts';
import { plainObjective } from '../../../main/engine/train/objective/objective.ts';
import { shapeOf } from '../../../main/engine/kan/model.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { datasetOf, made, type Made } from './tables.ts';

/** All rungs of linear algebra, those of the logarithm last. @param zero what 0 is in the network's units. */
async function rungsOf({ question, inputs, features }: Made, zero: number): Promise<Reached[]> {
  const table = { features, inputs, grid: 6, order: 3 };
  const folds = foldsOf(question, inputs, 0, 1);
  const rungs: Reached[] = [];
  for await (const rung of linearRungs(question, table, folds)) rungs.push(rung);
  const scale = logarithm(question, zero)!;
  for await (const rung of logRungs(scale, question, table, folds, rungs[1].heldOut)) rungs.push(rung);
  return rungs;
}

const zero = -1.5;
const growth = made(200, 3, ([a, b], random) => Math.exp(1.5 * a - b + 0.3 * random.normal()) + zero);

describe('the logarithm of the target', () => {
  it('is straight lines where effects multiply, and its network gives the target itself', async () => {
    const rungs = await rungsOf(growth, zero);
    const chosen = rungs[chosenRung(rungs)];
    expect(chosen.kind).toBe('logLines');
    const { model } = chosen;
    expect(shapeOf(model)).toEqual([3, 1, 1]);
    expect(model.layers.map(({ symbolic }) => symbolic)).toEqual([['x', 'x', 'x'], ['exp']]);
    const dataset = datasetOf(growth, 0);
    const evaluator = sharedBackend().evaluator(model, dataset.train, plainObjective(dataset.encoding));
    const outputs = await evaluator.forward(model.params);
    evaluator.dispose();
    const { targets } = growth.question;
    const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
    expect(sum(outputs)).toBeCloseTo(sum(targets), 6);
    const errors = outputs.map((output, row) => (output - targets[row]) ** 2);
    // Held-out rows cost a little more than the rows that were learned from.
    expect(sum(errors) / 200).toBeLessThan(chosen.heldOut.mean);
    expect(sum(errors) / 200).toBeGreaterThan(0.8 * chosen.heldOut.mean);
    expect(outputs.every((output) => output > zero)).toBe(true);
  });

  it('is left alone where effects add up', async () => {
    const rungs = await rungsOf(
      made(200, 3, ([a, b], random) => 5 + 2 * a + b + 0.3 * random.normal()),
      0,
    );
    expect(rungs[chosenRung(rungs)].kind).toBe('lines');
    expect(rungs.some(({ kind }) => kind === 'logLines')).toBe(false);
  });

  it('is not tried for targets that are not positive, hardly vary, or are classes or several', () => {
    const { question } = growth;
    expect(logarithm(question, zero)).not.toBeNull();
    expect(logarithm(question, 0)).toBeNull();
    expect(logarithm(question, -100)).toBeNull();
    expect(logarithm({ ...question, classifies: true }, zero)).toBeNull();
    expect(logarithm({ ...question, rows: 100, outputs: 2 }, zero)).toBeNull();
  });

  it('needs no hidden nodes where it has found a law', async () => {
    const law = made(300, 2, ([a, b]) => Math.exp(Math.sin(3 * a) + b * b));
    const rungs = await rungsOf(law, 0);
    const chosen = rungs[chosenRung(rungs)];
    expect(chosen.kind).toBe('logAdditive');
    expect(chosen.heldOut.mean).toBeLessThan(1e-9);
    const sized = (layers: readonly number[]) =>
      createModel({ inputs: 2, hidden: layers, outputs: 1, seed: 0 });
    expect(hiddenPlan(rungs, law.question, sized).networks).toEqual([]);
    const plain = rungs.filter(({ kind }) => !kind.startsWith('log'));
    expect(hiddenPlan(plain, law.question, sized).networks).toEqual([[5]]);
  });
});
