/** A network as a picture: for a paper, a talk, a page. Pure. */
import type { CurvesView, ModelView } from '../../../shared/contract/views/network.ts';
import { edgeShape, labelBars } from '../../drawing/curve-shape.ts';
import { unusedText } from '../../../shared/results/unusedText.ts';
import { functionCaption } from '../../drawing/describe.ts';
import { isCategory, scoreOf, shownShape } from '../../drawing/folded.ts';
import { isNamed } from '../../drawing/labels.ts';
import {
  CARD,
  PRODUCT_SIZE,
  edgeId,
  importance,
  layoutGraph,
  type Arrangement,
  type GraphLayout,
  type PlacedEdge,
  type PlacedNode,
} from '../../drawing/layout.ts';
import { controls, isDense, linkOf, straightLinkOf, type LinkPart } from '../../drawing/links.ts';
import { curveOpacity, linkOpacity, linkWidth } from '../../drawing/strokes.ts';
import { faded, type PictureColors } from './colors.ts';
import type { Picture, Shape, Step } from './shapes.ts';

export interface PictureOptions {
  readonly arrangement: Arrangement;
  /** Edges with a lower importance are left out. */
  readonly hiddenBelow: number;
  /** Names of nodes and functions. */
  readonly captions: boolean;
  /** Frames around the plots. */
  readonly frames: boolean;
}

const MARGIN = 16;
const PLAIN_TEXT = 12;
const COLUMN_TEXT = 13;
const FUNCTION_TEXT = 10;
/** About the width of a letter, as a share of the font size; it gives the space for names. */
const LETTER = 0.6;

interface Drawn {
  readonly placed: PlacedEdge;
  readonly weight: number;
}

/** The network as shapes. @param curves an edge without a curve gets an empty plot. */
export function networkPicture(
  model: ModelView,
  curves: CurvesView | null,
  options: PictureOptions,
  colors: PictureColors,
): Picture {
  const layout = layoutGraph(model, options.arrangement);
  const scores: readonly number[] =
    curves?.scores.length === model.edges.length ? [...curves.scores] : model.edges.map(({ score }) => score);
  const largest = layout.edges.reduce((most, placed) => Math.max(most, scoreOf(placed, scores)), 0);
  const curveOf = new Map(curves?.curves.map((curve) => [edgeId(curve), curve.y]));
  const edges = layout.edges
    .map((placed) => ({
      placed,
      weight: placed.edge.kind === 'removed' ? 0 : importance(scoreOf(placed, scores), largest),
    }))
    .filter(({ placed, weight }) => placed.edge.kind === 'removed' || weight >= options.hiddenBelow)
    // Strong links are drawn above weak ones.
    .sort((a, b) => a.weight - b.weight);
  const dense = isDense(layout.edges.length);
  const used = new Set(edges.filter(isAlive).flatMap(({ placed }) => [placed.source, placed.target]));

  const shapes = [
    ...edges.flatMap((edge) => links(edge, dense, layout.ink, colors)),
    ...edges.flatMap((edge) => {
      const shape = edgeShape(edge.placed, (one) => curveOf.get(edgeId(one)));
      return plot(edge, shape, options, colors);
    }),
    ...layout.nodes.flatMap((node) =>
      nodeShapes(node, layout, options, used.has(node.id) ? colors : faded(colors)),
    ),
    ...(layout.unused && options.captions ? [unusedLine(layout.unused, layout.scale, colors)] : []),
  ];
  return {
    title: `Kolmogorov–Arnold network, ${shownShape(model).join(' → ')} nodes, ${edges.length} edges`,
    box: boxOf(layout, options),
    background: colors.background,
    shapes,
  };
}

function isAlive({ placed }: Drawn): boolean {
  return placed.edge.kind !== 'removed';
}

function links({ placed, weight }: Drawn, dense: boolean, ink: number, colors: PictureColors): Shape[] {
  const removed = placed.edge.kind === 'removed';
  const stroke = {
    color: placed.edge.kind === 'symbolic' ? colors.symbolic : colors.ink,
    width: linkWidth(weight),
    opacity: linkOpacity(weight) * (removed ? 1 : ink),
    ...(removed ? { dash: [4, 4] } : {}),
  };
  return (['in', 'out'] as const).map((part) => ({
    type: 'path',
    steps: dense ? straight(placed, part) : curved(placed, part),
    stroke,
  }));
}

function curved(placed: PlacedEdge, part: LinkPart): Step[] {
  const link = linkOf(placed, part);
  const [first, second] = controls(link);
  const { start, end, lane } = link;
  return [
    ['M', start.x, start.y],
    ...(lane.from > start.x ? [['L', lane.from, start.y] as const] : []),
    ['C', first.x, first.y, second.x, second.y, lane.to, end.y],
    ...(lane.to < end.x ? [['L', end.x, end.y] as const] : []),
  ];
}

function straight(placed: PlacedEdge, part: LinkPart): Step[] {
  const { start, end } = straightLinkOf(placed, part);
  return [
    ['M', start.x, start.y],
    ['L', end.x, end.y],
  ];
}

function plot(
  { placed, weight }: Drawn,
  shape: Float32Array | null,
  { captions, frames }: PictureOptions,
  colors: PictureColors,
): Shape[] {
  const { x, y, edge } = placed;
  const [left, top] = [x - CARD.width / 2, y - CARD.height / 2];
  const removed = edge.kind === 'removed';
  const color = edge.kind === 'symbolic' ? colors.symbolic : colors.spline;
  const shapes: Shape[] = [];
  if (frames || removed) {
    shapes.push({
      type: 'rect',
      x: left,
      y: top,
      width: CARD.width,
      height: CARD.height,
      radius: 5,
      fill: colors.plot,
      stroke: {
        color: edge.kind === 'symbolic' ? colors.symbolic : colors.line,
        width: 1,
        ...(removed ? { dash: [4, 3] } : {}),
      },
    });
  }
  const [width, height] = [CARD.width - 2 * CARD.inset, CARD.height - 2 * CARD.inset];
  if (!removed && shape && isCategory(placed)) {
    const at = (across: number, up: number): readonly [number, number] => [
      left + CARD.inset + across * width,
      top + CARD.inset + (1 - up) * height,
    ];
    shapes.push({
      type: 'path',
      steps: labelBars(shape).flatMap((bar): Step[] => [
        ['M', ...at(bar.x, bar.y)],
        ['L', ...at(bar.x + bar.width, bar.y)],
        ['L', ...at(bar.x + bar.width, bar.y + bar.height)],
        ['L', ...at(bar.x, bar.y + bar.height)],
        ['Z'],
      ]),
      fill: color,
      opacity: curveOpacity(weight),
    });
  } else if (!removed && shape && shape.length > 1) {
    shapes.push({
      type: 'path',
      steps: Array.from(shape, (value, i) => [
        i === 0 ? 'M' : 'L',
        left + CARD.inset + (i / (shape.length - 1)) * width,
        top + CARD.inset + (1 - value) * height,
      ]),
      stroke: { color, width: 1.6, opacity: curveOpacity(weight) },
    });
  }
  if (captions && edge.kind === 'symbolic' && edge.fn !== null)
    shapes.push({
      ...caption(functionCaption(edge.fn), left + 2, top - 3.5, FUNCTION_TEXT, 500, 'start', colors.symbolic),
      halo: colors.background ?? colors.plot,
    });
  if (captions && edge.locked) shapes.push(...lock(left + CARD.width - 2, top - 11, colors));
  return shapes;
}

function lock(right: number, top: number, colors: PictureColors): Shape[] {
  const color = colors.soft;
  const ground = colors.background ?? colors.plot;
  return [
    { type: 'rect', x: right - 7.5, y: top - 0.5, width: 9, height: 9.5, radius: 0, fill: ground },
    { type: 'rect', x: right - 6, y: top + 3.5, width: 6, height: 4.5, radius: 0, fill: color },
    {
      type: 'path',
      steps: [
        ['M', right - 5, top + 3.5],
        ['C', right - 5, top, right - 1, top, right - 1, top + 3.5],
      ],
      stroke: { color, width: 1 },
    },
  ];
}

function nodeShapes(
  placed: PlacedNode,
  layout: GraphLayout,
  { captions }: PictureOptions,
  colors: PictureColors,
): Shape[] {
  const { x, y, size, node, label } = placed;
  const column = node.kind === 'input' || node.kind === 'output';
  const radius = (size / 2) * (node.kind === 'product' ? PRODUCT_SIZE : 1);
  const mark: Shape =
    node.kind === 'product'
      ? {
          type: 'path',
          steps: [
            ['M', x - radius, y],
            ['L', x, y - radius],
            ['L', x + radius, y],
            ['L', x, y + radius],
            ['Z'],
          ],
          fill: colors.background ?? colors.plot,
          stroke: { color: colors.soft, width: 1.5 },
        }
      : { type: 'circle', x, y, radius, fill: column ? colors.ink : colors.soft };
  if (!captions || !isNamed(layout, placed)) return [mark];
  const full = (column ? COLUMN_TEXT : PLAIN_TEXT) * layout.scale;
  const textSize = Math.min(full, placed.room);
  const gap = 8 * layout.scale;
  if (!column) {
    const text = node.kind === 'product' ? `×  ${label}` : label;
    return [mark, caption(text, x, y - radius - 0.6 * gap, textSize, 400, 'middle', colors.soft)];
  }
  const [at, anchor] =
    node.kind === 'input' ? ([x - radius - gap, 'end'] as const) : ([x + radius + gap, 'start'] as const);
  return [mark, caption(label, at, y + 0.36 * textSize, textSize, 500, anchor, colors.ink)];
}

/** The line about the inputs that are not used. */
function unusedLine(
  { x, y, names }: NonNullable<GraphLayout['unused']>,
  scale: number,
  colors: PictureColors,
): Shape {
  const size = COLUMN_TEXT * scale;
  return caption(unusedText(names.length), x - 8 * scale, y + 0.36 * size, size, 400, 'end', colors.soft);
}

function caption(
  text: string,
  x: number,
  y: number,
  size: number,
  weight: 400 | 500,
  anchor: 'start' | 'middle' | 'end',
  fill: string,
): Extract<Shape, { type: 'text' }> {
  return { type: 'text', x, y, text, size, weight, anchor, fill };
}

function boxOf(layout: GraphLayout, { captions }: PictureOptions): Picture['box'] {
  const { nodes, edges, scale, unused } = layout;
  const room = (kind: 'input' | 'output'): number =>
    captions
      ? Math.max(
          0,
          ...nodes
            .filter(({ node }) => node.kind === kind)
            .map(
              ({ label, room }) => 8 * scale + LETTER * Math.min(COLUMN_TEXT * scale, room) * label.length,
            ),
        )
      : 0;
  const above = captions ? 20 * scale : 0;
  const left = Math.min(...nodes.map(({ x, size }) => x - size)) - room('input') - MARGIN;
  const right = Math.max(...nodes.map(({ x, size }) => x + size)) + room('output') + MARGIN;
  const top =
    Math.min(...nodes.map(({ y, size }) => y - size), ...edges.map(({ y }) => y - CARD.height / 2)) -
    above -
    MARGIN;
  const bottom =
    Math.max(
      unused && captions ? unused.y + COLUMN_TEXT * scale : 0,
      ...nodes.map(({ y, size }) => y + size),
      ...edges.map(({ y }) => y + CARD.height / 2),
    ) + MARGIN;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
