import { describe, expect, it } from 'vitest';
import { withoutUnlikely } from '../../../main/engine/symbolic/auto/likely.ts';
import { formulaError, type FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import type { Formula } from '../../../main/engine/symbolic/formula/finish.ts';
import { complexity } from '../../../shared/expression/complexity.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { seededRandom } from '../../../shared/random.ts';
import { named } from './named.ts';

/** Rows of a law, x from 0 to 2, with noise. */
function rowsOf(
  rows: number,
  seed: number,
  noise: number,
  lawOf = (x: number) => -2 + 9 / (3 - x),
): FormulaData {
  const random = seededRandom(seed);
  const x = Float64Array.from({ length: rows }, () => 2 * random.next());
  const target = x.map((value) => lawOf(value) + noise * random.normal());
  return { names: ['x'], columns: [x], rows, target, weights: null };
}

const train = rowsOf(850, 1, 0.1);
const validation = rowsOf(150, 2, 0.1);

function formula(text: string, on = { train, validation }): Formula {
  const expression = parseExpression(text, ['x']);
  return {
    expression,
    trainError: formulaError(expression, on.train),
    validationError: formulaError(expression, on.validation),
    complexity: complexity(expression),
    replaced: false,
  };
}

const law = formula('-2 + 9/(3 - x)');
/** The polynomial of the fourth degree that comes nearest: 0.009 away from the law. */
const imitation = formula('1.0216 + 0.7038*x + 1.2445*x^2 - 0.8791*x^3 + 0.4116*x^4');

describe('formulas that the rows tell against', () => {
  it('are left out where the held-out errors differ by chance only', () => {
    const chosen = withoutUnlikely([law, imitation], train, validation);
    expect(chosen).toEqual([law]);
  });

  it('are left out where they are shorter and the held-out rows are too few to tell', () => {
    const lawOf = (x: number): number => Math.sin(x) + 0.015 * x;
    const rows = { train: rowsOf(2850, 3, 0.1, lawOf), validation: rowsOf(150, 5, 0.1, lawOf) };
    const [short, long] = [formula('sin(x)', rows), formula('sin(x) + 0.015*x', rows)];
    expect(short.validationError).toBeLessThan(1.02 * long.validationError);
    expect(withoutUnlikely([short, long], rows.train, rows.validation)).toEqual([long]);
    // Few rows do not carry the longer one.
    const few = { train: rowsOf(100, 3, 0.1, lawOf), validation: rowsOf(20, 5, 0.1, lawOf) };
    expect(withoutUnlikely([short, long], few.train, few.validation)).toEqual([short]);
  });

  it('stay where they are simpler and their held-out error is higher', () => {
    const lawOf = (x: number): number => Math.sin(x) + 0.06 * x;
    const rows = { train: rowsOf(850, 3, 0.1, lawOf), validation: rowsOf(20, 5, 0.1, lawOf) };
    const both = [formula('sin(x)', rows), formula('sin(x) + 0.06*x', rows)];
    expect(both[0].validationError).toBeGreaterThan(1.02 * both[1].validationError);
    expect(withoutUnlikely(both, rows.train, rows.validation)).toEqual(both);
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

  it('are left out where three held-out rows prefer them by an amount that chance explains', () => {
    const lawOf = (x: number): number => 20 + 60 * Math.exp(-x);
    const one = rowsOf(15, 1, 0.3, lawOf);
    const few: FormulaData = {
      ...one,
      columns: [Float64Array.of(0.3, 1, 1.7)],
      rows: 3,
      target: Float64Array.of(0.3, 1, 1.7).map((x, row) => lawOf(x) + [0.3, 0.4, 0.2][row]),
    };
    const rows = { train: one, validation: few };
    const decay = { ...formula('20 + 60*exp(-x)', rows), named: named('exponential decay', 2.4) };
    // Twice as near on the three rows, by more than two of their standard errors.
    const long = formula('20.15 + 60*exp(-x) + 0.0001*x^2 + 0.0001*x^3 + 0.0001*x^4', rows);
    expect(long.validationError).toBeLessThan(0.6 * decay.validationError);
    expect(withoutUnlikely([decay, long], rows.train, rows.validation)).toEqual([decay]);
  });

  it('are compared on the training rows where no others are held out', () => {
    const none = { ...rowsOf(1, 1, 0), rows: 0, columns: [new Float64Array()], target: new Float64Array() };
    expect(withoutUnlikely([law, imitation], train, none)).toEqual([law]);
  });

  it('are left out where their held-out error is higher by less than 2 %, and stay where it is by more', () => {
    const line = (x: number): number => x;
    const one = rowsOf(1000, 1, 0.1, line);
    const heldOut = (error: number): FormulaData => {
      const x = Float64Array.of(0.5, 1, 1.5, 2);
      return { ...one, columns: [x], rows: 4, target: x.map((value) => value - error) };
    };
    // The held-out errors are 0.1 and 0.1015, or 0.06 and 0.0615.
    const [short, long] = ['x', 'x + 0.0015'].map((text) => formula(text, { train: one, validation }));
    expect(withoutUnlikely([short, long], one, heldOut(0.1))).toEqual([short]);
    expect(withoutUnlikely([short, long], one, heldOut(0.06))).toEqual([short, long]);
  });

  it('stay where all rows hardly tell against them', () => {
    const x = Float64Array.from({ length: 100 }, (_, i) => i / 50);
    const rows = { names: ['x'], columns: [x], rows: 100, weights: null };
    const none = { ...rows, rows: 0, columns: [new Float64Array()], target: new Float64Array() };
    // Errors of ±0.1, and 0.013 in each row: 100·log(0.1008/0.1) = 0.8.
    const target = x.map((value, row) => value + (row % 2 === 0 ? 0.1 : -0.1));
    const shifted = x.map((value, row) => value + (row % 2 === 0 ? 0.1 : -0.1) + 0.013);
    const both = [formula('x + 0.5'), formula('x + 0.513')];
    for (const values of [target, shifted])
      expect(withoutUnlikely(both, { ...rows, target: values.map((value) => value + 0.5) }, none)).toEqual(
        both,
      );
  });

  it('are judged by the weights of the rows', () => {
    // Rows of weight 1 follow x, more rows of hardly any weight follow x²; the held-out rows fit both.
    const x = Float64Array.from({ length: 100 }, (_, i) => 0.1 + i / 50);
    const counts = (row: number): boolean => row % 5 < 2;
    const random = seededRandom(3);
    const weighted: FormulaData = {
      names: ['x'],
      columns: [x],
      rows: 100,
      target: x.map((value, row) => (counts(row) ? value : value ** 2) + 0.01 * random.normal()),
      weights: x.map((_, row) => (counts(row) ? 1 : 1e-6)),
    };
    const ends = Float64Array.of(0, 1);
    const fitsBoth = { ...weighted, columns: [ends], rows: 2, target: ends, weights: Float64Array.of(1, 1) };
    const both = [formula('x'), formula('x^2')];
    expect(withoutUnlikely(both, weighted, fitsBoth)).toEqual([both[0]]);
  });
});
