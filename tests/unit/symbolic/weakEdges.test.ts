import { afterAll, expect, it } from 'vitest';
import { createNativeBackend } from '../../../main/engine/compute/native/backend.ts';
import type { Dataset, Split } from '../../../main/engine/data/dataset/dataset.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { unscaled } from '../../../main/engine/data/table/scaling.ts';
import { edgeRefs, isPresent } from '../../../main/engine/kan/places.ts';
import { withoutWeakEdges } from '../../../main/engine/symbolic/auto/removeWeakEdges.ts';
import { modelFor, templatesFor } from '../../../main/engine/symbolic/auto/templates.ts';
import { trainBriefly } from '../../../main/engine/symbolic/auto/training.ts';
import { seededRandom } from '../../../shared/random.ts';
import { encodingOf, helloDataset } from '../train/hello.ts';

const backend = createNativeBackend({ threads: 1 });
afterAll(() => backend.dispose());

const effects = [...Array.from({ length: 17 }, (_, index) => Math.sin(index + 1)), 0.3, 0, 0];
const [needed, unneeded] = [17, 18];

/** Rows of x² plus the effect of one of twenty labels, of which the validation rows lack the last three. */
function labelled(): Dataset {
  const random = seededRandom(3);
  const split = (rows: number, labels: number): Split => {
    const x = Float64Array.from({ length: rows }, () => 2 * random.next() - 1);
    const label = Array.from(x, (_, row) => row % labels);
    const columns = [x, ...effects.map((_, index) => label.map((each) => Number(each === index)))];
    const targets = x.map((value, row) => value ** 2 + effects[label[row]] + 0.05 * random.normal());
    const inputs = Float64Array.from(columns.flatMap((column) => [...column]));
    return { rows, inputs, targets, weights: null, tableRows: new Uint32Array(rows) };
  };
  return {
    ...helloDataset(2, 2),
    encoding: encodingOf(['x', ...effects.map((_, index) => `label=${index}`)]),
    train: split(160, effects.length),
    validation: split(34, needed),
  };
}

it('keeps the edge of a label that no validation row has, where the training rows need it', async () => {
  const dataset = labelled();
  const context = { dataset, backend, signal: new AbortController().signal };
  const start = modelFor(templatesFor(1 + effects.length)[0], dataset, 3, 1);
  const lighter = await withoutWeakEdges(context, await trainBriefly(context, start, 20), [1]);
  const inputs = edgeRefs(lighter.model, isPresent).map(({ input }) => input);
  expect(inputs).toContain(1 + needed);
  expect(inputs).not.toContain(1 + unneeded);
});

/** Rows of two targets: the first has much noise, the second is exact and depends a little on c. */
function twoTargets(): Dataset {
  const random = seededRandom(5);
  const split = (rows: number): Split => {
    const [a, b, c] = Array.from({ length: 3 }, () =>
      Float64Array.from({ length: rows }, () => 2 * random.next() - 1),
    );
    const noisy = a.map((value) => value + 0.5 * random.normal());
    const exact = b.map((value, row) => value + 0.05 * c[row]);
    return {
      rows,
      inputs: Float64Array.of(...a, ...b, ...c),
      targets: Float64Array.of(...noisy, ...exact),
      weights: null,
      tableRows: new Uint32Array(rows),
    };
  };
  return {
    ...helloDataset(2, 2),
    encoding: {
      ...encodingOf(['a', 'b', 'c']),
      outputs: ['noisy', 'exact'].map((name) => ({ name, scaling: unscaled })),
      targets: ['noisy', 'exact'],
    },
    train: split(120),
    validation: split(40),
  };
}

it('keeps an edge that the more exact of two targets needs, and no edge that neither needs', async () => {
  const dataset = twoTargets();
  const context = { dataset, backend, signal: new AbortController().signal };
  const start = createModel({ inputs: 3, hidden: [], outputs: 2, seed: 1 });
  const lighter = await withoutWeakEdges(context, await trainBriefly(context, start, 30), [1, 1]);
  const places = edgeRefs(lighter.model, isPresent).map(({ input, output }) => [input, output]);
  expect(places).toEqual([
    [0, 0],
    [1, 1],
    [2, 1],
  ]);
});

it('leaves one edge where the rows need none', async () => {
  const whole = twoTargets();
  const dataset = {
    ...whole,
    train: noise(80, 3),
    validation: noise(30, 4),
    encoding: encodingOf(['a', 'b', 'c']),
  };
  const context = { dataset, backend, signal: new AbortController().signal };
  const start = createModel({ inputs: 3, hidden: [], outputs: 1, seed: 1 });
  const lighter = await withoutWeakEdges(context, await trainBriefly(context, start, 30), [1]);
  expect(edgeRefs(lighter.model, isPresent).length).toBe(1);
});

/** Rows whose target has nothing to do with the inputs. */
function noise(rows: number, seed: number): Split {
  const random = seededRandom(seed);
  return {
    rows,
    inputs: Float64Array.from({ length: 3 * rows }, () => 2 * random.next() - 1),
    targets: Float64Array.from({ length: rows }, () => random.normal()),
    weights: null,
    tableRows: new Uint32Array(rows),
  };
}
