/** The tables of errors, and the remarks on formulas, that `kan` prints. */
import { describe, expect, it, vi } from 'vitest';
import {
  allScoresTable,
  ladderTable,
  remarkOnScores,
  scoresTable,
} from '../../../main/cli/reports/report.ts';
import { figuresJson, remarksText } from '../../../main/cli/reports/formulaReport.ts';
import { resultText } from '../../../main/cli/fit/fitReport.ts';
import { importanceRowsText, rowsText } from '../../../shared/results/apartText.ts';
import type { ApartView } from '../../../shared/contract/views/formula.ts';
import type { ImportanceView } from '../../../shared/contract/views/importance.ts';
import type { ErrorMeasure, Scores } from '../../../shared/contract/views/scores.ts';

const none = { weight: null, crossEntropy: null, accuracy: null, rocAuc: null, confusion: null };
const target = (name: string) => ({ name, rmse: 1.5, r2: 0.9 });
const scores = (targets: readonly string[]): Scores => {
  return { ...none, rows: 40, rmse: 1.5, r2: 0.9, targets: targets.map(target) };
};

it('lists the ten most important of the columns that are used, and counts the others', () => {
  const importanceOf = (used: number, unused: number): ImportanceView => ({
    ...{ heldOut: true, rows: 40, far: 0, error: 1 },
    columns: Array.from({ length: used + unused }, (_, i) => {
      const isUsed = i >= unused;
      const share = isUsed ? 1 / used : 0;
      return { name: `c${i}`, inputs: [i], used: isUsed, shuffled: 1, share, attribution: share };
    }),
  });
  const listed = (used: number, unused: number) => {
    const all = { train: scores(['y']), validation: scores(['y']), test: scores(['y']) };
    const measure = { kind: 'RMSE', targets: ['y'], weighing: null } as const;
    return resultText(all, null, importanceOf(used, unused), measure).split('\n').slice(5, -1);
  };
  expect(listed(2, 300)).toEqual(['  c300   50 %', '  c301   50 %', '  300 inputs not used']);
  expect(listed(11, 1).slice(-2)).toEqual(['  and 1 more column', '  1 input not used']);
  expect(listed(0, 2)).toEqual(['  2 inputs not used']);
  expect(listed(1, 0)).toHaveLength(1);
});

it('says on how many rows importance was measured, and on which', () => {
  expect(importanceRowsText({ heldOut: true, rows: 60, far: 0 })).toBe('60 held-out rows');
  expect(importanceRowsText({ heldOut: false, rows: 58, far: 2 })).toBe(
    '58 training rows, without 2 rows far from the rest',
  );
});

describe('χ², where the table has uncertainties', () => {
  const all = { train: scores(['y']), validation: scores([]), test: { ...scores(['y']), rows: 10 } };
  const weighed = {
    ...all,
    train: { ...all.train, weight: 160 / 9 },
    test: { ...all.test, weight: 20 / 9 },
  };
  const measureBy = (holds: 'weight' | 'uncertainty', kind: ErrorMeasure['kind'] = 'RMSE'): ErrorMeasure => ({
    ...{ kind, targets: ['y'], weighing: { column: 's', holds } },
  });

  it('is Σ(error/s)²: the weighted mean of the squares times the sum of 1/s²', () => {
    expect(allScoresTable(weighed, null, measureBy('uncertainty'))).toContain(
      '  χ², the sum of (error/s)², is 40.00 on 40 training rows and 5.000 on 10 test rows. Where each uncertainty s is right, about one for each row is expected.\n',
    );
  });

  it.each([
    ['rows count by other weights', weighed, measureBy('weight')],
    ['several targets have their errors in scaled values', weighed, measureBy('uncertainty', 'scaled RMSE')],
    ['the sum of weights is not known', all, measureBy('uncertainty')],
  ])('is not told where %s', (_, of, measure) => {
    expect(allScoresTable(of, null, measure)).not.toContain('χ²');
  });
});

describe('errors have the unit of the target', () => {
  const force: ErrorMeasure = { kind: 'RMSE', targets: ['F [N]'], weighing: null };

  it('in the table of splits', () => {
    expect(scoresTable([['test', scores(['F'])]], force)).toMatch(/rows\s+RMSE \[N\]\s+R²/);
    expect(scoresTable([['test', scores(['F'])]], { kind: 'RMSE', targets: ['F'], weighing: null })).toMatch(
      /rows\s+RMSE\s+R²/,
    );
  });

  it('each its own, where there are several', () => {
    const measure: ErrorMeasure = { kind: 'scaled RMSE', targets: ['F [N]', 'T [K]'], weighing: null };
    const table = scoresTable([['test', scores(['F', 'T'])]], measure);
    expect(table).toMatch(/rows\s+RMSE\s+R²/);
    expect(table).toMatch(/ {2}F \[N\]\s+1\.500[^]* {2}T \[K\]\s+1\.500/);
  });

  it('in the table of the models that a run compared', () => {
    const ladder = {
      rungs: [],
      chosen: 0,
      measure: 'RMSE',
      judgedBy: '5-fold cross-validation',
      rows: 40,
      heldOutRows: 40,
    } as const;
    const table = ladderTable({ ...ladder, crossValidated: true, sentence: '' }, force);
    expect(table).toContain('RMSE [N] ± SE');
    const both: ErrorMeasure = { kind: 'scaled RMSE', targets: ['F [N]', 'T [K]'], weighing: null };
    expect(ladderTable({ ...ladder, crossValidated: true, sentence: '' }, both)).toContain(
      'scaled RMSE ± SE',
    );
    expect(table).toContain('Models compared on 40 rows, by 5-fold cross-validation');
    const part = { ...ladder, judgedBy: '10 held-out rows', heldOutRows: 10, crossValidated: false };
    expect(ladderTable({ ...part, sentence: '' }, force)).toContain('compared on 10 held-out rows of 40');
  });
});

describe('errors of rows with weights are called weighted', () => {
  const measure: ErrorMeasure = {
    kind: 'RMSE',
    targets: ['F [N]'],
    weighing: { column: 'w', holds: 'weight' },
  };
  const empty = { ...scores([]), rows: 0 };
  const heldOut = {
    measure: 'RMSE',
    error: 1.6,
    standardError: 0.2,
    r2: 0.9,
    rows: 40,
    judgedBy: '10-fold cross-validation',
    crossValidated: true,
  } as const;

  it('in the table of splits, with the column of the weights', () => {
    const table = allScoresTable({ train: scores(['F']), validation: empty, test: empty }, heldOut, measure);
    expect(table).toMatch(/rows\s+Weighted RMSE \[N\]\s+R²/);
    expect(table).toContain('Cross-validated weighted RMSE [N] 1.600 ± 0.20');
    const remark = vi.fn();
    remarkOnScores({ train: scores(['F']), validation: empty, test: empty }, measure, null, { remark });
    expect(remark).toHaveBeenCalledWith(
      'note',
      'Rows count by their weights in “w”, in all figures but their number.',
    );
  });

  it('in the table of the models that a run compared', () => {
    const view = { rungs: [], chosen: 0, rows: 40, heldOutRows: 40, sentence: '' };
    expect(ladderTable({ ...view, ...heldOut, rows: 40 }, measure)).toContain('weighted RMSE [N] ± SE');
  });
});

describe('rows that lie far from a formula', () => {
  const figures = {
    ...{ network: null, noise: null, scatter: null, interval: null, dates: [], r2: 0.9, disagreement: NaN },
    ...{ trainError: 0.5, validationError: 0.2, testError: 0.1 },
    unrounded: { train: 0.5, validation: 0.2, test: 0.1 },
    domain: { missing: { train: 0, validation: 0, test: 0 }, ends: [] },
    shares: null,
    apart: { rows: [9, 34, 48], filled: [], errors: { train: 0.01, validation: 0.02, test: 0.1 } },
  };

  it('are named, with the errors without them', () => {
    expect(remarksText(figures)).toBe(
      '      Rows 9, 34 and 48 lie far from the formula, which is not fitted to them. The errors of all rows count them. Without rows 9, 34 and 48: training 0.01000, validation 0.02000.\n',
    );
    expect(remarksText({ ...figures, apart: null })).toBe('');
  });

  it('are said to have filled values where they do', () => {
    const withFilled = (...filled: ApartView['filled']) => ({
      ...figures,
      apart: { ...figures.apart, filled },
    });
    expect(remarksText(withFilled({ column: 'T', rows: [34] }))).toContain(
      ' count them. There a missing value was filled: “T” in row 34. Without rows 9, 34 and 48: ',
    );
    const both = [
      { column: 'T', rows: [9, 34] },
      { column: 'p', rows: [48] },
    ];
    expect(remarksText(withFilled(...both))).toContain(
      ' There missing values were filled: “T” in rows 9 and 34 and “p” in row 48. Without',
    );
    expect(figuresJson(withFilled(...both))).toMatchObject({ far_rows: { filled: both } });
    expect(figuresJson(figures)).not.toHaveProperty('far_rows.filled');
  });

  it('are in the JSON', () => {
    expect(figuresJson(figures)).toMatchObject({
      train_rmse: 0.5,
      far_rows: { rows: [9, 34, 48], train_rmse: 0.01, validation_rmse: 0.02 },
    });
    expect(figuresJson({ ...figures, apart: null })).not.toHaveProperty('far_rows');
  });

  it('are counted, where they are many', () => {
    expect(rowsText([1, 2, 3, 4, 5, 6, 7])).toBe('7 rows');
    expect(rowsText([10])).toBe('row 10');
  });
});
