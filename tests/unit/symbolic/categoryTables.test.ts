/** Formulas in LaTeX with one table for the labels of a category. */
import { describe, expect, it } from 'vitest';
import type { Encoding } from '../../../main/engine/data/encoding/encoding.ts';
import { latexWithTables } from '../../../main/engine/symbolic/formula/categoryTables.ts';
import { scored } from '../../../main/engine/symbolic/formula/score.ts';
import type { ScoringData } from '../../../main/engine/symbolic/formula/scoringData.ts';
import { printedFormula } from '../../../main/engine/views/printedFormula.ts';
import type { Language } from '../../../shared/expression/print/print.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';

const feature = (column: string, label: string | null) => ({
  ...{ name: label === null ? column : `${column}=${label}`, column, label, fill: null },
  scaling: { shift: 0, scale: 1 },
});
const encoding: Encoding = {
  task: 'regression',
  features: [feature('x', null), feature('c', 'PA 6'), feature('c', 'q')],
  outputs: [{ name: 'y', scaling: { shift: 0, scale: 1 } }],
  targets: ['y'],
  classes: [],
};
const names = encoding.features.map(({ name }) => name);
const formula = parseExpression('2*x + 3 - 100*`c=PA 6` + 2.5*`c=q`', names);
const table = String.raw`\begin{array}{c|cc} c & \text{PA 6} & \text{q} \\ & -100 & 2.5 \end{array}`;
const rows = {
  names,
  columns: [
    [0, 1, 2, 3],
    [1, 0, 1, 0],
    [0, 1, 0, 1],
  ].map((values) => Float64Array.from(values)),
  rows: 4,
  target: Float64Array.of(-97, 7.5, -93, 11.5),
  weights: null,
};
const data: ScoringData = {
  ...{ output: 'y', quantity: 'y', train: rows, validation: rows, test: rows },
  ...{ network: null, classes: null, labelled: null, apart: null },
};

describe('a formula with a category', () => {
  it('has one table of what its labels add', () => {
    expect(latexWithTables(formula, encoding)).toBe(String.raw`2 \, x + 3 + ` + table);
    const number = parseExpression('2*x + 3', ['x']);
    expect(latexWithTables(number, encoding)).toBe(String.raw`2 \, x + 3`);
  });

  it('is as long for a reader as one with a variable in place of its labels', () => {
    const { complexity, tabled } = scored(formula, data, encoding);
    expect([complexity, tabled]).toEqual([13, 7]);
    expect(
      scored(parseExpression('2*x', ['x']), data, { features: [feature('x', null)] }),
    ).not.toHaveProperty('tabled');
  });

  it('has a table only where half of the labels are added, and then with all of them', () => {
    const three = { features: ['PA 6', 'q', 'r'].map((label) => feature('c', label)) };
    const names = three.features.map(({ name }) => name);
    const two = parseExpression('`c=q` - 3*`c=r`', names);
    expect(latexWithTables(two, three)).toBe(
      String.raw`\begin{array}{c|ccc} c & \text{PA 6} & \text{q} & \text{r} \\ & 0 & 1 & -3 \end{array}`,
    );
    const one = parseExpression('2.5*`c=q` + 3', names);
    expect(latexWithTables(one, three)).toBe(String.raw`2.5 \, [c = \text{q}] + 3`);
  });

  it('has it in the list of formulas, and with every number of digits', () => {
    expect(scored(formula, data, encoding).latex).toContain(table);
    const print = (symbols: boolean) =>
      printedFormula(formula, { encoding, output: 0, data }, { language: 'latex', digits: 6, symbols });
    expect(print(false).definition).toBe(String.raw`y = 2 \, x + 3 + ` + table);
    expect(print(true).definition).not.toContain('array');
  });
});

describe('the columns of yes and no in a formula', () => {
  const print = (words: readonly [string, string], language: Language, text = '2*x + 3') => {
    const from = { ...encoding, features: [{ ...feature('x', null), words }, feature('z', null)] };
    const scoring = {
      ...data,
      ...Object.fromEntries(
        ['train', 'validation', 'test'].map((part) => [part, { ...rows, names: ['x', 'z'] }]),
      ),
    };
    const options = { language, digits: 6 };
    return printedFormula(
      parseExpression(text, ['x', 'z']),
      { encoding: from, output: 0, data: scoring },
      options,
    );
  };
  const printed = (words: readonly [string, string], language: Language, text?: string): string =>
    print(words, language, text).definition;

  it('are said to be 1 and 0 in the comment of its code, as the language comments', () => {
    const told = 'x is 1 for “yes” and 0 for “no”.';
    expect(printed(['no', 'yes'], 'python')).toContain(`# ${told}\n`);
    expect(printed(['no', 'yes'], 'c')).toContain(`// ${told}\n`);
    expect(printed(['no', 'yes'], 'matlab')).toContain(`% ${told}\n`);
    expect(printed(['', 'on'], 'julia')).toContain('# x is 1 for “on”.\n');
  });

  it('are told beside code that has no comments, and only there', () => {
    const told = 'x is 1 for “yes” and 0 for “no”.';
    for (const language of ['excel', 'latex', 'text', 'ascii', 'symbols'] as const) {
      const { definition, unsaid } = print(['no', 'yes'], language);
      expect(unsaid).toContain(told);
      expect(definition).not.toContain('yes');
    }
    expect(print(['no', 'yes'], 'python').unsaid).toBe('');
  });

  it('are not mentioned where the formula does not have them', () => {
    expect(printed(['no', 'yes'], 'python', '2*z + 3')).not.toContain('yes');
  });
});

describe('the units of a formula', () => {
  const withUnits: Encoding = {
    ...encoding,
    features: [{ ...feature('x [m]', null), unit: 'mm' }, feature('c', 'PA 6'), feature('c', 'q')],
    outputs: [{ name: 'y (s)', scaling: { shift: 0, scale: 1 } }],
  };
  const printed = (from: Encoding, language: 'python' | 'c' | 'text', symbols = false): string => {
    const features = from.features.map(({ name }) => name);
    const scoring = {
      ...data,
      ...Object.fromEntries(
        ['train', 'validation', 'test'].map((part) => [part, { ...rows, names: features }]),
      ),
    };
    const law = parseExpression(`2*\`${features[0]}\` + 3`, features);
    const options = { language, digits: 6, symbols };
    return printedFormula(law, { encoding: from, output: 0, data: scoring }, options).definition;
  };

  it('stand in the comment of its code, as they were set or as the names say', () => {
    expect(printed(withUnits, 'python')).toContain('# Units: y in s; x in mm.');
    expect(printed(withUnits, 'c', true)).toContain('// Units: y in s; x_1 in mm.');
    expect(printed(withUnits, 'text')).not.toContain('Units');
  });

  it('are not mentioned where there are none', () => {
    expect(printed(encoding, 'python')).not.toContain('Units');
  });
});
