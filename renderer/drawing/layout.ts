/**
 * The positions of all parts of the network on the canvas: layers from left to right, and between two layers a bank of
 * small plots, one for each edge. Pure; lengths in model units (pixels at zoom 1), y downwards, centred on 0.
 */
import type { EdgeView, ModelView, NodeView } from '../../shared/contract/views.ts';
import { untangle } from './order.ts';

export const CARD = { width: 56, height: 36, gap: 16 } as const;
const NODE_PITCH = 44;
/** A layer with more nodes than this may be set closer, so that the rest is not drawn too small. */
const PITCHED_UP_TO = 24;
const NODE_SIZE = 14;
/** Room for links next to a bank of plots: at least this, and more where links are steep. */
const LINK_ROOM = 104;
const LINK_SLOPE = 0.16;
/** Width to height that a bank of many plots aims at, so that large networks suit a screen. */
const BANK_ASPECT = 0.5;
/** Height of a network whose labels are set at their plain size; those of taller ones grow with it. */
const PLAIN_HEIGHT = 720;
/** Labels' size at scale 1, and what they should not fall below on screen: pixels. */
const LABEL = { plain: 12, legible: 10.5 } as const;
/** The most that labels grow when the view is zoomed out: larger ones would overlap. */
const LARGEST_LABEL = 2;
/** Up to this many edges, links are drawn at full strength. */
const INKED_EDGES = 30;

export interface Point {
  readonly x: number;
  readonly y: number;
}

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
  /** Where its links leave the one node and reach the other. */
  readonly start: Point;
  readonly end: Point;
  /** Centre of the edge's plot. */
  readonly x: number;
  readonly y: number;
  /**
   * The sides of the bank that contains the plot: between them links are horizontal, in separate lanes where there are
   * two columns.
   */
  readonly bank: { readonly left: number; readonly right: number };
}

export interface GraphLayout {
  readonly nodes: readonly PlacedNode[];
  /** The edges that are drawn. */
  readonly edges: readonly PlacedEdge[];
  /** Size of nodes and labels, 1 for small networks: in view as a whole, a large one can still be read. */
  readonly scale: number;
  /**
   * Strength of the links in (0, 1]: where there are many, each is drawn fainter, so that they do not hide the plots.
   */
  readonly ink: number;
}

export interface Arrangement {
  /** Nodes of hidden layers stand where their links cross least, rather than in their own order. */
  readonly untangled: boolean;
  /** Removed edges are drawn, and hidden nodes that they have cut off. */
  readonly removed: boolean;
}

export function edgeId(edge: { layer: number; input: number; output: number }): string {
  return `e${edge.layer}-${edge.input}-${edge.output}`;
}

/** What a node is called on screen: its column's name, or h₁,₂ for the node of number 2 of the first hidden layer. */
export function nodeLabel(node: NodeView, layer: number): string {
  return node.name || `h${subscript(layer)},${subscript(node.number)}`;
}

export function nodeId(node: { layer: number; node: number }): string {
  return `n${node.layer}-${node.node}`;
}

export function layoutGraph(
  model: ModelView,
  arrangement: Arrangement = { untangled: true, removed: false },
): GraphLayout {
  const owners = model.nodes.map(subnodeOwners);
  const drawn = model.edges.flatMap((edge, position) =>
    arrangement.removed || edge.kind !== 'removed' ? [position] : [],
  );
  const order = orderOf(model, owners, drawn, arrangement);
  const banks = model.nodes
    .slice(1)
    .map((_, layer) => bankOf(drawn.filter((position) => model.edges[position].layer === layer)));
  const height = Math.max(
    ...order.map((layer) => Math.min(layer.length, PITCHED_UP_TO) * NODE_PITCH),
    ...banks.map((bank) => bank.rows * (CARD.height + CARD.gap)),
  );

  const scale = Math.min(4, Math.max(1, height / PLAIN_HEIGHT));
  const nodes = new Map<string, PlacedNode>();
  let x = 0;
  order.forEach((layer, l) => {
    const pitch = Math.min(height / layer.length, 160);
    layer.forEach((index, place) => {
      const node = model.nodes[l][index];
      const size = NODE_SIZE * Math.min(scale, pitch / NODE_PITCH + 0.5);
      const id = nodeId({ layer: l, node: index });
      nodes.set(id, {
        id,
        layer: l,
        index,
        node,
        label: nodeLabel(node, l),
        x,
        y: (place - (layer.length - 1) / 2) * pitch,
        size,
        // The names of columns stand beside their nodes, all others above.
        room: 0.85 * (node.name ? pitch : pitch - size),
      });
    });
    const bank = banks[l];
    if (bank)
      x += Math.max(LINK_ROOM, height * LINK_SLOPE) * 2 + bank.columns * (CARD.width + CARD.gap) - CARD.gap;
  });

  const edges = banks.flatMap((bank) => placeBank(bank, (position) => endsOf(position)));
  return {
    nodes: [...nodes.values()],
    edges,
    scale,
    ink: Math.min(1, Math.sqrt(INKED_EDGES / edges.length)),
  };

  function endsOf(position: number): EdgeEnds {
    const edge = model.edges[position];
    const owner = owners[edge.layer + 1].get(edge.output) ?? 0;
    const source = nodes.get(nodeId({ layer: edge.layer, node: edge.input }));
    const target = nodes.get(nodeId({ layer: edge.layer + 1, node: owner }));
    if (!source || !target) throw new Error(`${edgeId(edge)} has no end`);
    return { position, edge, source, target };
  }
}

interface EdgeEnds {
  readonly position: number;
  readonly edge: EdgeView;
  readonly source: PlacedNode;
  readonly target: PlacedNode;
}

/** [layer][place] → node, those left out that nothing leads to or from. */
function orderOf(
  model: ModelView,
  owners: readonly ReadonlyMap<number, number>[],
  drawn: readonly number[],
  { untangled, removed }: Arrangement,
): readonly (readonly number[])[] {
  const links = drawn.map((position) => {
    const { layer, input, output } = model.edges[position];
    return { layer, from: input, to: owners[layer + 1].get(output) ?? 0 };
  });
  const own = model.nodes.map((layer) => layer.map((_, node) => node));
  const order = untangled ? untangle(model.shape, links) : own;
  if (removed) return order;
  const linked = new Set(
    links.flatMap(({ layer, from, to }) => [
      nodeId({ layer, node: from }),
      nodeId({ layer: layer + 1, node: to }),
    ]),
  );
  const last = order.length - 1;
  return order.map((nodes, layer) =>
    layer === 0 || layer === last ? nodes : nodes.filter((node) => linked.has(nodeId({ layer, node }))),
  );
}

function placeBank(bank: Bank, endsOf: (position: number) => EdgeEnds): readonly PlacedEdge[] {
  const width = bank.columns * (CARD.width + CARD.gap) - CARD.gap;
  // In the order of their midpoints, the plots are where straight links would pass: this gives few crossings and short
  // links.
  return bank.positions
    .map(endsOf)
    .sort((a, b) => a.source.y + a.target.y - (b.source.y + b.target.y) || a.position - b.position)
    .map(({ position, edge, source, target }, slot) => {
      const row = Math.floor(slot / bank.columns);
      const column = slot % bank.columns;
      const middle = (source.x + target.x) / 2;
      return {
        id: edgeId(edge),
        position,
        edge,
        source: source.id,
        target: target.id,
        start: { x: source.x + source.size / 2, y: source.y },
        end: { x: target.x - target.size / 2, y: target.y },
        x: middle + (column - (bank.columns - 1) / 2) * (CARD.width + CARD.gap),
        // Two columns are shifted like bricks: the links of one column run through the gaps of the other.
        y:
          (row - (bank.rows - 1) / 2 + (bank.columns === 2 ? column / 2 - 0.25 : 0)) *
          (CARD.height + CARD.gap),
        bank: { left: middle - width / 2, right: middle + width / 2 },
      };
    });
}

interface Bank {
  readonly positions: readonly number[];
  readonly columns: number;
  readonly rows: number;
}

function bankOf(positions: readonly number[]): Bank {
  const cell = (CARD.height + CARD.gap) / (CARD.width + CARD.gap);
  const columns = Math.max(1, Math.floor(Math.sqrt(positions.length * cell * BANK_ASPECT)));
  return { positions, columns, rows: Math.ceil(positions.length / columns) };
}

function subnodeOwners(nodes: readonly NodeView[]): Map<number, number> {
  return new Map(nodes.flatMap((node, index) => node.subnodes.map((subnode) => [subnode, index] as const)));
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

/** In a layer with more nodes than this, only columns have names: others would overlap. */
const NAMED_UP_TO = 24;

/** Whether a node's name is drawn beside it. */
export function isNamed({ nodes }: GraphLayout, { node, layer }: PlacedNode): boolean {
  return node.name !== '' || nodes.filter((other) => other.layer === layer).length <= NAMED_UP_TO;
}
