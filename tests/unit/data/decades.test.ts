/** Columns over decades: found, scaled by their logarithms, and read back from formulas and files. */
import { describe, expect, it } from 'vitest';
import { prepareDataset } from '../../../main/engine/data/index.ts';
import type { Column, Table } from '../../../main/engine/data/table/table.ts';
import { spreadsOverDecades } from '../../../main/engine/data/table/decades.ts';
import { fromUnits, toUnits } from '../../../main/engine/data/table/scaling.ts';
import { decodeOutputs, encodeRows } from '../../../main/engine/data/dataset/encode.ts';
import { outputsOn } from '../../../main/engine/measure/probe.ts';
import { formulaModel } from '../../../main/engine/symbolic/formula/formulaModel.ts';
import { networkFormulas } from '../../../main/engine/symbolic/formula/networkFormula.ts';
import { sharedBackend } from '../../../main/engine/compute/devices/shared.ts';
import type { DataSetup } from '../../../shared/contract/schemas/setups.ts';
import { evaluate } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { simplify } from '../../../shared/expression/simplify/simplify.ts';
import { seededRandom } from '../../../shared/random.ts';
import { dataSettings } from '../../../shared/settings/data.ts';
import { defaultsOf } from '../../../shared/settings/setting.ts';

const random = seededRandom(3);
const values = (count: number, of: () => number): Float64Array => Float64Array.from({ length: count }, of);
const number = (name: string, of: Float64Array): Column => ({
  ...{ name, type: 'number', values: of, labels: [] },
  missing: of.filter(Number.isNaN).length,
});

const rows = 200;
const E = values(rows, () => 10 ** (-30 + 12 * random.next()));
const t = values(rows, () => random.next() + 1);
const table = {
  fileName: 'decades.csv',
  rows,
  columns: [
    number('E', E),
    number('t', t),
    number(
      'y',
      t.map((value, row) => value * Math.sqrt(E[row])),
    ),
  ],
  issues: [],
} as unknown as Table;
const setup: DataSetup = { ...defaultsOf(dataSettings), inputs: ['E', 't'], targets: ['y'], weights: null };

describe('a column spreads over decades', () => {
  it.each([
    ['evenly over twelve decades', E, true],
    ['evenly over three', values(500, () => 10 ** (3 * random.next())), true],
    ['evenly over one', values(500, () => 10 ** random.next()), false],
    ['even numbers from 0 on', values(500, () => random.next()), false],
    ['squares of such', values(500, () => random.next() ** 2), false],
    ['waiting times', values(500, () => -Math.log(random.next() || 0.5)), false],
    ['with a zero', Float64Array.of(0, ...E), false],
    ['with gaps', Float64Array.of(NaN, ...E), true],
    ['negative', E.map((value) => -value), false],
  ])('%s: %s', (_, column, expected) => {
    expect(spreadsOverDecades(column)).toBe(expected);
  });
});

describe('its scaling', () => {
  it('is logarithmic and goes both ways', async () => {
    const { encoding, train, notes } = await prepareDataset(table, setup);
    const [{ scaling }, other] = encoding.features;
    expect(scaling.logarithm).toBe(true);
    expect(other.scaling.logarithm).toBeUndefined();
    expect(Math.max(...train.inputs.subarray(0, train.rows))).toBeCloseTo(1, 12);
    for (const value of [1e-30, 3.2e-25])
      expect(toUnits(scaling, fromUnits(scaling, value)) / value).toBeCloseTo(1, 12);
    expect(fromUnits(scaling, 0)).toBeNaN();
    expect(fromUnits(scaling, -1)).toBeNaN();
    expect(notes.join()).toContain('“E” spreads over decades: the network learns from its logarithm.');
  });

  it('can be set by hand, either way', async () => {
    const scaleOf = async (scales: DataSetup['scales']) =>
      (await prepareDataset(table, { ...setup, scales: scales! })).encoding.features.map(
        ({ scaling }) => scaling.logarithm === true,
      );
    expect(await scaleOf({ E: 'linear', t: 'log' })).toEqual([false, true]);
    expect(await scaleOf({})).toEqual([true, false]);
    const none = await prepareDataset(table, { ...setup, scaling: 'none' });
    expect(none.encoding.features[0].scaling).toEqual({ shift: 0, scale: 1 });
  });

  it('reads values without a logarithm as missing where it is set by hand', async () => {
    const zeros = {
      ...table,
      columns: [
        number(
          'E',
          E.map((v, i) => (i < 5 ? 0 : v)),
        ),
        ...table.columns.slice(1),
      ],
    };
    const { dropped, notes } = await prepareDataset(zeros, { ...setup, scales: { E: 'log' } });
    expect(dropped).toBe(5);
    expect(notes.join()).toContain('Values of 0 and below in “E” have no logarithm');
  });

  it('is not taken of labels or of yes and no, whatever numbers stand for them', async () => {
    const codes = (name: string, type: 'category' | 'boolean', labels: string[]) => ({
      ...number(
        name,
        E.map((_, i) => i % 2),
      ),
      ...{ type, labels },
    });
    const others = [codes('kind', 'category', ['a', 'b']), codes('on', 'boolean', ['no', 'yes'])];
    const inputs = ['t', 'kind', 'on'];
    const scales = { kind: 'log', on: 'log' } as const;
    const labelled = { ...table, columns: [...table.columns, ...others] };
    const { dropped, notes, encoding } = await prepareDataset(labelled, { ...setup, inputs, scales });
    expect([dropped, notes.join()]).toEqual([0, expect.not.stringContaining('no logarithm')]);
    expect(encoding.features.map(({ scaling }) => scaling.logarithm ?? false)).not.toContain(true);
  });

  it('of a target is not shifted, so that small values keep their digits', async () => {
    const wide = { ...table, columns: [...table.columns, number('w', E)] };
    const { encoding } = await prepareDataset(wide, { ...setup, inputs: ['t'], targets: ['w'] });
    expect(encoding.outputs[0].scaling.shift).toBe(0);
  });
});

describe('a formula of such a column', () => {
  it.each([
    't*sqrt(E)',
    'E + t',
    'log(3*E) + t^2',
    'sin(2*t)*E^1.5*1e30',
    'E*1e25 + log(E) + E^2*1e50',
    '1/(1 + E*1e25)',
  ])('%s is a network of logarithms, and the network is that formula', async (text) => {
    const { encoding } = await prepareDataset(table, setup);
    const formula = simplify(parseExpression(text, ['E', 't']), {});
    const model = formulaModel(formula, encoding)!;
    const { batch } = encodeRows(table, encoding);
    const outputs = await outputsOn(sharedBackend(), model, encoding, batch);
    const decoded = decodeOutputs(encoding, outputs, batch.rows);
    const [back] = networkFormulas(model, encoding)!;
    for (let row = 0; row < 10; row++) {
      const truth = evaluate(formula, { E: E[row], t: t[row] });
      const scale = Math.abs(encoding.outputs[0].scaling.scale) + Math.abs(truth);
      expect(decoded.task === 'regression' && (decoded.values[0][row] - truth) / scale).toBeCloseTo(0, 9);
      expect((evaluate(back, { E: E[row], t: t[row] }) - truth) / scale).toBeCloseTo(0, 9);
    }
  });
});
