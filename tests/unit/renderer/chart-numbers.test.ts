import { expect, it } from 'vitest';
import { numbersCsv } from '../../../renderer/rooms/picture/chart-actions.ts';
import { mapNumbers, numbersOf } from '../../../renderer/ui/chart/chart-menu.ts';

it('the numbers of a chart have all digits, and nothing where there is no value', () => {
  const numbers = numbersOf([
    ['Step', [1, 2]],
    ['RMSE, test', Float64Array.of(0.1 + 0.2, NaN)],
    ['Label', ['a "b"', '=1+1']],
    ['Validation', [null]],
  ]);
  expect(numbersCsv(numbers)).toBe(
    ['Step,"RMSE, test",Label,Validation', '1,0.30000000000000004,"a ""b""",', `2,,'=1+1,`, ''].join('\n'),
  );
});

it('the numbers of a map tell the place of each value', () => {
  const [x, t] = [Float64Array.of(1, 2, 3), Float64Array.of(10, 20)];
  // u = x + t
  const values = Float64Array.of(11, 12, 13, 21, 22, 23);
  const { columns, rows } = mapNumbers(['x', 't'], [x, t], [['u', values]]);
  expect(columns).toEqual(['x', 't', 'u']);
  expect(rows).toHaveLength(6);
  for (const [first, second, value] of rows) expect(value).toBe(Number(first) + Number(second));
});
