/** What a network is made of, as text and as JSON. */
import { plural } from '../../shared/figures.ts';
import type { Encoding } from '../engine/data/encoding/encoding.ts';
import type { KanModel } from '../engine/kan/model.ts';
import { shownEdgeCount, shownShape } from '../engine/measure/labelValues.ts';

/**
 * `Network 2 → 5 → 1, grid 5, order 3: 15 edges, 150 parameters`: only edges and parameters that are in use, and a
 * category is one input, as in the window.
 */
export function networkLine(model: KanModel, encoding: Encoding, parameters: number): string {
  const [{ grid, order, base }] = model.layers;
  const { shape, edges } = networkJson(model, encoding, parameters);
  return (
    `Network ${shape.join(' → ')}, grid ${grid}, order ${order}${base === 'silu' ? '' : `, residual function ${base}`}: ` +
    `${plural(edges, 'edge')}, ${plural(parameters, 'parameter')}\n`
  );
}

/**
 * The nodes of each layer, and the numbers of edges and parameters that are in use; a category is one input.
 * @param parameters as `parametersOf` counts them.
 */
export function networkJson(
  model: KanModel,
  encoding: Encoding,
  parameters: number,
): {
  readonly shape: readonly number[];
  readonly parameters: number;
  readonly edges: number;
  readonly base_function: string;
} {
  return {
    shape: shownShape(model, encoding),
    parameters,
    edges: shownEdgeCount(model, encoding),
    base_function: model.layers[0].base,
  };
}
