import { describe, expect, it } from 'vitest';
import { pareto, type Found } from '../../../main/engine/symbolic/auto/front.ts';
import { finishFormula } from '../../../main/engine/symbolic/formula/finish.ts';
import type { FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { partsOf } from '../../../main/engine/symbolic/formula/parts.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { complexity } from '../../../shared/expression/complexity.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { simplify } from '../../../shared/expression/simplify/simplify.ts';
import { number, variablesOf } from '../../../shared/expression/tree.ts';
import { seededRandom } from '../../../shared/random.ts';
import { named } from './named.ts';

type Column = readonly [name: string, low: number, high: number];

/** 350 rows of uniform columns; noise as a share of the target's spread. */
function tableOf(columns: readonly Column[], law: (...x: number[]) => number, noise: number): FormulaData {
  const random = seededRandom(7);
  const rows = 350;
  const values = columns.map(([, low, high]) =>
    Float64Array.from({ length: rows }, () => low + (high - low) * random.next()),
  );
  const exact = Float64Array.from({ length: rows }, (_, row) => law(...values.map((column) => column[row])));
  const mean = exact.reduce((total, value) => total + value, 0) / rows;
  const spread = Math.sqrt(exact.reduce((total, value) => total + (value - mean) ** 2, 0) / rows);
  const target = exact.map((value) => value + noise * spread * random.normal());
  return { names: columns.map(([name]) => name), columns: values, rows, target, weights: null };
}

const degree = Math.PI / 180;
const throws = tableOf(
  [
    ['v', 5, 40],
    ['theta', 5, 85],
  ],
  (v, theta) => (v * v * Math.sin(2 * theta * degree)) / 9.81,
  0.005,
);
const gas = tableOf(
  [
    ['n', 0.5, 3],
    ['T', 250, 400],
    ['V', 0.01, 0.1],
  ],
  (n, T, V) => (8.314 * n * T) / V,
  0.02,
);

describe('the complexity that the data support', () => {
  it.each([
    [
      '2.85*v^2*exp(-3.33/sqrt(1 - (0.0187*theta - 0.8417)^2))',
      throws,
      /^0\.10\d+\*v\^2\*sin\(0\.03\d+\*theta\)$/,
    ],
    ['21730*n*exp(-1414/(T + 353))/V', gas, /^8\.3\d*\*T\*n\/V$/],
    ['4939*n*exp(-0.00000388*(T - 719.7)^2)/V', gas, /^8\.3\d*\*T\*n\/V$/],
  ])('%s is replaced by plainer functions', async (text, data, expected) => {
    const read = simplify(parseExpression(text, data.names));
    const { expression, replaced } = (await finishFormula(read, data, data))!;
    expect(printExpression(expression, 'text', { digits: 4 }).code).toMatch(expected);
    expect(replaced).toBe(true);
  });

  it('keeps a function that the data distinguish from plainer ones', async () => {
    const exact = tableOf(
      [
        ['n', 0.5, 3],
        ['T', 250, 400],
      ],
      (n, T) => n * Math.exp(-1414 / (T + 353)),
      0,
    );
    const read = simplify(parseExpression('n*exp(-1414.1/(T + 353.2))', ['n', 'T']));
    const { expression, replaced } = (await finishFormula(read, exact, exact))!;
    expect(printExpression(expression, 'text', { digits: 6 }).code).toBe('n*exp(-1414/(T + 353))');
    expect(replaced).toBe(false);
  });

  it('is not tried when splines are better: the formula misses something then', async () => {
    const read = simplify(parseExpression('21730*n*exp(-1414/(T + 353))/V', gas.names));
    const { replaced } = (await finishFormula(read, gas, gas, { reachable: 1 }))!;
    expect(replaced).toBe(false);
  });
});

describe('pareto', () => {
  const model = createModel({ inputs: 1, hidden: [], outputs: 1, seed: 0 });
  const formulaOf = (size: number, error: number): Found => ({
    expression: number(size),
    ...{ trainError: error, validationError: error, complexity: size, replaced: false, model },
  });
  const sizes = (...formulas: Found[]): number[] =>
    pareto(formulas, { train: 350, validation: 75 }, 1e-11).map(({ complexity: size }) => size);

  it('leaves out formulas that are better only by fitting noise with more constants', () => {
    expect(sizes(formulaOf(11, 0.0057), formulaOf(21, 0.0056))).toEqual([11]);
    expect(sizes(formulaOf(11, 0.0057), formulaOf(21, 0.0052))).toEqual([11, 21]);
  });

  it('keeps a square where another exponent hardly lowers the error', () => {
    const powerOf = (exponent: number, error: number): Found => ({
      ...formulaOf(5, error),
      expression: parseExpression(`0.0035*v^${exponent}`, ['v']),
    });
    const errors = (...formulas: Found[]): number[] =>
      pareto(formulas, { train: 20, validation: 4 }, 1e-11).map(({ trainError }) => trainError);
    expect(errors(powerOf(2.015, 0.0436), powerOf(2, 0.0445))).toEqual([0.0445]);
    expect(errors(powerOf(2.4, 0.01), powerOf(2, 0.0445))).toEqual([0.0445, 0.01]);
  });

  it('keeps a law with a name beside a shorter formula without one that comes nearly as near', () => {
    const planck = { ...formulaOf(17, 1.96), validationError: 2.84, named: named('Planck’s law', 5) };
    const other = { ...formulaOf(15, 1.94), validationError: 2.91 };
    const list = pareto([other, planck], { train: 51, validation: 9 }, 1e-11);
    expect(list.map(({ complexity: size }) => size)).toEqual([15, 17]);
  });

  it('keeps the simplest of the exact formulas', () => {
    expect(sizes(formulaOf(9, 3e-16), formulaOf(18, 1e-16), formulaOf(5, 0.3))).toEqual([5, 9]);
  });
});

describe('partsOf', () => {
  it('groups the parts of a product or sum by variable, and continues inside the others', () => {
    const formula = simplify(parseExpression('3*v*exp(-v)*log(t*(w + w^2) + sin(t))', ['v', 't', 'w']));
    const parts = partsOf(formula);
    const text = (one: (typeof parts)[number]): string => printExpression(one.expression, 'text').code;
    expect(parts.map(text).sort()).toEqual(['sin(t)', 't', 'v*exp(-v)', 'w^2 + w']);
    for (const part of parts) {
      expect(variablesOf(part.expression)).toEqual([part.variable]);
      const without = simplify(part.put(number(1)));
      expect(complexity(without)).toBeLessThan(complexity(formula));
      expect(simplify(part.put(part.expression))).toEqual(formula);
    }
  });
});
