/**
 * The small plots of the edges on a canvas: curves, and bars for the labels of a category. Where they are small, many are
 * drawn in few strokes.
 */
import type { Palette } from '../../../ui/palette.ts';
import { labelBars } from '../../../drawing/curve-shape.ts';
import { functionCaption } from '../../../drawing/describe.ts';
import { isCategory } from '../../../drawing/folded.ts';
import { CARD } from '../../../drawing/layout.ts';
import { curveOpacity } from '../../../drawing/strokes.ts';
import { isHidden, strength, type DrawnEdge, type Marks } from './marks.ts';
import { isVisible, type Viewport } from './viewport.ts';

const CORNER = 5;
/** A plot narrower than this on screen is only a mark of its edge's strength. */
const LEGIBLE = 11;
/** Below this width on screen plots are drawn together: no corners, every third point of the curve. */
const SMALL = 28;
const STEPS = 6;
/** Below this zoom the names of functions could not be read. */
const NAMED = 0.55;

type CurveOf = (id: string) => Float32Array | null;

/**
 * @param curveOf an edge's shape (`edgeShape`), 0 at the bottom, 1 at the top; null until it is known. The context is
 * in model units.
 */
export function paintPlots(
  context: CanvasRenderingContext2D,
  edges: readonly DrawnEdge[],
  marks: Marks,
  curveOf: CurveOf,
  view: Viewport,
  colors: Palette,
): void {
  const shown = edges.filter((edge) => isVisible(edge.placed, view) && !isHidden(edge, marks));
  const width = CARD.width * view.zoom;
  if (width < SMALL) {
    paintTogether(context, shown, marks, width < LEGIBLE ? null : curveOf, view, colors);
    for (const edge of shown) if (isMarked(edge, marks)) paintFrame(context, edge, marks, view, colors);
    return;
  }
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const edge of shown) {
    paintFrame(context, edge, marks, view, colors);
    paintCurve(context, edge, marks, curveOf(edge.placed.id), view, colors);
    if (view.zoom >= NAMED) paintSigns(context, edge, marks, colors);
  }
  context.globalAlpha = 1;
}

/** @param curveOf null where curves could not be seen: their frames are filled instead. */
function paintTogether(
  context: CanvasRenderingContext2D,
  edges: readonly DrawnEdge[],
  marks: Marks,
  curveOf: CurveOf | null,
  view: Viewport,
  colors: Palette,
): void {
  const frames = new Path2D();
  const batches = new Map<string, { color: string; opacity: number; path: Path2D; filled: boolean }>();
  for (const edge of edges) {
    const { x, y } = edge.placed;
    frames.rect(x - CARD.width / 2, y - CARD.height / 2, CARD.width, CARD.height);
    const step = Math.round(STEPS * strength(edge, marks));
    const color = colorOf(edge, colors);
    const filled = curveOf === null || isCategory(edge.placed);
    const key = `${color} ${step} ${filled}`;
    const opacity = curveOf === null ? markOpacity(step / STEPS) : curveOpacity(step / STEPS);
    const batch = batches.get(key) ?? { color, opacity, path: new Path2D(), filled };
    batches.set(key, batch);
    if (curveOf === null) batch.path.rect(x - CARD.width / 2, y - CARD.height / 2, CARD.width, CARD.height);
    else addShape(batch.path, edge, curveOf(edge.placed.id), 3);
  }
  context.globalAlpha = 1;
  context.fillStyle = colors.raised;
  context.fill(frames);
  if (curveOf !== null) {
    context.strokeStyle = colors.line;
    context.lineWidth = 0.75 / view.zoom;
    context.stroke(frames);
  }
  for (const { color, opacity, path, filled } of batches.values()) {
    context.globalAlpha = opacity;
    context.fillStyle = color;
    context.strokeStyle = color;
    context.lineWidth = 0.75 / view.zoom;
    if (filled) context.fill(path);
    else context.stroke(path);
  }
  context.globalAlpha = 1;
}

function isMarked({ placed: { id } }: DrawnEdge, marks: Marks): boolean {
  return marks.selected.has(id) || marks.hover === id || marks.cursor === id;
}

function paintFrame(
  context: CanvasRenderingContext2D,
  edge: DrawnEdge,
  marks: Marks,
  { zoom }: Viewport,
  colors: Palette,
): void {
  const { id, x, y, edge: view } = edge.placed;
  const selected = marks.selected.has(id);
  const strong = selected || marks.cursor === id;
  const going = marks.going.has(id);
  const color = selected
    ? colors.accent
    : marks.cursor === id || marks.hover === id
      ? colors.lineStrong
      : view.kind === 'symbolic'
        ? colors.symbolic
        : view.kind === 'removed' || going
          ? colors.lineStrong
          : colors.line;
  context.globalAlpha = 1;
  context.beginPath();
  context.roundRect(x - CARD.width / 2, y - CARD.height / 2, CARD.width, CARD.height, CORNER);
  if (zoom * CARD.width >= SMALL) {
    context.fillStyle = view.kind === 'removed' ? colors.surface : colors.raised;
    context.fill();
  }
  context.strokeStyle = color;
  context.lineWidth = strong ? Math.max(2, 1.5 / zoom) : 1;
  context.setLineDash(view.kind === 'removed' || going ? [4, 3] : []);
  context.globalAlpha = view.kind === 'removed' && !strong ? 0.6 : 1;
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function paintCurve(
  context: CanvasRenderingContext2D,
  edge: DrawnEdge,
  marks: Marks,
  curve: Float32Array | null,
  { zoom }: Viewport,
  colors: Palette,
): void {
  if (edge.placed.edge.kind === 'removed') return;
  const path = new Path2D();
  addShape(path, edge, curve, 1);
  context.globalAlpha = marks.selected.has(edge.placed.id) ? 1 : curveOpacity(strength(edge, marks));
  if (isCategory(edge.placed)) {
    context.fillStyle = colorOf(edge, colors);
    context.fill(path);
  } else {
    context.strokeStyle = colorOf(edge, colors);
    context.lineWidth = Math.min(2, Math.max(0.75, 1.6 * zoom)) / zoom;
    context.stroke(path);
  }
  context.globalAlpha = 1;
}

/** Name of the function, padlock, cross of a removed edge: signs that do not depend on colour. */
function paintSigns(context: CanvasRenderingContext2D, edge: DrawnEdge, marks: Marks, colors: Palette): void {
  const { x, y, edge: view } = edge.placed;
  const [left, right, top] = [x - CARD.width / 2, x + CARD.width / 2, y - CARD.height / 2];
  context.globalAlpha = marks.going.has(edge.placed.id) ? 0.4 : 1;
  if (view.fn !== null) {
    context.fillStyle = colors.symbolic;
    context.font = "500 10px 'Inter Variable', sans-serif";
    // Links may pass behind the name.
    const name = functionCaption(view.fn);
    const room = CARD.width - (view.locked ? 12 : 2);
    context.strokeStyle = colors.surface;
    context.lineWidth = 3.5;
    context.strokeText(name, left + 2, top - 3.5, room);
    context.fillText(name, left + 2, top - 3.5, room);
  }
  if (view.locked) paintLock(context, right - 2, top - 11, colors);
  if (view.kind === 'removed') {
    context.strokeStyle = colors.lineStrong;
    context.lineWidth = 1;
    context.beginPath();
    for (const sign of [-1, 1]) {
      context.moveTo(x - 3, y - 3 * sign);
      context.lineTo(x + 3, y + 3 * sign);
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** A padlock of 6 × 8 model units, its right upper corner at (right, top). */
function paintLock(context: CanvasRenderingContext2D, right: number, top: number, colors: Palette): void {
  context.fillStyle = colors.surface;
  context.fillRect(right - 7.5, top - 0.5, 9, 9.5);
  context.fillStyle = colors.ink2;
  context.strokeStyle = colors.ink2;
  context.fillRect(right - 6, top + 3.5, 6, 4.5);
  context.beginPath();
  context.arc(right - 3, top + 3, 2, Math.PI, 0);
  context.lineWidth = 1;
  context.stroke();
}

function addShape(path: Path2D, edge: DrawnEdge, curve: Float32Array | null, stride: number): void {
  if (!curve || edge.placed.edge.kind === 'removed') return;
  const left = edge.placed.x - CARD.width / 2 + CARD.inset;
  const top = edge.placed.y - CARD.height / 2 + CARD.inset;
  const width = CARD.width - 2 * CARD.inset;
  const height = CARD.height - 2 * CARD.inset;
  if (isCategory(edge.placed)) {
    for (const bar of labelBars(curve))
      path.rect(
        left + bar.x * width,
        top + (1 - bar.y - bar.height) * height,
        bar.width * width,
        bar.height * height,
      );
    return;
  }
  if (curve.length < 2) return;
  const last = curve.length - 1;
  path.moveTo(left, top + (1 - curve[0]) * height);
  for (let i = stride; i < last; i += stride) {
    path.lineTo(left + (i / last) * width, top + (1 - curve[i]) * height);
  }
  path.lineTo(left + width, top + (1 - curve[last]) * height);
}

/** A filled frame says by itself that it is there: it may be fainter than a curve. */
function markOpacity(strength: number): number {
  return 0.1 + 0.9 * strength;
}

function colorOf({ placed: { edge } }: DrawnEdge, colors: Palette): string {
  return edge.kind === 'symbolic' ? colors.symbolic : colors.train;
}
