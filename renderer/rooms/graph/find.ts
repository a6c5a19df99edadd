/** Nodes and edges of a network by what someone types. Pure. */
import type { EdgeRef, NodeRef } from '../../../shared/refs.ts';
import type { ModelView } from '../../../shared/contract/views/network.ts';
import { edgeTitle, NODE_WORDS, shownKind, shownNames } from '../../drawing/describe.ts';
import { foldedEdges, leadingInputs, refsOf } from '../../drawing/folded.ts';
import { edgeId, nodeId, nodeLabel } from '../../drawing/layout.ts';

export type Found =
  | { readonly id: string; readonly label: string; readonly note: string; readonly edges: readonly EdgeRef[] }
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
  const leads = leadingInputs(model);
  for (const [layer, nodes] of model.nodes.entries()) {
    for (const [node, view] of nodes.entries()) {
      if (layer === 0 && leads[node] !== node) continue;
      if (found.length >= most) return found;
      const [label, note] = [nodeLabel(view, layer), NODE_WORDS[view.kind]];
      if (fits(`${label} ${note}`))
        found.push({ id: nodeId({ layer, node }), label, note, node: { layer, node } });
    }
  }
  for (const folded of foldedEdges(model)) {
    if (found.length >= most) return found;
    const label = edgeTitle(shownNames(model, folded));
    const note = `${shownKind(folded)}${folded.edge.locked ? ', locked' : ''}`;
    if (fits(`${label} ${note}`)) found.push({ id: edgeId(folded.edge), label, note, edges: refsOf(folded) });
  }
  return found;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[₀-₉]/g, (digit) => String(digit.charCodeAt(0) - 0x2080))
    .replace(/->/g, '→');
}
