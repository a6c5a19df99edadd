/** Dates in formulas are days since a day that is said: in the formula, its code, the list of the search and the errors. */
import { writeFile } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Encoding } from '../../../main/engine/data/encoding/encoding.ts';
import { formulaModel } from '../../../main/engine/symbolic/formula/formulaModel.ts';
import { networkFormulas } from '../../../main/engine/symbolic/formula/networkFormula.ts';
import { compileScalar } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { changed, dataSetup, networkSetup, openStudio, table, useStudioFolder } from './studio.ts';

const folder = useStudioFolder();
const day = 86_400_000;
const first = Date.UTC(2021, 2, 17);

/** y = 2 + 0.5 t for t days after 17 March 2021, and a second input that does nothing. */
beforeEach(() => {
  const rows = Array.from({ length: 120 }, (_, t) => {
    const date = new Date(first + ((t * 37) % 120) * day).toISOString().slice(0, 10);
    return `${date},${(t * 7) % 11},${2 + 0.5 * ((t * 37) % 120)}`;
  });
  return writeFile(folder('hello.csv'), ['Date,other,y', ...rows, ''].join('\n'));
});

async function straight() {
  const { client } = openStudio(folder());
  await client.call('data.load', { file: table, overrides: {} });
  await client.call('data.prepare', { ...dataSetup, inputs: ['Date', 'other'] });
  await client.call('model.create', { ...networkSetup, hidden: [] });
  const edges = [0, 1].map((input) => ({ layer: 0, input, output: 0 }));
  await changed(client, 'model.edit', {
    edit: { type: 'fix', edges, function: 'x', affine: [1, 0, 0, 0] },
    refit: 40,
  });
  return client;
}

it('a formula in days becomes a network of the same values, and is read from it again', () => {
  const encoding: Encoding = {
    ...{ task: 'regression', targets: ['y'], classes: [] },
    features: [
      {
        ...{ name: 'Date', column: 'Date', label: null, fill: null },
        scaling: { shift: first + 60 * day, scale: 60 * day },
        unit: 'days since 2021-03-17',
      },
    ],
    outputs: [{ name: 'y', scaling: { shift: 30, scale: 30 } }],
  };
  const model = formulaModel(parseExpression('2 + sin(0.1*Date)', ['Date']), encoding)!;
  const [formula] = networkFormulas(model, encoding)!;
  const value = compileScalar(formula, 'Date');
  for (const t of [0, 10, 100]) expect(value(t)).toBeCloseTo(2 + Math.sin(0.1 * t), 9);
});

describe('a date in a formula', () => {
  it('counts days since the first of them, in the formula and in its errors', async () => {
    const client = await straight();
    const { formulas } = await client.call('formula.current', undefined);
    const [{ latex, dates, trainError, testError }] = formulas;
    expect(dates).toEqual([{ input: 'Date', unit: 'days since 2021-03-17' }]);
    expect(trainError).toBeLessThan(1e-4);
    expect(testError).toBeLessThan(1e-4);
    const numbers = (latex.match(/\d+(?:\.\d+)?/g) ?? []).map(Number);
    expect(numbers.some((value) => Math.abs(value - 0.5) < 1e-3)).toBe(true);
    expect(Math.max(...numbers)).toBeLessThan(1000);
    expect(latex).not.toMatch(/10\^\{?\d/);
  });

  it('counts the same days in code, which says so', async () => {
    const client = await straight();
    const { code, definition } = await client.call('formula.print', {
      formula: { from: 'network', output: 0 },
      language: 'javascript',
      digits: 6,
      symbols: false,
    });
    expect(definition).toContain('Date stands for days since 2021-03-17.');
    expect(runInNewContext(code, { Date: 10, other: 3 })).toBeCloseTo(7, 3);
  });
});
