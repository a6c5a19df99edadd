import { describe, expect, it } from 'vitest';
import { formulaJson, formulaSummary, type FormulaSteps } from '../../../main/cli/fitFormula.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';

const steps = (testError: number): FormulaSteps => {
  const found = { expression: parseExpression('sqrt(x)', ['x']), trainError: 0.1, validationError: NaN };
  const formula = { ...found, testError, complexity: 2 } as never;
  return { pruned: null, failure: '', targets: [{ target: 'y', quantity: 'y', formulas: [formula] }] };
};

describe('a formula without a value on some test row', () => {
  it('is reported with a warning', () => {
    expect(formulaJson(steps(Infinity))).toMatchObject({
      formula: { test_rmse: null, warning: expect.stringContaining('no value on some test rows') as string },
    });
    expect(formulaSummary(steps(Infinity))).toMatch(
      /training RMSE 0\.1.*\n\s+Warning: The formula has no value/u,
    );
  });

  it('is not confused with one that has no test rows, or a value on each', () => {
    for (const error of [NaN, 0.2]) {
      expect(JSON.stringify(formulaJson(steps(error)))).not.toContain('warning');
      expect(formulaSummary(steps(error))).not.toContain('Warning');
    }
  });
});
