import { describe, expect, it } from 'vitest';
import { baseFunctionNames } from '../../../shared/baseFunctions.ts';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { edgeSlopes, edgeValues } from '../../../main/engine/kan/edge.ts';
import { layoutOf } from '../../../main/engine/kan/model.ts';
import { seededRandom } from '../../../shared/random.ts';

describe.each(baseFunctionNames)('edgeValues with %s', (base) => {
  const random = seededRandom(2);
  const plain = createModel({ inputs: 2, hidden: [], outputs: 2, grid: 5, order: 2, seed: 1, base });
  const [layer] = plain.layers;
  const params = plain.params.map((value) => value + random.normal());
  const [layout] = layoutOf(plain.layers);
  // Neither affine term: the outputs are the sums of the edges.
  params.fill(1, layout.subnodeScale, layout.subnodeScale + 2);
  params.fill(0, layout.subnodeBias, layout.subnodeBias + 2);
  params.fill(1, layout.nodeScale, layout.nodeScale + 2);
  params.fill(0, layout.nodeBias, layout.nodeBias + 2);
  const mask = Uint8Array.of(1, 0, 0, 1);
  const model = { params, layers: [{ ...layer, mask, symbolic: [null, 'sin', null, null] }] };

  it('add up to the evaluator’s values, inside and outside the grid', () => {
    const rows = 50;
    const inputs = Float64Array.from({ length: 2 * rows }, () => 6 * random.next() - 3);
    const batch = { rows, inputs, targets: new Float64Array(2 * rows), weights: null };
    const evaluator = referenceBackend.evaluator(model, batch, { loss: 'squared', regularization: null });
    const outputs = evaluator.forward(params) as Float64Array;
    for (const output of [0, 1]) {
      const first = edgeValues(model, 0, 0, output, inputs.slice(0, rows));
      const second = edgeValues(model, 0, 1, output, inputs.slice(rows));
      first.forEach((value, row) => {
        expect(value + second[row]).toBeCloseTo(outputs[output * rows + row], 13);
      });
    }
  });

  it('are 0 for a removed edge and c·f(a·x + b) + d for a symbolic one', () => {
    expect([...edgeValues(model, 0, 1, 0, Float64Array.of(-1, 0.5))]).toEqual([0, 0]);
    const [a, b, c, d] = params.subarray(layout.affine + 4, layout.affine + 8);
    const [value] = edgeValues(model, 0, 0, 1, Float64Array.of(0.3));
    expect(value).toBeCloseTo(c * Math.sin(a * 0.3 + b) + d, 14);
  });

  it('have slopes that agree with central differences', () => {
    const x = Float64Array.from({ length: 40 }, () => 4 * random.next() - 2);
    const step = 1e-6;
    for (const [input, output] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]) {
      const at = (shift: number): Float64Array =>
        edgeValues(
          model,
          0,
          input,
          output,
          x.map((value) => value + shift),
        );
      const [right, left] = [at(step), at(-step)];
      edgeSlopes(model, 0, input, output, x).forEach((slope, i) => {
        expect(slope).toBeCloseTo((right[i] - left[i]) / (2 * step), 5);
      });
    }
  });
});
