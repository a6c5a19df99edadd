import { expect, it } from 'vitest';
import { numbersCsv } from '../../../renderer/rooms/picture/chart-actions.ts';
import { numbersOf } from '../../../renderer/ui/chart/chart-menu.ts';

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
