/** Angles in degrees: sines take them in radians. */
import { describe, expect, it } from 'vitest';
import { parseUnit } from '../../../main/engine/data/units/unit.ts';
import { formulaUnits } from '../../../main/engine/symbolic/dimensions/formulaUnits.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { helloDataset } from '../train/hello.ts';
import { errorOfLaw, lawsIn, tableOf } from './lawTables.ts';

const degree = Math.PI / 180;
const ofAngle = { columns: new Map([['x1', parseUnit('°')!]]), target: null };

describe('an angle in degrees', () => {
  it('is a unit that says something, although it has no dimension', () => {
    const { encoding } = helloDataset(2, 2);
    const [first, ...others] = encoding.features;
    const withUnit = (unit: string) =>
      formulaUnits({ ...encoding, features: [{ ...first, name: 'a', unit }, ...others] }, 0);
    expect(withUnit('°')?.columns.get('a')?.text).toBe('°');
    expect(withUnit('%')).toBeNull();
  });

  it('stands in the sine of a law as π/180 of it, with no constant that is fitted', async () => {
    const law = (angle: number, speed: number) => (speed ** 2 * Math.sin(2 * degree * angle)) / 9.81;
    const table = tableOf(
      law,
      [
        [10, 80],
        [5, 40],
      ],
      { rows: 60, noise: 0.01 },
    );
    const [{ expression }] = await lawsIn({ ...table, units: ofAngle });
    expect(printExpression(expression, 'text').code).toMatch(/sin\(pi\/90\*x1\)/);
    expect(errorOfLaw(expression, law, table)).toBeLessThan(0.005);
  });

  it('is what a law gives, too', async () => {
    const law = (angle: number, index: number) => Math.asin(Math.sin(degree * angle) / index) / degree;
    const table = tableOf(
      law,
      [
        [5, 80],
        [1.3, 2],
      ],
      { rows: 60, noise: 0.01 },
    );
    const units = { ...ofAngle, target: parseUnit('°') };
    const [{ expression }] = await lawsIn({ ...table, units });
    expect(printExpression(expression, 'text').code).toMatch(/arcsin\(sin\(pi\/180\*x1\)\/x2\)/);
    expect(errorOfLaw(expression, law, table)).toBeLessThan(0.005);
  });
});
