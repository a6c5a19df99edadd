/** The options of the live chart: error against steps on a logarithmic axis. */
import type uPlot from 'uplot';
import { formatCount, superscript } from '../../ui/format.ts';
import { logRange, logTicks } from '../../ui/log-ticks.ts';
import type { Palette } from '../../ui/palette.ts';
import type { LossHistory } from './history.ts';

/** Steps are whole. */
const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6];
const FONT = "11px 'Inter Variable', system-ui, sans-serif";

export function chartData(history: LossHistory): uPlot.AlignedData {
  return [
    history.steps as number[],
    history.train.map((value) => (value > 0 ? value : null)),
    history.validation as (number | null)[],
  ];
}

/** @param onpoint told the index under the crosshair, null when it has left. */
export function chartOptions(
  colors: Palette,
  width: number,
  height: number,
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
        values: (_, splits) => splits.map(formatCount),
      },
      {
        ...axis,
        size: 48,
        gap: 6,
        splits: (chart, _, low, high) => logTicks(low, high, chart.bbox.height / devicePixelRatio),
        // uPlot's own filter would drop what lies between the decades.
        filter: (_, splits) => splits,
        values: (_, splits) => splits.map(label),
        grid: { ...axis.grid, filter: (_, splits) => splits },
      },
    ],
    series: [
      {},
      { label: 'Training', stroke: colors.train, width: 1.75, points: { show: false } },
      { label: 'Validation', stroke: colors.validation, width: 1.75, dash: [5, 3], points: { show: false } },
    ],
    hooks: {
      setCursor: [
        (chart) => {
          onpoint(chart.cursor.idx ?? null);
        },
      ],
    },
  };
}

function label(value: number): string {
  const [mantissa, exponent] = Number(value.toPrecision(4)).toExponential().split('e');
  const power = Number(exponent);
  if (power >= -3 && power <= 3) return String(Number(value.toPrecision(4)));
  return `${mantissa === '1' ? '' : `${mantissa}·`}10${superscript(power)}`;
}
