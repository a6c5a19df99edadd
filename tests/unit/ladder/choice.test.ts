import { describe, expect, it } from 'vitest';
import { chosenRung } from '../../../main/engine/ladder/choice.ts';
import { chanceOfLines } from '../../../main/engine/ladder/judging/globalTest.ts';
import { heldOutLosses, shareOf } from '../../../main/engine/ladder/judging/judge.ts';
import { foldsOf } from '../../../main/engine/ladder/judging/folds.ts';
import { ladderViewOf } from '../../../main/engine/ladder/ladderView.ts';
import { termsOf } from '../../../main/engine/ladder/terms/terms.ts';
import type { Reached } from '../../../main/engine/ladder/reached.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { seededRandom } from '../../../shared/random.ts';
import type { RungKind } from '../../../shared/contract/views/ladder.ts';
import { datasetOf, made, type Made } from './tables.ts';

const chanceOf = ({ question, inputs, features }: Made): number =>
  chanceOfLines(question, termsOf(features, inputs, question.rows, 8, 3).terms);

describe('the permutation test for straight lines', () => {
  it('finds no more than its level in pure noise', () => {
    const chances = Array.from({ length: 60 }, (_, seed) =>
      chanceOf(made(40, 5, (_x, random) => Math.exp(random.normal()), { seed })),
    );
    expect(chances.filter((chance) => chance <= 0.05).length).toBeLessThanOrEqual(7);
    expect(chances.filter((chance) => chance <= 0.5).length).toBeGreaterThan(18);
  });

  it('finds a weak law, of numbers and of classes', () => {
    expect(chanceOf(made(80, 5, ([a], random) => a + random.normal()))).toBeLessThanOrEqual(0.05);
    const classes = made(120, 4, ([a], random) => Number(random.next() < 0.5 + 0.3 * a), {
      classifies: true,
    });
    expect(chanceOf(classes)).toBeLessThanOrEqual(0.05);
  });

  it('finds what depends on the difference of inputs that are much alike', () => {
    const { inputs, ...rest } = made(100, 2, ([, b], random) => b + random.normal());
    const alike = inputs.map((value, at) => (at < 100 ? value : inputs[at - 100] + 0.3 * value));
    expect(chanceOf({ ...rest, inputs: alike })).toBeLessThanOrEqual(0.05);
  });

  it('finds what correlated inputs have in common, each of which shows little', () => {
    const common = made(60, 12, (x, random) => x[0] + random.normal());
    const alike = common.inputs.map((value, at) => common.inputs[at % 60] + (at < 60 ? 0 : value));
    expect(chanceOf({ ...common, inputs: alike })).toBeLessThanOrEqual(0.05);
  });
});

describe('the p-value of that test', () => {
  const law = made(60, 2, ([a]) => a);
  const { question } = law;
  const random = seededRandom(5);
  const noise = Float64Array.from({ length: 60 }, () => random.normal());

  it('is one in 200 where no permutation comes near an exact law', () => {
    expect(chanceOf(law)).toBe(1 / 200);
  });

  it('is 1 for a target that is constant', () => {
    expect(chanceOf({ ...law, question: { ...question, targets: new Float64Array(60).fill(3) } })).toBe(1);
  });

  it('takes nothing from a constant target beside another', () => {
    const targets = Float64Array.from([...new Float64Array(60).fill(3), ...question.targets]);
    expect(chanceOf({ ...law, question: { ...question, outputs: 2, targets } })).toBe(1 / 200);
  });

  it('does not depend on the units of several targets', () => {
    const ofBoth = (unit: number): number => {
      const targets = Float64Array.from([...noise.map((value) => unit * value), ...question.targets]);
      return chanceOf({ ...law, question: { ...question, outputs: 2, targets } });
    };
    expect(ofBoth(1)).toBe(1 / 200);
    expect(ofBoth(1e6)).toBe(1 / 200);
  });

  it('is of each class against the others', () => {
    // The second class does not depend on the inputs, the first and the third do.
    const classes = question.targets.map((a, row) => (row % 3 === 0 ? 1 : a < 0 ? 0 : 2));
    const of = { ...question, classifies: true, outputs: 3, targets: classes };
    expect(chanceOf({ ...law, question: of })).toBe(1 / 200);
  });

  it('takes nothing from rows of weight 0', () => {
    const weights = Float64Array.from(noise, (_, row) => Number(row < 40));
    const targets = question.targets.map((value, row) => (row < 40 ? value : 1000 * noise[row]));
    expect(chanceOf({ ...law, question: { ...question, targets, weights } })).toBe(1 / 200);
    expect(chanceOf({ ...law, question: { ...question, targets } })).toBeGreaterThan(0.1);
  });
});

describe('the choice of a rung', () => {
  const { question, inputs } = made(100, 1, () => 0);
  /** A rung whose losses are these on average, row by row a little more or less. */
  const rung = (kind: RungKind, mean: number, noise: number, chance = 1): Reached => ({
    kind,
    heldOut: heldOutLosses(
      question,
      Uint32Array.from({ length: 100 }, (_, row) => row),
      0,
      (row) => mean + (row % 2 ? noise : -noise),
    ),
    freedom: null,
    model: { layers: [], params: new Float64Array() },
    chance: () => chance,
  });
  /** Curves of classes. @param chance the p-value of the test of all rows. */
  const curves = (mean: number, chance: number): Reached => ({
    ...rung('additive', mean, 2),
    chanceOfCurves: () => chance,
  });
  const kindOf = (rungs: readonly Reached[]): RungKind => rungs[chosenRung(rungs)].kind;

  it('chooses lines if the test finds a law, even if the gain is within the noise', () => {
    const rungs = (chance: number): Reached[] => [rung('constant', 1, 1), rung('lines', 0.9, 3, chance)];
    expect(kindOf(rungs(0.01))).toBe('lines');
    expect(kindOf(rungs(0.2))).toBe('constant');
  });

  it('chooses lines that are better at the 5 % level, even if the test finds no law', () => {
    expect(kindOf([rung('constant', 1, 1), rung('lines', 0.8, 2, 0.2)])).toBe('lines');
  });

  it('chooses curves only if they are better than lines by more than chance', () => {
    const lines = rung('lines', 0.5, 1, 0.01);
    expect(kindOf([rung('constant', 1, 1), lines, rung('additive', 0.45, 2)])).toBe('lines');
    expect(kindOf([rung('constant', 1, 1), lines, rung('additive', 0.36, 2)])).toBe('lines');
    expect(kindOf([rung('constant', 1, 1), lines, rung('additive', 0.3, 2)])).toBe('additive');
    // The same where the mean was taken so far.
    const unsure = rung('lines', 0.9, 5, 0.5);
    expect(kindOf([rung('constant', 1, 1), unsure, rung('additive', 0.8, 1.5)])).toBe('constant');
  });

  it('chooses curves of classes that a test finds, if their error is lower than that of lines and of the shares', () => {
    const before = [rung('constant', 1, 1), rung('lines', 0.5, 1, 0.01)];
    expect(kindOf([...before, curves(0.49, 0.02)])).toBe('additive');
    expect(kindOf([...before, curves(0.49, 0.03)])).toBe('lines');
    expect(kindOf([...before, curves(0.51, 0.02)])).toBe('lines');
    const noLines = [rung('constant', 1, 1), rung('lines', 0.95, 3, 0.5)];
    expect(kindOf([...noLines, curves(0.94, 0.02)])).toBe('additive');
    expect(kindOf([...noLines, curves(0.96, 0.02)])).toBe('constant');
    // What comes after curves must be better than lines by more than chance.
    expect(kindOf([...before, curves(0.49, 0.02), rung('pairs', 0.4, 2)])).toBe('additive');
  });

  it('compares curves with the mean where a few large losses make lines worse than the mean', () => {
    const [constant, lines] = [rung('constant', 0.7, 0.1), rung('lines', 1.2, 6, 0.01)];
    expect(kindOf([constant, lines])).toBe('lines');
    expect(kindOf([constant, lines, rung('additive', 0.3, 1)])).toBe('additive');
    expect(kindOf([constant, lines, rung('additive', 0.6, 1)])).toBe('lines');
  });

  it('chooses what bends instead of the mean by 1.28 standard errors, where lines are worse than the mean', () => {
    const before = [rung('constant', 0.7, 0.1), rung('lines', 0.75, 1, 0.5)];
    for (const kind of ['additive', 'pairs', 'boosted'] as const) {
      expect(kindOf([...before, rung(kind, 0.56, 1)])).toBe(kind);
      expect(kindOf([...before, rung(kind, 0.6, 1)])).toBe('constant');
    }
    // Laws and networks, at the 5 % level.
    for (const kind of ['law', 'hidden'] as const) {
      expect(kindOf([...before, rung(kind, 0.56, 1)])).toBe('constant');
      expect(kindOf([...before, rung(kind, 0.5, 1)])).toBe(kind);
    }
  });

  it('chooses a blend with straight lines by half a standard error, since its weight is significant', () => {
    const [constant, lines] = [rung('constant', 1, 1), rung('lines', 0.5, 1, 0.01)];
    const blend = (mean: number): Reached => ({ ...rung('additive', mean, 2), weight: 0.3 });
    expect(kindOf([constant, lines, blend(0.4)])).toBe('additive');
    expect(kindOf([constant, lines, blend(0.47)])).toBe('lines');
  });

  it('chooses the logarithm of the target by ranks too, where one row makes up most of the errors', () => {
    const one = (kind: RungKind, usual: number, last: number): Reached => {
      const { rows } = rung(kind, 0, 0).heldOut;
      const loss = (row: number): number => (row === 99 ? last : usual + (row % 7) / 100);
      return { ...rung(kind, 0, 0), heldOut: heldOutLosses(question, rows, 0, loss) };
    };
    const before = [rung('constant', 200, 1), { ...one('lines', 2, 9000), chance: () => 0.01 }];
    expect(kindOf([...before, one('logLines', 1, 2000)])).toBe('logLines');
    expect(kindOf([...before, one('logLines', 1, 9500)])).toBe('lines');
    expect(kindOf([...before, one('additive', 1, 2000)])).toBe('lines');
  });

  it('needs more for the logarithm of the target than that its own lines show a law', () => {
    const before = [rung('constant', 1, 1), rung('lines', 0.5, 1, 0.01)];
    expect(kindOf([...before, rung('logLines', 0.49, 2, 0.001)])).toBe('lines');
    expect(kindOf([...before, rung('logLines', 0.3, 2, 1)])).toBe('logLines');
  });

  it('chooses what leaves hardly anything of the errors by ranks too', () => {
    const few = (kind: RungKind, losses: readonly number[]): Reached => {
      const rows = Uint32Array.from(losses.keys());
      return { ...rung(kind, 0, 0), heldOut: heldOutLosses(question, rows, 1 / 6, (row) => losses[row]) };
    };
    const constant = few('constant', [9, 9, 9, 9, 9, 9, 900]);
    const lines = { ...few('lines', [1, 2, 1, 2, 1, 2, 600]), chance: () => 0.01 };
    const law = [0.01, 0.02, 0.01, 0.02, 0.01, 0.02, 5];
    expect(kindOf([constant, lines, few('additive', law)])).toBe('additive');
    // A twentieth of the errors is left in both; one row alone would be a chance.
    expect(kindOf([constant, lines, few('additive', [3, 4, 3, 4, 3, 4, 5])])).toBe('lines');
    expect(kindOf([constant, lines, few('additive', [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 100])])).toBe('lines');
  });

  it('chooses a law with a name like curves; and where curves are chosen, a law with a lower error', () => {
    const [constant, lines] = [rung('constant', 1, 1), rung('lines', 0.5, 1, 0.01)];
    expect(kindOf([constant, lines, rung('law', 0.3, 2)])).toBe('law');
    expect(kindOf([constant, lines, rung('law', 0.36, 2)])).toBe('lines');
    const blend = { ...rung('additive', 0.4, 2), weight: 0.3 };
    expect(kindOf([constant, lines, rung('law', 0.36, 2), blend])).toBe('law');
    expect(kindOf([constant, lines, rung('law', 0.41, 2), blend])).toBe('additive');
    expect(kindOf([constant, lines, rung('law', 0.3, 2), rung('additive', 0.1, 2)])).toBe('additive');
    // A sum of laws must be better by half a standard error.
    const ofSeveral = (mean: number): Reached => ({
      ...rung('law', mean, 2),
      law: { name: 'a + b', others: [], isOfSeveral: true, parts: { join: '+', laws: [] } },
    });
    const curves = rung('additive', 0.3, 1);
    expect(kindOf([constant, lines, curves, ofSeveral(0.29)])).toBe('additive');
    expect(kindOf([constant, lines, curves, ofSeveral(0.2)])).toBe('law');
  });

  it('says where the test finds a law, but the mean has a lower error on held-out rows', () => {
    const table = made(100, 1, () => 0);
    const { encoding, train } = datasetOf(table, 0);
    const model = createModel({ inputs: 1, hidden: [], outputs: 1, grid: 3, order: 3, seed: 0 });
    const sentence = (error: number): string => {
      const rungs = [rung('constant', 1, 1), rung('lines', error, 3, 0.01)].map((one) => ({ ...one, model }));
      expect(kindOf(rungs)).toBe('lines');
      const folds = foldsOf(question, inputs, 0, 1);
      return ladderViewOf(rungs, 1, { encoding }, train.tableRows, folds, false).sentence;
    };
    const doubt = 'A permutation test finds a law, but the mean has a lower error on held-out rows.';
    expect(sentence(1.1)).toContain(doubt);
    expect(sentence(0.9)).not.toContain('the mean');
  });

  it('says where a test finds curves of classes that the held-out rows do not show', () => {
    const table = made(100, 1, () => 0);
    const { encoding, train } = datasetOf(table, 0);
    const model = createModel({ inputs: 1, hidden: [], outputs: 1, grid: 3, order: 3, seed: 0 });
    const sentence = (error: number): string => {
      const rungs = [rung('constant', 1, 1), rung('lines', 0.5, 1, 0.01), curves(error, 0.01)];
      expect(kindOf(rungs)).toBe('additive');
      const shown = rungs.map((one) => ({ ...one, model }));
      const folds = foldsOf(question, inputs, 0, 1);
      return ladderViewOf(shown, 2, { encoding }, train.tableRows, folds, false).sentence;
    };
    expect(sentence(0.45)).toContain('A test of all rows finds the curves;');
    expect(sentence(0.1)).not.toContain('A test');
  });

  it('does not choose pairs of which the held-out rows show nothing', () => {
    const before = [rung('constant', 1, 1), rung('lines', 0.5, 1, 0.01), rung('additive', 0.3, 1)];
    const pairs = (weight: number): Reached => ({ ...rung('pairs', 0.2, 1), weight });
    expect(kindOf([...before, pairs(1)])).toBe('pairs');
    expect(kindOf([...before, pairs(0.4)])).toBe('pairs');
    expect(kindOf([...before, pairs(0)])).toBe('additive');
  });

  it('chooses lines by the test only up to its level, and only where they are not clearly worse than the mean', () => {
    const constant = rung('constant', 1, 1);
    expect(kindOf([constant, rung('lines', 0.95, 3, 0.05)])).toBe('lines');
    expect(kindOf([constant, rung('lines', 0.95, 3, 0.06)])).toBe('constant');
    // The standard error of the difference is 0.2.
    expect(kindOf([constant, rung('lines', 1.1, 3, 0.01)])).toBe('lines');
    expect(kindOf([constant, rung('lines', 1.3, 3, 0.01)])).toBe('constant');
  });

  it('chooses levels at the 5 % level beyond curves too', () => {
    const before = [rung('constant', 1, 1), rung('lines', 0.5, 1, 0.01), rung('additive', 0.3, 1)];
    // The standard error of the difference is 0.04.
    expect(kindOf([...before, rung('levels', 0.25, 1.4)])).toBe('additive');
    expect(kindOf([...before, rung('levels', 0.2, 1.4)])).toBe('levels');
    expect(kindOf([...before, rung('pairs', 0.25, 1.4)])).toBe('pairs');
  });

  it('chooses pairs only where they are also better than the curves that they were added to', () => {
    const before = [rung('constant', 1, 1), rung('lines', 0.5, 1, 0.01), rung('additive', 0.3, 1)];
    const pairs = (without: number): Reached => ({
      ...rung('pairs', 0.2, 1),
      without: rung('additive', without, 3).heldOut,
    });
    expect(kindOf([...before, pairs(0.21)])).toBe('additive');
    expect(kindOf([...before, pairs(0.4)])).toBe('pairs');
  });

  it('takes curves of the target in place of its logarithm where their error is lower, but no pairs without weight', () => {
    const before = [rung('constant', 1, 1), rung('lines', 0.5, 1, 0.01), rung('logLines', 0.3, 2)];
    expect(kindOf(before)).toBe('logLines');
    expect(kindOf([...before, { ...rung('pairs', 0.29, 4), weight: 1 }])).toBe('pairs');
    expect(kindOf([...before, { ...rung('pairs', 0.29, 4), weight: 0 }])).toBe('logLines');
  });

  it('corrects the standard error for the overlap of the training parts', () => {
    const folds = foldsOf(question, inputs, 0, 1);
    expect(folds.parts).toBe(10);
    expect(shareOf(folds, 100)).toBeCloseTo(10 / 9, 1);
  });

  it('keeps copies of a row together, but not repeated measurements', () => {
    // Two rows at each input.
    const twice = Float64Array.from({ length: 100 }, (_, row) => Math.floor(row / 2));
    const apart = (targets: Float64Array): number => {
      const { held } = foldsOf({ ...question, targets }, twice, 0, 1);
      const partOf = new Map(held.flatMap((part, index) => Array.from(part, (row) => [row, index] as const)));
      return Array.from(twice.keys()).filter((row) => partOf.get(row) !== partOf.get(row ^ 1)).length;
    };
    expect(apart(twice)).toBe(0);
    // A category and two classes: rows that happen to agree are no copies.
    expect(apart(Float64Array.from({ length: 100 }, (_, row) => Number(row % 3 === 0)))).toBeGreaterThan(50);
  });
});
