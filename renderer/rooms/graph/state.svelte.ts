/** How the network is drawn, and what other rooms may ask of the drawing. */
import type { NodeRef } from '../../../shared/refs.ts';
import { recall, remember } from '../../common/remembered.ts';

/** A menu that was asked for in the drawing. */
export interface GraphMenu {
  readonly kind: 'graph' | 'edge' | 'node';
  /** Place in the window, in pixels. */
  readonly x: number;
  readonly y: number;
}

/** The drawing on screen. */
export interface Stage {
  readonly fit: () => void;
  /** Moves the keyboard to the drawing. */
  readonly focus: () => void;
  readonly zoomBy: (factor: number) => void;
}

const NO_STAGE: Stage = { fit: () => undefined, focus: () => undefined, zoomBy: () => undefined };
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

export class GraphState {
  /** Hidden nodes stand where links cross least, rather than in their own order. */
  untangled = $state(recall('graph.untangled', true, isBoolean));
  /** Removed edges are drawn. */
  removed = $state(recall('graph.removed', false, isBoolean));
  /** Edges of less importance, as a share of the largest, are not drawn. */
  hiddenBelow = $state(0);
  finding = $state(false);
  menu = $state.raw<GraphMenu | null>(null);
  /** Set by the drawing while it is on screen. */
  stage: Stage = NO_STAGE;

  setUntangled(untangled: boolean): void {
    this.untangled = untangled;
    remember('graph.untangled', untangled);
  }

  setRemoved(removed: boolean): void {
    this.removed = removed;
    remember('graph.removed', removed);
  }

  leaveStage(stage: Stage): void {
    if (this.stage === stage) this.stage = NO_STAGE;
  }
}

/** Two nodes of a layer that are to change places. */
export interface NodeSwap {
  readonly layer: number;
  readonly first: number;
  readonly second: number;
}

/** The node above (−1) or below (1) of the same layer and kind; null where there is none. Pure. */
export function neighbourOf(
  nodes: readonly (readonly { readonly kind: string }[])[],
  { layer, node }: NodeRef,
  by: -1 | 1,
): NodeSwap | null {
  const kind = nodes[layer]?.[node]?.kind;
  const other = node + by;
  if ((kind !== 'sum' && kind !== 'product') || nodes[layer][other]?.kind !== kind) return null;
  return { layer, first: node, second: other };
}
