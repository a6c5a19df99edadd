/** Pruning by importance: which edges are removed, from the weakest on. Pure. */
import type { EdgeRef } from '../../../../shared/refs.ts';
import type { ModelView } from '../../../../shared/contract/views/network.ts';
import { foldedEdges, refsOf, type FoldedEdge } from '../../../drawing/folded.ts';

export type PruneKind = 'edges' | 'nodes';

/** Scores of the edges, or of the hidden nodes, that are still there, ascending. */
export function rankedScores(model: ModelView | null, kind: PruneKind): readonly number[] {
  if (!model) return [];
  const scores =
    kind === 'edges'
      ? foldedEdges(model)
          .filter(({ edge }) => edge.kind !== 'removed')
          .map(({ edge }) => edge.score)
      : model.nodes.slice(1, -1).flatMap((layer, index) => {
          const fed = new Set(
            model.edges
              .filter((edge) => edge.layer === index + 1 && edge.kind !== 'removed')
              .map((edge) => edge.input),
          );
          return layer.flatMap((node, place) => (fed.has(place) ? [node.score] : []));
        });
  return scores.sort((a, b) => a - b);
}

/** The threshold below which the first `count` scores lie, as far as they can be told from the next. */
export function thresholdFor(scores: readonly number[], count: number): number {
  if (count <= 0 || scores.length === 0) return 0;
  if (count >= scores.length) return scores[scores.length - 1] * (1 + 1e-9) + Number.MIN_VALUE;
  return (scores[count - 1] + scores[count]) / 2;
}

/**
 * Edges that pruning at this threshold takes first, of a category those of all labels; what then leads nowhere is not
 * among them.
 */
export function below(model: ModelView, kind: PruneKind, threshold: number): readonly EdgeRef[] {
  const weak = ({ edge: { layer, input, output, score } }: FoldedEdge): boolean => {
    if (kind === 'edges') return score < threshold;
    const target = model.nodes[layer + 1].find((node) => node.subnodes.includes(output));
    const isWeak = (node: { kind: string; score: number } | undefined): boolean =>
      node !== undefined && (node.kind === 'sum' || node.kind === 'product') && node.score < threshold;
    return isWeak(model.nodes[layer][input]) || isWeak(target);
  };
  return foldedEdges(model)
    .filter((folded) => folded.edge.kind !== 'removed' && weak(folded))
    .flatMap(refsOf);
}
