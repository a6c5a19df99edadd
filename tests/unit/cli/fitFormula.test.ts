import { describe, expect, it } from 'vitest';
import { formulaJson, formulaSummary, type FormulaSteps } from '../../../main/cli/fit/fitFormula.ts';
import { scored } from '../../../main/engine/symbolic/formula/score.ts';
import type { ScoringData } from '../../../main/engine/symbolic/formula/scoringData.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';

const rows = (x: readonly number[]) => ({
  names: ['x'],
  columns: [Float64Array.from(x)],
  rows: x.length,
  target: Float64Array.from(x, (value) => Math.sqrt(Math.abs(value)) + 0.1),
  weights: null,
});

/** √x, which has no value below 0. @param test x of the test rows. */
const steps = (test: readonly number[], text = 'sqrt(x)'): FormulaSteps => {
  const data: ScoringData = {
    output: 'y',
    quantity: 'y',
    train: rows([1, 2, 3, 4]),
    validation: rows([]),
    test: rows(test),
    network: null,
    classes: null,
    labelled: null,
    apart: null,
  };
  const judged = { expression: parseExpression(text, ['x']), data };
  const formulas = [{ judged, view: scored(judged.expression, data, { features: [] }) }];
  return {
    pruned: null,
    failure: '',
    targets: [{ target: 'y', quantity: 'y', error: 'RMSE [N]', formulas }],
  };
};

describe('a formula without a value on some test row', () => {
  it('is reported with a warning', () => {
    expect(formulaJson(steps([-1, 2]))).toMatchObject({
      formula: { test_rmse: null, warning: expect.stringContaining('not defined on 1 test row.') as string },
    });
    expect(formulaSummary(steps([-1, 2]))).toMatch(
      /training 0\.1.*\n\s+Warning: The formula is not defined on 1 test row/u,
    );
  });

  it('is distinguished from one without test rows, and from one with a value on each', () => {
    for (const test of [[], [5, 6]]) {
      expect(JSON.stringify(formulaJson(steps(test)))).not.toContain('warning');
      expect(formulaSummary(steps(test))).not.toContain('Warning');
    }
  });
});

describe('a formula whose domain ends just beside the data', () => {
  it('is reported with where it ends, although every row has a value', () => {
    const warning = 'The formula is not defined for x below 1; the training rows begin at 1.';
    expect(formulaJson(steps([2, 3], 'sqrt(x - 1)'))).toMatchObject({ formula: { warning } });
    expect(formulaSummary(steps([2, 3], 'sqrt(x - 1)'))).toContain(`Warning: ${warning}`);
    // Far from the data no one asks.
    expect(formulaSummary(steps([2, 3], 'sqrt(x)'))).not.toContain('Warning');
  });
});

describe('the errors of a formula', () => {
  it('are those of each split that has rows, in both forms', () => {
    const { formula } = formulaJson(steps([5, 6])) as { formula: object };
    expect(formula).toMatchObject({ validation_rmse: null });
    expect(formulaSummary(steps([5, 6]))).toContain('RMSE [N]: training 0.1000, test 0.1000');
  });

  it('are those of the formula as it is printed', () => {
    const printed = formulaSummary(steps([5, 6], 'sqrt(x) + 0.10000004'));
    // Six digits are read: the tenth of a millionth is gone, and its error with it.
    expect(printed).toContain('sqrt(x) + 0.1\n');
    expect(printed).toContain('training 0, test 0,');
  });
});
