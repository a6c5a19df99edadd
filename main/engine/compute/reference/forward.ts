/** From inputs to outputs, layer by layer. */
import { baseFunctions, gateAt } from '../../../../shared/baseFunctions.ts';
import { basisWindow } from '../../kan/bspline.ts';
import { edgeFunction, type EdgeFunction } from '../../../../shared/expression/edgeFunction.ts';
import {
  basisCount,
  knotCount,
  layoutOf,
  subnodeCount,
  type Layer,
  type LayerLayout,
  type Structure,
} from '../../kan/model.ts';
import { addSpline, addSymbolic, type EdgeSite } from './edges.ts';
import { spread } from '../core/spread.ts';
import type { LayerSpace, Workspace } from './workspace.ts';

/** Values for the passes of a structure, computed once. */
export interface ReferencePlan {
  readonly structure: Structure;
  readonly layouts: readonly LayerLayout[];
  readonly layers: readonly ReferenceLayer[];
}

export interface ReferenceLayer {
  readonly layer: Layer;
  readonly layout: LayerLayout;
  readonly subnodes: number;
  /** Null where the edge is not symbolic, [input][subnode]. */
  readonly functions: readonly (EdgeFunction | null)[];
}

/** @throws KanError `function.unknown` where a symbolic edge names no function of the library. */
export function referencePlanOf(structure: Structure): ReferencePlan {
  const layouts = layoutOf(structure.layers);
  const layers = structure.layers.map((layer, index) => ({
    layer,
    layout: layouts[index],
    subnodes: subnodeCount(layer),
    functions: layer.symbolic.map((name) => (name === null ? null : edgeFunction(name))),
  }));
  return { structure, layouts, layers };
}

/** Where the numbers of one edge stand. @param output the place of its subnode. */
export function siteOf(plan: ReferenceLayer, input: number, output: number, rows: number): EdgeSite {
  const { layer, layout, subnodes } = plan;
  const edge = input * subnodes + output;
  return {
    input,
    rows,
    order: layer.order,
    coef: layout.coef + edge * basisCount(layer),
    scaleBase: layout.scaleBase + edge,
    scaleSpline: layout.scaleSpline + edge,
    affine: layout.affine + edge * 4,
  };
}

/** Spline bases and the base function, with derivatives, of a layer's inputs: all values that do not depend on parameters. */
export function prepareInputs(layer: Layer, space: LayerSpace, rows: number): void {
  const window = layer.order + 1;
  const knots = knotCount(layer);
  const { gate } = baseFunctions[layer.base];
  for (let input = 0; input < layer.inputs; input++) {
    for (let i = input * rows; i < (input + 1) * rows; i++) {
      const x = space.inputs[i];
      space.first[i] = basisWindow(
        layer.knots,
        input * knots,
        layer.grid,
        layer.order,
        x,
        space.basis,
        space.basisSlope,
        i * window,
      );
      const s = gateAt(gate, x);
      space.base[i] = x * s;
      space.baseSlope[i] = s * (1 + x * (1 - s));
    }
  }
}

/**
 * Fills the workspace from its first layer's inputs, which must have been prepared, up to the outputs.
 * @param measured whether to fill the spreads too.
 */
export function forwardPass(
  plan: ReferencePlan,
  space: Workspace,
  params: Float64Array,
  measured: boolean,
): void {
  plan.layers.forEach((layerPlan, index) => {
    if (index > 0) prepareInputs(layerPlan.layer, space.layers[index], space.rows);
    sumEdges(layerPlan, space, space.layers[index], params, measured);
    combineNodes(layerPlan, space.layers[index], params, space.rows);
  });
}

function sumEdges(
  plan: ReferenceLayer,
  { rows, spline, symbolic }: Workspace,
  space: LayerSpace,
  params: Float64Array,
  measured: boolean,
): void {
  const { layer, subnodes, functions } = plan;
  const { spreads } = space;
  space.sums.fill(0);
  for (let input = 0; input < layer.inputs; input++) {
    if (measured) spread(space.inputs, input * rows, rows, spreads.inputMean, spreads.inputStd, input);
    for (let output = 0; output < subnodes; output++) {
      const edge = input * subnodes + output;
      const fn = functions[edge];
      if (!layer.mask[edge] && fn === null) continue;
      const site = siteOf(plan, input, output, rows);
      const at = output * rows;
      if (!measured) {
        if (layer.mask[edge]) addSpline(space, site, params, space.sums, at);
        if (fn !== null) addSymbolic(space, site, fn, params, space.sums, at);
        continue;
      }
      spline.fill(0);
      if (layer.mask[edge]) addSpline(space, site, params, spline, 0);
      spread(spline, 0, rows, spreads.splineMean, spreads.splineStd, edge);
      symbolic.set(spline);
      if (fn !== null) addSymbolic(space, site, fn, params, symbolic, 0);
      spread(symbolic, 0, rows, spreads.edgeMean, spreads.edgeStd, edge);
      for (let r = 0; r < rows; r++) space.sums[at + r] += symbolic[r];
    }
  }
  if (!measured) return;
  for (let output = 0; output < subnodes; output++) {
    spread(space.sums, output * rows, rows, spreads.subnodeMean, spreads.subnodeStd, output);
  }
}

/** Subnode affine terms, products, node affine terms. */
function combineNodes(
  { layer, layout, subnodes }: ReferenceLayer,
  space: LayerSpace,
  params: Float64Array,
  rows: number,
): void {
  for (let subnode = 0; subnode < subnodes; subnode++) {
    const scale = params[layout.subnodeScale + subnode];
    const bias = params[layout.subnodeBias + subnode];
    for (let i = subnode * rows; i < (subnode + 1) * rows; i++) {
      space.subnodes[i] = scale * space.sums[i] + bias;
    }
  }
  space.nodes.set(space.subnodes.subarray(0, layer.sums * rows));
  let factor = layer.sums;
  layer.arities.forEach((arity, product) => {
    const at = (layer.sums + product) * rows;
    for (let r = 0; r < rows; r++) {
      let value = 1;
      for (let f = 0; f < arity; f++) value *= space.subnodes[(factor + f) * rows + r];
      space.nodes[at + r] = value;
    }
    factor += arity;
  });
  for (let node = 0; node < layer.sums + layer.arities.length; node++) {
    const scale = params[layout.nodeScale + node];
    const bias = params[layout.nodeBias + node];
    for (let i = node * rows; i < (node + 1) * rows; i++) space.outputs[i] = scale * space.nodes[i] + bias;
  }
}
