/** Formulas in LaTeX with one table for the labels of a category. */
import { describe, expect, it } from 'vitest';
import type { Encoding } from '../../../main/engine/data/dataset/dataset.ts';
import { latexWithTables } from '../../../main/engine/symbolic/formula/categoryTables.ts';
import { scored } from '../../../main/engine/symbolic/formula/score.ts';
import type { ScoringData } from '../../../main/engine/symbolic/formula/scoringData.ts';
import { printedFormula } from '../../../main/engine/views/printedFormula.ts';
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
  ...{ network: null, classes: null },
};

describe('a formula with a category', () => {
  it('has one table of what its labels add', () => {
    expect(latexWithTables(formula, encoding)).toBe(String.raw`2 \, x + 3 + ` + table);
    const number = parseExpression('2*x + 3', ['x']);
    expect(latexWithTables(number, encoding)).toBe(String.raw`2 \, x + 3`);
  });

  it('has it in the list of formulas, and with every number of digits', () => {
    expect(scored(formula, data, encoding).latex).toContain(table);
    const print = (symbols: boolean) =>
      printedFormula(formula, { encoding, output: 0, data }, { language: 'latex', digits: 6, symbols });
    expect(print(false).definition).toBe(String.raw`y = 2 \, x + 3 + ` + table);
    expect(print(true).definition).not.toContain('array');
  });
});
