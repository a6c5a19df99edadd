/**
 * Where everything of the network lies on the canvas: layers from left to right, and between two layers a bank of
 * small plots, one for each edge. Pure; lengths in model units (pixels at zoom 1), y downwards, centred on 0.
 */
import type { EdgeView, ModelView, NodeView } from '../../../shared/contract/views.ts';

export const CARD = { width: 56, height: 36, gap: 12 } as const;
const NODE_PITCH = 44;
/** A layer of more nodes than this may be set closer, rather than make all the rest small. */
const PITCHED_UP_TO = 24;
const NODE_SIZE = 14;
/** Room for links beside a bank of plots: at least this, and more where they must climb far. */
const LINK_ROOM = 104;
const LINK_SLOPE = 0.16;
/** How far along a link its ends stay level, as a share of its width. */
const REACH = 0.32;
/** Width to height that a bank of many plots aims at, so that large networks suit a screen. */
const BANK_ASPECT = 0.5;
/** Height of a network whose labels are set at their plain size; those of taller ones grow with it. */
const PLAIN_HEIGHT = 720;
/** Labels' size at scale 1, and what they should not fall below on screen: pixels. */
const LABEL = { plain: 12, legible: 10.5 } as const;
/** Labels grow by no more than this against the zoom: beyond, they would lie on one another. */
const LARGEST_LABEL = 2;
/** Up to this many edges, links are drawn at full strength. */
const INKED_EDGES = 30;

export interface PlacedNode {
  readonly id: string;
  readonly layer: number;
  readonly index: number;
  readonly node: NodeView;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** Diameter. */
  readonly size: number;
  /** Height that its label may take without touching the neighbours. */
  readonly room: number;
}

export interface PlacedEdge {
  readonly id: string;
  /** Position in `ModelView.edges`. */
  readonly position: number;
  readonly edge: EdgeView;
  readonly source: string;
  readonly target: string;
  /** Centre of the edge's plot. */
  readonly x: number;
  readonly y: number;
  /** The sides of the bank that the plot is in: between them links are level, in lanes of their own where there are two columns. */
  readonly bank: { readonly left: number; readonly right: number };
}

export interface GraphLayout {
  readonly nodes: readonly PlacedNode[];
  /** The edges that are drawn: removed ones are not. */
  readonly edges: readonly PlacedEdge[];
  /** Size of nodes and labels, 1 for small networks: in view as a whole, a large one can still be read. */
  readonly scale: number;
  /** Strength of the links in (0, 1]: where there are many, each is drawn fainter, or they would drown the plots. */
  readonly ink: number;
}

export function edgeId(edge: { layer: number; input: number; output: number }): string {
  return `e${edge.layer}-${edge.input}-${edge.output}`;
}

/** What a node is called on screen: its column's name, or h₁,₂ for the second node of the first hidden layer. */
export function nodeLabel(node: NodeView, layer: number, index: number): string {
  return node.name || `h${subscript(layer)},${subscript(index + 1)}`;
}

export function layoutGraph(model: ModelView): GraphLayout {
  const banks = model.nodes.slice(1).map((_, layer) => bankOf(model, layer));
  const height = Math.max(
    ...model.nodes.map((layer) => Math.min(layer.length, PITCHED_UP_TO) * NODE_PITCH),
    ...banks.map((bank) => bank.rows * (CARD.height + CARD.gap)),
  );

  const scale = Math.min(4, Math.max(1, height / PLAIN_HEIGHT));
  const nodes: PlacedNode[] = [];
  const edges: PlacedEdge[] = [];
  let x = 0;
  model.nodes.forEach((layer, l) => {
    const pitch = Math.min(height / layer.length, 160);
    layer.forEach((node, i) => {
      const y = (i - (layer.length - 1) / 2) * pitch;
      const size = NODE_SIZE * Math.min(scale, pitch / NODE_PITCH + 0.5);
      // The names of columns stand beside their nodes, all others above.
      const room = 0.85 * (node.name ? pitch : pitch - size);
      nodes.push({
        id: `n${l}-${i}`,
        layer: l,
        index: i,
        node,
        label: nodeLabel(node, l, i),
        x,
        y,
        size,
        room,
      });
    });
    const bank = banks[l];
    if (bank)
      x += Math.max(LINK_ROOM, height * LINK_SLOPE) * 2 + bank.columns * (CARD.width + CARD.gap) - CARD.gap;
  });

  banks.forEach((bank, l) => {
    const from = nodes.filter((node) => node.layer === l);
    const to = nodes.filter((node) => node.layer === l + 1);
    const owner = subnodeOwners(model.nodes[l + 1]);
    const middle = (from[0].x + to[0].x) / 2;
    const width = bank.columns * (CARD.width + CARD.gap) - CARD.gap;
    const ends = (position: number): readonly [PlacedNode, PlacedNode] => {
      const edge = model.edges[position];
      return [from[edge.input], to[owner.get(edge.output) ?? 0]];
    };
    // In the order of their midpoints, the plots lie where straight links would pass: few crossings, short ways.
    const ordered = bank.positions
      .map((position) => ({ position, ends: ends(position) }))
      .sort((a, b) => a.ends[0].y + a.ends[1].y - (b.ends[0].y + b.ends[1].y) || a.position - b.position);
    ordered.forEach(({ position, ends: [source, target] }, slot) => {
      const row = Math.floor(slot / bank.columns);
      const column = slot % bank.columns;
      edges.push({
        id: edgeId(model.edges[position]),
        position,
        edge: model.edges[position],
        source: source.id,
        target: target.id,
        x: middle + (column - (bank.columns - 1) / 2) * (CARD.width + CARD.gap),
        // Two columns are laid like bricks: the gaps of one are the lanes of the other's links.
        y:
          (row - (bank.rows - 1) / 2 + (bank.columns === 2 ? column / 2 - 0.25 : 0)) *
          (CARD.height + CARD.gap),
        bank: { left: middle - width / 2, right: middle + width / 2 },
      });
    });
  });
  return {
    nodes,
    edges,
    scale,
    ink: Math.min(1, Math.sqrt(INKED_EDGES / edges.length)),
  };
}

interface Bank {
  readonly positions: readonly number[];
  readonly columns: number;
  readonly rows: number;
}

function bankOf(model: ModelView, layer: number): Bank {
  const positions = model.edges.flatMap((edge, position) =>
    edge.layer === layer && edge.kind !== 'removed' ? [position] : [],
  );
  const cell = (CARD.height + CARD.gap) / (CARD.width + CARD.gap);
  const columns = Math.max(1, Math.floor(Math.sqrt(positions.length * cell * BANK_ASPECT)));
  return { positions, columns, rows: Math.ceil(positions.length / columns) };
}

function subnodeOwners(nodes: readonly NodeView[]): Map<number, number> {
  return new Map(nodes.flatMap((node, index) => node.subnodes.map((subnode) => [subnode, index] as const)));
}

/**
 * Control points of a link from (x0, y0) to (x1, y1) that leaves and arrives horizontally, as Cytoscape wants them: a
 * distance from the straight line and a weight along it, for each.
 * @param lane where the S-curve begins and ends; before and behind it the link is level.
 */
export function sCurve(
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  lane: { readonly from: number; readonly to: number } = { from: x0, to: x1 },
): { readonly distances: readonly number[]; readonly weights: readonly number[] } {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = Math.hypot(dx, dy);
  const reach = REACH * (lane.to - lane.from);
  const points = [
    ...(lane.from > x0 ? [{ x: lane.from, y: y0 }] : []),
    { x: lane.from + reach, y: y0 },
    { x: lane.to - reach, y: y1 },
    ...(lane.to < x1 ? [{ x: lane.to, y: y1 }] : []),
  ];
  return {
    distances: points.map(({ x, y }) => ((y - y0) * dx - (x - x0) * dy) / length),
    weights: points.map(({ x, y }) => ((x - x0) * dx + (y - y0) * dy) / length ** 2),
  };
}

/** How strongly an edge is drawn, in [0, 1]: the root of its share of the largest score. */
export function importance(score: number, largest: number): number {
  if (!(largest > 0) || !(score > 0)) return 0;
  return Math.min(1, Math.sqrt(score / largest));
}

/** Size of the labels, 1 for plain ones, that can still be read when the drawing is zoomed out. */
export function labelScale(scale: number, zoom: number): number {
  return Math.min(Math.max(1, LABEL.legible / (LABEL.plain * zoom)), scale * LARGEST_LABEL);
}

function subscript(value: number): string {
  return [...String(value)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');
}
