import { describe, expect, it } from 'vitest';
import { parseUnit } from '../../../main/engine/data/units/unit.ts';
import { formulaError, type FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { intervalsOf, respectsIntervals } from '../../../main/engine/symbolic/formula/intervals.ts';
import { formulaUnits } from '../../../main/engine/symbolic/dimensions/formulaUnits.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { seededRandom } from '../../../shared/random.ts';
import { helloDataset } from '../train/hello.ts';
import { lawsIn, tableOf } from './lawTables.ts';

const intervals = new Set(['t']);

function columnsOf(rows: number, ranges: readonly (readonly [number, number])[]): Float64Array[] {
  const random = seededRandom(7);
  return ranges.map(([low, high]) =>
    Float64Array.from({ length: rows }, () => low + (high - low) * random.next()),
  );
}

describe('a column whose zero is a convention', () => {
  it.each([
    '2*t + x',
    't^2 - 3*t*x',
    'exp(-t/5)*x',
    'sin(2*t)',
    'log(t + 4)',
    'x^2/(t + 273.15)',
    '2^t',
    'x*log(x)',
  ])('may stand in %s', (text) => {
    expect(respectsIntervals(parseExpression(text, ['t', 'x']), intervals)).toBe(true);
  });

  it.each(['588/t^0.0016', 'x/t', 'sqrt(t)', 'log(t)', 'log(3*t*x)', '1/(1 + sqrt(x*t))', 'abs(t)', 't^x'])(
    'may not stand in %s',
    (text) => {
      expect(respectsIntervals(parseExpression(text, ['t', 'x']), intervals)).toBe(false);
    },
  );

  it('is a date, or a temperature in °C or °F, not one in K', () => {
    const { encoding } = helloDataset(2, 2);
    const [first] = encoding.features;
    const named = (name: string, unit: string) => ({ ...first, name, unit });
    const features = [
      named('day', 'days since 2020-01-01'),
      named('T', '°C'),
      named('F', '°F'),
      named('K', 'K'),
      named('m', 'kg'),
    ];
    const all = { ...encoding, features };
    expect([...intervalsOf(all, formulaUnits(all, 0))]).toEqual(['day', 'T', 'F']);
  });

  it('gets no power in a law, although a power would fit best', async () => {
    const rows = 120;
    const [t, x] = columnsOf(rows, [
      [1, 60],
      [1, 3],
    ]);
    const target = t.map((value, row) => x[row] * value ** 0.3);
    const data = { names: ['t', 'x'], columns: [t, x], rows, target, weights: null };
    const free = await lawsIn(data);
    expect(respectsIntervals(free[0].expression, intervals)).toBe(false);
    const found = await lawsIn({ ...data, intervals });
    expect(found.length).toBeGreaterThan(0);
    for (const { expression } of found) expect(respectsIntervals(expression, intervals)).toBe(true);
  });

  it('in °C counts from the absolute zero where a law needs it', async () => {
    const rows = 150;
    const [n, T, V] = columnsOf(rows, [
      [1, 3],
      [-20, 90],
      [2, 9],
    ]);
    const columns = [n, T, V];
    const target = n.map((value, row) => (value * 8.314 * (T[row] + 273.15)) / V[row]);
    const data: FormulaData = {
      ...{ names: ['n', 'T', 'V'], columns, rows, target, weights: null, intervals: new Set(['T']) },
      units: {
        columns: new Map([
          ['n', parseUnit('mol')!],
          ['T', parseUnit('°C')!],
          ['V', parseUnit('m^3')!],
        ]),
        target: parseUnit('Pa'),
      },
    };
    const [best] = await lawsIn(data);
    expect(formulaError(best.expression, data)).toBeLessThan(1e-6);
    expect(best.complexity).toBeLessThan(20);
  });

  it('in °C has the defined absolute zero beside it in one of the laws, which is not fitted', async () => {
    const law = (n: number, T: number, p: number): number => (0.08206 * n * (T + 273.15)) / p;
    const ranges = [
      [0.5, 2],
      [20, 80],
      [0.8, 2.5],
    ] as const;
    const units = { columns: new Map([['x2', parseUnit('°C')!]]), target: null };
    const table = tableOf(law, ranges, { rows: 60, noise: 0.03 });
    const found = await lawsIn({ ...table, intervals: new Set(['x2']), units });
    const texts = found.map(({ expression }) => printExpression(expression, 'text').code);
    expect(texts).toContainEqual(expect.stringMatching(/\(x2 \+ 273\.15\)/));
  });
});
