/** Which columns act in pairs in a network of curves and pairs. */
import type { Feature } from '../data/encoding/encoding.ts';
import type { Structure } from '../kan/model.ts';
import { edgeRefs, isPresent } from '../kan/places.ts';

/** `time × subject` of each product node of the first layer, each once, in the order of the nodes. */
export function pairNames(network: Structure, features: readonly Feature[]): string[] {
  const [{ sums, arities }] = network.layers;
  const edges = edgeRefs(network, isPresent).filter(({ layer }) => layer === 0);
  const products = arities.map((_, product) => {
    const columns = edges
      .filter(({ output }) => Math.floor((output - sums) / 2) === product)
      .map(({ input }) => features[input].column);
    return [...new Set(columns)].join(' × ');
  });
  return [...new Set(products)];
}
