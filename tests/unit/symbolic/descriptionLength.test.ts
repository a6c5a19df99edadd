/** What formulas cost, in closed form. */
import { describe, expect, it } from 'vitest';
import { costOf } from '../../../main/engine/symbolic/formula/cost.ts';
import {
  descriptionLength,
  rareExponents,
  stillNamed,
  type NamedForm,
} from '../../../main/engine/symbolic/formula/descriptionLength.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';

const parsed = (text: string) => parseExpression(text, ['a', 'b', 'x']);
const lengthOf = (text: string, error = 1, rows = 100): number =>
  descriptionLength(parsed(text), error, rows, 0);
/** The correction of Hurvich and Tsai for k constants of few rows. */
const forFewRows = (k: number, rows: number): number => (2 * k * (k + 1)) / (rows - k - 1);

describe('the length of a description', () => {
  it('grows by 2·ln 2 for each row where the error is twice as large', () => {
    expect(lengthOf('1.5*exp(x)', 2) - lengthOf('1.5*exp(x)', 1)).toBeCloseTo(200 * Math.LN2, 9);
  });

  it('counts errors below the floor as the floor', () => {
    const at = (error: number): number => descriptionLength(parsed('sin(x)'), error, 100, 1e-3);
    expect(at(1e-9)).toBeCloseTo(at(0), 6);
    expect(at(1e-3) - at(0)).toBeCloseTo(100 * Math.LN2, 6);
  });

  it('counts a column more of a straight line as one choice and one constant', () => {
    const [one, two] = ['1.5*a + 2.5*b + 3.5', '1.5*a + 2.5*b + 4.5*x + 3.5'].map((text) => lengthOf(text));
    expect(two - one).toBeCloseTo(5 + Math.log(100) + forFewRows(4, 100) - forFewRows(3, 100), 9);
  });

  it('counts fitted constants by the rows, small whole numbers not', () => {
    const dearer = (rows: number): number => lengthOf('1.7*exp(x)', 1, rows) - lengthOf('2*exp(x)', 1, rows);
    const corrections = forFewRows(1, 1000) - forFewRows(1, 10);
    expect(dearer(1000) - dearer(10)).toBeCloseTo(Math.log(100) + corrections, 9);
  });

  it('is shorter for the choice of a law with a name than for its parts', () => {
    const named: NamedForm = {
      name: 'a law',
      size: 2,
      parts: { join: '+', laws: [{ law: 'a law', column: 'x' }] },
    };
    const law = parsed('1.5*exp(-2.5*x)');
    expect(descriptionLength(law, 1, 100, 0, named)).toBeCloseTo(
      2 * 5 + 2 * Math.log(100) + forFewRows(2, 100),
      9,
    );
    expect(descriptionLength(law, 1, 100, 0)).toBeGreaterThan(descriptionLength(law, 1, 100, 0, named));
  });
});

describe('rare exponents', () => {
  it.each([
    ['x^2', 0],
    ['x^2.5', 0],
    ['x^2.3', 1],
    ['x^4', 0],
    ['x^5', 1],
    ['x^16', 2],
    ['x^16.3', 4],
    ['(x + 3.7)^2', 0],
    ['(x + 3.7)^4', 2],
    ['x^2.3*a^1.7', 2],
  ])('%s costs %d', (text, cost) => {
    expect(rareExponents(parsed(text))).toBe(cost);
  });
});

describe('a law with a name', () => {
  const hill: NamedForm = {
    name: 'Hill',
    size: 3,
    parts: { join: '+', laws: [{ law: 'Hill', column: 'x' }] },
  };
  const before = parsed('1.5*x^2/(2.5 + x^2)');

  it('keeps its name where only constants change, and loses it with a power or a variable', () => {
    expect(stillNamed(hill, before, parsed('1.7*x^2/(2.1 + x^2)'))).toBe(hill);
    expect(stillNamed(hill, before, parsed('1.5*x/(2.5 + x)'))).toBeUndefined();
    expect(stillNamed(hill, before, parsed('1.5*x^2'))).toBeUndefined();
  });
});

it('Akaike’s criterion weighs a unit of complexity like a parameter', () => {
  expect(costOf(0.5, 7, 100, 0) - costOf(0.5, 6, 100, 0)).toBeCloseTo(2, 12);
  // Of two formulas of 100 rows the larger by one must lower the error by 1 %.
  expect(costOf(0.989, 7, 100, 0)).toBeLessThan(costOf(1, 6, 100, 0));
  expect(costOf(0.991, 7, 100, 0)).toBeGreaterThan(costOf(1, 6, 100, 0));
});
