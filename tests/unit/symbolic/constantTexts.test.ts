/** The table of constants has the numbers of the formula that people see. */
import { expect, it } from 'vitest';
import { fitConstants } from '../../../main/engine/symbolic/formula/fitConstants.ts';
import { rowsAt, type FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { constantsIn } from '../../../main/engine/symbolic/formula/score.ts';
import type { ScoringData } from '../../../main/engine/symbolic/formula/scoringData.ts';
import { withStandardErrors } from '../../../main/engine/symbolic/formula/standardErrors.ts';
import { written } from '../../../main/engine/symbolic/formula/written.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { seededRandom } from '../../../shared/random.ts';

/** Rows of y = 3a + 2 with errors of 0.1; b is a but for a thousandth. */
function alike(): FormulaData {
  const random = seededRandom(4);
  const a = Float64Array.from({ length: 40 }, () => 10 * random.next());
  const b = a.map((value) => value + 1e-3 * random.normal());
  const target = a.map((value) => 3 * value + 2 + 0.1 * random.normal());
  return { names: ['a', 'b'], columns: [a, b], rows: 40, target, weights: null };
}

it('of two columns that are nearly the same, each constant far less certain than the formula', () => {
  const train = alike();
  const none = rowsAt(train, Uint32Array.of());
  const data: ScoringData = {
    ...{ output: 'y', quantity: 'y', train, validation: none, test: none },
    ...{ network: null, classes: null, labelled: null, apart: null },
  };
  const formula = withStandardErrors(
    fitConstants(parseExpression('1.5*a + 1.5*b + 2', train.names), train, { iterations: 100 }),
    train,
  );
  const constants = constantsIn(formula, data);
  expect(constants.filter(({ error, value }) => error! > Math.abs(value) / 2).length).toBe(2);
  const shown = written(formula, 'supported', 'latex', data).expression;
  const text = printExpression(shown, 'symbols').code;
  const numbers = text.match(/\d+(\.\d+)?/gu)!;
  expect(constants.map((constant) => constant.text.replace('−', '')).sort()).toEqual(numbers.sort());
  // More digits than the standard error supports: the sum of both terms is certain.
  expect(Math.max(...numbers.map((number) => number.length))).toBeGreaterThan(4);
});
