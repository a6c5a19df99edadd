/** The layout as Cytoscape's elements: each edge of the network is a plot between two links. Pure. */
import type { ElementDefinition } from 'cytoscape';
import { CARD, sCurve, type GraphLayout, type PlacedEdge, type PlacedNode } from './layout.ts';

/** With more edges than this, links are straight lines: curves would cost frames and say nothing. */
const CURVED_UP_TO = 300;
/** A layer with more nodes than this shows no names but those of columns: they would lie on one another. */
const NAMED_UP_TO = 24;
/** A product's diamond is that much larger than a sum's disc. */
const PRODUCT_SIZE = 1.6;

export function graphElements(layout: GraphLayout): ElementDefinition[] {
  const at = new Map(layout.nodes.map((node) => [node.id, node]));
  const straight = layout.edges.length > CURVED_UP_TO ? ' straight' : '';
  return [
    ...layout.nodes.map((node) => nodeElement(node, isNamed(layout, node))),
    ...layout.edges.flatMap((edge) => {
      const source = at.get(edge.source);
      const target = at.get(edge.target);
      if (!source || !target) return [];
      const left = edge.x - CARD.width / 2;
      const right = edge.x + CARD.width / 2;
      return [
        {
          data: { id: edge.id, edge: edge.id },
          position: { x: edge.x, y: edge.y },
          classes: `plot ${edge.edge.kind}`,
        },
        link(edge, 'in', edge.source, edge.id, source, { x: left, y: edge.y }, straight),
        link(edge, 'out', edge.id, edge.target, { x: right, y: edge.y }, target, straight),
      ];
    }),
  ];
}

/** The nodes' and edges' ids: while they stay the same, the drawing is kept and only its values change. */
export function topology(layout: GraphLayout): string {
  const nodes = layout.nodes.map(({ id, label, node }) => `${id}:${label}:${node.kind}`);
  const edges = layout.edges.map(({ id, target, edge }) => `${id}>${target}:${edge.kind}`);
  return `${nodes.join()}|${edges.join()}`;
}

function isNamed({ nodes }: GraphLayout, { node, layer }: PlacedNode): boolean {
  return node.name !== '' || nodes.filter((other) => other.layer === layer).length <= NAMED_UP_TO;
}

function nodeElement({ id, label, node, x, y, size, room }: PlacedNode, named: boolean): ElementDefinition {
  return {
    data: {
      id,
      label: node.kind === 'product' ? `×  ${label}` : named ? label : '',
      room,
      size: node.kind === 'product' ? size * PRODUCT_SIZE : size,
    },
    position: { x, y },
    classes: node.kind,
  };
}

type End = { readonly x: number; readonly y: number; readonly size?: number };

function link(
  edge: PlacedEdge,
  part: 'in' | 'out',
  source: string,
  target: string,
  from: End,
  to: End,
  straight: string,
): ElementDefinition {
  const half = CARD.width / 2;
  const { left, right } = edge.bank;
  const leave = (from.size ?? 0) / 2;
  const arrive = (to.size ?? 0) / 2;
  const lane = part === 'in' ? { from: from.x + leave, to: left } : { from: right, to: to.x - arrive };
  // A straight link ends at the side of the bank rather than cross the plots that are in its way.
  const inset = straight === '' ? half : part === 'in' ? edge.x - left : right - edge.x;
  const ends =
    part === 'in'
      ? { from: `${leave}px 0px`, to: `${-inset}px 0px` }
      : { from: `${inset}px 0px`, to: `${-arrive}px 0px` };
  return {
    data: {
      id: `${edge.id}-${part}`,
      edge: edge.id,
      source,
      target,
      weight: 0,
      ...ends,
      ...sCurve(from.x + leave, from.y, to.x - arrive, to.y, lane),
    },
    classes: `${edge.edge.kind}${straight}`,
  };
}
