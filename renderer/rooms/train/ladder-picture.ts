/** Where the parts of the picture "What your data can carry" stand. Pure. */
import { scaleLinear, scaleLog } from 'd3-scale';
import type { RungView } from '../../../shared/contract/ladderViews.ts';
import { numberText } from '../../../shared/figures.ts';
import { paddedRange, tickCount } from '../../ui/chart/axis.ts';
import { logLabel, logRange, logTicks } from '../../ui/chart/log-ticks.ts';

/** How large a model is: its effective degrees of freedom, or its parameters where these were not estimated. */
export function sizeOf({ freedom, parameters }: RungView): number {
  return Math.max(1, freedom ?? parameters);
}

export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** A model in the picture, in pixels. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  /** Ends of the error bar; null where it is not known. */
  readonly bar: readonly [top: number, bottom: number] | null;
  readonly label: {
    readonly x: number;
    readonly y: number;
    readonly anchor: 'start' | 'middle' | 'end';
  } | null;
}

export interface Picture {
  readonly spots: readonly Spot[];
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
}

/** Room around the plot, in pixels. */
export const EDGES = { left: 52, right: 12, top: 10, bottom: 34 } as const;
/** The errors span more than this factor: a logarithmic axis. */
const MOST_LINEAR = 20;
const LETTER = 6;
const LINE = 14;

/** @param width and height of the whole picture in pixels. */
export function pictureOf(rungs: readonly RungView[], width: number, height: number): Picture {
  const [left, right] = [EDGES.left, Math.max(EDGES.left + 60, width - EDGES.right)];
  const [top, bottom] = [EDGES.top, Math.max(EDGES.top + 40, height - EDGES.bottom)];
  const sizes = rungs.map(sizeOf);
  const x = scaleLog([0.8 * Math.min(...sizes), 1.3 * Math.max(...sizes)], [left, right]);
  const y = errorScale(rungs, top, bottom);
  const drawn = rungs.map((rung, index) => {
    const { error, standardError } = rung;
    const bar = Number.isFinite(standardError)
      ? ([y.at(error + standardError), y.at(error - standardError)] as const)
      : null;
    return { x: x(sizes[index]), y: y.at(error), bar };
  });
  return {
    spots: withLabels(
      drawn,
      rungs.map(({ title }) => title),
      [left, right],
      [top, bottom],
    ),
    xTicks: logTicks(...(x.domain() as [number, number]), right - left).map((tick) => ({
      at: x(tick),
      text: logLabel(tick),
    })),
    yTicks: y.ticks,
  };
}

interface ErrorScale {
  readonly at: (error: number) => number;
  readonly ticks: readonly Tick[];
}

function errorScale(rungs: readonly RungView[], top: number, bottom: number): ErrorScale {
  const errors = rungs.map(({ error }) => error);
  const ends = rungs.flatMap(({ error, standardError }) =>
    Number.isFinite(standardError) ? [error - standardError, error + standardError] : [error],
  );
  const least = Math.min(...errors);
  if (least > 0 && Math.max(...errors) / least > MOST_LINEAR) {
    const range = logRange(Math.min(least, ...ends.filter((end) => end > 0)), Math.max(...ends));
    const scale = scaleLog(range, [bottom, top]);
    const ticks = logTicks(...range, bottom - top).map((tick) => ({ at: scale(tick), text: logLabel(tick) }));
    return { at: (error) => scale(Math.max(range[0], error)), ticks };
  }
  const scale = scaleLinear(paddedRange([ends], 0.08), [bottom, top]);
  const ticks = scale
    .ticks(tickCount(bottom - top, 28))
    .map((tick) => ({ at: scale(tick), text: numberText(tick, 4) }));
  return { at: scale, ticks };
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Each name beside its mark, where it lies on nothing else. */
function withLabels(
  spots: readonly Omit<Spot, 'label'>[],
  names: readonly string[],
  [left, right]: readonly [number, number],
  [top, bottom]: readonly [number, number],
): Spot[] {
  const taken: Box[] = spots.map(({ x, y, bar }) => ({
    left: x - 6,
    right: x + 6,
    top: Math.min(y - 6, bar?.[0] ?? y),
    bottom: Math.max(y + 6, bar?.[1] ?? y),
  }));
  return spots.map((spot, index) => {
    const own = taken[index];
    const wide = LETTER * names[index].length;
    const within = (x: number, width: number): number =>
      Math.max(left + width / 2, Math.min(right - width / 2, x));
    const places = (
      [
        ['start', spot.x + 10, spot.y],
        ['end', spot.x - 10, spot.y],
        ['middle', within(spot.x, wide), own.top - LINE / 2 - 2],
        ['middle', within(spot.x, wide), own.bottom + LINE / 2 + 2],
        ['start', spot.x + 10, own.top],
        ['end', spot.x - 10, own.top],
        ['start', spot.x + 10, own.bottom],
        ['end', spot.x - 10, own.bottom],
      ] as const
    ).map(([anchor, x, y]) => {
      const start = anchor === 'start' ? x : anchor === 'end' ? x - wide : x - wide / 2;
      return {
        anchor,
        x,
        y,
        box: { left: start, right: start + wide, top: y - LINE / 2, bottom: y + LINE / 2 },
      };
    });
    const free = places.find(
      ({ box }) =>
        box.left >= left &&
        box.right <= right &&
        box.top >= top - LINE / 2 &&
        box.bottom <= bottom + LINE / 2 &&
        !taken.some((other) => overlap(box, other)),
    );
    if (free === undefined) return { ...spot, label: null };
    taken.push(free.box);
    return { ...spot, label: { x: free.x, y: free.y, anchor: free.anchor } };
  });
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
