/** What the engine says of made-up networks: y = exp(sin πx₁ + x₂²). */
import type { EdgeDetail } from '../../../shared/contract/views/inspected.ts';
import type { CurvesView, EdgeView, ModelView, NodeView } from '../../../shared/contract/views/network.ts';
import type { EdgeRef } from '../../../shared/refs.ts';
import { bell } from './table-views.ts';

/** A fully connected network of sum nodes; the first node of each hidden layer is a product where `products`. */
export function modelView(
  inputs: readonly string[],
  hidden: readonly number[],
  outputs: readonly string[],
  products = false,
): ModelView {
  const nodes: NodeView[][] = [
    inputs.map((name, i) => ({ kind: 'input', name, number: i + 1, subnodes: [], score: 1, category: null })),
    ...hidden.map((width) => {
      let subnode = 0;
      return Array.from({ length: width }, (_, i): NodeView => {
        const product = products && i === 0;
        const subnodes = product ? [subnode++, subnode++] : [subnode++];
        return {
          kind: product ? 'product' : 'sum',
          name: '',
          number: i + 1,
          subnodes,
          score: 1,
          category: null,
        };
      });
    }),
    outputs.map((name, i) => ({
      kind: 'output',
      name,
      number: i + 1,
      subnodes: [i],
      score: 1,
      category: null,
    })),
  ];
  const edges = nodes.slice(1).flatMap((layer, l) =>
    nodes[l].flatMap((_, input) =>
      layer
        .flatMap((node) => node.subnodes)
        .map((output): EdgeView => ({
          layer: l,
          input,
          output,
          kind: 'spline',
          fn: null,
          locked: false,
          score: scoreOf(l, input, output),
        })),
    ),
  );
  return {
    revision: `r-${inputs.length}-${hidden.join('-')}`,
    shape: nodes.map((layer) => layer.length),
    nodes,
    edges,
    grid: 5,
    order: 3,
    parameters: edges.length * 14 + 12,
  };
}

function scoreOf(layer: number, input: number, output: number): number {
  return Math.abs(Math.sin(1 + layer * 5 + input * 3 + output * 1.7)) ** 2;
}

/** The curve of an edge at x in [−1, 1]; `phase` moves it, as training would. */
export function curve(edge: EdgeRef, x: number, phase = 0): number {
  const kind = (edge.layer * 7 + edge.input * 3 + edge.output) % 5;
  const t = x + 0.1 * Math.sin(phase);
  return [
    Math.sin(Math.PI * t),
    t * t - 0.4,
    Math.exp(1.4 * t) / 3 - 0.6,
    Math.tanh(3 * t + 0.4),
    0.3 * t + 0.25 * Math.sin(5 * t + phase),
  ][kind];
}

export function curvesView(model: ModelView, points: number, phase = 0): CurvesView {
  return {
    revision: model.revision,
    curves: model.edges.map(({ layer, input, output }) => ({
      layer,
      input,
      output,
      y: Float32Array.from({ length: points }, (_, i) =>
        curve({ layer, input, output }, -1 + (2 * i) / (points - 1), phase),
      ),
    })),
    scores: Float32Array.from(model.edges, (edge) => edge.score),
  };
}

export function edgeDetail(model: ModelView, { layer, input, output }: EdgeRef, phase = 0): EdgeDetail {
  const x = Float64Array.from({ length: 201 }, (_, i) => -1 + i / 100);
  const edge = model.edges.find((e) => e.layer === layer && e.input === input && e.output === output);
  const name = model.nodes[layer][input].name;
  return {
    layer,
    input,
    output,
    kind: edge?.kind ?? 'spline',
    fn: edge?.fn ?? null,
    affine: edge?.kind === 'symbolic' ? [3.1416, 0, 1, 0] : null,
    fromLabel: name || `h${layer},${input + 1}`,
    toLabel: model.nodes[layer + 1][0].name || `h${layer + 1},${output + 1}`,
    inputUnits: layer === 0 ? { name, column: name, logarithm: false, shift: 20, scale: 5 } : null,
    x,
    y: x.map((value) => curve({ layer, input, output }, value, phase)),
    knots: Float64Array.from({ length: 6 }, (_, i) => -1 + i * 0.4),
    histogram: bell(-1, 1),
    range: [-0.98, 0.99],
    toTarget: layer === 0 ? null : { factor: 2.5, quantity: 'y' },
    score: edge?.score ?? 0,
    base: 'silu',
    scaleBase: 0.42,
    scaleSpline: 1.03,
    locked: edge?.locked ?? false,
    derivative: x.map(
      (value) =>
        (curve({ layer, input, output }, value + 1e-4, phase) -
          curve({ layer, input, output }, value - 1e-4, phase)) /
        2e-4,
    ),
    band: null,
    category: null,
  };
}
