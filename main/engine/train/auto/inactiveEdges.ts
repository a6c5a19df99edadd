/**
 * Inactive edges: the network keeps its shape, and some of its edges are 0 and locked, so that they stay 0 while the
 * others train.
 */
import { edgeCount, subnodeCount, subnodeOwners, type KanModel } from '../../kan/model.ts';
import { linkedEdges } from '../../kan/prune.ts';
import { assemble, slicesOf } from '../../kan/slices.ts';

/**
 * Makes the edges marked 0 inactive, and also the edges from a node that becomes constant and the edges to a node
 * without active outgoing edges. Edges to such an unused node are locked with their values, so that the node can be
 * used again later; the others are set to 0, and their means are added to the biases. {@link withLocksOf} unlocks them.
 * @param model of splines only.
 * @param keep by layer, [input][subnode]; edges that are inactive already stay so.
 * @param means mean of each edge.
 */
export function withInactiveEdges(
  model: KanModel,
  keep: readonly Uint8Array[],
  means: readonly Float64Array[],
): KanModel {
  const linked = linkedEdges(
    model,
    keep.map((marks, index) => marks.map((mark, edge) => mark & ~model.layers[index].locked[edge])),
    means,
  );
  const parts = model.layers.map((layer, index) => {
    const slices = slicesOf(linked, index);
    const bases = layer.grid + layer.order;
    const above = linked.layers[index + 1];
    const owners = subnodeOwners(layer);
    const isUsed = (output: number): boolean =>
      above === undefined ||
      above.mask
        .subarray(owners[output] * subnodeCount(above), (owners[output] + 1) * subnodeCount(above))
        .includes(1);
    const locked = layer.locked.slice();
    const { subnodeBias } = slicesOf(model, index);
    subnodeBias.forEach((bias, output) => {
      if (!isUsed(output)) slices.subnodeBias[output] = bias;
    });
    for (let edge = 0; edge < edgeCount(layer); edge++) {
      if (linked.layers[index].mask[edge]) continue;
      locked[edge] = 1;
      if (!isUsed(edge % subnodeCount(layer))) continue;
      slices.coef.fill(0, edge * bases, (edge + 1) * bases);
      slices.scaleBase[edge] = 0;
    }
    return { layer: { ...layer, locked }, slices };
  });
  return assemble(
    parts.map(({ layer }) => layer),
    parts.map(({ slices }) => slices),
  );
}

/** The number of active edges. */
export function activeEdges({ layers }: KanModel): number {
  return layers.reduce((sum, { locked }) => locked.reduce((count, lock) => count + 1 - lock, sum), 0);
}

/** Whether the same edges of two networks of one shape are active. */
export function sameActiveEdges(a: KanModel, b: KanModel): boolean {
  return a.layers.every(({ locked }, index) =>
    locked.every((lock, edge) => lock === b.layers[index].locked[edge]),
  );
}

/** The network with the locks of another network of the same shape. */
export function withLocksOf(model: KanModel, other: KanModel): KanModel {
  const layers = model.layers.map((layer, index) => ({ ...layer, locked: other.layers[index].locked }));
  return { ...model, layers };
}
