/** The profiler: curves of all inputs on one axis. Pure. */
import { bisectCenter } from 'd3-array';
import type { ProfileCurve, ProfileView } from '../../../shared/contract/evaluationViews.ts';
import { paddedRange } from '../../ui/axis.ts';
import { formatNumber } from '../../ui/format.ts';

/** One range of the output for all curves, so that slopes compare. */
export function outputRange(profile: ProfileView): [number, number] {
  return paddedRange(
    profile.curves.flatMap(({ y, low, high }) => [y, ...(low && high ? [low, high] : [])]),
    0.06,
  );
}

/** How far an input's curve goes up and down: what the input can do around this point. */
export function effectOf({ y }: ProfileCurve): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of y) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high - low;
}

/** The band at the profile's point, as `± 0.2`, or from where to where if it is lopsided; '' where there is none. */
export function bandText(profile: ProfileView): string {
  const curve = profile.curves.find(({ low, high }) => low !== null && high !== null);
  if (!curve?.low || !curve.high) return '';
  const i = bisectCenter(curve.x, curve.at);
  const [below, above] = [curve.y[i] - curve.low[i], curve.high[i] - curve.y[i]];
  return Math.abs(above - below) <= 0.05 * (above + below)
    ? `± ${formatNumber((above + below) / 2, 2)}`
    : `(${formatNumber(curve.low[i], 3)} … ${formatNumber(curve.high[i], 3)})`;
}
