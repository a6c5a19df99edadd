import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { edgeCount, edgeIndex, layoutOf, type KanModel } from '../../../main/engine/kan/model.ts';
import { withoutEdges } from '../../../main/engine/kan/prune.ts';
import {
  withInactiveEdges,
  activeEdges,
  sameActiveEdges,
  withLocksOf,
} from '../../../main/engine/train/auto/inactiveEdges.ts';
import { secondOrderParameters } from '../../../main/engine/train/objective/problem.ts';
import { seededRandom } from '../../../shared/random.ts';

const random = seededRandom(4);
const rows = 60;
const inputs = Float64Array.from({ length: 2 * rows }, () => 2 * random.next() - 1);
const model = createModel({ inputs: 2, hidden: [3, 2], outputs: 1, grid: 4, seed: 6 });

function evaluator(of: KanModel) {
  const batch = { rows, inputs, targets: new Float64Array(rows), weights: null };
  return referenceBackend.evaluator(of, batch, { loss: 'squared', regularization: null });
}

const outputs = (of: KanModel): number[] => [...(evaluator(of).forward(of.params) as Float64Array)];

async function means(of: KanModel): Promise<Float64Array[]> {
  return (await evaluator(of).statistics(of.params)).map(({ edgeMean }) => edgeMean);
}

/** All edges but these: layer, input, output. */
function without(...edges: [number, number, number][]): Uint8Array[] {
  const keep = model.layers.map((layer) => new Uint8Array(edgeCount(layer)).fill(1));
  for (const [layer, input, output] of edges) keep[layer][edgeIndex(model.layers[layer], input, output)] = 0;
  return keep;
}

describe('inactive edges', () => {
  it('have the effect of pruning, in a network that keeps its shape and its edges', async () => {
    // No edge leads to the first hidden node any more, and none leaves the third.
    const keep = without([0, 0, 0], [0, 1, 0], [1, 2, 0], [1, 2, 1], [0, 0, 1]);
    const lighter = withInactiveEdges(model, keep, await means(model));
    const pruned = withoutEdges(model, keep, await means(model));
    expect(outputs(lighter).every((y, row) => Math.abs(y - outputs(pruned)[row]) < 1e-12)).toBe(true);
    expect(lighter.layers.map(({ mask }) => mask)).toEqual(model.layers.map(({ mask }) => mask));
    // In the first layer one edge is left; the second node’s two edges go on, and so does the last layer.
    expect(activeEdges(lighter)).toBe(1 + 2 + 2);
    expect(secondOrderParameters(lighter)).toHaveLength(5 * (7 + 1));
  });

  it('do not change unused nodes, so that they can be used again', async () => {
    const lighter = withInactiveEdges(model, without([1, 2, 0], [1, 2, 1]), await means(model));
    const { coef, subnodeBias } = layoutOf(model.layers)[0];
    const at = coef + edgeIndex(model.layers[0], 0, 2) * 7;
    expect(lighter.params.slice(at, at + 7)).toEqual(model.params.slice(at, at + 7));
    expect(lighter.params[subnodeBias + 2]).toBe(model.params[subnodeBias + 2]);
    expect(lighter.layers[0].locked[edgeIndex(model.layers[0], 0, 2)]).toBe(1);
  });

  it('stay inactive when others follow, and are unlocked in the end', async () => {
    const first = withInactiveEdges(model, without([0, 0, 0]), await means(model));
    const second = withInactiveEdges(first, without([0, 1, 1]), await means(first));
    expect(activeEdges(second)).toBe(activeEdges(model) - 2);
    expect(sameActiveEdges(first, second)).toBe(false);
    expect(
      sameActiveEdges(second, withInactiveEdges(model, without([0, 0, 0], [0, 1, 1]), await means(model))),
    ).toBe(true);
    const unlocked = withLocksOf(second, model);
    expect(activeEdges(unlocked)).toBe(activeEdges(model));
    expect(outputs(unlocked)).toEqual(outputs(second));
  });
});
