/** The network on screen: Cytoscape for nodes, links, pan, zoom and hits; our canvas for the plots. */
import cytoscape, { type Core, type EventObject } from 'cytoscape';
import type { CurvesView, ModelView } from '../../../shared/contract/views.ts';
import { onThemeChange, readPalette, type Palette } from '../../ui/palette.ts';
import { CurveMotion } from './curve-motion.ts';
import { graphElements, topology } from './elements.ts';
import { edgeId, importance, labelScale, layoutGraph, type GraphLayout, type PlacedEdge } from './layout.ts';
import { graphStyle } from './style.ts';
import { drawThumbnails, isVisible, normalizeCurve, type Thumbnail, type Viewport } from './thumbnails.ts';

export interface GraphEvents {
  /** An edge was clicked, or the empty ground. */
  readonly onpick: (edge: PlacedEdge | null) => void;
  /** Pan and zoom have come to rest, and these edges are on screen. */
  readonly onsettle: (visible: readonly PlacedEdge[]) => void;
}

const FIT_PADDING = 28;
const LARGEST_FIT = 2;
const SETTLE_MS = 200;
/** A link's weight is written anew only when it has changed by this much: restyling is what costs. */
const WEIGHT_STEP = 0.04;
/** Labels follow the zoom in steps of this factor, for the same reason. */
const LABEL_STEP = 1.15;

export class GraphView {
  layout: GraphLayout = { nodes: [], edges: [], scale: 1, ink: 1 };
  readonly #cy: Core;
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #events: GraphEvents;
  readonly #ends: (() => void)[] = [];
  #colors: Palette;
  #topology = '';
  #thumbnails = new Map<string, Thumbnail>();
  readonly #curves = new CurveMotion(() => {
    this.#paint();
  });
  /** Size of the labels as they are styled now. */
  #labels = 1;
  #selected: string | null = null;
  #cursor: string | null = null;
  /** Until the person pans or zooms, the whole network stays in view. */
  #untouched = true;
  #settling: ReturnType<typeof setTimeout> | undefined;

  /** @param host an empty element of the size of the drawing. */
  constructor(host: HTMLElement, events: GraphEvents) {
    const ground = document.createElement('div');
    ground.className = 'ground';
    const canvas = document.createElement('canvas');
    canvas.className = 'plots';
    canvas.setAttribute('aria-hidden', 'true');
    host.append(ground, canvas);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This window cannot draw: no 2D canvas.');
    this.#canvas = canvas;
    this.#context = context;
    this.#events = events;
    this.#colors = readPalette(host);
    this.#cy = cytoscape({
      container: ground,
      style: graphStyle(this.#colors, this.layout),
      layout: { name: 'preset' },
      minZoom: 0.04,
      maxZoom: 4,
      autoungrabify: true,
      autounselectify: true,
      boxSelectionEnabled: false,
    });
    this.#listen(host);
  }

  /** Shows a network; one of the same build keeps pan, zoom and what is drawn. */
  setModel(model: ModelView): void {
    this.layout = layoutGraph(model);
    const build = topology(this.layout);
    if (build !== this.#topology) {
      this.#topology = build;
      this.#untouched = true;
      this.#thumbnails = new Map();
      this.#curves.clear();
      this.#cy.elements().remove();
      this.#restyle();
      this.#cy.batch(() => {
        this.#cy.add(graphElements(this.layout));
      });
      this.fit();
    }
    this.#setWeights(model.edges.map((edge) => edge.score));
    this.#mark();
  }

  /** Takes new curves and scores; those of edges that are not sent stay. */
  setCurves(view: CurvesView): void {
    this.#setWeights(view.scores);
    this.#curves.show(new Map(view.curves.map((curve) => [edgeId(curve), normalizeCurve(curve.y)])));
  }

  select(id: string | null): void {
    this.#selected = id;
    this.#mark();
  }

  /** Where the keyboard's walk is; brought into view. */
  moveCursor(id: string | null): void {
    this.#cursor = id;
    this.#mark();
    const placed = this.layout.edges.find((edge) => edge.id === id);
    if (placed && !isVisible(placed, this.#viewport())) this.#cy.center(this.#cy.getElementById(placed.id));
  }

  fit(): void {
    this.#untouched = true;
    this.#cy.resize();
    this.#cy.fit(undefined, FIT_PADDING);
    // Labels that have grown to stay legible need room, too.
    if (this.#fitLabels()) this.#cy.fit(undefined, FIT_PADDING);
    if (this.#cy.zoom() > LARGEST_FIT) {
      this.#cy.zoom(LARGEST_FIT);
      this.#cy.center();
    }
  }

  zoomBy(factor: number): void {
    this.#untouched = false;
    this.#cy.zoom({
      level: this.#cy.zoom() * factor,
      renderedPosition: { x: this.#cy.width() / 2, y: this.#cy.height() / 2 },
    });
  }

  destroy(): void {
    clearTimeout(this.#settling);
    this.#curves.stop();
    for (const end of this.#ends) end();
    this.#cy.destroy();
    this.#canvas.remove();
  }

  #listen(host: HTMLElement): void {
    const cy = this.#cy;
    cy.on('render', () => {
      this.#paint();
    });
    cy.on('tap', (event: EventObject) => {
      this.#events.onpick(event.target === cy ? null : this.#edgeOf(event));
    });
    cy.on('mouseover', '[edge]', (event: EventObject) => {
      host.style.cursor = 'pointer';
      this.#whole(event).addClass('hover');
    });
    cy.on('mouseout', '[edge]', (event: EventObject) => {
      host.style.cursor = '';
      this.#whole(event).removeClass('hover');
    });
    cy.on('scrollzoom dragpan pinchzoom', () => {
      this.#untouched = false;
    });
    cy.on('viewport', () => {
      this.#fitLabels();
      clearTimeout(this.#settling);
      this.#settling = setTimeout(() => {
        const view = this.#viewport();
        this.#events.onsettle(this.layout.edges.filter((edge) => isVisible(edge, view)));
      }, SETTLE_MS);
    });
    const resized = new ResizeObserver(() => {
      this.#resize();
    });
    resized.observe(host);
    const endTheme = onThemeChange(() => {
      this.#colors = readPalette(host);
      this.#restyle();
    });
    this.#ends.push(() => {
      resized.disconnect();
    }, endTheme);
  }

  /** Sizes the labels for the present zoom. @returns whether that changed them. */
  #fitLabels(): boolean {
    const wanted = labelScale(this.layout.scale, this.#cy.zoom());
    const steps = Math.abs(Math.log(wanted / this.#labels) / Math.log(LABEL_STEP));
    if (steps < 1) return false;
    this.#labels = wanted;
    this.#restyle();
    return true;
  }

  #restyle(): void {
    this.#cy.style(graphStyle(this.#colors, { scale: this.#labels, ink: this.layout.ink }));
  }

  #resize(): void {
    this.#cy.resize();
    if (this.#untouched) this.fit();
    this.#paint();
  }

  #edgeOf(event: EventObject): PlacedEdge | null {
    const id = (event.target as cytoscape.SingularElementArgument).data('edge') as string | undefined;
    return this.layout.edges.find((edge) => edge.id === id) ?? null;
  }

  /** The plot and both links of the edge that the pointer is on. */
  #whole(event: EventObject): cytoscape.CollectionArgument {
    const id = (event.target as cytoscape.SingularElementArgument).data('edge') as string;
    return this.#cy.elements(`[edge = "${id}"]`);
  }

  #setWeights(scores: ArrayLike<number>): void {
    let largest = 0;
    for (let i = 0; i < scores.length; i++) largest = Math.max(largest, scores[i] || 0);
    this.#cy.batch(() => {
      for (const { id, position, edge, x, y } of this.layout.edges) {
        const weight = importance(scores[position], largest);
        this.#thumbnails.set(id, {
          x,
          y,
          weight,
          fn: edge.kind === 'symbolic' ? (edge.fn ?? '') : null,
          locked: edge.locked,
          selected: id === this.#selected,
        });
        for (const part of ['in', 'out']) {
          const link = this.#cy.getElementById(`${id}-${part}`);
          if (Math.abs((link.data('weight') as number) - weight) >= WEIGHT_STEP) link.data('weight', weight);
        }
      }
    });
  }

  #mark(): void {
    this.#cy.batch(() => {
      this.#cy.elements('.selected').removeClass('selected');
      this.#cy.elements('.cursor').removeClass('cursor');
      if (this.#selected) this.#cy.elements(`[edge = "${this.#selected}"]`).addClass('selected');
      if (this.#cursor) this.#cy.getElementById(this.#cursor).addClass('cursor');
    });
    for (const [id, thumbnail] of this.#thumbnails) {
      const selected = id === this.#selected;
      if (thumbnail.selected !== selected) this.#thumbnails.set(id, { ...thumbnail, selected });
    }
    this.#paint();
  }

  #viewport(): Viewport {
    return { zoom: this.#cy.zoom(), pan: this.#cy.pan(), width: this.#cy.width(), height: this.#cy.height() };
  }

  #paint(): void {
    const view = this.#viewport();
    const ratio = window.devicePixelRatio;
    const [width, height] = [Math.round(view.width * ratio), Math.round(view.height * ratio)];
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    const curveOf = (id: string): Float32Array | null => this.#curves.at(id);
    drawThumbnails(this.#context, this.#thumbnails, curveOf, view, ratio, this.#colors);
  }
}
