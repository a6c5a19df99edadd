/** Curves of training runs: error against steps on a logarithmic axis. */
import type uPlot from 'uplot';
import { countText } from '../../../shared/figures.ts';
import { logLabel, logRange, logTicks } from '../../ui/chart/log-ticks.ts';
import type { Palette } from '../../ui/palette.ts';
import type { LossHistory, Mark } from './history.ts';
import type { Overlay } from './runs.ts';
import { smoothed } from './smoothing.ts';

/** Steps are whole. */
const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6];
const FONT = "11px 'Inter Variable', system-ui, sans-serif";

/**
 * How a run is drawn among others: by colour, and by dashes for people who do not see the difference of the colours.
 */
export const RUN_DASHES: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [9, 3, 2, 3], [4, 4]];
const RUN_COLORS = ['run1', 'run2', 'run3', 'run4', 'run5'] as const;

interface Curves {
  readonly data: uPlot.AlignedData;
  readonly series: (colors: Palette) => uPlot.Series[];
}

/** Training and validation error; smoothed ones over the faint curves as they are. @param span 1 for as they are. */
export function liveCurves(history: LossHistory, span: number): Curves {
  const steps = history.steps as number[];
  const train = history.train.map((value) => (value > 0 ? value : null));
  const validation = history.validation as (number | null)[];
  const raw = (stroke: string): uPlot.Series => ({
    stroke: faint(stroke),
    width: 1,
    points: { show: false },
  });
  const both = (colors: Palette): uPlot.Series[] => [
    { label: 'Training', stroke: colors.train, width: 1.75, points: { show: false } },
    { label: 'Validation', stroke: colors.validation, width: 1.75, dash: [5, 3], points: { show: false } },
  ];
  if (span <= 1) return { data: [steps, train, validation], series: (colors) => [{}, ...both(colors)] };
  return {
    data: [steps, train, validation, smoothed(steps, train, span), smoothed(steps, validation, span)],
    series: (colors) => [{}, raw(colors.train), raw(colors.validation), ...both(colors)],
  };
}

/** Several runs over one another. */
export function overlayCurves({ steps, errors }: Overlay): Curves {
  return {
    data: [steps as number[], ...(errors as (number | null)[][])],
    series: (colors) => [
      {},
      ...errors.map((_, run) => ({
        stroke: colors[RUN_COLORS[run]],
        width: 1.75,
        dash: [...RUN_DASHES[run]],
        points: { show: false },
        spanGaps: true,
      })),
    ],
  };
}

/**
 * @param marks steps where a revision came about, drawn as hairs. @param onpoint told the index under the crosshair,
 * null when it has left.
 */
export function chartOptions(
  colors: Palette,
  width: number,
  height: number,
  series: uPlot.Series[],
  marks: () => readonly Mark[],
  onpoint: (index: number | null) => void,
): uPlot.Options {
  const axis = {
    stroke: colors.ink3,
    font: FONT,
    ticks: { show: false },
    grid: { stroke: colors.line, width: 1 },
  };
  return {
    width,
    height,
    padding: [10, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: {
      x: { time: false, range: (_, low, high) => [low, Math.max(high, low + 1)] },
      // uPlot names this Distr.Logarithmic in a const enum, which is not there when the page runs.
      // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment
      y: { distr: 3, log: 10, range: (_, low, high) => logRange(low, high) },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 24,
        gap: 4,
        space: 60,
        incrs: WHOLE,
        values: (_, splits) => splits.map(countText),
      },
      {
        ...axis,
        size: 48,
        gap: 6,
        splits: (chart, _, low, high) => logTicks(low, high, chart.bbox.height / devicePixelRatio),
        // uPlot's own filter would drop what lies between the decades.
        filter: (_, splits) => splits,
        values: (_, splits) => splits.map(logLabel),
        grid: { ...axis.grid, filter: (_, splits) => splits },
      },
    ],
    series,
    hooks: {
      drawAxes: [
        (chart) => {
          drawMarks(chart, marks(), colors);
        },
      ],
      setCursor: [
        (chart) => {
          onpoint(chart.cursor.idx ?? null);
        },
      ],
    },
  };
}

function drawMarks(chart: uPlot, marks: readonly Mark[], colors: Palette): void {
  const { ctx: context, bbox } = chart;
  context.save();
  context.strokeStyle = colors.lineStrong;
  context.fillStyle = colors.lineStrong;
  context.lineWidth = devicePixelRatio;
  const size = 3 * devicePixelRatio;
  for (const { step } of marks) {
    const x = Math.round(chart.valToPos(step, 'x', true));
    context.globalAlpha = 0.45;
    context.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
    context.beginPath();
    context.moveTo(x, bbox.top);
    context.lineTo(x, bbox.top + bbox.height);
    context.stroke();
    context.globalAlpha = 1;
    context.beginPath();
    context.moveTo(x - size, bbox.top - size);
    context.lineTo(x + size, bbox.top - size);
    context.lineTo(x, bbox.top + size);
    context.fill();
  }
  context.restore();
}

/** @param color as `rgb(…)`, the way the palette reads it. */
function faint(color: string): string {
  return `color-mix(in srgb, ${color} 35%, transparent)`;
}
