/** A constant as a network. */
import type { Encoding } from '../../data/encoding/encoding.ts';
import { fromUnits } from '../../data/table/scaling.ts';
import { createModel } from '../../kan/create.ts';
import { edgeCount, type KanModel } from '../../kan/model.ts';
import { keepEdges } from '../../kan/prune.ts';
import { slicesOf, withLayer } from '../../kan/slices.ts';

/** Grid intervals of the network without edges. */
const grid = 3;

/**
 * The network without edges whose bias is the value.
 * @param value in the output's unit. @param output which output's scaling it has.
 */
export function constantModel(value: number, { features, outputs }: Encoding, output: number): KanModel {
  const fresh = createModel({ inputs: features.length, hidden: [], outputs: 1, grid, seed: 0 });
  const keep = fresh.layers.map((layer) => new Uint8Array(edgeCount(layer)));
  const bare = keepEdges(fresh, keep, null);
  const nodeBias = Float64Array.of(fromUnits(outputs[output].scaling, value));
  return withLayer(bare, 0, bare.layers[0], { ...slicesOf(bare, 0), nodeBias });
}
