import { afterAll, describe, expect, it } from 'vitest';
import { createNativeBackend } from '../../../../main/engine/compute/native/backend.ts';
import { referenceBackend } from '../../../../main/engine/compute/reference/backend.ts';
import { extendKnots } from '../../../../main/engine/kan/bspline.ts';
import { createModel } from '../../../../main/engine/kan/create.ts';

const backend = createNativeBackend({ threads: 1 });
afterAll(() => backend.dispose());

/** A number just above or below. */
function beside(x: number, ulps: number): number {
  return x + ulps * Number.EPSILON * Math.max(Math.abs(x), 2 ** -1022);
}

describe('the span of an input', () => {
  const inner = {
    even: [-1, -0.5, 0, 0.5, 1],
    repeated: [-1, -0.2, -0.2, 0.3, 1],
    'close together': [-1, 0.1, 0.1 + 1e-9, 0.1 + 2e-9, 1],
    'at the ends': [-1, -1, 0.5, 1, 1],
  };
  for (const [name, points] of Object.entries(inner)) {
    it.each([1, 2, 3, 5, 6])(
      `is found at, beside and beyond knots that are ${name}, order %i`,
      async (order) => {
        const knots = Float64Array.from(extendKnots(Float64Array.from(points), order));
        const model = createModel({ inputs: 1, hidden: [1], outputs: 1, grid: 4, order, seed: 3 });
        const structure = {
          ...model,
          layers: model.layers.map((layer) => ({ ...layer, knots })),
        };
        const inputs = Float64Array.from(
          [...knots]
            .flatMap((knot) => [-2, -1, 0, 1, 2].map((ulps) => beside(knot, ulps)))
            .concat([-1e3, 1e3]),
        );
        const batch = {
          rows: inputs.length,
          inputs,
          targets: new Float64Array(inputs.length),
          weights: null,
        };
        const objective = { loss: 'squared', regularization: null } as const;
        const native = backend.evaluator(structure, batch, objective);
        const reference = referenceBackend.evaluator(structure, batch, objective);
        const [ours, theirs] = [
          await native.layerInputs(model.params, 1),
          await reference.layerInputs(model.params, 1),
        ];
        theirs.forEach((value, row) => {
          expect(Math.abs(ours[row] - value), `x = ${inputs[row]}`).toBeLessThanOrEqual(
            1e-12 * Math.max(1, Math.abs(value)),
          );
        });
        native.dispose();
        reference.dispose();
      },
    );
  }
});
