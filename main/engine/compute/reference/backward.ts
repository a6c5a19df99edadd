/** From the gradient by the outputs to that by all parameters, layer by layer. Needs a filled workspace. */
import type { Layer } from '../../kan/model.ts';
import { addSpline, addSymbolic, backSpline, backSymbolic, type EdgeSite } from './edges.ts';
import { siteOf, type ReferenceLayer, type ReferencePlan } from './forward.ts';
import type { SpreadGradient } from '../core/regularization.ts';
import type { LayerSpace, Workspace } from './workspace.ts';

/**
 * Adds to `gradient`, starting from `space.outputGradient`, which it overwrites.
 * @param bySpreads gradient by each layer's standard deviations; null where the objective does not depend on them.
 */
export function backwardPass(
  plan: ReferencePlan,
  space: Workspace,
  params: Float64Array,
  bySpreads: readonly SpreadGradient[] | null,
  gradient: Float64Array,
): void {
  for (let index = plan.layers.length - 1; index >= 0; index--) {
    const layerSpace = space.layers[index];
    const outputGradient = space.layers[index + 1]?.inputGradient ?? space.outputGradient;
    splitNodes(plan.layers[index], layerSpace, params, space.rows, outputGradient, gradient);
    const inputGradient = index > 0 ? layerSpace.inputGradient : null;
    inputGradient?.fill(0);
    const bySpread = bySpreads?.[index] ?? null;
    if (inputGradient !== null && bySpread?.input) {
      spreadToInputs(plan.layers[index].layer, layerSpace, space.rows, bySpread.input, inputGradient);
    }
    backEdges(plan.layers[index], space, layerSpace, params, bySpread, gradient, inputGradient);
  }
}

/** Node affine terms, products, subnode affine terms: fills `subnodeGradient` with the gradient by z. */
function splitNodes(
  { layer, layout, subnodes }: ReferenceLayer,
  space: LayerSpace,
  params: Float64Array,
  rows: number,
  outputGradient: Float64Array,
  gradient: Float64Array,
): void {
  affineBackward(
    layer.sums + layer.arities.length,
    layout.nodeScale,
    layout.nodeBias,
    space.nodes,
    outputGradient,
  );
  const { subnodeGradient } = space;
  subnodeGradient.set(outputGradient.subarray(0, layer.sums * rows));
  let factor = layer.sums;
  layer.arities.forEach((arity, product) => {
    const at = (layer.sums + product) * rows;
    for (let f = 0; f < arity; f++) {
      for (let r = 0; r < rows; r++) {
        let others = outputGradient[at + r];
        for (let o = 0; o < arity; o++) {
          if (o !== f) others *= space.subnodes[(factor + o) * rows + r];
        }
        subnodeGradient[(factor + f) * rows + r] = others;
      }
    }
    factor += arity;
  });
  affineBackward(subnodes, layout.subnodeScale, layout.subnodeBias, space.sums, subnodeGradient);

  /** y = scale·v + bias: adds the gradient by scale and bias, turns `upstream` into the gradient by v. */
  function affineBackward(
    count: number,
    scaleAt: number,
    biasAt: number,
    values: Float64Array,
    upstream: Float64Array,
  ): void {
    for (let column = 0; column < count; column++) {
      const scale = params[scaleAt + column];
      let toScale = 0;
      let toBias = 0;
      for (let i = column * rows; i < (column + 1) * rows; i++) {
        toScale += upstream[i] * values[i];
        toBias += upstream[i];
        upstream[i] *= scale;
      }
      gradient[scaleAt + column] += toScale;
      gradient[biasAt + column] += toBias;
    }
  }
}

function backEdges(
  plan: ReferenceLayer,
  workspace: Workspace,
  space: LayerSpace,
  params: Float64Array,
  bySpread: SpreadGradient | null,
  gradient: Float64Array,
  inputGradient: Float64Array | null,
): void {
  const { layer, subnodes, functions } = plan;
  const { rows, spline, symbolic } = workspace;
  const { spreads, subnodeGradient } = space;
  for (let input = 0; input < layer.inputs; input++) {
    for (let output = 0; output < subnodes; output++) {
      const edge = input * subnodes + output;
      const fn = functions[edge];
      const present = layer.mask[edge] === 1;
      if (!present && fn === null) continue;
      const site = siteOf(plan, input, output, rows);
      const at = output * rows;
      const bySpline = present && spreads.splineStd[edge] > 0 ? (bySpread?.spline?.[edge] ?? 0) : 0;
      const byEdge = spreads.edgeStd[edge] > 0 ? (bySpread?.edge?.[edge] ?? 0) : 0;
      if (bySpline === 0 && byEdge === 0) {
        if (present) backSpline(space, site, params, subnodeGradient, at, gradient, inputGradient);
        if (fn !== null) {
          backSymbolic(space, site, fn, params, subnodeGradient, at, gradient, inputGradient);
        }
        continue;
      }
      spline.fill(0);
      if (present) addSpline(space, site, params, spline, 0);
      symbolic.set(spline);
      if (fn !== null) addSymbolic(space, site, fn, params, symbolic, 0);
      addSpreads(site, edge, at, bySpline, byEdge);
      if (present) backSpline(space, site, params, spline, 0, gradient, inputGradient);
      if (fn !== null) backSymbolic(space, site, fn, params, symbolic, 0, gradient, inputGradient);
    }
  }

  /** Turns the activations φ and φ + ψ in the two columns into the gradients by φ and ψ. */
  function addSpreads(site: EdgeSite, edge: number, at: number, bySpline: number, byEdge: number): void {
    const degrees = Math.max(site.rows - 1, 1);
    const splineFactor = bySpline === 0 ? 0 : bySpline / (spreads.splineStd[edge] * degrees);
    const edgeFactor = byEdge === 0 ? 0 : byEdge / (spreads.edgeStd[edge] * degrees);
    for (let r = 0; r < site.rows; r++) {
      const ofSpline = splineFactor * (spline[r] - spreads.splineMean[edge]);
      const ofEdge = edgeFactor * (symbolic[r] - spreads.edgeMean[edge]) + subnodeGradient[at + r];
      spline[r] = ofSpline + ofEdge;
      symbolic[r] = ofEdge;
    }
  }
}

function spreadToInputs(
  layer: Layer,
  { inputs, spreads }: LayerSpace,
  rows: number,
  byStd: Float64Array,
  inputGradient: Float64Array,
): void {
  for (let input = 0; input < layer.inputs; input++) {
    if (!(spreads.inputStd[input] > 0)) continue;
    const factor = byStd[input] / (spreads.inputStd[input] * Math.max(rows - 1, 1));
    for (let i = input * rows; i < (input + 1) * rows; i++) {
      inputGradient[i] += factor * (inputs[i] - spreads.inputMean[input]);
    }
  }
}
