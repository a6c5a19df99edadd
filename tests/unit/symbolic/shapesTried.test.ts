/** The networks of different shapes that a search tries, and the second choice of functions. */
import { afterAll, describe, expect, it } from 'vitest';
import { createNativeBackend } from '../../../main/engine/compute/native/backend.ts';
import type { Dataset } from '../../../main/engine/data/dataset/dataset.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { fixEdge } from '../../../main/engine/kan/editEdge.ts';
import { edgeRefs, isPresent } from '../../../main/engine/kan/places.ts';
import type { Discovery } from '../../../main/engine/symbolic/auto/discoverTask.ts';
import type { Found } from '../../../main/engine/symbolic/auto/front.ts';
import { fromRows } from '../../../main/engine/symbolic/auto/fromRows.ts';
import { revisit } from '../../../main/engine/symbolic/auto/revisit.ts';
import { searchDataOf } from '../../../main/engine/symbolic/auto/searchData.ts';
import { templatesFor } from '../../../main/engine/symbolic/auto/templates.ts';
import { trainBriefly, type Trained } from '../../../main/engine/symbolic/auto/training.ts';
import { tryShapes } from '../../../main/engine/symbolic/auto/tryShapes.ts';
import { formulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { outputsOn } from '../../../main/engine/measure/probe.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { seededRandom } from '../../../shared/random.ts';
import { datasetOf } from './curves.ts';

const backend = createNativeBackend({ threads: 1 });
afterAll(() => backend.dispose());
const { signal } = new AbortController();

/** Rows of a law of some columns, each from 0.5 to 2. */
function tableOf(
  names: readonly string[],
  rows: number,
  law: (values: readonly number[]) => number,
  noise = 0,
): Dataset {
  const random = seededRandom(2);
  return datasetOf(
    names,
    Array.from({ length: rows }, () => {
      const values = names.map(() => 0.5 + 1.5 * random.next());
      return [...values, law(values) + noise * random.normal()];
    }),
  );
}

/** All that is told while shapes are tried, and the formulas at the end. */
async function tried(
  dataset: Dataset,
  until = signal,
): Promise<{ told: readonly Discovery[]; formulas: readonly Found[] }> {
  const task = { dataset, backend, seed: 1, signal: until, model: null };
  const told: Discovery[] = [];
  const run = tryShapes(task, searchDataOf(task), []);
  let step = await run.next();
  for (; step.done !== true; step = await run.next()) told.push(step.value);
  return { told, formulas: step.value };
}

describe('shapes', () => {
  it('that would take too long with so many inputs are left out, each with a note', async () => {
    const names = Array.from({ length: 90 }, (_, at) => `x${at}`);
    const { told, formulas } = await tried(tableOf(names, 1800, ([x]) => x));
    expect(formulas).toEqual([]);
    const notes = told.map(({ note }) => note).filter((note) => note !== '');
    expect(notes).toEqual(
      templatesFor(90).map(({ name }) => `${name}: left out, too large for so many inputs.`),
    );
    // The first one tells how many there are, and the last one what follows.
    expect(told.map(({ stage }) => stage?.tried?.done)).toEqual([...templatesFor(90).keys(), 12, undefined]);
  });

  it('end with the first whose formula is exact', async () => {
    const { told, formulas } = await tried(tableOf(['a', 'b'], 90, ([a, b]) => a * a + Math.exp(b)));
    expect(told.filter(({ note }) => note !== '').length).toBe(1);
    expect(formulas.at(-1)!.validationError).toBeLessThan(1e-6);
  });

  it('with large errors are read only where nothing else gives a formula, the three with the lowest errors first', async () => {
    const { told, formulas } = await tried(tableOf(['a'], 90, ([a]) => Math.sin(4 * a), 0.5));
    const shapes = templatesFor(1).length;
    const notes = told.filter(({ note }) => note !== '');
    expect(notes.slice(0, shapes).every((one) => one.formulas.length === 0)).toBe(true);
    const errorIn = ({ note }: Discovery): number => Number(/([\d.]+)\s?%/u.exec(note)![1]);
    const ofShapes = notes.slice(0, shapes).map(errorIn);
    const lowest = ofShapes.toSorted((one, other) => one - other);
    expect(ofShapes).not.toEqual(lowest);
    expect(notes.slice(shapes).map(errorIn)).toEqual(lowest.slice(0, 3));
    expect(formulas.length).toBeGreaterThan(0);
  });

  it('are not tried once the search is ended', async () => {
    const { told, formulas } = await tried(
      tableOf(['a', 'b'], 60, ([a, b]) => a + b),
      AbortSignal.abort(),
    );
    expect(told.map(({ stage }) => stage?.tried)).toEqual([{ done: 0, of: templatesFor(2).length }]);
    expect(formulas).toEqual([]);
  });
});

it('a law found in the rows with a column as an exponent has a network that gives its values', async () => {
  const dataset = tableOf(['a', 'b'], 120, ([a, b]) => a ** b);
  const [train, validation] = [dataset.train, dataset.validation].map((rows) =>
    formulaData(dataset.encoding, rows, 0),
  );
  const found: Found[] = [];
  for await (const { formulas } of fromRows(dataset.encoding, train, validation, signal))
    found.push(...formulas);
  const { model } = found.find(({ expression }) => printExpression(expression, 'text').code === 'a^b')!;
  const outputs = await outputsOn(backend, model, dataset.encoding, dataset.train);
  dataset.train.targets.forEach((target, row) => expect(outputs[row]).toBeCloseTo(target, 9));
});

describe('a second choice of functions', () => {
  /** A network of two edges, fixed to functions and fitted. */
  async function fitted(dataset: Dataset, functions: readonly string[]): Promise<Trained> {
    const inputs = functions.length;
    const fresh = createModel({ inputs, hidden: [], outputs: 1, seed: 1 });
    const model = functions.reduce(
      (before, name, input) => fixEdge(before, { layer: 0, input, output: 0 }, name, [1, 0, 1, 0]),
      fresh,
    );
    return trainBriefly({ dataset, backend, signal }, model, 40);
  }

  it('keeps functions where others lower the error a little', async () => {
    // The square has the shape of the law up to noise; other functions follow the noise as well.
    const dataset = tableOf(['a', 'b'], 120, ([a, b]) => a * a - Math.log(b), 0.05);
    const start = await fitted(dataset, ['x^2', 'log']);
    const { model } = await revisit({ dataset, backend, signal }, start, 1, 1e-12);
    expect(model.layers[0].symbolic).toEqual(['x^2', 'log']);
  });

  it('keeps one that describes the rows about as well as others do', async () => {
    // Within the noise, a square fits the logarithm here.
    const dataset = tableOf(['a'], 120, ([a]) => Math.log(a), 0.1);
    const start = await fitted(dataset, ['x^2']);
    const { model } = await revisit({ dataset, backend, signal }, start, 1, 1e-12);
    expect(model.layers[0].symbolic).toEqual(['x^2']);
  });

  it('removes an edge that the formula does not need, also where no function is changed', async () => {
    const dataset = tableOf(['a', 'b', 'c'], 120, ([a, b]) => a * a - Math.log(b), 0.05);
    const start = await fitted(dataset, ['x^2', 'log', 'x']);
    expect(edgeRefs(start.model, isPresent).length).toBe(3);
    const { model } = await revisit({ dataset, backend, signal }, start, 1, 1e-12);
    expect(edgeRefs(model, isPresent).map(({ input }) => input)).toEqual([0, 1]);
  });

  it('is not made where the error is rounding, or the search has ended', async () => {
    const dataset = tableOf(['a', 'b'], 60, ([a, b]) => a * a + Math.sin(3 * b));
    const start = await fitted(dataset, ['x^2', 'log']);
    expect(await revisit({ dataset, backend, signal }, start, 1, start.error)).toBe(start);
    const ended = { dataset, backend, signal: AbortSignal.abort() };
    expect(await revisit(ended, start, 1, 1e-12)).toBe(start);
    expect(await revisit({ dataset, backend, signal }, start, 1, 1e-12)).not.toBe(start);
  });
});
