/** Laws with a name in the form that their names promise, whatever form a search has found them in. */
import { describe, expect, it } from 'vitest';
import { gathered } from '../../../main/engine/symbolic/laws/gather.ts';
import { inOwnForm } from '../../../main/engine/symbolic/laws/named/ownForm.ts';
import { allForms, nameOf, type LawForm } from '../../../main/engine/symbolic/laws/named/lawForm.ts';
import { lawExpression, lawGrid } from '../../../main/engine/symbolic/laws/named/lawGrid.ts';
import { rangeWith } from '../../../main/engine/symbolic/laws/named/grids.ts';
import {
  formulaError,
  rangesOf,
  type FormulaData,
} from '../../../main/engine/symbolic/formula/formulaData.ts';
import { compile } from '../../../shared/expression/evaluate.ts';
import { distinctConstants } from '../../../shared/expression/constants.ts';
import { formOf } from '../../../shared/expression/form.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { simplify } from '../../../shared/expression/simplify/simplify.ts';
import { variable, type Expression } from '../../../shared/expression/tree.ts';
import type { LawParts } from '../../../shared/contract/views/ladder.ts';

const rows = 60;

/** Rows at even distances, with columns that are not multiples of each other. */
function tableOf(ends: Readonly<Record<string, readonly [number, number]>>): FormulaData {
  const columns = Object.values(ends).map(([low, high], k) =>
    Float64Array.from(
      { length: rows },
      (_, row) => low + ((high - low) * ((row * (1 + 6 * k)) % rows)) / (rows - 1),
    ),
  );
  return { names: Object.keys(ends), columns, rows, target: new Float64Array(rows), weights: null };
}

/** The shortest form of a formula, as the search for formulas works with it. */
function shortForm(formula: Expression, data: FormulaData): Expression {
  return gathered(simplify(formula, { ranges: rangesOf(data) }), rangesOf(data));
}

function textOf(formula: string, law: LawParts | string, data: FormulaData, digits = 6): string | null {
  const parts: LawParts = typeof law === 'string' ? { join: null, laws: [{ law, column: 'x' }] } : law;
  const own = inOwnForm(shortForm(parseExpression(formula, data.names), data), parts, data);
  return own && printExpression(own, 'text', { digits }).code;
}

const usual = tableOf({ x: [0.3, 9] });
const wetting = tableOf({ x: [0.02, 0.6] });
const beyond = tableOf({ x: [12, 40] });
const apart = tableOf({ x: [2.5, 9] });

/** A law with constants from the middle of its grids. */
function madeLaw({ law, count, isSloped }: LawForm, { columns: [x] }: FormulaData): Expression {
  const grid = lawGrid(law, x, rangeWith(x, [x[0], x.at(-1)]));
  const middle = grid.points();
  const at = (share: number) => middle[Math.floor(share * middle.length)];
  const points = [at(0.55), at(0.15), at(0.85)].slice(0, count);
  const factors = [1.7, 0.31, 2.3, 1.9, 3.1, 1.3, 2.7, 0.9, 1.1].slice(law.offset ? 0 : 1);
  const chosen = isSloped || !law.offset ? factors : [factors[0], ...factors.slice(2)];
  return lawExpression(law, points, chosen, isSloped, variable('x'));
}

describe('a law with a name is written in the terms of its declaration', () => {
  const tables: Readonly<Record<string, FormulaData>> = {
    'BET isotherm': wetting,
    'lens equation': beyond,
    'Lennard-Jones potential': apart,
  };
  const written = allForms.filter(({ law }) => law.written === undefined);
  it.each(written.map((form) => [nameOf(form), form] as const))('%s', (name, form) => {
    const data = tables[name] ?? usual;
    const law = madeLaw(form, data);
    const own = inOwnForm(shortForm(law, data), { join: null, laws: [{ law: name, column: 'x' }] }, data);
    expect(own).not.toBeNull();
    const target = compile(law, data.names)(data.columns, data.rows);
    const size = target.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(formulaError(own!, { ...data, target })).toBeLessThan(1e-6 * size);
    expect(formOf(own!)).toBe(formOf(law));
    expect(distinctConstants(own!)).toHaveLength(distinctConstants(law).length);
  });

  it('as textbooks have them', () => {
    expect(textOf('1/(2.5/x^2.3 + 0.1)', 'Hill equation', usual, 4)).toBe('10*x^2.3/(4.053^2.3 + x^2.3)');
    expect(textOf('3*exp(-(0.5*x - 2)^2)', 'Gaussian peak', usual)).toBe('3*exp(-((x - 4)/1.41421)^2/2)');
    expect(textOf('20*exp(-12/(x + 3))', 'Antoine equation', usual)).toBe('exp(2.99573 - 12/(x + 3))');
    expect(textOf('1/sqrt(36/x^2 + 4)', 'first-order high-pass filter', usual)).toBe('0.5*x/sqrt(3^2 + x^2)');
    expect(textOf('7 - 2*(x - 3)^2', 'parabola', usual)).toBe('-2*(x - 3)^2 + 7');
  });

  it('without the constants that they do not need', () => {
    expect(textOf('2 + 3*exp(-0.25*x^2)', 'Gaussian peak', usual, 4)).toBe('3*exp(-(x/1.414)^2/2) + 2');
    expect(textOf('3*sin(1.5*x)', 'oscillation', usual)).toBe('3*sin(1.5*x)');
    const two = tableOf({ x: [0.3, 9], E: [1, 4] });
    const laws = [
      { law: 'Haldane equation', column: 'x' },
      { law: 'straight line', column: 'E' },
    ];
    expect(textOf('E/(0.0125*x + 0.25/x + 0.125)', { join: '×', laws }, two)).toBe('8*x*E/(2 + x + x^2/10)');
  });

  it('in sums and products of laws of one column each', () => {
    const two = tableOf({ x: [0.3, 9], E: [1, 4] });
    const parts = (join: '+' | '×', law: string): LawParts => ({
      join,
      laws: [
        { law, column: 'x' },
        { law: 'straight line', column: 'E' },
      ],
    });
    expect(textOf('(6*E + 3)/(0.5/x + 0.25)', parts('×', 'Michaelis–Menten or Langmuir equation'), two)).toBe(
      '24*x*(E + 0.5)/(2 + x)',
    );
    expect(textOf('(6*E + 3)/sqrt(4 + x^2)', parts('×', 'first-order low-pass filter'), two)).toBe(
      '3*(E + 0.5)/sqrt(1 + (x/2)^2)',
    );
    expect(textOf('1/(0.5/x^2.2 + 0.25) + 3*E - 2', parts('+', 'Hill equation'), two, 4)).toBe(
      '4*x^2.2/(1.37^2.2 + x^2.2) + 3*E - 2',
    );
  });

  it('where a line of another column multiplies the law', () => {
    const two = tableOf({ x: [0.3, 9], E: [1, 4] });
    const parts = (law: string, ...others: LawParts['laws']): LawParts => ({
      join: '+',
      laws: [{ law, column: 'x', times: 'E' }, ...others],
    });
    const line = { law: 'straight line', column: 'E' };
    const enzyme = 'Michaelis–Menten or Langmuir equation';
    expect(textOf('(6*E + 3)/(0.5/x + 0.25) + 2*E - 1', parts(enzyme, line), two)).toBe(
      '(24*E + 12)*x/(2 + x) + 2*E - 1',
    );
    expect(textOf('E/(0.5/x + 0.25) + 5', parts(enzyme), two)).toBe('4*E*x/(2 + x) + 5');
    expect(textOf('E*(2 - 3*exp(-0.5*x)) + 7', parts('exponential decay', line), two)).toBe(
      '-3*E*exp(-0.5*x) + 2*E + 7',
    );
    expect(textOf('(0.2*E + 1)*sin(2*x + 0.7)', parts('oscillation'), two)).toBe(
      '(0.2*E + 1)*sin(2*x + 0.7)',
    );
    expect(textOf('(6*E + 3)/(1 + exp(4 - 0.8*x))', parts('logistic curve'), two)).toBe(
      '(6*E + 3)/(1 + exp(-0.8*(x - 5)))',
    );
    expect(textOf('E^2/(0.5/x + 0.25)', parts(enzyme, line), two)).toBeNull();
  });
});

describe('a formula does not have the name of a law', () => {
  it('that it only comes near', () => {
    expect(textOf('570*sin(0.05*x + 4.8) + 565', 'cubic', usual)).toBeNull();
    expect(textOf('2/(x^5*(exp(5/x) - 1.03))', 'Planck’s law of wavelength', usual)).toBeNull();
  });

  it('with a constant that it does not need', () => {
    expect(textOf('20*exp(-12/x)', 'Arrhenius equation', usual)).toBe('20*exp(-12/x)');
    expect(textOf('20*exp(-12/x)', 'Antoine equation', usual)).toBeNull();
  });

  it('that this version does not know', () => {
    expect(textOf('x', 'law of a later version', usual)).toBeNull();
  });
});
