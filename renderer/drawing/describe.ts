/** Edges in words: for screen readers, lists and titles. Pure. */
import type { EdgeView, ModelView, NodeView } from '../../shared/contract/views/network.ts';
import { numberText, plural } from '../../shared/figures.ts';
import { functionLabel } from './edge-function.ts';
import { columnOf, isCategory, scoreOf, type FoldedEdge } from './folded.ts';
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

/** Names of the nodes of one edge of the network: of a category the column with the label. */
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
    from: sources[edge.input].name || nodeLabel(sources[edge.input], edge.layer),
    to: nodeLabel(targets[owner], edge.layer + 1),
  };
}

/** Names of the nodes of an edge as it is shown: of a category the column. */
export function shownNames(model: ModelView, { edge }: FoldedEdge): EdgeNames {
  const names = edgeNames(model, edge);
  return { ...names, from: columnOf(model.nodes[edge.layer][edge.input]) || names.from };
}

export function edgeTitle({ from, to }: EdgeNames): string {
  return `${from} → ${to}`;
}

export function kindLabel(edge: { kind: EdgeView['kind']; fn: string | null }): string {
  if (edge.kind === 'symbolic') return edge.fn === null ? 'function' : functionLabel(edge.fn);
  return edge.kind === 'removed' ? 'removed' : 'spline';
}

/** What an edge is as it is shown: of a category with how many labels it knows. */
export function shownKind(folded: FoldedEdge): string {
  const { edge, parts } = folded;
  if (!isCategory(folded) || edge.kind === 'removed') return kindLabel(edge);
  return plural(parts.length, 'label');
}

/** Above a plot there is room for about so many letters. */
const LETTERS = 11;

/** The function of a symbolic edge, for the label above its plot: a long expression is cut. */
export function functionCaption(fn: string): string {
  const label = functionLabel(fn);
  return label.length > LETTERS ? `${label.slice(0, LETTERS - 1)}…` : label;
}

/** One line about what is under the pointer: `x1 → h₁,₂ · sin x · score 0.31`. @param scores of all edges */
export function edgeLine(model: ModelView, folded: FoldedEdge, scores: ArrayLike<number>): string {
  const score = scoreText(scoreOf(folded, scores));
  const words = [edgeTitle(shownNames(model, folded)), shownKind(folded), score];
  return [...words, ...(folded.edge.locked ? ['locked'] : [])].join(' · ');
}

function scoreText(score: number): string {
  return Number.isNaN(score) ? 'measuring …' : `score ${numberText(score, 3)}`;
}

/** Whether the scores of the network are known; a new network is drawn before they are. */
export function isMeasured({ edges }: ModelView): boolean {
  return !edges.some(({ score }) => Number.isNaN(score));
}

/** A score as a share of the sum of all; NaN where they are not measured yet. */
export function scoreShare(score: number, total: number): number {
  return total === 0 ? 0 : score / total;
}

export function nodeLine(node: NodeView, layer: number): string {
  return `${nodeLabel(node, layer)} · ${NODE_WORDS[node.kind]} · ${scoreText(node.score)}`;
}

/** The text about the edge with the keyboard's cursor. @param scores of all edges */
export function edgeSentence(
  model: ModelView,
  folded: FoldedEdge,
  scores: ArrayLike<number>,
  place: number,
  of: number,
): string {
  const { from, to } = shownNames(model, folded);
  const score = scoreText(scoreOf(folded, scores));
  return `Edge from ${from} to ${to}, ${shownKind(folded)}, ${score}, ${place} of ${of}. Enter opens it.`;
}
