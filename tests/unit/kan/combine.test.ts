import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { onlyOutput, sideBySide } from '../../../main/engine/kan/combine.ts';
import { createModel, type NodePlan } from '../../../main/engine/kan/create.ts';
import { fixEdge } from '../../../main/engine/kan/editEdge.ts';
import { nodeCount, parameterCount, subnodeCount, type KanModel } from '../../../main/engine/kan/model.ts';
import { seededRandom } from '../../../shared/random.ts';

const rows = 50;
const random = seededRandom(2);
const inputs = Float64Array.from({ length: 3 * rows }, () => 2 * random.next() - 1);

function outputsOf(model: KanModel): number[][] {
  const count = nodeCount(model.layers.at(-1)!);
  const batch = { rows, inputs, targets: new Float64Array(count * rows), weights: null };
  const all = referenceBackend
    .evaluator(model, batch, { loss: 'squared', regularization: null })
    .forward(model.params) as Float64Array;
  return Array.from({ length: count }, (_, output) => [...all.subarray(output * rows, (output + 1) * rows)]);
}

function symbolic(hidden: readonly (number | NodePlan)[], last: NodePlan | null, seed: number): KanModel {
  const plans = last === null ? hidden : [...hidden, last];
  const made = createModel({ inputs: 3, hidden: plans, outputs: 1, seed });
  const trimmed: KanModel = last === null ? made : onlyLast(made);
  const chance = seededRandom(seed);
  let model = trimmed;
  trimmed.layers.forEach((layer, index) => {
    for (let input = 0; input < layer.inputs; input++) {
      for (let output = 0; output < subnodeCount(layer); output++) {
        const name = ['sin', 'x^2', 'x', 'tanh'][chance.integer(4)];
        const numbers = [1 + chance.next(), chance.next(), chance.normal(), chance.normal()] as const;
        model = fixEdge(model, { layer: index, input, output }, name, numbers);
      }
    }
  });
  const params = model.params.map((value, i) => (value === 1 && i % 3 === 0 ? 1.1 : value));
  return { ...model, params };
}

/** Without the layer that only `createModel` asks for: the output is then a product. */
function onlyLast(model: KanModel): KanModel {
  const layers = model.layers.slice(0, -1);
  return { layers, params: model.params.slice(0, parameterCount(layers)) };
}

const close = (found: readonly number[], wanted: readonly number[]): void =>
  found.forEach((value, row) => expect(value).toBeCloseTo(wanted[row], 9));

describe('networks side by side', () => {
  it('have the outputs of each, for any depths and products', () => {
    const models = [
      symbolic([], null, 1),
      symbolic([2], null, 2),
      symbolic([{ sums: 1, arities: [2, 3] }, 2], null, 3),
      symbolic([{ sums: 0, arities: [2] }], null, 4),
    ];
    const joined = outputsOf(sideBySide(models));
    expect(joined).toHaveLength(4);
    models.forEach((model, output) => close(joined[output], outputsOf(model)[0]));
  });

  it('keep the order of the outputs when some of them are products', () => {
    const models = [symbolic([], { sums: 0, arities: [2] }, 5), symbolic([2], null, 6)];
    const joined = outputsOf(sideBySide(models));
    models.forEach((model, output) => close(joined[output], outputsOf(model)[0]));
  });

  it('can be separated again', () => {
    const models = [symbolic([2], null, 7), symbolic([], null, 8)];
    const joined = sideBySide(models);
    models.forEach((model, output) => {
      const alone = onlyOutput(joined, output);
      expect(nodeCount(alone.layers.at(-1)!)).toBe(1);
      close(outputsOf(alone)[0], outputsOf(model)[0]);
    });
  });
});

describe('one output', () => {
  it('of a trained network has the same values, without unused nodes', () => {
    const model = createModel({ inputs: 3, hidden: [{ sums: 2, arities: [2] }], outputs: 3, seed: 9 });
    const all = outputsOf(model);
    [0, 1, 2].forEach((output) => close(outputsOf(onlyOutput(model, output))[0], all[output]));
  });
});
