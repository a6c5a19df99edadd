/** Which part of a drawing is on screen. Pure. */
import { CARD, type GraphLayout, type PlacedEdge, type Point } from '../../../drawing/layout.ts';
import { isDense } from '../../../drawing/links.ts';

export interface Viewport {
  readonly zoom: number;
  readonly pan: Point;
  readonly width: number;
  readonly height: number;
}

/** The rectangle on screen, in model units. */
export function windowOf({ zoom, pan, width, height }: Viewport): {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
} {
  return {
    left: -pan.x / zoom,
    top: -pan.y / zoom,
    right: (width - pan.x) / zoom,
    bottom: (height - pan.y) / zoom,
  };
}

/** Whether anything of a plot centred here is on screen. */
export function isVisible({ x, y }: Point, view: Viewport): boolean {
  const { left, top, right, bottom } = windowOf(view);
  return (
    x + CARD.width / 2 > left &&
    x - CARD.width / 2 < right &&
    y + CARD.height / 2 > top &&
    y - CARD.height / 2 < bottom
  );
}

/** Whether a link of the edge may be on screen: its surrounding box is. */
export function linksVisible({ start, end, y }: PlacedEdge, view: Viewport): boolean {
  const { left, top, right, bottom } = windowOf(view);
  return (
    end.x > left &&
    start.x < right &&
    Math.max(start.y, end.y, y) > top &&
    Math.min(start.y, end.y, y) < bottom
  );
}

/** Whether the network is large, and reaches beyond the screen: a map of the whole helps then. */
export function needsMap({ nodes, edges }: GraphLayout, { zoom, width, height }: Viewport): boolean {
  if (!isDense(edges.length)) return false;
  const span = (values: number[]): number => Math.max(...values) - Math.min(...values);
  return span(nodes.map(({ x }) => x)) * zoom > width || span(edges.map(({ y }) => y)) * zoom > height;
}
