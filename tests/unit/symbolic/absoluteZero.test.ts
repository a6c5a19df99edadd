/** Laws with a name that take ratios of a temperature count it from the absolute zero. */
import { describe, expect, it } from 'vitest';
import { Breath } from '../../../main/engine/breath.ts';
import { parseUnit } from '../../../main/engine/data/units/unit.ts';
import type { FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { namedCandidates } from '../../../main/engine/symbolic/laws/named/candidates.ts';
import { namedWholes } from '../../../main/engine/symbolic/laws/named/namedWholes.ts';
import { inOwnForm } from '../../../main/engine/symbolic/laws/named/ownForm.ts';
import { wholeProblem } from '../../../main/engine/symbolic/laws/problem.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { tableOf } from './lawTables.ts';

const breath = new Breath();
const ofThermistor = (T: number): number => 0.018 * Math.exp(3950 / (T + 273.15));

/** A table with temperatures in this unit in its first column. */
function inUnit(
  unit: string,
  law: (T: number, z: number) => number,
  ranges: readonly (readonly [number, number])[],
  noise = 0.02,
): FormulaData {
  const units = { columns: new Map([['x1', parseUnit(unit)!]]), target: null };
  return { ...tableOf(law, ranges, { rows: 60, noise }), intervals: new Set(['x1']), units };
}

describe('a temperature with a zero of its own', () => {
  it.each([
    ['°C', (T: number) => ofThermistor(T), '(x1 + 273.15)', [5, 90]],
    ['°F', (T: number) => ofThermistor((T - 32) / 1.8), '(x1 + 459.67)', [40, 190]],
  ] as const)('%s is counted from the absolute zero', async (unit, law, text, range) => {
    const data = inUnit(unit, law, [range]);
    const [{ named, expression }] = await namedCandidates(wholeProblem(data), breath);
    expect(named.name).toBe('Andrade equation');
    expect(printExpression(expression, 'text').code).toContain(text);
  });

  it('has no further zero in laws that take no ratios of it', async () => {
    const data = inUnit('°C', (T) => 3 + 7 * Math.exp(-T / 20), [[5, 90]]);
    const found = await namedCandidates(wholeProblem(data), breath);
    const [{ named, expression }] = found;
    expect(named.name).toBe('exponential decay');
    expect(printExpression(expression, 'text').code).not.toContain('273.15');
  });

  it('also stands in one law of several', async () => {
    const ranges = [
      [5, 90],
      [1, 3],
    ] as const;
    const data = inUnit('°C', (T, z) => 1e-6 * ofThermistor(T) * z, ranges);
    const found = await namedWholes(wholeProblem(data), breath);
    const name = 'Andrade equation of x1 × straight line of x2';
    const { expression } = found.find(({ named }) => named.name === name)!;
    expect(printExpression(expression, 'text').code).toContain('(x1 + 273.15)');
  });

  it('stands in the form of the name of a law', () => {
    const data = inUnit('°C', ofThermistor, [[5, 90]], 0);
    const formula = parseExpression('exp(3950/(x1 + 273.15) - 4)', ['x1']);
    const parts = { join: null, laws: [{ law: 'Andrade equation', column: 'x1' }] };
    const own = inOwnForm(formula, parts, data);
    expect(own && printExpression(own, 'text', { digits: 5 }).code).toBe('0.018316*exp(3950/(x1 + 273.15))');
  });
});
