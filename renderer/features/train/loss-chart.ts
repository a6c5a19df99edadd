/** The options of the live chart: error against steps on a logarithmic axis. */
import type uPlot from 'uplot';
import { formatCount, superscript } from '../../ui/format.ts';
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
      y: { distr: 3, log: 10 },
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
        space: 24,
        filter: marks,
        values: (_, splits) => (splits as (number | null)[]).map(label),
        grid: { ...axis.grid, filter: marks },
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

/** Powers of ten have a line and a name, and where there are few of them, so do their doubles and halves. */
function marks(_: uPlot, splits: number[]): (number | null)[] {
  const decades = Math.log10(splits[splits.length - 1] / splits[0]);
  const mantissas = decades < 2 ? ['1', '2', '5'] : ['1'];
  return splits.map((value) => (mantissas.includes(value.toExponential(0)[0]) ? value : null));
}

function label(value: number | null): string {
  if (value === null) return '';
  const [mantissa, exponent] = value.toExponential(0).split('e');
  const power = Number(exponent);
  if (power >= -3 && power <= 3) return String(Number(value.toPrecision(3)));
  return `${mantissa === '1' ? '' : `${mantissa}·`}10${superscript(power)}`;
}
