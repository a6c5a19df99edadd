import { describe, expect, it } from 'vitest';
import { fittedToValidation, tookValidation } from '../../../main/engine/history/ladder.ts';

type Step = Parameters<typeof tookValidation>[0][number];

const step = (operation: object, ladder: object | null = null): Step => ({ operation, ladder }) as Step;
const created = step({ type: 'create' });
const run = step(
  { type: 'train' },
  {
    view: {
      rungs: [
        { title: 'Straight lines', tookValidation: true },
        { title: 'Hidden layer of 2', tookValidation: false },
      ],
      chosen: 0,
    },
  },
);
const formula = step({ type: 'symbolic' });
const rung = (title: string): Step => step({ type: 'edit', edit: { type: 'rung', rung: title }, refit: 0 });
const pruned = step({ type: 'edit', edit: { type: 'threshold' }, refit: 0 });

describe('whether a network was trained on the validation rows', () => {
  it('follows from the model of the run, and holds after edits', () => {
    expect(tookValidation([created], 'regression')).toBe(false);
    expect(tookValidation([created, run, pruned], 'regression')).toBe(true);
    expect(tookValidation([created, run, rung('Hidden layer of 2'), pruned], 'regression')).toBe(false);
  });

  it('does not hold of a formula for numbers, whose constants are fitted to the training rows alone', () => {
    expect(tookValidation([created, run, formula], 'regression')).toBe(false);
    expect(tookValidation([created, run, formula, pruned], 'regression')).toBe(false);
    expect(tookValidation([created, run, formula, rung('Straight lines')], 'regression')).toBe(true);
    // For classes it is a formula of the logits of that network.
    expect(tookValidation([created, run, formula], 'classification')).toBe(true);
  });
});

it('a formula that is the law of that network was fitted to the validation rows', () => {
  const law = step({ type: 'symbolic', tookValidation: true });
  expect(tookValidation([created, run, law], 'regression')).toBe(true);
});

describe('whether its numbers are still those of that fit', () => {
  it('holds until it is trained further, on the training rows alone', () => {
    const trained = step({ type: 'train' });
    const refitted = step({ type: 'edit', edit: { type: 'threshold' }, refit: 50 });
    const holds = (...way: readonly Step[]): boolean =>
      fittedToValidation([created, run, ...way], 'regression');
    expect([holds(), holds(pruned), holds(trained), holds(refitted), holds(formula)]).toEqual([
      ...[true, true, false, false, false],
    ]);
  });
});
