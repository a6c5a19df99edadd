/** Edges in words: for screen readers, lists and titles. Pure. */
import type { EdgeView, ModelView, NodeView } from '../../shared/contract/views.ts';
import { numberText } from '../../shared/figures.ts';
import { functionLabel } from './edge-function.ts';
import { nodeLabel } from './layout.ts';

/** What nodes are, in words. */
export const NODE_WORDS = {
  input: 'input',
  output: 'output',
  sum: 'sum node',
  product: 'product node',
} as const;

export interface EdgeNames {
  readonly from: string;
  readonly to: string;
}

export function edgeNames(
  model: ModelView,
  edge: { layer: number; input: number; output: number },
): EdgeNames {
  const sources = model.nodes[edge.layer];
  const targets = model.nodes[edge.layer + 1];
  const owner = Math.max(
    0,
    targets.findIndex((node) => node.subnodes.includes(edge.output)),
  );
  return {
    from: nodeLabel(sources[edge.input], edge.layer),
    to: nodeLabel(targets[owner], edge.layer + 1),
  };
}

export function edgeTitle({ from, to }: EdgeNames): string {
  return `${from} → ${to}`;
}

export function kindLabel(edge: { kind: EdgeView['kind']; fn: string | null }): string {
  if (edge.kind === 'symbolic') return edge.fn === null ? 'function' : functionLabel(edge.fn);
  return edge.kind === 'removed' ? 'removed' : 'spline';
}

/** Above a plot there is room for about so many letters. */
const LETTERS = 11;

/** The function of a symbolic edge, for the label above its plot: a long expression is cut. */
export function functionCaption(fn: string): string {
  const label = functionLabel(fn);
  return label.length > LETTERS ? `${label.slice(0, LETTERS - 1)}…` : label;
}

/** One line about what is under the pointer: `x1 → h₁,₂ · sin x · score 0.31`. */
export function edgeLine(model: ModelView, edge: EdgeView, score: number): string {
  const words = [edgeTitle(edgeNames(model, edge)), kindLabel(edge), `score ${numberText(score, 3)}`];
  return [...words, ...(edge.locked ? ['locked'] : [])].join(' · ');
}

export function nodeLine(node: NodeView, layer: number): string {
  return `${nodeLabel(node, layer)} · ${NODE_WORDS[node.kind]} · score ${numberText(node.score, 3)}`;
}

/** The text about the edge with the keyboard's cursor. */
export function edgeSentence(
  model: ModelView,
  edge: EdgeView,
  score: number,
  place: number,
  of: number,
): string {
  const { from, to } = edgeNames(model, edge);
  return `Edge from ${from} to ${to}, ${kindLabel(edge)}, score ${numberText(score, 3)}, ${place} of ${of}. Enter opens it.`;
}
