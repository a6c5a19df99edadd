import { afterAll, expect, it } from 'vitest';
import { createNativeBackend } from '../../../main/engine/compute/native/backend.ts';
import type { Dataset, Split } from '../../../main/engine/data/dataset/dataset.ts';
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
