/** The network on screen: Cytoscape for nodes, pan, zoom and hits; links and plots are painted by us beneath it. */
import cytoscape, { type Core } from 'cytoscape';
import type { CurvesView, ModelView } from '../../../../shared/contract/views/network.ts';
import { onThemeChange, readPalette, type Palette } from '../../../ui/palette.ts';
import { CurveMotion } from './curve-motion.ts';
import { edgeShapes } from '../../../drawing/curve-shape.ts';
import { scoreOf } from '../../../drawing/folded.ts';
import { labelScale } from '../../../drawing/labels.ts';
import { graphElements, topology } from './elements.ts';
import { listenToGraph, type GraphEvents } from './graph-events.ts';
import {
  importance,
  layoutGraph,
  type Arrangement,
  type GraphLayout,
  type PlacedEdge,
  type Point,
} from '../../../drawing/layout.ts';
import { isHidden, NO_MARKS, type DrawnEdge, type Marks } from './marks.ts';
import { paintLinks } from './paint-links.ts';
import { paintPlots } from './paint-plots.ts';
import { plotAt, plotsWithin } from './plot-hits.ts';
import { graphStyle, nameFits } from './style.ts';
import { isVisible, type Viewport } from './viewport.ts';

const FIT_PADDING = 28;
const LARGEST_FIT = 2;
const SETTLE_MS = 200;
/** Labels follow the zoom in steps of this factor: restyling is what costs. */
const LABEL_STEP = 1.15;

export class GraphView {
  layout: GraphLayout = { nodes: [], edges: [], scale: 1, ink: 1, unused: null };
  readonly #cy: Core;
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #events: GraphEvents;
  readonly #ends: (() => void)[] = [];
  #colors: Palette;
  #topology = '';
  #shape = '';
  #model: ModelView | null = null;
  #edges: readonly DrawnEdge[] = [];
  #marks: Marks = NO_MARKS;
  readonly #curves = new CurveMotion(() => {
    this.#paintNow();
  });
  /** Size of the labels as they are styled now. */
  #labels = 1;
  #node: string | null = null;
  /** Until the person pans or zooms, the whole network stays in view. */
  #untouched = true;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #painting: number | undefined;

  /** @param host an empty element of the size of the drawing. */
  constructor(host: HTMLElement, events: GraphEvents) {
    const ground = document.createElement('div');
    ground.className = 'ground';
    const canvas = document.createElement('canvas');
    canvas.className = 'plots';
    canvas.setAttribute('aria-hidden', 'true');
    host.append(canvas, ground);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This window cannot draw: no 2D canvas.');
    this.#canvas = canvas;
    this.#context = context;
    this.#events = events;
    this.#colors = readPalette(host);
    this.#cy = cytoscape({
      container: ground,
      style: graphStyle(this.#colors, this.#labels),
      layout: { name: 'preset' },
      minZoom: 0.04,
      maxZoom: 4,
      autounselectify: true,
      boxSelectionEnabled: true,
    });
    this.#listen(host);
  }

  /** Shows a network; one of the same build keeps pan, zoom and what is drawn. */
  setModel(model: ModelView, arrangement: Arrangement): void {
    this.#model = model;
    this.layout = layoutGraph(model, arrangement);
    const build = topology(this.layout);
    const shape = model.shape.join();
    if (build !== this.#topology) {
      this.#topology = build;
      this.#untouched = true;
      if (shape !== this.#shape) this.#curves.clear();
      this.#shape = shape;
      this.#cy.elements().remove();
      this.#restyle();
      this.#cy.batch(() => {
        this.#cy.add(graphElements(this.layout, nameFits(this.#context)));
      });
      this.fit();
    }
    this.#setWeights(model.edges.map((edge) => edge.score));
    this.#markNodes();
    this.#paint();
  }

  /** Takes new curves and scores; those of edges that are not sent stay. */
  setCurves(view: CurvesView): void {
    this.#setWeights(view.scores);
    if (this.#model) this.#curves.show(edgeShapes(this.#model, view));
  }

  /** What is selected, faded, hidden or under the keyboard's cursor. @param node the selected node's id. */
  mark(marks: Partial<Marks>, node: string | null = this.#node): void {
    this.#marks = { ...this.#marks, ...marks };
    this.#node = node;
    this.#markNodes();
    this.#paint();
  }

  /** Brings an edge or a node into view, where it is not. */
  show(id: string): void {
    const place = this.#placed(id);
    if (place && !isVisible(place, this.viewport)) this.#centre(place);
  }

  /** Moves the centre of the view to this place. */
  centreOn(x: number, y: number): void {
    this.#untouched = false;
    this.#centre({ x, y });
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

  /** The edges that are not hidden. */
  get shownEdges(): readonly PlacedEdge[] {
    return this.#edges.filter((edge) => !isHidden(edge, this.#marks)).map(({ placed }) => placed);
  }

  get viewport(): Viewport {
    return { zoom: this.#cy.zoom(), pan: this.#cy.pan(), width: this.#cy.width(), height: this.#cy.height() };
  }

  /** Where an edge or a node lies in the drawing's element, in pixels. */
  placeOf(id: string): { readonly x: number; readonly y: number } | null {
    const place = this.#placed(id);
    const { zoom, pan } = this.viewport;
    return place && { x: place.x * zoom + pan.x, y: place.y * zoom + pan.y };
  }

  destroy(): void {
    clearTimeout(this.#settling);
    if (this.#painting !== undefined) cancelAnimationFrame(this.#painting);
    this.#curves.stop();
    for (const end of this.#ends) end();
    this.#cy.destroy();
    this.#canvas.remove();
  }

  #placed(id: string): Point | null {
    const is = (one: { readonly id: string }): boolean => one.id === id;
    return this.layout.edges.find(is) ?? this.layout.nodes.find(is) ?? null;
  }

  #centre({ x, y }: Point): void {
    const { zoom, width, height } = this.viewport;
    this.#cy.pan({ x: width / 2 - x * zoom, y: height / 2 - y * zoom });
  }

  #listen(host: HTMLElement): void {
    const cy = this.#cy;
    const shown = (id: string): PlacedEdge | null => {
      const drawn = this.#edges.find(({ placed }) => placed.id === id);
      return drawn && !isHidden(drawn, this.#marks) ? drawn.placed : null;
    };
    listenToGraph(cy, host, {
      edgeOf: shown,
      plotAt: (point) => plotAt(this.shownEdges, point),
      plotsWithin: (from, to) => plotsWithin(this.shownEdges, from, to),
      layout: () => this.layout,
      events: this.#events,
      onhover: (id) => {
        this.mark({ hover: id });
      },
    });
    cy.on('render', () => {
      this.#paintNow();
    });
    cy.on('scrollzoom dragpan pinchzoom', () => {
      this.#untouched = false;
    });
    cy.on('viewport', () => {
      this.#fitLabels();
      this.#announce();
    });
    const resized = new ResizeObserver(() => {
      cy.resize();
      if (this.#untouched) this.fit();
      this.#paintNow();
      this.#announce();
    });
    resized.observe(host);
    const endTheme = onThemeChange(() => {
      this.#colors = readPalette(host);
      this.#restyle();
      this.#paint();
    });
    this.#ends.push(() => {
      resized.disconnect();
    }, endTheme);
  }

  /** Tells where the view is, and once it has come to rest which edges are in it. */
  #announce(): void {
    this.#events.onview?.(this.viewport);
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      const view = this.viewport;
      this.#events.onsettle(this.layout.edges.filter((edge) => isVisible(edge, view)));
    }, SETTLE_MS);
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
    this.#cy.style(graphStyle(this.#colors, this.#labels));
  }

  /** A removed edge has the score of an edge that carries nothing. */
  #setWeights(scores: ArrayLike<number>): void {
    const own = this.layout.edges.map((placed) => scoreOf(placed, scores));
    const largest = own.reduce((most, score) => Math.max(most, score), 0);
    this.#edges = this.layout.edges.map((placed, i) => ({
      placed,
      weight: placed.edge.kind === 'removed' ? 0 : importance(own[i], largest),
    }));
  }

  #markNodes(): void {
    const used = new Set(
      this.layout.edges
        .filter(({ edge }) => edge.kind !== 'removed')
        .flatMap(({ source, target }) => [source, target]),
    );
    this.#cy.batch(() => {
      this.#cy.nodes('[node]').forEach((node) => {
        node.toggleClass('current', node.id() === this.#node);
        node.toggleClass('unused', !used.has(node.id()));
      });
    });
  }

  /** Before the next frame, once for all that changes until then. */
  #paint(): void {
    this.#painting ??= requestAnimationFrame(() => {
      this.#paintNow();
    });
  }

  #paintNow(): void {
    if (this.#painting !== undefined) cancelAnimationFrame(this.#painting);
    this.#painting = undefined;
    const view = this.viewport;
    const ratio = window.devicePixelRatio;
    const [width, height] = [Math.round(view.width * ratio), Math.round(view.height * ratio)];
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    const context = this.#context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    const scale = ratio * view.zoom;
    context.setTransform(scale, 0, 0, scale, ratio * view.pan.x, ratio * view.pan.y);
    paintLinks(context, this.#edges, this.#marks, this.layout.ink, view, this.#colors);
    paintPlots(context, this.#edges, this.#marks, (id) => this.#curves.at(id), view, this.#colors);
  }
}
