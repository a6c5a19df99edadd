/** Which plots lie under the pointer or in a box, where they are too many to be elements of Cytoscape. Pure. */
import { CARD, type PlacedEdge, type Point } from '../../../drawing/layout.ts';

/** More plots than this cost Cytoscape seconds to take in. */
const ELEMENTS_UP_TO = 2500;

export function plotsAreElements(edges: number): boolean {
  return edges <= ELEMENTS_UP_TO;
}

/** @param point in model units */
export function plotAt(edges: readonly PlacedEdge[], { x, y }: Point): PlacedEdge | null {
  const [halfWidth, halfHeight] = [CARD.width / 2, CARD.height / 2];
  return (
    edges.find((edge) => Math.abs(edge.x - x) <= halfWidth && Math.abs(edge.y - y) <= halfHeight) ?? null
  );
}

/** The plots that lie wholly in the box between two of its corners. */
export function plotsWithin(edges: readonly PlacedEdge[], from: Point, to: Point): readonly PlacedEdge[] {
  const inside = (a: number, b: number, centre: number, size: number): boolean =>
    centre - size / 2 >= Math.min(a, b) && centre + size / 2 <= Math.max(a, b);
  return edges.filter(
    ({ x, y }) => inside(from.x, to.x, x, CARD.width) && inside(from.y, to.y, y, CARD.height),
  );
}
