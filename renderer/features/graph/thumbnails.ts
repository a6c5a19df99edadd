/** The small plots of the edges, painted on a canvas that lies over Cytoscape's and follows its pan and zoom. */
import type { Palette } from '../../ui/palette.ts';
import { CARD } from './layout.ts';

export interface Thumbnail {
  /** Centre in model units. */
  readonly x: number;
  readonly y: number;
  /** Name of the function of a symbolic edge, else null. */
  readonly fn: string | null;
  readonly locked: boolean;
  /** Importance in [0, 1]. */
  readonly weight: number;
  readonly selected: boolean;
}

export interface Viewport {
  readonly zoom: number;
  readonly pan: { readonly x: number; readonly y: number };
  readonly width: number;
  readonly height: number;
}

const INSET = 6;
/** Below this width on screen a plot is but a mark; its curve is left out. */
const LEGIBLE = 6;
const FAINTEST = 0.38;
/** Below this zoom the names of functions could not be read. */
const NAMED = 0.55;

/**
 * A curve scaled to fill its frame. A curve that varies by no more than rounding is a level line in the middle, not
 * noise blown up.
 */
export function normalizeCurve(y: ArrayLike<number>): Float32Array {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < y.length; i++) {
    low = Math.min(low, y[i]);
    high = Math.max(high, y[i]);
  }
  const span = high - low;
  const level = !(span > 1e-6 * Math.max(Math.abs(low), Math.abs(high), 1e-9));
  return Float32Array.from(y, (value) => (level ? 0.5 : (value - low) / span));
}

export function isVisible({ x, y }: { x: number; y: number }, view: Viewport): boolean {
  const left = x * view.zoom + view.pan.x;
  const top = y * view.zoom + view.pan.y;
  const halfWidth = (CARD.width / 2) * view.zoom;
  const halfHeight = (CARD.height / 2) * view.zoom;
  return (
    left + halfWidth > 0 &&
    left - halfWidth < view.width &&
    top + halfHeight > 0 &&
    top - halfHeight < view.height
  );
}

/**
 * @param thumbnails by the edge's id. @param curveOf an edge's curve mapped to [0, 1], 0 at the bottom; null until it is
 * known.
 */
export function drawThumbnails(
  context: CanvasRenderingContext2D,
  thumbnails: ReadonlyMap<string, Thumbnail>,
  curveOf: (id: string) => Float32Array | null,
  view: Viewport,
  ratio: number,
  colors: Palette,
): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, view.width, view.height);
  const width = CARD.width * view.zoom;
  if (width < LEGIBLE) return;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const stride = width < 28 ? 3 : 1;
  for (const [id, thumbnail] of thumbnails) {
    if (isVisible(thumbnail, view)) drawOne(context, thumbnail, curveOf(id), view, stride, colors);
  }
  context.globalAlpha = 1;
}

function drawOne(
  context: CanvasRenderingContext2D,
  { x, y, fn, locked, weight, selected }: Thumbnail,
  curve: Float32Array | null,
  { zoom, pan }: Viewport,
  stride: number,
  colors: Palette,
): void {
  const left = (x - CARD.width / 2 + INSET) * zoom + pan.x;
  const top = (y - CARD.height / 2 + INSET) * zoom + pan.y;
  const width = (CARD.width - 2 * INSET) * zoom;
  const height = (CARD.height - 2 * INSET) * zoom;
  const color = fn === null ? colors.train : colors.symbolic;
  context.globalAlpha = selected ? 1 : FAINTEST + (1 - FAINTEST) * weight;

  if (curve && curve.length > 1) {
    context.strokeStyle = color;
    context.lineWidth = Math.min(2, Math.max(0.75, 1.6 * zoom));
    context.beginPath();
    const last = curve.length - 1;
    for (let i = 0; i <= last; i += stride) {
      context.lineTo(left + (i / last) * width, top + (1 - curve[i]) * height);
    }
    context.lineTo(left + width, top + (1 - curve[last]) * height);
    context.stroke();
  }
  if (zoom < NAMED) return;
  context.globalAlpha = 1;
  context.fillStyle = color;
  if (fn !== null) {
    context.font = `500 ${10 * zoom}px 'Inter Variable', sans-serif`;
    context.fillText(fn, left - 4 * zoom, top - 8.5 * zoom);
  }
  if (locked) drawLock(context, left + width + 2 * zoom, top - 12 * zoom, zoom, colors.ink2);
}

/** A padlock of 6 × 8 model units, its right upper corner at (right, top). */
function drawLock(
  context: CanvasRenderingContext2D,
  right: number,
  top: number,
  zoom: number,
  color: string,
): void {
  context.fillStyle = color;
  context.strokeStyle = color;
  context.fillRect(right - 6 * zoom, top + 3.5 * zoom, 6 * zoom, 4.5 * zoom);
  context.beginPath();
  context.arc(right - 3 * zoom, top + 3 * zoom, 2 * zoom, Math.PI, 0);
  context.lineWidth = zoom;
  context.stroke();
}
