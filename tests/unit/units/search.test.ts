/** The search for laws in tables with units. */
import { describe, expect, it } from 'vitest';
import { Breath } from '../../../main/engine/breath.ts';
import { parseUnit } from '../../../main/engine/data/units/unit.ts';
import { formulaError, type FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { dimensionlessProblem } from '../../../main/engine/symbolic/laws/dimensional/problem.ts';
import { laws, type LawsFound } from '../../../main/engine/symbolic/laws/laws.ts';
import { wholeProblem } from '../../../main/engine/symbolic/laws/problem.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { seededRandom } from '../../../shared/random.ts';

type ColumnOf = readonly [name: string, unit: string, low: number, high: number];

function table(columns: readonly ColumnOf[], unit: string, law: (...x: number[]) => number): FormulaData {
  const random = seededRandom(5);
  const rows = 200;
  const values = columns.map(([, , low, high]) =>
    Float64Array.from({ length: rows }, () => low + (high - low) * random.next()),
  );
  return {
    names: columns.map(([name]) => name),
    columns: values,
    rows,
    target: Float64Array.from({ length: rows }, (_, row) => law(...values.map((column) => column[row]))),
    weights: null,
    units: {
      columns: new Map(columns.map(([name, text]) => [name, parseUnit(text)!])),
      target: parseUnit(unit),
    },
  };
}

async function first(data: FormulaData): Promise<LawsFound> {
  const control = { signal: new AbortController().signal, breath: new Breath() };
  let last: LawsFound | undefined;
  for await (const found of laws(data, control)) last = found;
  return last!;
}

describe('the search in rows with a value of 0', () => {
  it('makes no group of its inverse: counts per second begin at time 0', async () => {
    const data = table([['t', 's', 0, 100]], '1/s', (t) => 5000 * Math.exp(-t / 20) + 180);
    data.columns[0][0] = 0;
    data.target[0] = 5180;
    expect(dimensionlessProblem(wholeProblem(data))).toBeNull();
    const { laws: found } = await first(data);
    expect(formulaError(found[0].expression, data)).toBeLessThan(1e-6);
  });
});

describe('the search in dimensionless groups', () => {
  const groupsOf = (data: FormulaData): string[] =>
    dimensionlessProblem(wholeProblem(data))!.groups.map(
      ({ expression }) => printExpression(expression, 'text').code,
    );

  it('has fewer variables: of m/√(1 − v²/c²) only one quotient', async () => {
    const columns: ColumnOf[] = [
      ['m', 'kg', 1, 5],
      ['v', 'm/s', 1, 2],
      ['c', 'm/s', 3, 10],
    ];
    const data = table(columns, 'kg', (m, v, c) => m / Math.sqrt(1 - (v / c) ** 2));
    expect(groupsOf(data)).toEqual([expect.stringMatching(/^(v\/c|c\/v)$/u)]);
    const { laws: found } = await first(data);
    expect(formulaError(found[0].expression, data)).toBeLessThan(1e-12);
  });

  it('brings columns of one dimension to one unit', () => {
    const columns: ColumnOf[] = [
      ['a', 'm', 1, 2],
      ['b', 'cm', 100, 200],
    ];
    const data = table(columns, 'm', (a, b) => Math.hypot(a, b / 100));
    expect(groupsOf(data)).toEqual(['a/(0.01*b)']);
  });

  it('counts temperatures from the absolute zero', () => {
    const columns: ColumnOf[] = [
      ['T', '°C', 10, 90],
      ['T0', 'K', 280, 300],
    ];
    const data = table(columns, '1', (T, T0) => (T + 273.15) / T0);
    expect(groupsOf(data)).toEqual([expect.stringMatching(/^(\(T \+ 273\.15\)\/T0|T0\/\(T \+ 273\.15\))$/u)]);
  });

  it('is not made where no column has a dimension, or the target cannot be made of them', () => {
    const angles: ColumnOf[] = [['a', 'rad', 1, 2]];
    expect(dimensionlessProblem(wholeProblem(table(angles, '1', Math.sin)))).toBeNull();
    const heat: ColumnOf[] = [['T', 'K', 1, 2]];
    expect(dimensionlessProblem(wholeProblem(table(heat, 'J', (T) => 1.38 * T)))).toBeNull();
  });
});
