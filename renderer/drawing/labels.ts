/** Names of nodes beside them: which are written, and how large. Pure. */
import type { GraphLayout, PlacedNode } from './layout.ts';

/** Labels' size at scale 1, and what they should not fall below on screen: pixels. */
const LABEL = { plain: 12, legible: 10.5 } as const;
/** The most that labels grow when the view is zoomed out: larger ones would overlap. */
const LARGEST_LABEL = 4;
/** In a layer with more nodes than this, only columns have names: others would overlap. */
const NAMED_UP_TO = 24;

/** Size of the labels, 1 for plain ones, that can still be read when the drawing is zoomed out. */
export function labelScale(scale: number, zoom: number): number {
  return Math.min(Math.max(1, LABEL.legible / (LABEL.plain * zoom)), scale * LARGEST_LABEL);
}

/** Whether a node's name stands beside it. */
export function isNamed({ nodes }: GraphLayout, { node, layer }: PlacedNode): boolean {
  return node.name !== '' || nodes.filter((other) => other.layer === layer).length <= NAMED_UP_TO;
}
