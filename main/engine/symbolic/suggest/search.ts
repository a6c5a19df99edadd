/** The global searches for starting values of a and b, on binned samples. */
import type { EdgeFunction } from '../../../../shared/expression/edgeFunction.ts';
import type { Family } from './family.ts';
import type { Points, Prepared } from './points.ts';
import { fitOuter, optimiseInner, type Fitted, type Workspace } from './project.ts';

/** Local optima of the coarse search that are followed. */
const followed = 3;
const rough = { iterations: 12, tolerance: 1e-4 };

/** The best fit on binned samples; null where the function is defined for none of the starting points. */
export function search(
  fn: EdgeFunction,
  family: Family,
  { full, coarse, fine }: Prepared,
  workspace: Workspace,
): Fitted | null {
  switch (family.search) {
    case 'grid':
      return searchGrid(fn, family, coarse, workspace);
    case 'wave':
      return searchWave(fn, family, fine, workspace);
    case 'step':
      return searchStep(fn, family, full, workspace);
  }
}

function searchGrid(fn: EdgeFunction, family: Family, points: Points, workspace: Workspace): Fitted | null {
  const optima: Fitted[] = [];
  for (const chain of family.starts) {
    const fits = chain.map((inner) => fitOuter(fn, family, inner, points, workspace));
    const errorAt = (index: number): number => fits[index]?.sse ?? Infinity;
    for (const [index, fit] of fits.entries()) {
      if (fit && fit.sse <= errorAt(index - 1) && fit.sse < errorAt(index + 1)) optima.push(fit);
      else if (fit && fits.length === 1) optima.push(fit);
    }
  }
  optima.sort((left, right) => left.sse - right.sse);
  return bestOf(fn, family, optima.slice(0, followed), points, workspace);
}

function bestOf(
  fn: EdgeFunction,
  family: Family,
  starts: readonly Fitted[],
  points: Points,
  workspace: Workspace,
): Fitted | null {
  let best: Fitted | null = null;
  for (const start of starts) {
    const fit = optimiseInner(fn, family, start, points, workspace, rough);
    if (!best || fit.sse < best.sse) best = fit;
    if (best.sse <= 1e-12 * points.spread) break;
  }
  return best;
}

/** At least four different inputs a period, or waves between them fit anything; never more than 64 periods over the range. */
const maxPeriods = 64;

/**
 * Sines by their frequency: for each, amplitude and phase follow from least squares on {1, sin ωs, cos ωs}. The step in
 * ω is a third of the half-width of a spectral line, and every optimum is followed.
 */
function searchWave(fn: EdgeFunction, family: Family, points: Points, workspace: Workspace): Fitted | null {
  // cos is sin shifted by a quarter turn.
  const quarter = fn.value(0) > 0.5 ? Math.PI / 2 : 0;
  const at = ({ omega, phase }: Line): Fitted | null =>
    fitOuter(fn, family, { alpha: omega, beta: phase - quarter }, points, workspace);
  const all = spectrumOf(points);
  // The longest waves may cancel too much.
  const lines = family.most === undefined ? all : all.slice(all.findIndex((line) => at(line) !== null));
  const optima = lines.filter(
    ({ sse }, index) =>
      sse <= (lines[index - 1]?.sse ?? Infinity) && sse < (lines[index + 1]?.sse ?? Infinity),
  );
  optima.sort((left, right) => left.sse - right.sse);
  const starts = optima
    .slice(0, followed)
    .map(at)
    .filter((fit) => fit !== null);
  return bestOf(fn, family, starts, points, workspace);
}

interface Line {
  readonly omega: number;
  /** y ≈ C·sin(omega·s + phase) + D with C ≥ 0. */
  readonly phase: number;
  readonly sse: number;
}

/** Sine and cosine have the same search. */
const spectra = new WeakMap<Points, readonly Line[]>();

function spectrumOf(points: Points): readonly Line[] {
  let lines = spectra.get(points);
  if (!lines) {
    const slow = [0.1, 0.25, 0.5, 0.75].flatMap((omega) => spectrum(points, omega, 1));
    const count = Math.max(2, Math.floor(3 * Math.min(maxPeriods, differentInputs(points) / 4)));
    lines = [...slow, ...spectrum(points, Math.PI / 3, count)];
    spectra.set(points, lines);
  }
  return lines;
}

/** Means of equal inputs differ by rounding. */
const rounding = 1e-9;

function differentInputs({ s }: Points): number {
  return s.reduce((count, at, i) => count + Number(i === 0 || at > s[i - 1] + rounding), 0);
}

/** The frequencies spacing, 2·spacing, … count·spacing. */
function spectrum(points: Points, spacing: number, count: number): Line[] {
  const { s, y, weight, totalWeight, mean, spread } = points;
  // Sines and cosines of multiples are computed by rotation, so that the inner loop calls no function.
  const stepSin = s.map((at) => Math.sin(spacing * at));
  const stepCos = s.map((at) => Math.cos(spacing * at));
  const sines = new Float64Array(s.length);
  const cosines = new Float64Array(s.length).fill(1);
  const deviations = y.map((value, i) => weight[i] * (value - mean));
  return Array.from({ length: count }, (_, index) => {
    let [sin, cos, ss, cc, sc, sy, cy] = [0, 0, 0, 0, 0, 0, 0];
    for (let i = 0; i < s.length; i++) {
      const a = sines[i] * stepCos[i] + cosines[i] * stepSin[i];
      const b = cosines[i] * stepCos[i] - sines[i] * stepSin[i];
      sines[i] = a;
      cosines[i] = b;
      const wa = weight[i] * a;
      const wb = weight[i] * b;
      sin += wa;
      cos += wb;
      ss += wa * a;
      cc += wb * b;
      sc += wa * b;
      sy += deviations[i] * a;
      cy += deviations[i] * b;
    }
    const omega = (index + 1) * spacing;
    ss -= (sin * sin) / totalWeight;
    cc -= (cos * cos) / totalWeight;
    sc -= (sin * cos) / totalWeight;
    const determinant = ss * cc - sc * sc;
    if (!(determinant > 1e-13 * ss * cc)) return { omega, phase: 0, sse: Infinity };
    const a = (sy * cc - cy * sc) / determinant;
    const b = (cy * ss - sy * sc) / determinant;
    return { omega, phase: Math.atan2(b, a), sse: spread - a * sy - b * cy };
  });
}

/** The best place for a step, by trying every gap between neighbouring samples with running sums. */
function searchStep(fn: EdgeFunction, family: Family, points: Points, workspace: Workspace): Fitted | null {
  const { s, y, weight, count, totalWeight, mean } = points;
  let best = { gain: -1, at: 2 };
  let [left, total] = [0, 0];
  for (let i = 0; i + 1 < count; i++) {
    left += weight[i];
    total += weight[i] * (y[i] - mean);
    const gain = (total * total * totalWeight) / (left * (totalWeight - left));
    if (s[i] < s[i + 1] && gain > best.gain) best = { gain, at: (s[i] + s[i + 1]) / 2 };
  }
  return fitOuter(fn, family, { alpha: 1, beta: -best.at }, points, workspace);
}
