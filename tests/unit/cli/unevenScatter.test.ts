/** What the command line says where the scatter of the rows grows with the value. */
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { formulaSummary } from '../../../main/cli/fit/fitFormula.ts';
import { scored } from '../../../main/engine/symbolic/formula/score.ts';
import type { ScoringData } from '../../../main/engine/symbolic/formula/scoringData.ts';
import { withStandardErrors } from '../../../main/engine/symbolic/formula/standardErrors.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { scatterRemedy, scatterText } from '../../../shared/results/scatterText.ts';
import { useFolder } from '../../support/folder.ts';
import { kan } from '../../support/kan.ts';

const folder = useFolder('all tests');
const told =
  'The scatter of the rows grows with the value: the standard errors of the constants allow for it. ' +
  'A column with the standard error s of each row, in the role Uncertainty, makes the constants more certain: rows then count by 1/s². ' +
  'Where s is a share of the value, so does the logarithm of the target.';

/** A straight line with errors that grow with x, but are no shares of the values. */
const rows = Array.from({ length: 60 }, (_, row) => {
  const x = 1 + row / 3;
  const share = 0.1 * [1, -1.1, 0.4, -0.3][row % 4];
  return [x, 10 + (2.17 * x + 0.6) * (1 + share)] as const;
});

interface Told {
  readonly scatter: object;
  readonly constants: readonly { readonly value: number; readonly standard_error: number }[];
}

it('tells it with the formula of a table, and with that of the model', async () => {
  const [csv, model] = [folder('growing.csv'), folder('growing.kan')];
  await writeFile(csv, ['x,y', ...rows.map((row) => row.join(',')), ''].join('\n'));
  const flags = ['--hidden', 'none', '--optimizer', 'lm', '--symbolic', '--json', '--out', model];
  const { stdout } = await kan('fit', csv, '--target', 'y', ...flags);
  const { formula } = JSON.parse(stdout) as { formula: Told };
  expect(formula.scatter).toEqual({ with_value: 'grows', of: 'errors' });
  const printed = await kan('formula', model, '--json');
  const { formulas } = JSON.parse(printed.stdout) as { formulas: Told[] };
  const [own] = formulas;
  expect(own.scatter).toEqual(formula.scatter);
  expect(own.constants).toEqual(formula.constants);
  expect(own.constants.every(({ standard_error: error }) => error > 0)).toBe(true);
  expect(printed.stderr).toContain(`note: ${told}\n`);
});

describe('the list of formulas', () => {
  const [x, y] = [0, 1].map((column) => Float64Array.from(rows, (row) => row[column]));
  const all = { names: ['x'], columns: [x], rows: 60, target: y, weights: null };
  const none = { ...all, columns: [new Float64Array()], rows: 0, target: new Float64Array() };
  const data: ScoringData = {
    ...{ output: 'y', quantity: 'y', train: all, validation: none, test: none },
    ...{ network: null, classes: null, labelled: null, apart: null },
  };
  const formulaOf = (text: string) => {
    const expression = withStandardErrors(parseExpression(text, ['x']), all);
    return { judged: { expression, data }, view: scored(expression, data, { features: [] }) };
  };

  it('says it of the formula that is proposed, not of simpler ones, which miss more than scatter', () => {
    const formulas = [formulaOf('2*x + 11'), formulaOf('2.17*x + 10.6')];
    expect(formulas.map(({ view }) => view.scatter?.withValue)).toEqual(['grows', 'grows']);
    const targets = [{ target: 'y', quantity: 'y', error: 'RMSE', formulas }];
    const text = formulaSummary({ pruned: null, failure: '', targets });
    expect(text.split(told)).toHaveLength(2);
    expect(text.endsWith(`      ${told}\n`)).toBe(true);
  });
});

it('names the errors that it is said of, and what helps these', () => {
  const shares = { withValue: 'falls', of: 'shares' } as const;
  expect(scatterText(shares, '±')).toBe(
    'The scatter of the rows, as a share of the value, falls with the value: the ± allow for it.',
  );
  expect(scatterRemedy(shares)).not.toContain('logarithm');
  expect(scatterRemedy({ withValue: 'falls', of: 'errors' })).not.toContain('logarithm');
  const weighted = { withValue: 'grows', of: 'weighted errors' } as const;
  expect(scatterText(weighted, '±')).toBe(
    'The scatter of the rows, with their weights, grows with the value: the ± allow for it.',
  );
  expect(scatterRemedy(weighted)).toBe(
    'Weights of 1/s², with the standard error s of each row, would leave it even.',
  );
});
