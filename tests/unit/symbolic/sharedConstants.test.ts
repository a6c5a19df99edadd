/** A constant that stands at several places of a formula stays one constant. */
import { describe, expect, it } from 'vitest';
import { Breath } from '../../../main/engine/breath.ts';
import { fitConstants } from '../../../main/engine/symbolic/formula/fitConstants.ts';
import { fittedConstants } from '../../../main/engine/symbolic/formula/fittedConstants.ts';
import type { FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { recognise } from '../../../main/engine/symbolic/formula/recognise.ts';
import { withStandardErrors } from '../../../main/engine/symbolic/formula/standardErrors.ts';
import { constantsOf } from '../../../shared/expression/constants.ts';
import { simplify } from '../../../shared/expression/simplify/simplify.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { substitute } from '../../../shared/expression/substitute.ts';
import { number, type Expression } from '../../../shared/expression/tree.ts';
import { seededRandom } from '../../../shared/random.ts';

/** Hill's equation: n stands at two places. */
function hill(c: number, n: number, k: number): Expression {
  const law = parseExpression('c*x^n/(x^n + k)', ['c', 'n', 'k', 'x']);
  return simplify(substitute(law, { c: number(c), n: number(n), k: number(k) }));
}

/** The same with another exponent at each place. */
function untied(c: number, n: number, k: number): Expression {
  return parseExpression(`${c}*x^${n}/(x^${n} + ${k})`, ['x']);
}

function rowsOf(n: number, noise: number): FormulaData {
  const random = seededRandom(3);
  const x = Float64Array.from({ length: 40 }, (_, row) => 0.2 * 1.15 ** row);
  const target = x.map((at) => (9.3 * at ** n) / (at ** n + 4.4) + noise * random.normal());
  return { names: ['x'], columns: [x], rows: 40, target, weights: null };
}

const exponents = (formula: Expression): number[] =>
  constantsOf(formula).flatMap(({ value }) => (value > 1 && value < 2.2 ? [value] : []));

describe('a constant at several places', () => {
  const data = rowsOf(1.73, 0.3);

  it('is fitted as one', () => {
    const [one, other, ...more] = exponents(fitConstants(hill(8, 1.4, 3), data));
    expect(more).toEqual([]);
    expect(other).toBe(one);
    expect(one).toBeCloseTo(1.73, 0);
    const apart = exponents(fitConstants(untied(8, 1.4, 3), data));
    expect(apart[0]).not.toBe(apart[1]);
  });

  it('has one standard error, the smaller one of a formula with fewer constants', () => {
    const errorsOf = (formula: Expression): (number | null)[] =>
      constantsOf(withStandardErrors(fitConstants(formula, data), data)).flatMap(({ value, error }) =>
        value > 1 && value < 2.2 ? [error] : [],
      );
    const [one, other] = errorsOf(hill(8, 1.4, 3));
    expect(other).toBe(one);
    expect(one).toBeLessThan(errorsOf(untied(8, 1.4, 3))[0]!);
  });

  it('is told once', () => {
    const fitted = withStandardErrors(fitConstants(hill(8, 1.4, 3), data), data);
    expect(fittedConstants(fitted, data)).toHaveLength(3);
    expect(fittedConstants(withStandardErrors(untied(8, 1.4, 3), data), data)).toHaveLength(4);
  });

  it('becomes a plain number at all of its places', async () => {
    const exact = rowsOf(1.5, 0.01);
    const formula = await recognise(fitConstants(hill(8, 1.4, 3), exact), {
      data: exact,
      floor: 0,
      breath: new Breath(),
      signal: undefined,
    });
    expect(printExpression(formula, 'text').code).toMatch(/x\^(1\.5|\(3\/2\)).*x\^(1\.5|\(3\/2\))/u);
  });
});
