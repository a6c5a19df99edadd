/** The two links of an edge: from its node to its plot, and from its plot to the next node. Pure. */
import { CARD, type PlacedEdge, type Point } from './layout.ts';

/** With more edges than this, links are straight lines that end at the side of a bank: curves would not help. */
const CURVED_UP_TO = 300;
/** How far along an S-curve its ends stay level, as a share of its width. */
const REACH = 0.45;
/** The same for the points that Cytoscape bends its own curve by, which it rounds off. */
const CYTOSCAPE_REACH = 0.32;

export type LinkPart = 'in' | 'out';

/** Level from `start` to `lane.from`, an S-curve to `lane.to`, level to `end`. */
export interface Link {
  readonly start: Point;
  readonly end: Point;
  readonly lane: { readonly from: number; readonly to: number };
}

/** Whether a network of so many edges is drawn with straight links, which are not for the pointer to hit. */
export function isDense(edges: number): boolean {
  return edges > CURVED_UP_TO;
}

export function linkOf(edge: PlacedEdge, part: LinkPart): Link {
  const { start, end, bank, x, y } = edge;
  // In a grid they would cross the plots of others.
  const [left, right] = bank.grid ? [bank.left, bank.right] : [x - CARD.width / 2, x + CARD.width / 2];
  return part === 'in'
    ? { start, end: { x: left, y }, lane: { from: start.x, to: bank.left } }
    : { start: { x: right, y }, end, lane: { from: bank.right, to: end.x } };
}

/** A straight link ends at the side of the bank, so that it does not cross plots. */
export function straightLinkOf(
  edge: PlacedEdge,
  part: LinkPart,
): { readonly start: Point; readonly end: Point } {
  const { start, end, bank, y } = edge;
  return part === 'in' ? { start, end: { x: bank.left, y } } : { start: { x: bank.right, y }, end };
}

/** Control points of the S-curve as a cubic Bézier curve. */
export function controls({ start, end, lane }: Link): readonly [Point, Point] {
  const reach = REACH * (lane.to - lane.from);
  return [
    { x: lane.from + reach, y: start.y },
    { x: lane.to - reach, y: end.y },
  ];
}

/**
 * The same link for Cytoscape, which finds what the pointer is on: control points as distances from the straight line
 * and weights along it.
 */
export function cytoscapeControls({ start, end, lane }: Link): {
  readonly distances: readonly number[];
  readonly weights: readonly number[];
} {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy);
  const reach = CYTOSCAPE_REACH * (lane.to - lane.from);
  const points = [
    ...(lane.from > start.x ? [{ x: lane.from, y: start.y }] : []),
    { x: lane.from + reach, y: start.y },
    { x: lane.to - reach, y: end.y },
    ...(lane.to < end.x ? [{ x: lane.to, y: end.y }] : []),
  ];
  return {
    distances: points.map(({ x, y }) => ((y - start.y) * dx - (x - start.x) * dy) / length),
    weights: points.map(({ x, y }) => ((x - start.x) * dx + (y - start.y) * dy) / length ** 2),
  };
}
