/** The profiler: curves of all inputs on one axis. Pure. */
import { bisectCenter } from 'd3-array';
import type { ProfileCurve, ProfileView } from '../../../shared/contract/evaluationViews.ts';
import { paddedRange } from '../../ui/axis.ts';

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

/** Half the width of the band at the profile's point; null where there is none. */
export function bandAt({ x, at, low, high }: ProfileCurve): number | null {
  if (!low || !high) return null;
  const i = bisectCenter(x, at);
  return (high[i] - low[i]) / 2;
}
