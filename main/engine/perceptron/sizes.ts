/** The sizes of perceptrons that a network is compared with. */
import { parameterCount } from './shape.ts';

/** Usual sizes: small enough for second-order training, one wide hidden layer, and two. */
const usual: readonly (readonly number[])[] = [[10, 10], [64], [64, 64]];
/** Training more nodes in a layer would take minutes. */
const mostNodes = 256;

/**
 * Hidden layers: one and two layers with about as many parameters as the network, and the usual sizes.
 * @param parameters of the network.
 */
export function comparedSizes(
  inputs: number,
  outputs: number,
  parameters: number,
): readonly (readonly number[])[] {
  const alike = [1, 2].map((layers) => {
    const sized = (nodes: number): readonly number[] => new Array<number>(layers).fill(nodes);
    let best = sized(1);
    for (let nodes = 1; nodes <= mostNodes; nodes++) {
      const distance = (hidden: readonly number[]): number =>
        Math.abs(parameterCount({ inputs, hidden, outputs }) - parameters);
      if (distance(sized(nodes)) < distance(best)) best = sized(nodes);
    }
    return best;
  });
  const known = new Set<string>();
  return [...alike, ...usual].filter((hidden) => {
    const name = hidden.join();
    if (known.has(name)) return false;
    known.add(name);
    return true;
  });
}
