/** The appearance of the edges of a drawing now, without their place and curve. Pure. */
import type { PlacedEdge } from '../../../drawing/layout.ts';

export interface Marks {
  /** Edges that are selected, by id. */
  readonly selected: ReadonlySet<string>;
  /** Edges that an edit under consideration would remove: they are faded. */
  readonly going: ReadonlySet<string>;
  /** Edges whose importance is less are not drawn; 0 draws all. */
  readonly hiddenBelow: number;
  /** The edge that the pointer is on, and the one that the keyboard is on. */
  readonly hover: string | null;
  readonly cursor: string | null;
}

export const NO_MARKS: Marks = {
  selected: new Set(),
  going: new Set(),
  hiddenBelow: 0,
  hover: null,
  cursor: null,
};

export interface DrawnEdge {
  readonly placed: PlacedEdge;
  /** Importance in [0, 1]. */
  readonly weight: number;
}

/** Strength of a drawn edge in [0, 1]: faded where it would go. */
export function strength({ placed, weight }: DrawnEdge, marks: Marks): number {
  return marks.going.has(placed.id) ? 0.12 * weight : weight;
}

export function isHidden({ placed, weight }: DrawnEdge, { hiddenBelow, selected }: Marks): boolean {
  return weight < hiddenBelow && placed.edge.kind !== 'removed' && !selected.has(placed.id);
}
