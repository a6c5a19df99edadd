/**
 * pykan's attribution: how much of the outputs' spread passes through each edge and node (arXiv 2408.10205, section 5).
 */
import { nodeCount, subnodeCount, subnodeOwners, type Structure } from '../../kan/model.ts';

/** What attribution needs of a layer: standard deviations of its edges, [input][subnode], and subnodes. */
export interface EdgeSpreads {
  readonly edgeStd: Float64Array;
  readonly subnodeStd: Float64Array;
}

export interface LayerScores {
  /** [input][subnode] */
  readonly edgeScores: Float64Array;
  /** [subnode] */
  readonly subnodeScores: Float64Array;
  /** [input] */
  readonly inputScores: Float64Array;
}

/**
 * From the outputs to the inputs; each output has the score 1/outputs. The subnodes of a node have its score (each
 * factor of a product too); a subnode passes its score to its edges: edge score = std(φ + ψ) · s / (std(z) + 1e-4). An
 * input's score is the sum over its edges.
 */
export function attribution({ layers }: Structure, spreads: readonly EdgeSpreads[]): LayerScores[] {
  const outputs = nodeCount(layers.at(-1)!);
  let nodeScores: Float64Array = new Float64Array(outputs).fill(1 / outputs);
  const scores: LayerScores[] = [];
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index];
    const { edgeStd, subnodeStd } = spreads[index];
    const subnodes = subnodeCount(layer);
    const owners = subnodeOwners(layer);
    const subnodeScores = Float64Array.from(owners, (node) => nodeScores[node]);
    const edgeScores = new Float64Array(edgeStd.length);
    const inputScores = new Float64Array(layer.inputs);
    for (let edge = 0; edge < edgeStd.length; edge++) {
      const output = edge % subnodes;
      edgeScores[edge] = edgeStd[edge] * (subnodeScores[output] / (subnodeStd[output] + 1e-4));
      inputScores[Math.floor(edge / subnodes)] += edgeScores[edge];
    }
    scores.unshift({ edgeScores, subnodeScores, inputScores });
    nodeScores = inputScores;
  }
  return scores;
}
