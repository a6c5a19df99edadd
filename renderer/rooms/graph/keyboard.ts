/** A walk over the edges by arrow keys. Pure. */
import type { PlacedEdge } from '../../drawing/layout.ts';

export type Direction = 'up' | 'down' | 'left' | 'right' | 'first' | 'last';

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last',
};

export function directionOf(key: string): Direction | null {
  return KEYS[key] ?? null;
}

/**
 * The edge that the key leads to: up and down through the plots of one layer, left and right to the nearest plot of
 * the next column or layer. Where there is none it stays; with no edge to start from it is the first one.
 */
export function walk(
  edges: readonly PlacedEdge[],
  from: string | null,
  direction: Direction,
): PlacedEdge | null {
  if (direction === 'last') return edges.at(-1) ?? null;
  const current = edges.find((edge) => edge.id === from);
  if (!current || direction === 'first') return edges[0] ?? null;

  if (direction === 'up' || direction === 'down') {
    const sign = direction === 'up' ? -1 : 1;
    const ahead = edges.filter((edge) => edge.x === current.x && (edge.y - current.y) * sign > 0);
    return nearest(ahead, (edge) => Math.abs(edge.y - current.y)) ?? current;
  }
  const sign = direction === 'left' ? -1 : 1;
  const ahead = edges.filter((edge) => (edge.x - current.x) * sign > 0);
  const column = nearest(ahead, (edge) => Math.abs(edge.x - current.x))?.x;
  return (
    nearest(
      ahead.filter((edge) => edge.x === column),
      (edge) => Math.abs(edge.y - current.y),
    ) ?? current
  );
}

function nearest(edges: readonly PlacedEdge[], distance: (edge: PlacedEdge) => number): PlacedEdge | null {
  return edges.reduce<PlacedEdge | null>(
    (best, edge) => (best && distance(best) <= distance(edge) ? best : edge),
    null,
  );
}
