/** Pointer events of the drawing, as actions on the network. */
import type { Core, EventObject, NodeSingular } from 'cytoscape';
import type { NodeRef } from '../../../../shared/refs.ts';
import type { GraphLayout, PlacedEdge, PlacedNode, Point } from '../../../drawing/layout.ts';
import { UNUSED_ID } from './elements.ts';
import { plotsAreElements } from './plot-hits.ts';
import type { Viewport } from './viewport.ts';

export interface GraphEvents {
  /**
   * An edge was clicked, or the empty background. @param adding with Shift, Ctrl or ⌘: it is added to the selection.
   */
  readonly onpick: (edge: PlacedEdge | null, adding: boolean) => void;
  readonly onpicknode?: (node: NodeRef) => void;
  /** A box was drawn around these edges. */
  readonly onbox?: (edges: readonly PlacedEdge[]) => void;
  /** A menu is asked for at this place of the window. */
  readonly onmenu?: (on: PlacedEdge | NodeRef | null, at: { readonly x: number; readonly y: number }) => void;
  /** A node was dragged onto another of its layer and kind. */
  readonly onswap?: (layer: number, first: number, second: number) => void;
  /** What the pointer is on has changed. */
  readonly onpoint?: (on: PlacedEdge | PlacedNode | typeof UNUSED_ID | null) => void;
  /** Pan, zoom or size have changed. */
  readonly onview?: (view: Viewport) => void;
  /** Pan and zoom have come to rest, and these edges are on screen. */
  readonly onsettle: (visible: readonly PlacedEdge[]) => void;
}

interface Ground {
  /** The edge, unless it is hidden. */
  readonly edgeOf: (id: string) => PlacedEdge | null;
  /** The plot that is shown at a place, in model units, and those in a box. */
  readonly plotAt: (place: Point) => PlacedEdge | null;
  readonly plotsWithin: (from: Point, to: Point) => readonly PlacedEdge[];
  readonly layout: () => GraphLayout;
  readonly events: GraphEvents;
  readonly onhover: (id: string | null) => void;
}

export function listenToGraph(
  cy: Core,
  host: HTMLElement,
  { edgeOf, plotAt, plotsWithin, layout, events, onhover }: Ground,
): void {
  const plotsOnGround = (): boolean => !plotsAreElements(layout().edges.length);
  const targetOf = (event: EventObject): PlacedEdge | PlacedNode | null => {
    if (event.target === cy) return plotsOnGround() ? plotAt(event.position) : null;
    const target = event.target as NodeSingular;
    const edge = target.data('edge') as string | undefined;
    if (edge !== undefined) return edgeOf(edge);
    return layout().nodes.find(({ id }) => id === target.id()) ?? null;
  };
  const refOf = (node: PlacedNode): NodeRef => ({ layer: node.layer, node: node.index });

  cy.on('tap', (event) => {
    const target = targetOf(event);
    const { shiftKey, ctrlKey, metaKey } = event.originalEvent;
    if (target && 'node' in target) events.onpicknode?.(refOf(target));
    else events.onpick(target, shiftKey || ctrlKey || metaKey);
  });
  cy.on('cxttap', (event) => {
    const target = targetOf(event);
    const { clientX: x, clientY: y } = event.originalEvent;
    events.onmenu?.(target && 'node' in target ? refOf(target) : target, { x, y });
  });

  /** The plot under the pointer, where plots are not elements of Cytoscape. */
  let under: PlacedEdge | null = null;
  const enter = (target: PlacedEdge | PlacedNode | null): void => {
    host.classList.toggle('pointing', target !== null);
    events.onpoint?.(target);
    if (target && 'edge' in target) onhover(target.id);
  };
  const leave = (): void => {
    under = null;
    host.classList.remove('pointing');
    events.onpoint?.(null);
    onhover(null);
  };
  cy.on('mouseover', (event) => {
    enter(targetOf(event));
  });
  cy.on('mouseover', `#${UNUSED_ID}`, () => events.onpoint?.(UNUSED_ID));
  cy.on('mousemove', (event) => {
    if (event.target !== cy || !plotsOnGround()) return;
    const plot = plotAt(event.position);
    if (plot?.id === under?.id) return;
    if (plot === null) leave();
    else enter(plot);
    under = plot;
  });
  cy.on('mouseout', leave);
  // Cytoscape does not report when the pointer leaves an element for another part of the window.
  host.addEventListener('pointerleave', leave);

  // Cytoscape reports each element in the box separately.
  let boxed: PlacedEdge[] = [];
  cy.on('boxstart', () => (boxed = []));
  cy.on('box', 'node.plot', (event) => {
    const edge = targetOf(event);
    if (!edge || !('edge' in edge)) return;
    boxed.push(edge);
    if (boxed.length > 1) return;
    queueMicrotask(() => {
      events.onbox?.(boxed);
      boxed = [];
    });
  });
  let pressed: Point = { x: 0, y: 0 };
  cy.on('tapstart', (event) => (pressed = event.position));
  cy.on('boxend', (event) => {
    if (plotsOnGround()) events.onbox?.(plotsWithin(pressed, event.position));
  });
  listenToDrags(cy, layout, events);
}

/** A node may be dragged up and down its layer; on another one of its kind it changes places with it. */
function listenToDrags(cy: Core, layout: () => GraphLayout, events: GraphEvents): void {
  let over: PlacedNode | null = null;
  const placeOf = (node: NodeSingular): PlacedNode | undefined =>
    layout().nodes.find(({ id }) => id === node.id());

  cy.on('drag', 'node.sum, node.product', (event) => {
    const dragged = event.target as NodeSingular;
    const own = placeOf(dragged);
    if (!own) return;
    const { y } = dragged.position();
    dragged.position({ x: own.x, y });
    const near = layout()
      .nodes.filter(
        ({ layer, id, node }) => layer === own.layer && id !== own.id && node.kind === own.node.kind,
      )
      .reduce<PlacedNode | null>(
        (best, node) => (best && Math.abs(best.y - y) <= Math.abs(node.y - y) ? best : node),
        null,
      );
    const next = near && Math.abs(near.y - y) < Math.abs(own.y - y) ? near : null;
    if (next === over) return;
    cy.nodes('.over').removeClass('over');
    if (next) cy.getElementById(next.id).addClass('over');
    over = next;
  });
  cy.on('free', 'node.sum, node.product', (event) => {
    const dragged = event.target as NodeSingular;
    const own = placeOf(dragged);
    cy.nodes('.over').removeClass('over');
    // Where it is swapped, the new network comes with its own places.
    if (own) dragged.position({ x: own.x, y: own.y });
    if (own && over) events.onswap?.(own.layer, own.index, over.index);
    over = null;
  });
}
