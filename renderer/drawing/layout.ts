/**
 * The positions of all parts of the network on the canvas: layers from left to right, and between two layers a bank of
 * small plots, one for each edge. Pure; lengths in model units (pixels at zoom 1), y downwards, centred on 0.
 */
import type { EdgeView, ModelView, NodeView } from '../../shared/contract/views/network.ts';
import { columnOf, foldedEdges, leadingInputs, type EdgePart, type FoldedEdge } from './folded.ts';
import { lanes } from './lanes.ts';
import { untangle } from './order.ts';

/** The frame of a plot in pixels: `inset` from it to the curve, `gap` to the next one. */
export const CARD = { width: 56, height: 36, gap: 16, inset: 6 } as const;

/** A product's diamond is that much larger than a sum's disc. */
export const PRODUCT_SIZE = 1.6;
const NODE_PITCH = 44;
/** A layer with more nodes than this may be set closer, so that the rest is not drawn too small. */
const PITCHED_UP_TO = 24;
const NODE_SIZE = 14;
/** Room for links next to a bank of plots: at least this, and more where links are steep. */
const LINK_ROOM = 104;
const LINK_SLOPE = 0.16;
/** Width to height that a bank of many plots aims at, so that large networks suit a screen. */
const BANK_ASPECT = 0.5;
/**
 * Up to so many edges between two layers the plots stand in one column or in two, where each link has a lane of its own
 * that no plot lies in. With more they fill a grid, and links end at its sides.
 */
const LANES_UP_TO = 60;
/** Fewer inputs without an edge than this are shown as nodes; more are one line. */
const UNUSED_FROM = 3;
/** Height of a network whose labels are set at their plain size; those of taller ones grow with it. */
const PLAIN_HEIGHT = 720;
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
  /** Of several parts, what holds for all of them together. */
  readonly edge: EdgeView;
  /** The network's edges that it shows: one, or one for each label of a category. */
  readonly parts: readonly EdgePart[];
  readonly source: string;
  readonly target: string;
  /** Where its links leave the one node and reach the other. */
  readonly start: Point;
  readonly end: Point;
  /** Centre of the edge's plot. */
  readonly x: number;
  readonly y: number;
  /**
   * The sides of the bank that contains the plot: between them links are horizontal, each in a lane of its own; of a
   * grid they end at the sides.
   */
  readonly bank: { readonly left: number; readonly right: number; readonly grid: boolean };
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
  /** Columns that the network does not use, and where the line about them stands; null where each has its node. */
  readonly unused: (Point & { readonly names: readonly string[] }) | null;
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
  return columnOf(node) || `h${subscript(layer)},${subscript(node.number)}`;
}

export function nodeId(node: { layer: number; node: number }): string {
  return `n${node.layer}-${node.node}`;
}

export function layoutGraph(
  model: ModelView,
  arrangement: Arrangement = { untangled: true, removed: false },
): GraphLayout {
  const owners = model.nodes.map(subnodeOwners);
  const leads = leadingInputs(model);
  const drawn = foldedEdges(model).filter(({ edge }) => arrangement.removed || edge.kind !== 'removed');
  const links = drawn.map((folded): FoldedLink => {
    const { layer, input, output } = folded.edge;
    return {
      folded,
      layer,
      from: layer === 0 ? leads[input] : input,
      to: owners[layer + 1].get(output) ?? 0,
    };
  });
  const order = orderOf(model, leads, links, arrangement);
  const unused = order[0].filter((input) => links.every(({ layer, from }) => layer > 0 || from !== input));
  const folds = unused.length >= UNUSED_FROM && unused.length < order[0].length;
  if (folds) order[0] = order[0].filter((input) => !unused.includes(input));
  const banks = model.nodes.slice(1).map((_, layer) => bankOf(links.filter((link) => link.layer === layer)));
  const height = Math.max(
    ...order.map((layer) => Math.min(layer.length, PITCHED_UP_TO) * NODE_PITCH),
    ...banks.map((bank) => bank.links.length * bank.pitch),
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

  const edges = banks.flatMap((bank) => placeBank(bank, endsOf));
  const lowest = Math.max(0, ...[...nodes.values()].filter(({ layer }) => layer === 0).map(({ y }) => y));
  return {
    nodes: [...nodes.values()],
    edges,
    scale,
    ink: Math.min(1, Math.sqrt(INKED_EDGES / edges.length)),
    unused: folds
      ? { x: 0, y: lowest + NODE_PITCH, names: unused.map((input) => columnOf(model.nodes[0][input])) }
      : null,
  };

  function endsOf(link: FoldedLink): EdgeEnds {
    const { layer, from, to } = link;
    const source = nodes.get(nodeId({ layer, node: from }));
    const target = nodes.get(nodeId({ layer: layer + 1, node: to }));
    if (!source || !target) throw new Error(`${edgeId(link.folded.edge)} has no end`);
    return { link, source, target };
  }
}

/** An edge that is shown, between two nodes that are shown. */
interface FoldedLink {
  readonly folded: FoldedEdge;
  readonly layer: number;
  readonly from: number;
  readonly to: number;
}

interface EdgeEnds {
  readonly link: FoldedLink;
  readonly source: PlacedNode;
  readonly target: PlacedNode;
}

/** [layer][place] → node: of a category's inputs the first, and no hidden node that nothing leads to or from. */
function orderOf(
  model: ModelView,
  leads: readonly number[],
  links: readonly FoldedLink[],
  { untangled, removed }: Arrangement,
): (readonly number[])[] {
  const own = model.nodes.map((layer) => layer.map((_, node) => node));
  const order = untangled ? untangle(model.shape, links) : own;
  const linked = new Set(
    links.flatMap(({ layer, from, to }) => [
      nodeId({ layer, node: from }),
      nodeId({ layer: layer + 1, node: to }),
    ]),
  );
  const last = order.length - 1;
  return order.map((nodes, layer) => {
    if (layer === 0) return nodes.filter((node) => leads[node] === node);
    return removed || layer === last ? nodes : nodes.filter((node) => linked.has(nodeId({ layer, node })));
  });
}

function placeBank(bank: Bank, endsOf: (link: FoldedLink) => EdgeEnds): readonly PlacedEdge[] {
  const { columns, pitch, grid } = bank;
  const width = columns * (CARD.width + CARD.gap) - CARD.gap;
  const ends = bank.links.map(endsOf);
  const [sources, targets] = [
    new Set(ends.map(({ source }) => source)),
    new Set(ends.map(({ target }) => target)),
  ];
  /** Where a plot lies on its own line: level with its node where each line has a node of its own. */
  const wanted = ({ source, target }: EdgeEnds): number => {
    if (targets.size === 1 && sources.size > 1) return source.y;
    return sources.size === 1 ? target.y : (source.y + target.y) / 2;
  };
  // In the order of their midpoints, the plots are where straight links would pass: this gives few crossings and short
  // links.
  const sorted = ends.toSorted(
    (a, b) =>
      a.source.y + a.target.y - (b.source.y + b.target.y) ||
      a.link.folded.parts[0].position - b.link.folded.parts[0].position,
  );
  const own = lanes(sorted.map(wanted), pitch);
  const rows = Math.ceil(sorted.length / columns);
  return sorted.map(({ link: { folded }, source, target }, slot) => {
    const column = slot % columns;
    const middle = (source.x + target.x) / 2;
    return {
      id: edgeId(folded.edge),
      edge: folded.edge,
      parts: folded.parts,
      source: source.id,
      target: target.id,
      start: { x: source.x + source.size / 2, y: source.y },
      end: { x: target.x - target.size / 2, y: target.y },
      x: middle + (column - (columns - 1) / 2) * (CARD.width + CARD.gap),
      y: grid ? (Math.floor(slot / columns) - (rows - 1) / 2) * (CARD.height + CARD.gap) : own[slot],
      bank: { left: middle - width / 2, right: middle + width / 2, grid },
    };
  });
}

interface Bank {
  readonly links: readonly FoldedLink[];
  readonly columns: number;
  /** Height for each link. */
  readonly pitch: number;
  /** Links end at its sides. */
  readonly grid: boolean;
}

function bankOf(links: readonly FoldedLink[]): Bank {
  const cell = (CARD.height + CARD.gap) / (CARD.width + CARD.gap);
  const grid = links.length > LANES_UP_TO;
  const many = Math.max(1, Math.floor(Math.sqrt(links.length * cell * BANK_ASPECT)));
  const columns = grid ? many : Math.min(2, many);
  return { links, columns, pitch: (CARD.height + CARD.gap) / columns, grid };
}

function subnodeOwners(nodes: readonly NodeView[]): Map<number, number> {
  return new Map(nodes.flatMap((node, index) => node.subnodes.map((subnode) => [subnode, index] as const)));
}

/** How strongly an edge is drawn, in [0, 1]: the root of its share of the largest score. */
export function importance(score: number, largest: number): number {
  if (!(largest > 0) || !(score > 0)) return 0;
  return Math.min(1, Math.sqrt(score / largest));
}

function subscript(value: number): string {
  return [...String(value)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');
}
