/** Nodes and edges of a network by what someone types. Pure. */
import type { EdgeRef, ModelView, NodeRef } from '../../../shared/contract/views.ts';
import { edgeNames, edgeTitle, kindLabel, NODE_WORDS } from '../../drawing/describe.ts';
import { edgeId, nodeId, nodeLabel } from '../../drawing/layout.ts';

export type Found =
  | { readonly id: string; readonly label: string; readonly note: string; readonly edge: EdgeRef }
  | { readonly id: string; readonly label: string; readonly note: string; readonly node: NodeRef };

/**
 * Nodes first, then edges, in their own order; every typed word is in their names, kind or function. Digits may be
 * typed for the small ones of `h₁,₂`, and `->` for the arrow.
 * @param most so many at most.
 */
export function findInNetwork(model: ModelView, typed: string, most: number): readonly Found[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const fits = (text: string): boolean => words.every((word) => plain(text).includes(word));
  const found: Found[] = [];
  for (const [layer, nodes] of model.nodes.entries()) {
    for (const [node, view] of nodes.entries()) {
      if (found.length >= most) return found;
      const [label, note] = [nodeLabel(view, layer), NODE_WORDS[view.kind]];
      if (fits(`${label} ${note}`))
        found.push({ id: nodeId({ layer, node }), label, note, node: { layer, node } });
    }
  }
  for (const edge of model.edges) {
    if (found.length >= most) return found;
    const label = edgeTitle(edgeNames(model, edge));
    const note = `${kindLabel(edge)}${edge.locked ? ', locked' : ''}`;
    const { layer, input, output } = edge;
    if (fits(`${label} ${note}`))
      found.push({ id: edgeId(edge), label, note, edge: { layer, input, output } });
  }
  return found;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[₀-₉]/g, (digit) => String(digit.charCodeAt(0) - 0x2080))
    .replace(/->/g, '→');
}
