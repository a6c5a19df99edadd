/** The sizes of perceptrons that a network is compared with. */
import { parameterCount } from './shape.ts';

/** Usual sizes: small enough for second-order training, one wide hidden layer, and two. */
const usual: readonly (readonly number[])[] = [[10, 10], [64], [64, 64]];
/** Training more nodes in a layer would take minutes. */
const mostNodes = 256;

/** So many equal hidden layers with about as many parameters as a network of other layers. */
export function sizeLike(
  layers: number,
  inputs: number,
  outputs: number,
  parameters: number,
): readonly number[] {
  const sized = (nodes: number): readonly number[] => new Array<number>(layers).fill(nodes);
  const distance = (hidden: readonly number[]): number =>
    Math.abs(parameterCount({ inputs, hidden, outputs }) - parameters);
  let best = sized(1);
  for (let nodes = 2; nodes <= mostNodes; nodes++) {
    if (distance(sized(nodes)) < distance(best)) best = sized(nodes);
  }
  return best;
}

/**
 * Hidden layers: one and two layers with about as many parameters as the network, and the usual sizes.
 * @param parameters of the network.
 */
export function comparedSizes(
  inputs: number,
  outputs: number,
  parameters: number,
): readonly (readonly number[])[] {
  const known = new Set<string>();
  const alike = [1, 2].map((layers) => sizeLike(layers, inputs, outputs, parameters));
  return [...alike, ...usual].filter((hidden) => {
    const name = hidden.join();
    if (known.has(name)) return false;
    known.add(name);
    return true;
  });
}
