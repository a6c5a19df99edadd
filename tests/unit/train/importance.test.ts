/** Importance by shuffling: of what a column does to the predictions, on rows that were not trained on. */
import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import type { Backend, Evaluator } from '../../../main/engine/compute/backend.ts';
import type { Dataset, Split } from '../../../main/engine/data/dataset/dataset.ts';
import type { Encoding } from '../../../main/engine/data/encoding/encoding.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import type { KanModel } from '../../../main/engine/kan/model.ts';
import { importanceOf } from '../../../main/engine/measure/importance.ts';
import { formulaModel } from '../../../main/engine/symbolic/formula/formulaModel.ts';
import { importanceView } from '../../../main/engine/views/importance.ts';
import { compile } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { simplify } from '../../../shared/expression/simplify/simplify.ts';
import { seededRandom } from '../../../shared/random.ts';

const scaling = { shift: 0, scale: 1 };
const labels = ['L0', 'L1', 'L2'];
const numbers = ['A', 'rho', 'v'];
const encoding: Encoding = {
  task: 'regression',
  features: [
    ...numbers.map((name) => ({ name, column: name, label: null, scaling, fill: null })),
    ...labels.map((name) => ({ name, column: 'op', label: name, scaling, fill: null })),
  ],
  outputs: [{ name: 'F', scaling }],
  targets: ['F'],
  classes: [],
};
const names = encoding.features.map(({ name }) => name);

/** A and v vary by half of their mean, rho by two per cent. @param noise standard deviation beside the law. */
function rowsOf(law: string, rows: number, noise: number, seed: number): Split {
  const random = seededRandom(seed);
  const inputs = new Float64Array(names.length * rows);
  for (let row = 0; row < rows; row++) {
    inputs[row] = 1 + random.next();
    inputs[rows + row] = 1.2 + 0.04 * random.next();
    inputs[2 * rows + row] = 10 + 20 * random.next();
    inputs[(3 + random.integer(3)) * rows + row] = 1;
  }
  const columns = names.map((_, i) => inputs.subarray(i * rows, (i + 1) * rows));
  const exact = compile(parseExpression(law, names), names)(columns, rows);
  const targets = exact.map((value) => value + noise * random.normal());
  return { rows, inputs, targets, weights: null, tableRows: new Uint32Array(rows) };
}

const nothing = rowsOf('A', 0, 0, 0);

async function ofLaw(law: string, model = networkOf(law)) {
  const test = rowsOf(law, 300, 0, 5);
  const dataset: Dataset = {
    encoding,
    train: rowsOf(law, 200, 0, 4),
    validation: nothing,
    test,
    dropped: 0,
    notes: [],
  };
  const found = await importanceView(referenceBackend, { model, encoding }, dataset);
  return { dataset, found, of: (column: string) => found.columns.find(({ name }) => name === column)! };
}

function networkOf(law: string): KanModel {
  return formulaModel(simplify(parseExpression(law, names)), encoding)!;
}

describe('importance by shuffling', () => {
  it('of few rows gives each row the values of every other row', async () => {
    const rows = 30;
    const law = '0.5*A*v';
    const plain = rowsOf(law, rows, 3, 7);
    const weights = Float64Array.from({ length: rows }, (_, row) => 1 + (row % 4));
    const dataset: Dataset = {
      encoding,
      train: rowsOf(law, 200, 0, 4),
      validation: nothing,
      test: { ...plain, weights },
      dropped: 0,
      notes: [],
    };
    const { columns } = await importanceOf(referenceBackend, networkOf(law), encoding, dataset);
    const { inputs, targets } = plain;
    let [squares, total] = [0, 0];
    for (let row = 0; row < rows; row++)
      for (let other = 0; other < rows; other++) {
        if (other === row) continue;
        squares += weights[row] * (targets[row] - 0.5 * inputs[other] * inputs[2 * rows + row]) ** 2;
        total += weights[row];
      }
    expect(columns.find(({ column }) => column === 'A')!.shuffled).toBeCloseTo(Math.sqrt(squares / total), 8);
  });

  it('of a product is small for a factor that hardly varies', async () => {
    const { found, of } = await ofLaw('0.5*A*rho*v^2');
    expect(found.heldOut).toBe(true);
    expect(of('v').share).toBeGreaterThan(0.6);
    expect(of('rho').share).toBeLessThan(0.01);
    expect(found.columns.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
  });

  it('of a column that changes no more than the last digits is 0', async () => {
    const { of } = await ofLaw('2*A', networkOf('2*A + 1e-12*rho'));
    expect(of('A').share).toBe(1);
    expect(of('rho').share).toBe(0);
  });

  it('of a sum is the part of the variance, as the profiler’s curves have it', async () => {
    const { dataset, of } = await ofLaw('40*A + 0.1*v^2');
    const spread = (term: string): number => {
      const columns = names.map((_, i) => dataset.test.inputs.subarray(i * 300, (i + 1) * 300));
      const values = compile(parseExpression(term, names), names)(columns, 300);
      const mean = values.reduce((sum, value) => sum + value / 300, 0);
      return values.reduce((sum, value) => sum + (value - mean) ** 2 / 300, 0);
    };
    const [a, v] = [spread('40*A'), spread('0.1*v^2')];
    expect(of('A').share).toBeCloseTo(a / (a + v), 1);
    expect(['A', 'v', 'rho', 'op'].map((column) => of(column).used)).toEqual([true, true, false, false]);
    // The mean square error rises by twice the variance of what is shuffled.
    expect(of('A').shuffled ** 2 / (2 * a)).toBeCloseTo(1, 1);
  });

  it('takes a category as one column, whose labels move together', async () => {
    // The network has learned a little of the labels, the target nothing.
    const taught = networkOf(`v + 0.5*L0 - 0.5*L2`);
    const { found, of } = await ofLaw('v', taught);
    expect(found.columns.map(({ name }) => name)).toEqual(['A', 'rho', 'v', 'op']);
    expect(of('op').inputs).toEqual([3, 4, 5]);
    expect(of('op').share).toBeLessThan(0.02);
    // pykan's score goes by standard deviations: the same labels are several per cent there.
    expect(of('op').attribution).toBeGreaterThan(0.04);
  });

  it('does not depend on one value that is wrong by far, and tells that its row is left out', async () => {
    const model = networkOf('A + 0.001*v');
    const measured = async (wrong: number) => {
      const train = rowsOf('A + 0.001*v', 60, 0.05, 1);
      train.targets[7] += wrong;
      const dataset: Dataset = { encoding, train, validation: nothing, test: nothing, dropped: 0, notes: [] };
      return importanceOf(referenceBackend, model, encoding, dataset);
    };
    const shareOfA = (found: Awaited<ReturnType<typeof measured>>): number => found.columns[0].share;
    const right = await measured(0);
    expect(right.far).toBe(0);
    for (const wrong of [400, -400]) {
      const found = await measured(wrong);
      expect(found.far).toBe(1);
      expect(found.error).toBeLessThan(0.1);
      expect(shareOfA(found)).toBeCloseTo(shareOfA(right), 1);
    }
  });

  it('leaves out no row that is as far off as its weight allows', async () => {
    const model = networkOf('A + 0.001*v');
    const train = rowsOf('A + 0.001*v', 60, 0.05, 1);
    const uncertainties = train.targets.map((_, row) => (row % 20 === 7 ? 400 : 0.05));
    train.targets.forEach((_, row) => (train.targets[row] += uncertainties[row]));
    const weighed = { ...train, weights: uncertainties.map((s) => s ** -2) };
    const apart = { validation: nothing, test: nothing, dropped: 0, notes: [] };
    const found = await importanceOf(referenceBackend, model, encoding, {
      encoding,
      train: weighed,
      ...apart,
    });
    expect(found.far).toBe(0);
    expect(found.error).toBeLessThan(0.2);
  });

  it('is measured on training rows when hardly any are held out, and says so', async () => {
    const model = networkOf('A + v');
    const train = rowsOf('A + v', 60, 0, 1);
    const dataset: Dataset = {
      encoding,
      train,
      validation: nothing,
      test: rowsOf('A + v', 5, 0, 2),
      dropped: 0,
      notes: [],
    };
    const found = await importanceOf(referenceBackend, model, encoding, dataset);
    expect(found.heldOut).toBe(false);
    expect(found.error).toBeLessThan(1e-12);
  });

  it('of hundreds of columns sets up few networks, on fewer rows, and finds the columns that matter', async () => {
    const wide = Array.from({ length: 2000 }, (_, i) => `x${i}`);
    const many: Encoding = {
      ...encoding,
      features: wide.map((name) => ({ name, column: name, label: null, scaling, fill: null })),
    };
    const random = seededRandom(1);
    const rows = 300;
    const inputs = Float64Array.from({ length: wide.length * rows }, () => random.next());
    const targets = Float64Array.from({ length: rows }, (_, row) => inputs[row] + 3 * inputs[5 * rows + row]);
    const test = { rows, inputs, targets, weights: null, tableRows: new Uint32Array(rows) };
    const dataset = { encoding: many, train: test, validation: nothing, test, dropped: 0, notes: [] };
    const model = createModel({ inputs: wide.length, hidden: [], outputs: 1, grid: 3, seed: 1 });
    const judged: number[] = [];
    const copies = new Set<ArrayBufferLike>();
    const counting: Backend = {
      ...referenceBackend,
      // The law itself in place of the network.
      evaluator(_structure, { rows: count, inputs: values }) {
        judged.push(count);
        copies.add(values.buffer);
        const law = (_: unknown, row: number): number => values[row] + 3 * values[5 * count + row];
        const forward = (): Float64Array => Float64Array.from({ length: count }, law);
        return { forward, dispose: () => undefined } as unknown as Evaluator;
      },
    };
    const { columns } = await importanceOf(counting, model, many, dataset);
    expect(judged.length).toBeLessThan(wide.length / 20);
    expect(judged.reduce((sum, count) => sum + count, 0) * wide.length).toBeLessThan(5e8);
    // The rows as they are, and once as often as the columns that are judged together need them.
    expect(copies.size).toBe(2);
    const shares = columns.map(({ share }) => share);
    expect(shares[5]).toBeGreaterThan(0.8);
    expect(shares[0] + shares[5]).toBeCloseTo(1, 9);
  });
});
