/** The links of the edges on a canvas. Many are drawn in few strokes: by steps of their strength. */
import type { Palette } from '../../../ui/palette.ts';
import { controls, isDense, linkOf, straightLinkOf } from '../../../drawing/links.ts';
import { linkOpacity, linkWidth } from '../../../drawing/strokes.ts';
import { isHidden, strength, type DrawnEdge, type Marks } from './marks.ts';
import { linksVisible, type Viewport } from './viewport.ts';

/** The number of steps of the strength. */
const STEPS = 12;
/** No link is thinner on screen. */
const THINNEST = 0.5;
const PARTS = ['in', 'out'] as const;

/** @param ink strength of all links. The context is in model units. */
export function paintLinks(
  context: CanvasRenderingContext2D,
  edges: readonly DrawnEdge[],
  marks: Marks,
  ink: number,
  view: Viewport,
  colors: Palette,
): void {
  const dense = isDense(edges.length);
  const batches = new Map<string, { readonly pen: Pen; readonly path: Path2D }>();
  for (const edge of edges) {
    if (isHidden(edge, marks) || !linksVisible(edge.placed, view)) continue;
    const pen = penOf(edge, marks, ink, colors);
    const key = `${pen.color} ${pen.step} ${pen.opacity} ${pen.dashed}`;
    const batch = batches.get(key) ?? { pen, path: new Path2D() };
    batches.set(key, batch);
    for (const part of PARTS) {
      if (dense) addStraight(batch.path, edge, part);
      else addCurved(batch.path, edge, part);
    }
  }
  context.lineCap = 'butt';
  // Strong links lie over weak ones, marked ones over all.
  for (const { pen, path } of [...batches.values()].sort((a, b) => a.pen.opacity - b.pen.opacity)) {
    context.strokeStyle = pen.color;
    context.globalAlpha = pen.opacity;
    context.lineWidth = Math.max(THINNEST / view.zoom, linkWidth(pen.step / STEPS));
    context.setLineDash(pen.dashed ? [4, 4] : []);
    context.stroke(path);
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

interface Pen {
  readonly color: string;
  readonly step: number;
  readonly opacity: number;
  readonly dashed: boolean;
}

function penOf(edge: DrawnEdge, marks: Marks, ink: number, colors: Palette): Pen {
  const { placed } = edge;
  const removed = placed.edge.kind === 'removed';
  const step = Math.round(STEPS * strength(edge, marks));
  const dashed = removed || marks.going.has(placed.id);
  if (marks.selected.has(placed.id)) return { color: colors.accent, step, opacity: 0.9, dashed };
  const color = placed.edge.kind === 'symbolic' ? colors.symbolic : colors.ink;
  if (marks.hover === placed.id) return { color, step, opacity: 0.8, dashed };
  return { color, step, opacity: linkOpacity(step / STEPS) * (removed ? 1 : ink), dashed };
}

function addCurved(path: Path2D, { placed }: DrawnEdge, part: 'in' | 'out'): void {
  const link = linkOf(placed, part);
  const [first, second] = controls(link);
  path.moveTo(link.start.x, link.start.y);
  path.lineTo(link.lane.from, link.start.y);
  path.bezierCurveTo(first.x, first.y, second.x, second.y, link.lane.to, link.end.y);
  path.lineTo(link.end.x, link.end.y);
}

function addStraight(path: Path2D, { placed }: DrawnEdge, part: 'in' | 'out'): void {
  const { start, end } = straightLinkOf(placed, part);
  path.moveTo(start.x, start.y);
  path.lineTo(end.x, end.y);
}
