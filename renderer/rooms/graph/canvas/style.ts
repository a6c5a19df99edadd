/** How Cytoscape draws nodes and their names, and the box that selects. */
import type { NodeSingular, StylesheetJson } from 'cytoscape';
import type { Palette } from '../../../ui/palette.ts';
import { CARD } from '../../../drawing/layout.ts';

/** Labels that would touch their neighbours are smaller, and left out where that is too small to read. */
const fitted =
  (size: number) =>
  (node: NodeSingular): number =>
    Math.min(size, (node.data('room') as number | undefined) ?? size);

const FONT = 'Inter Variable, sans-serif';
/** How the names of columns are written at scale 1, and how wide they may be. */
const NAME = { size: 13, weight: 500, width: 168 } as const;

/** Whether a column's name has room beside its node. @param context any; its font is replaced */
export function nameFits(context: CanvasRenderingContext2D): (name: string) => boolean {
  context.font = `${NAME.weight} ${NAME.size}px ${FONT}`;
  return (name) => context.measureText(name).width <= NAME.width;
}

// Values marked `as never` are right for Cytoscape and unknown to its types.
/** @param scale of the labels. */
export function graphStyle(colors: Palette, scale: number): StylesheetJson {
  return [
    {
      selector: 'node',
      style: {
        'background-color': colors.ink2,
        'border-width': 0,
        'overlay-opacity': 0,
        // Under the pointer a node comes before the links that end there.
        'z-index-compare': 'manual',
        'z-index': 3,
        label: 'data(label)',
        color: colors.ink2,
        'font-family': FONT,
        'font-size': fitted(12 * scale),
        'min-zoomed-font-size': 6,
        'text-wrap': 'ellipsis',
        'text-max-width': `${NAME.width * scale}px`,
        'text-valign': 'top',
        'text-margin-y': -5 * scale,
      },
    },
    // The text about inputs that are not used has no size of its own.
    { selector: 'node[size]', style: { width: 'data(size)', height: 'data(size)' } },
    {
      selector: 'node.input, node.output',
      style: {
        'background-color': colors.ink,
        color: colors.ink,
        'font-size': fitted(NAME.size * scale),
        'font-weight': NAME.weight,
        'text-valign': 'center',
        'text-margin-y': 0,
      },
    },
    { selector: 'node.input', style: { 'text-halign': 'left', 'text-margin-x': -8 * scale } },
    { selector: 'node.output', style: { 'text-halign': 'right', 'text-margin-x': 8 * scale } },
    {
      selector: 'node.product',
      style: {
        width: 'data(size)',
        height: 'data(size)',
        shape: 'diamond',
        'background-color': colors.surface,
        'border-width': 1.5,
        'border-color': colors.ink2,
      },
    },
    { selector: 'node.current', style: { 'background-color': colors.accent, color: colors.accent } },
    {
      selector: 'node.product.current',
      style: { 'background-color': colors.accentSoft, 'border-color': colors.accent, 'border-width': 2.5 },
    },
    {
      selector: 'node.over',
      style: { 'border-width': 2.5, 'border-color': colors.accent, 'border-opacity': 0.7 },
    },
    { selector: 'node.unused', style: { 'background-opacity': 0.35, 'text-opacity': 0.55 } },
    { selector: 'node.notUsed', style: { 'background-opacity': 0, 'font-weight': 400, 'text-opacity': 0.7 } },
    // Found under the pointer, painted elsewhere.
    {
      selector: 'node.plot',
      style: {
        shape: 'rectangle',
        width: CARD.width,
        height: CARD.height,
        label: '',
        opacity: 0,
        'z-index': 2,
      },
    },
    {
      selector: 'node.bank',
      style: {
        shape: 'rectangle',
        width: 'data(width)',
        height: 'data(height)',
        label: '',
        opacity: 0,
        events: 'no',
        'z-index': 0,
      },
    },
    {
      selector: 'edge',
      style: {
        'curve-style': 'unbundled-bezier',
        'control-point-distances': 'data(distances)' as never,
        'control-point-weights': 'data(weights)' as never,
        'edge-distances': 'endpoints' as never,
        'source-endpoint': 'data(from)' as never,
        'target-endpoint': 'data(to)' as never,
        width: 3,
        opacity: 0,
        'z-index-compare': 'manual',
        'z-index': 1,
        'overlay-opacity': 0,
      },
    },
    {
      selector: 'core',
      style: {
        'selection-box-color': colors.accent,
        'selection-box-opacity': 0.12,
        'selection-box-border-color': colors.accent,
        'selection-box-border-width': 1,
        'active-bg-opacity': 0,
      } as never,
    },
  ];
}
