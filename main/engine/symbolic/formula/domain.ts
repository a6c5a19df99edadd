/** Where a formula has no value: on given rows, and just outside the values that it was fitted to. */
import type { DomainView } from '../../../../shared/contract/views/formula.ts';
import { compile } from '../../../../shared/expression/evaluate.ts';
import { rangeOf } from '../../../../shared/range.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import { columnsAt, evenRows } from '../../data/rows.ts';
import { endsOf as endsBeside } from '../suggest/ends.ts';
import type { FormulaData } from './formulaData.ts';
import type { ScoringData } from './scoringData.ts';

/** Rows on which the other inputs are held. */
const mostRows = 200;

/** How many rows of each split a formula has no value for, and where its domain ends near the training rows. */
export function domainOf(expression: Expression, data: ScoringData): DomainView {
  const { train, validation, test } = data;
  return {
    missing: {
      train: rowsWithoutValue(expression, train),
      validation: rowsWithoutValue(expression, validation),
      test: rowsWithoutValue(expression, test),
    },
    ends:
      train.rows === 0 ? [] : train.names.flatMap((name, input) => endsOf(expression, train, name, input)),
  };
}

function rowsWithoutValue(expression: Expression, { names, columns, rows }: FormulaData): number {
  return rows === 0
    ? 0
    : compile(expression, names)(columns, rows).filter((value) => !Number.isFinite(value)).length;
}

/** Ends of the domain along one input near the ends of its training values, the other inputs as in training rows. */
function endsOf(
  expression: Expression,
  { names, columns, rows }: FormulaData,
  name: string,
  input: number,
): DomainView['ends'] {
  const [low, high] = rangeOf(columns[input]);
  // The labels of a category are 0 or 1: there are no values beyond.
  if (!(high > low) || columns[input].every((value) => value === 0 || value === 1)) return [];
  const at = evenRows(rows, mostRows);
  const held = columns.map((column) => columnsAt(column, rows, at));
  const run = compile(expression, names);
  // Not finite on any of the rows.
  const worst = (value: number): number => {
    const moved = held.with(input, new Float64Array(at.length).fill(value));
    return run(moved, at.length).reduce((sum, one) => sum + one, 0);
  };
  return endsBeside(worst, [low, high]).map((end) => ({
    input: name,
    ...end,
    edge: end.side === 'below' ? low : high,
  }));
}
