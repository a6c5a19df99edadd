/** The shape of a multilayer perceptron, and where its numbers are in one vector of parameters. */
import type { Random } from '../../../shared/random.ts';

export type Activation = 'tanh' | 'silu';

/** Fully connected layers; each hidden node applies the activation to its weighted sum, the outputs apply none. */
export interface PerceptronShape {
  readonly inputs: number;
  /** Nodes of each hidden layer, at least one layer. */
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly activation: Activation;
}

/** One layer: weights [output][input] begin at `weights`, biases [output] at `biases`. */
export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: number;
  readonly biases: number;
}

/** Where the weights, [input][output], and the biases of each layer lie in the list of parameters. */
export function denseLayers({ inputs, hidden, outputs }: Omit<PerceptronShape, 'activation'>): DenseLayer[] {
  const widths = [inputs, ...hidden, outputs];
  let at = 0;
  return widths.slice(1).map((width, index) => {
    const layer = { inputs: widths[index], outputs: width, weights: at, biases: at + widths[index] * width };
    at = layer.biases + width;
    return layer;
  });
}

/** Weights and biases of all layers. */
export function parameterCount(shape: Omit<PerceptronShape, 'activation'>): number {
  return denseLayers(shape).reduce((_, { biases, outputs }) => biases + outputs, 0);
}

/**
 * Random parameters before training: weights normal with the variance 1/inputs, which keeps the spread of standardised
 * values from layer to layer (LeCun et al., “Efficient BackProp”, 1998), biases uniform in [−1, 1], so that the nodes
 * bend at different places.
 */
export function startOf(shape: PerceptronShape, random: Random): Float64Array {
  const params = new Float64Array(parameterCount(shape));
  denseLayers(shape).forEach(({ inputs, outputs, weights, biases }, index) => {
    const spread = 1 / Math.sqrt(inputs);
    for (let i = 0; i < inputs * outputs; i++) params[weights + i] = spread * random.normal();
    if (index === shape.hidden.length) return;
    for (let j = 0; j < outputs; j++) params[biases + j] = 2 * random.next() - 1;
  });
  return params;
}
