/**
 * The layout as Cytoscape's elements: nodes, which Cytoscape draws; and for each edge its plot and two links, which
 * Cytoscape only uses to find what is under the pointer, because we paint them. Where there are very many plots,
 * Cytoscape only gets the rectangle that they fill. Pure.
 */
import type { ElementDefinition } from 'cytoscape';
import { isNamed } from '../../../drawing/labels.ts';
import { labelOf, ownParts } from '../../../drawing/own-part.ts';
import {
  CARD,
  PRODUCT_SIZE,
  type GraphLayout,
  type PlacedEdge,
  type PlacedNode,
} from '../../../drawing/layout.ts';
import { unusedText } from '../../../../shared/results/unusedText.ts';
import { plotsAreElements } from './plot-hits.ts';
import { cytoscapeControls, isDense, linkOf, type LinkPart } from '../../../drawing/links.ts';

/** The element that tells of inputs that are not used. */
export const UNUSED_ID = 'unused';

/** @param fits whether a name has room beside its node */
export function graphElements(layout: GraphLayout, fits: (name: string) => boolean): ElementDefinition[] {
  const dense = isDense(layout.edges.length);
  const own = ownParts(layout.nodes.map(({ label }) => label));
  const nodes = [
    ...layout.nodes.map((node) =>
      nodeElement(node, isNamed(layout, node) ? labelOf(node.label, own.get(node.label) ?? 0, fits) : ''),
    ),
    ...(layout.unused ? [unusedElement(layout.unused)] : []),
  ];
  if (!plotsAreElements(layout.edges.length)) return [...bankElements(layout.edges), ...nodes];
  return [
    ...nodes,
    ...layout.edges.flatMap((edge) => [
      { data: { id: edge.id, edge: edge.id }, position: { x: edge.x, y: edge.y }, classes: 'plot' },
      ...(dense ? [] : [linkElement(edge, 'in'), linkElement(edge, 'out')]),
    ]),
  ];
}

/** The room that the plots between two layers take. */
function bankElements(edges: readonly PlacedEdge[]): ElementDefinition[] {
  const layers = [...new Set(edges.map(({ edge }) => edge.layer))];
  return layers.map((layer) => {
    const plots = edges.filter(({ edge }) => edge.layer === layer);
    const { left, right } = plots[0].bank;
    const heights = plots.map(({ y }) => y);
    const [top, bottom] = [Math.min(...heights), Math.max(...heights)];
    return {
      data: { id: `b${layer}`, width: right - left, height: bottom - top + CARD.height },
      position: { x: (left + right) / 2, y: (top + bottom) / 2 },
      grabbable: false,
      classes: 'bank',
    };
  });
}

/** The nodes and edges and their places: while they stay the same, the drawing is kept and only its values change. */
export function topology(layout: GraphLayout): string {
  const nodes = layout.nodes.map(({ id, label, node, y }) => `${id}:${label}:${node.kind}:${y}`);
  const edges = layout.edges.map(({ id, target }) => `${id}>${target}`);
  return `${nodes.join()}|${edges.join()}|${layout.unused?.names.join() ?? ''}`;
}

/** @param name as it is written beside the node; '' for none */
function nodeElement({ id, label, node, x, y, size, room }: PlacedNode, name: string): ElementDefinition {
  return {
    data: {
      id,
      node: id,
      label: node.kind === 'product' ? `×  ${label}` : name,
      room,
      size: node.kind === 'product' ? size * PRODUCT_SIZE : size,
    },
    position: { x, y },
    grabbable: node.kind === 'sum' || node.kind === 'product',
    classes: node.kind,
  };
}

/** The line about the inputs that are not used. */
function unusedElement({ x, y, names }: NonNullable<GraphLayout['unused']>): ElementDefinition {
  return {
    data: { id: UNUSED_ID, label: unusedText(names.length) },
    position: { x, y },
    grabbable: false,
    classes: 'input notUsed',
  };
}

function linkElement(edge: PlacedEdge, part: LinkPart): ElementDefinition {
  const link = linkOf(edge, part);
  const [source, target] = part === 'in' ? [edge.source, edge.id] : [edge.id, edge.target];
  return {
    data: {
      id: `${edge.id}-${part}`,
      edge: edge.id,
      source,
      target,
      ...cytoscapeControls(link),
      ...(part === 'in'
        ? { from: '50% 0px', to: `${link.end.x - edge.x}px 0px` }
        : { from: `${link.start.x - edge.x}px 0px`, to: '-50% 0px' }),
    },
  };
}
