/** The layout as Cytoscape's elements: each edge of the network is a plot between two links. Pure. */
import type { ElementDefinition } from 'cytoscape';
import { CARD, sCurve, type GraphLayout, type PlacedEdge, type PlacedNode } from './layout.ts';

/** With more edges than this, links are straight lines: curves would cost frames and say nothing. */
const CURVED_UP_TO = 300;
const NODE_RADIUS = 7;

export function graphElements(layout: GraphLayout): ElementDefinition[] {
  const at = new Map(layout.nodes.map((node) => [node.id, node]));
  const straight = layout.edges.length > CURVED_UP_TO ? ' straight' : '';
  return [
    ...layout.nodes.map(nodeElement),
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
        link(edge, 'in', edge.source, edge.id, source, { x: left, y: edge.y }, straight, layout.scale),
        link(edge, 'out', edge.id, edge.target, { x: right, y: edge.y }, target, straight, layout.scale),
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

function nodeElement({ id, label, node, x, y }: PlacedNode): ElementDefinition {
  return {
    data: { id, label: node.kind === 'product' ? `${label}  ×` : label },
    position: { x, y },
    classes: node.kind,
  };
}

function link(
  edge: PlacedEdge,
  part: 'in' | 'out',
  source: string,
  target: string,
  from: { x: number; y: number },
  to: { x: number; y: number },
  straight: string,
  scale: number,
): ElementDefinition {
  const radius = NODE_RADIUS * scale;
  const start = { x: from.x + (part === 'in' ? radius : 0), y: from.y };
  const end = { x: to.x - (part === 'out' ? radius : 0), y: to.y };
  const half = CARD.width / 2;
  return {
    data: {
      id: `${edge.id}-${part}`,
      edge: edge.id,
      source,
      target,
      weight: 0,
      from: `${part === 'in' ? radius : half}px 0px`,
      to: `${part === 'in' ? -half : -radius}px 0px`,
      ...sCurve(start.x, start.y, end.x, end.y),
    },
    classes: `${edge.edge.kind}${straight}`,
  };
}
