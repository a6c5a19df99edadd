/**
 * Line search for the strong Wolfe conditions (Nocedal and Wright, "Numerical Optimization", algorithms 3.5 and 3.6),
 * with safeguarded cubic interpolation. A point whose value or slope is not finite counts as too far away.
 */

/** Value and directional derivative at a step length; `gradient` and `x` stay valid until the next probe. */
export interface Probe {
  readonly step: number;
  readonly value: number;
  readonly slope: number;
}

export interface LineSearchOptions {
  /** Sufficient decrease, 1e-4 by default. */
  readonly decrease?: number;
  /** Curvature, 0.9 by default. */
  readonly curvature?: number;
  /** The most probes, 25 by default. */
  readonly probes?: number;
}

/**
 * @param probe evaluates the objective at x + step·direction.
 * @param origin value and slope at step 0; the slope must be negative.
 * @returns a probe with a lower value than the origin's, if possible one that meets the strong Wolfe conditions; null
 *   where none was found. It may not be the last probe.
 */
export async function strongWolfe(
  probe: (step: number) => Promise<Probe>,
  origin: Probe,
  firstStep: number,
  options: LineSearchOptions = {},
): Promise<Probe | null> {
  const { decrease = 1e-4, curvature = 0.9, probes = 25 } = options;
  let low = origin;
  let high: Probe | null = null;
  let step = firstStep;
  for (let count = 0; count < probes; count++) {
    const next = await probe(step);
    const finite = Number.isFinite(next.value) && Number.isFinite(next.slope);
    if (!finite || next.value > origin.value + decrease * step * origin.slope || next.value >= low.value) {
      if (low.step !== origin.step && finite && next.value === low.value) return low;
      high = next;
    } else {
      if (Math.abs(next.slope) <= -curvature * origin.slope) return next;
      const turned: boolean = high === null ? next.slope >= 0 : next.slope * (high.step - low.step) >= 0;
      if (turned) high = low;
      low = next;
    }
    if (high === null) {
      step *= 2;
      continue;
    }
    const width = Math.abs(high.step - low.step);
    if (width <= 1e-16 * Math.max(1, Math.abs(low.step)) || width === 0) break;
    step = interpolate(low, high);
  }
  return low.step === origin.step ? null : low;
}

/**
 * Minimum of the cubic through both points, kept away from the ends of the interval; shorter where `far` is not finite.
 */
function interpolate(near: Probe, far: Probe): number {
  const width = far.step - near.step;
  if (!Number.isFinite(far.value) || !Number.isFinite(far.slope)) return near.step + 0.2 * width;
  const d1 = near.slope + far.slope - (3 * (near.value - far.value)) / (near.step - far.step);
  const square = d1 * d1 - near.slope * far.slope;
  const d2 = Math.sign(width) * Math.sqrt(Math.max(square, 0));
  const fraction = 1 - (far.slope + d2 - d1) / (far.slope - near.slope + 2 * d2);
  const safe = Number.isFinite(fraction) && square >= 0 ? Math.min(Math.max(fraction, 0.1), 0.9) : 0.5;
  return near.step + safe * width;
}
