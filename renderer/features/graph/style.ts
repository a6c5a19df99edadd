/** How Cytoscape draws nodes, links and the frames of the plots. */
import type { NodeSingular, StylesheetJson } from 'cytoscape';
import type { Palette } from '../../ui/palette.ts';
import { CARD } from './layout.ts';

/** Labels that would touch their neighbours are smaller, and left out where that is too small to read. */
const fitted =
  (size: number) =>
  (node: NodeSingular): number =>
    Math.min(size, (node.data('room') as number | undefined) ?? size);

const FONT = 'Inter Variable, sans-serif';

// Values marked `as never` are right for Cytoscape and unknown to its types.
/** @param scale of nodes and labels. @param ink strength of the links. */
export function graphStyle(colors: Palette, { scale, ink }: { scale: number; ink: number }): StylesheetJson {
  return [
    {
      selector: 'node',
      style: {
        width: 'data(size)',
        height: 'data(size)',
        'background-color': colors.ink2,
        'border-width': 0,
        'overlay-opacity': 0,
        label: 'data(label)',
        color: colors.ink2,
        'font-family': FONT,
        'font-size': fitted(12 * scale),
        'min-zoomed-font-size': 6,
        'text-wrap': 'ellipsis',
        'text-max-width': `${132 * scale}px`,
        'text-valign': 'top',
        'text-margin-y': -5 * scale,
      },
    },
    {
      selector: 'node.input, node.output',
      style: {
        'background-color': colors.ink,
        color: colors.ink,
        'font-size': fitted(13 * scale),
        'font-weight': 500,
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
    {
      selector: 'node.plot',
      style: {
        shape: 'round-rectangle',
        'corner-radius': '5',
        width: CARD.width,
        height: CARD.height,
        label: '',
        'background-color': colors.raised,
        'border-width': 1,
        'border-color': colors.line,
      },
    },
    { selector: 'node.plot.symbolic', style: { 'border-color': colors.symbolic } },
    { selector: 'node.plot.hover', style: { 'border-color': colors.lineStrong } },
    { selector: 'node.plot.cursor', style: { 'border-width': 2, 'border-color': colors.lineStrong } },
    {
      selector: 'node.plot.selected',
      style: { 'border-width': 2, 'border-color': colors.accent, 'background-color': colors.raised },
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
        'line-color': colors.ink,
        'line-cap': 'round',
        width: 'mapData(weight, 0, 1, 0.75, 3.25)',
        'line-opacity': `mapData(weight, 0, 1, ${0.12 * ink}, ${0.6 * ink})` as never,
        'overlay-opacity': 0,
      },
    },
    { selector: 'edge.straight', style: { 'curve-style': 'straight' } },
    { selector: 'edge.symbolic', style: { 'line-color': colors.symbolic } },
    { selector: 'edge.hover', style: { 'line-opacity': 0.8 } },
    {
      selector: 'edge.selected',
      style: { 'line-color': colors.accent, 'line-opacity': 0.9, 'z-index': 10 },
    },
  ];
}
