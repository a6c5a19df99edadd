/** Standard errors of constants where rows of a group are not independent. */
import { expect, it } from 'vitest';
import { fitConstants } from '../../../main/engine/symbolic/formula/fitConstants.ts';
import {
  firstRows,
  joinedRows,
  rowsAt,
  type FormulaData,
} from '../../../main/engine/symbolic/formula/formulaData.ts';
import { withStandardErrors } from '../../../main/engine/symbolic/formula/standardErrors.ts';
import { constantsOf } from '../../../shared/expression/constants.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';

/** Five groups of three rows, x = 0, 1, 2 in each. */
const tableOf = (target: readonly number[]): FormulaData => ({
  names: ['x'],
  columns: [Float64Array.from(target, (_, row) => row % 3)],
  rows: target.length,
  target: Float64Array.from(target),
  weights: null,
  groups: Uint32Array.from(target, (_, row) => Math.floor(row / 3)),
});
const errors = (data: FormulaData): (number | null)[] => {
  const line = fitConstants(parseExpression('1.5*x + 0.7', ['x']), data);
  return constantsOf(withStandardErrors(line, data)).map(({ error }) => error);
};
const close = (value: number): unknown => expect.closeTo(value, 8);

it('are those of R’s sandwich (vcovCL, HC1) where groups differ', () => {
  const data = tableOf([2, 4, 7, 1, 3, 6, 3, 5, 8, 9, 4, 1, 2, 5, 7]);
  expect(errors(data)).toEqual([close(1.34907375632), close(1.44044152775)]);
});

it('are not smaller than those of independent rows: few groups show too little', () => {
  const data = tableOf([2, 4, 7, 1, 2, 2, 5, 9, 14, 3, 3, 4, 0, 2, 5]);
  // R’s sandwich gives 0.777 and 0.871.
  expect(errors(data)).toEqual([close(1.01640391729), close(1.31217181489)]);
});

it('know the groups of chosen and of joined rows', () => {
  const data = tableOf([2, 4, 7, 1, 3, 6, 3, 5, 8, 9, 4, 1, 2, 5, 7]);
  const halves = [
    rowsAt(data, Uint32Array.of(0, 1, 2, 3, 4)),
    rowsAt(
      data,
      Uint32Array.from({ length: 10 }, (_, i) => i + 5),
    ),
  ];
  expect(joinedRows(halves[0], halves[1]).groups).toEqual(data.groups);
  expect(firstRows(data, 4).groups).toEqual(Uint32Array.of(0, 0, 0, 1));
});
