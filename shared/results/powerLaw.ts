/** Power laws of errors against sizes. */
import type { PowerLaw } from '../contract/views/sizeStudy.ts';

interface Point {
  readonly parameters: number;
  readonly error: number;
}

/**
 * Least squares of log error on log parameters, over the points up to the one with the lowest error: beyond it the error
 * does not fall with the size. @param points by ascending number of parameters
 */
export function powerLawOf(points: readonly Point[]): PowerLaw | null {
  const usable = points.filter(({ parameters, error }) => parameters > 0 && error > 0);
  const lowest = Math.min(...usable.map(({ error }) => error));
  const falling = usable.slice(0, usable.findIndex(({ error }) => error === lowest) + 1);
  const x = falling.map(({ parameters }) => Math.log(parameters));
  const y = falling.map(({ error }) => Math.log(error));
  const [meanX, meanY] = [mean(x), mean(y)];
  const spread = x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  if (falling.length < 2 || spread === 0) return null;
  const exponent = x.reduce((sum, value, i) => sum + (value - meanX) * (y[i] - meanY), 0) / spread;
  const left = y.reduce((sum, value, i) => sum + (value - meanY - exponent * (x[i] - meanX)) ** 2, 0);
  return {
    exponent,
    standardError: falling.length === 2 ? null : Math.sqrt(left / (falling.length - 2) / spread),
    factor: Math.exp(meanY - exponent * meanX),
    points: falling.length,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
