/** Where the parts of the picture "What your data can carry" stand. Pure. */
import { scaleLinear, scaleLog } from 'd3-scale';
import type { RungView } from '../../../shared/contract/views/ladder.ts';
import { numberText } from '../../../shared/figures.ts';
import { paddedRange, tickCount, type Axis } from '../../ui/chart/axis.ts';
import { frameIn, type Frame } from '../../ui/chart/frame.ts';
import { logLabel, logRange, logTicks } from '../../ui/chart/log-ticks.ts';

/** How large a model is: its effective degrees of freedom, or its parameters where these were not estimated. */
export function sizeOf({ freedom, parameters }: RungView): number {
  return Math.max(1, freedom ?? parameters);
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

interface Picture {
  readonly frame: Frame;
  readonly x: Axis;
  readonly y: Axis;
  readonly spots: readonly Spot[];
}

const MARGIN = { left: 52, right: 12, top: 10, bottom: 34 } as const;
/** The errors span more than this factor: a logarithmic axis. */
const MOST_LINEAR = 8;
const LETTER = 6;
const LINE = 14;

/** @param chosen the model whose name has a place first. @param width and height of the whole picture in pixels. */
export function pictureOf(
  rungs: readonly RungView[],
  chosen: number,
  width: number,
  height: number,
): Picture {
  const frame = frameIn(width, height, MARGIN);
  const sizes = rungs.map(sizeOf);
  const x = scaleLog([0.8 * Math.min(...sizes), 1.3 * Math.max(...sizes)], [frame.left, frame.right]);
  const y = errorAxis(rungs, frame);
  const drawn = rungs.map((rung, index) => {
    const { error, standardError } = rung;
    const bar = Number.isFinite(standardError)
      ? ([y.scale(error + standardError), y.scale(error - standardError)] as const)
      : null;
    return { x: x(sizes[index]), y: y.scale(error), bar };
  });
  const titles = rungs.map(({ title }) => title);
  const ticks = logTicks(...(x.domain() as [number, number]), frame.right - frame.left);
  return {
    frame,
    x: { scale: x, ticks, text: logLabel },
    y,
    spots: withLabels(drawn, titles, chosen, frame),
  };
}

function errorAxis(rungs: readonly RungView[], { top, bottom }: Frame): Axis {
  const errors = rungs.map(({ error }) => error);
  const ends = rungs.flatMap(({ error, standardError }) =>
    Number.isFinite(standardError) ? [error - standardError, error + standardError] : [error],
  );
  const least = Math.min(...errors);
  if (least > 0 && Math.max(...errors) / least > MOST_LINEAR) {
    const range = logRange(Math.min(least, ...ends.filter((end) => end > 0)), Math.max(...ends));
    const scale = scaleLog(range, [bottom, top]);
    return {
      scale: (error) => scale(Math.max(range[0], error)),
      ticks: logTicks(...range, bottom - top),
      text: logLabel,
    };
  }
  const scale = scaleLinear(paddedRange([ends], 0.08), [bottom, top]);
  return {
    scale,
    ticks: scale.ticks(tickCount(bottom - top, 28)),
    text: (error) => numberText(error, 4),
  };
}

/** Each name beside its mark, where it lies on nothing else; one of them has a place before the others, and has one in any case. */
function withLabels(
  spots: readonly Omit<Spot, 'label'>[],
  names: readonly string[],
  first: number,
  { left, right, top, bottom }: Frame,
): Spot[] {
  const taken: Frame[] = spots.map(({ x, y, bar }) => ({
    left: x - 6,
    right: x + 6,
    top: Math.min(y - 6, bar?.[0] ?? y),
    bottom: Math.max(y + 6, bar?.[1] ?? y),
  }));
  const labels = new Map<number, Spot['label']>();
  for (const index of new Set([first, ...spots.keys()])) {
    const spot = spots[index];
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
    const inside = places.filter(
      ({ box }) =>
        box.left >= left &&
        box.right <= right &&
        box.top >= top - LINE / 2 &&
        box.bottom <= bottom + LINE / 2,
    );
    const isFree = ({ box }: (typeof places)[number]): boolean => !taken.some((other) => overlap(box, other));
    // The first one is named in any case, across the mark of another model if need be.
    const free = inside.find(isFree) ?? (index === first ? inside[0] : undefined);
    if (free === undefined) continue;
    taken.push(free.box);
    labels.set(index, { x: free.x, y: free.y, anchor: free.anchor });
  }
  return spots.map((spot, index) => ({ ...spot, label: labels.get(index) ?? null }));
}

function overlap(one: Frame, other: Frame): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
