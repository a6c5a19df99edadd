import { describe, expect, test } from 'vitest';
import {
  figuresOf,
  isBoosted,
  presentOf,
  rowsPerParameter,
  runFigures,
} from '../../../renderer/rooms/figures/figures.ts';
import { beginRun, newestPoint, NO_HISTORY, withPoints } from '../../../renderer/rooms/train/history.ts';
import type {
  HeldOutView,
  LadderView,
  PresentLadder,
  RungView,
} from '../../../shared/contract/views/ladder.ts';
import type { DatasetView } from '../../../shared/contract/views/data.ts';
import type { RevisionView } from '../../../shared/contract/views/history.ts';
import type { Scores } from '../../../shared/contract/views/scores.ts';
import { overfittingOf, overfittingText } from '../../../shared/results/overfitting.ts';

const scores = (rmse: number, r2: number, rows: number): Scores => ({
  rows,
  rmse: rows > 0 ? rmse : null,
  weight: null,
  r2: rows > 0 ? r2 : null,
  targets: [],
  crossEntropy: null,
  accuracy: null,
  rocAuc: null,
  confusion: null,
});
const classes = (crossEntropy: number, rows: number): Scores => ({
  ...scores(0, 0, 0),
  rows,
  crossEntropy,
  accuracy: 0.9,
});
const heldOut: HeldOutView = {
  measure: 'RMSE',
  error: 54.2,
  standardError: 2.7,
  r2: 0.5,
  rows: 376,
  judgedBy: '5-fold cross-validation',
  crossValidated: true,
};
const revision = (id: string, parent: string | null, part: Partial<RevisionView>): RevisionView => ({
  id,
  parent,
  label: id,
  name: '',
  kind: 'edit',
  scores: null,
  heldOut: null,
  time: 0,
  training: null,
  curve: [],
  measure: { kind: 'RMSE', targets: ['y'], weighing: null },
  otherTable: null,
  ...part,
});
const trained = { train: scores(50, 0.55, 310), validation: scores(56, 0.5, 66), test: scores(63, 0.31, 66) };

describe('the figures of the present network', () => {
  const created = revision('created', null, { scores: trained });
  const first = revision('first', 'created', { scores: trained });
  const pruned = revision('pruned', 'first', {
    scores: { ...trained, train: scores(55, 0.5, 310), test: scores(63, 0.31, 66) },
  });
  const history = { revisions: [created, first, pruned], current: 'pruned', undo: 'first', redo: null };

  test('say how the last edit changed each error', () => {
    const { present, before } = presentOf(history);
    expect(figuresOf(present!, before).map(({ of, error, change }) => [of, error, change?.text])).toEqual([
      ['Training', 55, '+10 %'],
      ['Validation', 56, '≈'],
      ['Test', 63, '≈'],
    ]);
  });

  test('are not compared with a network that was not trained', () => {
    const { present, before } = presentOf({ ...history, current: 'first' });
    expect(before).toBe(created);
    expect(figuresOf(present!, before).every(({ change }) => change === null)).toBe(true);
  });

  test('of a model of a ladder: its cross-validated error, not compared with a validation error', () => {
    const chosen = revision('chosen', 'first', {
      scores: { ...trained, validation: scores(0, 0, 0) },
      heldOut,
    });
    expect(figuresOf(chosen, first).map(({ of, error, change }) => [of, error, change === null])).toEqual([
      ['Training', 50, false],
      ['Cross-validated', 54.2, true],
      ['Test', 63, false],
    ]);
  });

  test('during a run are those of its newest point', () => {
    const before = withPoints(beginRun(NO_HISTORY), [{ step: 7, train: 2, validation: 3 }]);
    expect(newestPoint(before)).toEqual({ step: 7, train: 2, validation: 3 });
    const begun = beginRun(before);
    expect(newestPoint(begun)).toBeNull();
    const point = newestPoint(withPoints(begun, [{ step: 1, train: 1, validation: NaN }]))!;
    expect(runFigures(point)).toMatchObject([{ of: 'Training', error: 1 }]);
  });
});

describe('the rows for each parameter', () => {
  const dataset = { rows: { train: 310, validation: 66, test: 66 } } as unknown as DatasetView;
  test('are those that it was trained on, whatever rows models were compared on', () => {
    const measured = revision('measured', null, { scores: trained });
    expect(rowsPerParameter(31, measured, dataset)).toBe(10);
    expect(rowsPerParameter(31, null, dataset)).toBe(10);
    expect(rowsPerParameter(31, measured, null)).toBeNull();
  });
  test('count the validation rows where these were trained on', () => {
    const took = revision('took', null, { scores: { ...trained, validation: scores(0, 0, 0) } });
    expect(rowsPerParameter(376, took, dataset)).toBe(1);
    expect(rowsPerParameter(0, took, dataset)).toBeNull();
  });
});

describe('overfitting', () => {
  const rungOf = (error: number, standardError: number, freedom: number): RungView =>
    ({ error, standardError, freedom, parameters: freedom }) as RungView;
  const ladderOf = (rung: number, rungs: readonly RungView[], chosen = 0): PresentLadder => ({
    ladder: { rungs, chosen } as LadderView,
    rung,
  });
  test('is not told of the boosted model of a run, whose training error is low in any case', () => {
    const ladder = { rungs: [{ kind: 'pairs' }, { kind: 'boosted' }] } as unknown as LadderView;
    expect([null, 0, 1].map((rung) => isBoosted({ ladder, rung }))).toEqual([false, false, true]);
    expect(isBoosted(null)).toBe(false);
  });
  test('is an error on held-out rows that is larger beyond its standard error', () => {
    expect(overfittingText(overfittingOf(trained, null, 1, null)!)).toBe(
      'Overfits: validation error 1.12 times, test error 1.26 times the training error.',
    );
    const errors = [
      { of: 'Cross-validated', times: 2.4 },
      { of: 'Held out', times: 1.2 },
      { of: 'Test', times: 0.9663 },
    ];
    expect(overfittingText({ errors })).toBe(
      'Overfits: cross-validated error 2.4 times, held-out error 1.2 times, test error 0.966 times the training error.',
    );
  });
  test('is told by the errors that are shown, not by others', () => {
    // Each by hand: 56/50 and 63/50.
    const { errors } = overfittingOf(trained, null, 1, null)!;
    const shown = figuresOf(revision('one', null, { scores: trained }), null);
    const [training, ...others] = shown;
    expect(errors).toEqual(others.map(({ of, error }) => ({ of, times: error / training.error })));
    expect(errors.map(({ times }) => times)).toEqual([expect.closeTo(1.12), expect.closeTo(1.26)]);
  });
  test('is not seen in few rows, nor in a network that explains nearly all', () => {
    const few = { ...trained, validation: scores(56, 0.5, 12), test: scores(63, 0.31, 12) };
    expect(overfittingOf(few, null, 1, null)).toBeNull();
    const exact = {
      train: scores(1e-8, 1, 700),
      validation: scores(2e-8, 1, 150),
      test: scores(5e-8, 1, 150),
    };
    expect(overfittingOf(exact, null, 1, null)).toBeNull();
  });
  test('is judged by cross-validation where there is one', () => {
    const present = ladderOf(1, [rungOf(52, 1, 4), rungOf(54.2, 2.7, 30)]);
    expect(overfittingOf(trained, heldOut, 1, present)).toBeNull();
    const larger = ladderOf(1, [rungOf(52, 1, 4), rungOf(120, 2.7, 30)]);
    expect(overfittingOf(trained, { ...heldOut, error: 120 }, 1, larger)!.errors).toEqual([
      { of: 'Cross-validated', times: expect.closeTo(2.4) as number },
    ]);
  });
  test('is not what lowers the training error of the simplest model that does as well as any', () => {
    // 60 rows of 12·sin(a/3) + b² + 9/c with noise 0.25: curves with 17 free parameters have R² 0.998 on other rows.
    const additive = {
      train: scores(0.1962, 0.9994, 42),
      validation: scores(0, 0, 0),
      test: scores(0.3164, 0.9986, 9),
    };
    const judged = { ...heldOut, error: 0.301, standardError: 0.051, r2: 0.9988, rows: 51 };
    const rungs = [rungOf(8.55, 1, 1), rungOf(4.82, 0.61, 3.9), rungOf(0.301, 0.051, 16.8)];
    expect(overfittingOf(additive, judged, 1.5, ladderOf(2, rungs, 2))).toBeNull();
    // Nor where it is not the ladder's choice, as long as no simpler model does as well.
    const further = [...rungs, rungOf(0.29, 0.05, 20)];
    expect(overfittingOf(additive, judged, 1.5, ladderOf(2, further, 3))).toBeNull();
    // A larger one that gains nothing does overfit.
    const larger = [...rungs, rungOf(0.32, 0.051, 30)];
    expect(
      overfittingOf(additive, { ...judged, error: 0.32 }, 1.5, ladderOf(3, larger, 2))!.errors[0].times,
    ).toBeCloseTo(1.63);
    // Many test rows with the error that cross-validation promised show nothing more.
    const tested = { ...additive, test: scores(0.31, 0.9986, 200) };
    expect(overfittingOf(tested, judged, 1.5, ladderOf(2, rungs, 2))).toBeNull();
  });
  test('beside cross-validation is also seen in test rows far above, where there are few rows for each parameter', () => {
    // R's table DNase: the standard error of the cross-validated error is larger than its excess.
    const dnase = {
      train: scores(0.0108, 0.9997, 123),
      validation: scores(0.0238, 0.9985, 27),
      test: scores(0.0418, 0.9946, 26),
    };
    const dnaseLadder = ladderOf(1, [rungOf(0.66, 0.03, 1), rungOf(0.0189, 0.0045, 60)], 1);
    const uncertain = { ...heldOut, error: 0.0189, standardError: 0.0045, r2: 0.999, rows: 150 };
    expect(overfittingText(overfittingOf(dnase, uncertain, 0.667, dnaseLadder)!)).toBe(
      'Overfits: test error 3.87 times the training error.',
    );
    // Of a few test rows, one or two may make such an error.
    const few = { ...dnase, test: scores(0.0918, 0.9446, 9) };
    expect(overfittingOf(few, uncertain, 0.667, dnaseLadder)).toBeNull();
    // Straight lines through many rows do not overfit, however far the test rows lie.
    expect(overfittingOf(dnase, uncertain, 41, dnaseLadder)).toBeNull();
    expect(
      overfittingOf({ ...dnase, test: scores(0.0418, 0.9995, 26) }, uncertain, 0.667, dnaseLadder),
    ).toBeNull();
  });
  test('is not told after a change by hand that changes nothing, whose cross-validated error is gone', () => {
    const changed = { ...ladderOf(0, [rungOf(0.66, 0.03, 1), rungOf(0.03, 0.003, 12)], 1), rung: null };
    const after = {
      train: scores(0.02, 0.99, 60),
      validation: scores(0, 0, 0),
      test: scores(0.036, 0.98, 15),
    };
    expect(overfittingOf(after, null, 5, changed)).toBeNull();
    expect(overfittingOf(after, null, 5, null)).not.toBeNull();
    // A network that was made larger, with a far larger error than the rows supported, does overfit.
    const worse = { ...after, train: scores(0.01, 0.999, 60), test: scores(0.09, 0.9, 15) };
    const shownBy = (scores: typeof worse): string[] =>
      overfittingOf(scores, null, 1, changed)!.errors.map(({ of }) => of);
    expect(shownBy(worse)).toEqual(['Test']);
    expect(shownBy({ ...worse, validation: scores(0.08, 0.91, 15) })).toEqual(['Validation', 'Test']);
  });
  test('is not told of test rows whose error comes from a few rows far from the rest', () => {
    const present = ladderOf(1, [rungOf(80874, 3255, 1), rungOf(20741, 1067, 60)], 1);
    const judged = { ...heldOut, error: 20741, standardError: 1067, r2: 0.934, rows: 2490 };
    const houses = {
      train: scores(17552, 0.954, 2050),
      validation: scores(0, 0, 0),
      test: scores(39804, 0.712, 440),
    };
    expect(overfittingOf(houses, judged, 7.76, present)!.errors.map(({ of }) => of)).toEqual(['Test']);
    expect(overfittingOf(houses, judged, 7.76, present, null, 6)).toBeNull();
  });
  test('is not what makes the error of other rows larger where there are many rows for each parameter', () => {
    expect(overfittingOf(trained, null, 32, null)).toBeNull();
    expect(overfittingOf(trained, null, null, null)).not.toBeNull();
  });
  test('is not seen in few groups, whose rows are far from the others together', () => {
    const groups = { train: 8, validation: 2, test: 2 };
    expect(overfittingOf(trained, null, 1, null, groups)).toBeNull();
    expect(overfittingOf(trained, null, 1, null, { ...groups, test: null })).toBeNull();
    expect(overfittingOf(trained, null, 1, null, { train: 300, validation: 60, test: 60 })).not.toBeNull();
  });
  test('of classes is measured in nats', () => {
    const all = { train: classes(0.3, 700), validation: classes(0.33, 150), test: classes(0.33, 150) };
    expect(overfittingOf(all, null, 1, null)).toBeNull();
    expect(
      overfittingOf({ ...all, test: classes(0.6, 150) }, null, 1, null)!.errors.map(({ times }) => times),
    ).toEqual([expect.closeTo(1.1), expect.closeTo(2)]);
  });
});
