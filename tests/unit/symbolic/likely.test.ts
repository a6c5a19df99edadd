import { describe, expect, it } from 'vitest';
import { withoutUnlikely } from '../../../main/engine/symbolic/auto/likely.ts';
import { formulaError, type FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import type { Formula } from '../../../main/engine/symbolic/formula/finish.ts';
import { complexity } from '../../../shared/expression/complexity.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { seededRandom } from '../../../shared/random.ts';

/** Rows of −2 + 9/(3 − x) with noise. */
function rowsOf(rows: number, seed: number, noise: number): FormulaData {
  const random = seededRandom(seed);
  const x = Float64Array.from({ length: rows }, () => 2 * random.next());
  const target = x.map((value) => -2 + 9 / (3 - value) + noise * random.normal());
  return { names: ['x'], columns: [x], rows, target, weights: null };
}

const train = rowsOf(850, 1, 0.1);
const validation = rowsOf(150, 2, 0.1);

function formula(text: string): Formula {
  const expression = parseExpression(text, ['x']);
  return {
    expression,
    trainError: formulaError(expression, train),
    validationError: formulaError(expression, validation),
    complexity: complexity(expression),
    replaced: false,
  };
}

const law = formula('-2 + 9/(3 - x)');
const imitation = formula('1.0017 + 0.9843*x + 0.3462*x^2 + 0.0672*x^3 + 0.0743*x^4');

describe('formulas that the rows tell against', () => {
  it('are left out where the held-out errors differ by chance only', () => {
    const chosen = withoutUnlikely([law, imitation], train, validation);
    expect(chosen).toEqual([law]);
  });

  it('stay where they are simpler and clearly worse', () => {
    const line = formula('0.4 + 3*x');
    expect(withoutUnlikely([line, law], train, validation)).toEqual([line, law]);
  });

  it('stay where their held-out errors are clearly lower', () => {
    const exact = rowsOf(150, 4, 0);
    const wrong = formula('-2.001 + 9/(3 - x)');
    const long = formula('-2 + 9/(3 - x) + 0.0000001*x + 0.0000001*x^2 + 0.0000001*x^3 + 0.0000001*x^4');
    expect(withoutUnlikely([wrong, long], train, exact)).toContain(long);
  });

  it('are compared on the training rows where no others are held out', () => {
    const none = { ...rowsOf(1, 1, 0), rows: 0, columns: [new Float64Array()], target: new Float64Array() };
    expect(withoutUnlikely([law, imitation], train, none)).toEqual([law]);
  });
});
