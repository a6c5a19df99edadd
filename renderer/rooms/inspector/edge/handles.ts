/**
 * Handles on the curve of a function: each drag is a change of a, b, c and d of c·f(a·x + b) + d. Everything is in the
 * plot's units. Pure.
 */
import type { Affine } from '../../../drawing/edge-function.ts';

export type HandleKind = 'move' | 'width' | 'height';

export interface Handle {
  readonly kind: HandleKind;
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

/** What is fixed while a handle is dragged, taken when the drag begins. */
export interface Grip {
  readonly kind: HandleKind;
  readonly affine: Affine;
  readonly at: readonly [x: number, y: number];
  /** The point about which the curve is stretched. */
  readonly pivot: readonly [x: number, y: number];
}

const LABELS: Readonly<Record<HandleKind, string>> = {
  move: 'Move the curve: changes b and d',
  width: 'Stretch the curve horizontally: changes a',
  height: 'Stretch the curve vertically: changes c',
};
/** Limits of a stretch: the curve is never mirrored or flat. */
const LEAST_STRETCH = 0.02;

/**
 * The places of the handles: one in the middle of the range, one to its right, one where the curve is farthest from
 * its height in the middle. Empty if the curve has no value there.
 *
 * @param range of x on the plot
 */
export function handlesOn(
  x: Float64Array,
  y: Float64Array,
  range: readonly [number, number],
): readonly Handle[] {
  const [low, high] = range;
  const middle = nearest(x, (low + high) / 2);
  const right = nearest(x, low + (high - low) * 0.82);
  const far = farthest(x, y, y[middle], range, [middle, right]);
  return (
    [
      ['move', middle],
      ['width', right],
      ['height', far],
    ] as const
  )
    .filter(([, at]) => at >= 0 && Number.isFinite(x[at]) && Number.isFinite(y[at]))
    .map(([kind, at]) => ({ kind, x: x[at], y: y[at], label: LABELS[kind] }));
}

export function gripOf(handle: Handle, handles: readonly Handle[], affine: Affine): Grip {
  const centre = handles.find(({ kind }) => kind === 'move') ?? handle;
  return { kind: handle.kind, affine, at: [handle.x, handle.y], pivot: [centre.x, centre.y] };
}

/** a to d after the handle has been dragged by (dx, dy). */
export function dragged({ kind, affine: [a, b, c, d], at, pivot }: Grip, dx: number, dy: number): Affine {
  if (kind === 'move') return [a, b - a * dx, c, d + dy];
  if (kind === 'width') {
    const stretch = stretchOf(at[0] - pivot[0], dx);
    return [a / stretch, b + a * pivot[0] * (1 - 1 / stretch), c, d];
  }
  const stretch = stretchOf(at[1] - pivot[1], dy);
  return [a, b, c * stretch, pivot[1] + stretch * (d - pivot[1])];
}

function stretchOf(reach: number, by: number): number {
  return reach === 0 ? 1 : Math.max(LEAST_STRETCH, (reach + by) / reach);
}

function nearest(x: Float64Array, wanted: number): number {
  return x.reduce(
    (best, value, i) => (best < 0 || Math.abs(value - wanted) < Math.abs(x[best] - wanted) ? i : best),
    -1,
  );
}

/** The sample inside the range whose value is farthest from `level`, away from the samples that are `taken`. */
function farthest(
  x: Float64Array,
  y: Float64Array,
  level: number,
  [low, high]: readonly [number, number],
  taken: readonly number[],
): number {
  const clear = (high - low) * 0.08;
  const inside = low + (high - low) * 0.04;
  const outside = high - (high - low) * 0.04;
  return x.reduce((best, value, i) => {
    if (!Number.isFinite(y[i]) || value < inside || value > outside) return best;
    if (taken.some((at) => Math.abs(value - x[at]) < clear)) return best;
    return best < 0 || Math.abs(y[i] - level) > Math.abs(y[best] - level) ? i : best;
  }, -1);
}
