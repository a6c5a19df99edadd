/** Which formulas of a search straight lines are better than, and where the list has these lines. */
import { describe, expect, it } from 'vitest';
import { createNativeBackend } from '../../../main/engine/compute/native/backend.ts';
import type { Dataset, Split } from '../../../main/engine/data/dataset/dataset.ts';
import { besideLines } from '../../../main/engine/symbolic/auto/besideLines.ts';
import { bestOf, type Found } from '../../../main/engine/symbolic/auto/front.ts';
import { searchDataOf } from '../../../main/engine/symbolic/auto/searchData.ts';
import { formulaError } from '../../../main/engine/symbolic/formula/formulaData.ts';
import type { KanModel } from '../../../main/engine/kan/model.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { complexity } from '../../../shared/expression/complexity.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { variablesOf } from '../../../shared/expression/tree.ts';
import { seededRandom } from '../../../shared/random.ts';
import { encodingOf, helloDataset } from '../train/hello.ts';
import { useSearchInRows } from './rowsAlone.ts';

const inRows = useSearchInRows();
const names = ['x1', 'x2', 'x3', 'x4', 'x5'];

/** Five weak columns in much noise, as tables of people and of fields have. */
function weak(slope = 0.6): Dataset {
  const random = seededRandom(3);
  const split = (rows: number): Split => {
    const inputs = Float64Array.from({ length: names.length * rows }, () => random.normal());
    const targets = Float64Array.from({ length: rows }, (_, row) =>
      names.reduce((sum, _name, i) => sum + slope * inputs[i * rows + row], 20 + 1.5 * random.normal()),
    );
    return { rows, inputs, targets, weights: null, tableRows: new Uint32Array(rows) };
  };
  return {
    ...helloDataset(2, 2),
    encoding: encodingOf(names),
    train: split(110),
    validation: split(20),
    test: split(2),
  };
}

describe('a list of formulas beside straight lines', () => {
  const dataset = weak();
  const backend = createNativeBackend({ threads: 1 });
  const task = { dataset, backend, seed: 1, signal: new AbortController().signal, model: null };
  const all = searchDataOf(task);
  const formula = (text: string): Found => {
    const expression = parseExpression(text, names);
    return {
      expression,
      trainError: formulaError(expression, all.train),
      validationError: formulaError(expression, all.validation),
      complexity: complexity(expression),
      replaced: false,
    } as Found;
  };
  const compare = besideLines(task, all);
  const short = formula('0.6*x1 + 20.1');
  const full = formula('0.61*x1 + 0.6*x2 + 0.59*x3 + 0.6*x4 + 0.6*x5 + 20.01');

  it('tells which ones they are better than', () => {
    const listed = compare([short, full]);
    expect(listed.map(({ behindLines }) => behindLines)).toEqual([true, undefined]);
    expect(bestOf(listed)).toBe(listed[1]);
  });

  it('has the lines at its end where they are better than all, and nothing that is no simpler', () => {
    const long = formula('0.6*x1 + 0*sin(x2)*sin(x3)*sin(x4)*sin(x5)*exp(x1)*exp(x2)*exp(x3)*exp(x4) + 20.1');
    const listed = compare([short, long]);
    expect(listed).toHaveLength(2);
    expect(listed[0].behindLines).toBe(true);
    const [, lines] = listed;
    expect(lines.behindLines).toBeUndefined();
    expect(variablesOf(lines.expression).length).toBeGreaterThan(3);
    expect(lines.trainError).toBe(formulaError(lines.expression, all.train));
    expect(lines.validationError).toBe(formulaError(lines.expression, all.validation));
    expect(bestOf(listed)).toBe(lines);
  });

  it('has the mean alone where the network is the mean', () => {
    const { layers, ...rest } = createModel({ inputs: 5, hidden: [], outputs: 1, seed: 1 });
    const mean = {
      ...rest,
      layers: layers.map((layer) => ({ ...layer, mask: new Uint8Array(layer.mask.length) })),
    };
    const own = { ...task, dataset: weak(0.4) };
    const rows = searchDataOf(own);
    const listed = (model: KanModel | null) =>
      besideLines(
        { ...own, model },
        rows,
      )([formula('x1 + 19')]).map(({ expression }) => variablesOf(expression).length);
    expect(listed(null).at(-1)).toBeGreaterThan(0);
    expect(listed(mean)).toEqual([0]);
  });

  it('says nothing against the law that the network is', () => {
    expect(compare([{ ...short, stays: true }])[0].behindLines).toBeUndefined();
  });

  it('comes out of a search, whose choice predicts new rows as straight lines do', async () => {
    const best = bestOf(await inRows(dataset))!;
    const random = seededRandom(8);
    const columns = names.map(() => Float64Array.from({ length: 2000 }, () => random.normal()));
    const target = columns[0].map((_, row) => columns.reduce((sum, own) => sum + 0.6 * own[row], 20));
    const error = formulaError(best.expression, { names, columns, target, rows: 2000, weights: null });
    // The law itself has 0, the mean 1.34, and the best formula beside the lines 0.83.
    expect(error).toBeLessThan(0.7);
  });
});
