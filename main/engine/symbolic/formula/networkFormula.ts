/** A network whose edges are all functions, as formulas in the names and units of the data. */
import { symbolicEdge } from '../../../../shared/expression/edgeFunction.ts';
import { undoScaling } from '../../../../shared/expression/substitute.ts';
import { affine, product, sum, variable, type Expression } from '../../../../shared/expression/tree.ts';
import type { Encoding } from '../../data/encoding/encoding.ts';
import { formulaScaling } from '../../data/units/dayUnit.ts';
import { edgeIndex, subnodeCount, type KanModel } from '../../kan/model.ts';
import { edgeRefs, isSpline } from '../../kan/places.ts';
import { slicesOf } from '../../kan/slices.ts';

/** One formula for each output, not simplified; null where an edge is still a spline. */
export function networkFormulas(model: KanModel, { features, outputs }: Encoding): Expression[] | null {
  if (edgeRefs(model, isSpline).length > 0) return null;
  const scalings = Object.fromEntries(features.map((feature) => [feature.name, formulaScaling(feature)]));
  const start: Expression[] = features.map(({ name }) => variable(name));
  const nodes = model.layers.reduce((inputs, _, index) => layerFormulas(model, index, inputs), start);
  return nodes.map((node, output) => undoScaling(node, scalings, outputs[output].scaling));
}

function layerFormulas(model: KanModel, index: number, inputs: readonly Expression[]): Expression[] {
  const layer = model.layers[index];
  const { affine: numbers, subnodeScale, subnodeBias, nodeScale, nodeBias } = slicesOf(model, index);
  const subnodes = Array.from({ length: subnodeCount(layer) }, (_, output) => {
    const terms = inputs.flatMap((input, i) => {
      const edge = edgeIndex(layer, i, output);
      const name = layer.symbolic[edge];
      return name === null ? [] : [symbolicEdge(name, [...numbers.subarray(4 * edge, 4 * edge + 4)], input)];
    });
    return affine(subnodeScale[output], sum(terms), subnodeBias[output]);
  });
  let factor = layer.sums;
  const products = layer.arities.map((arity) => product(subnodes.slice(factor, (factor += arity))));
  return [...subnodes.slice(0, layer.sums), ...products].map((node, i) =>
    affine(nodeScale[i], node, nodeBias[i]),
  );
}
