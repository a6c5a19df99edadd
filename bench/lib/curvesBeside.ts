/** The curves of one quantity beside a second one, z: with a line of z added (`sums`), and times z (`products`). */
import { compile } from '../../shared/expression/evaluate.ts';
import { parseExpression } from '../../shared/expression/parse.ts';
import curves from '../data/curves.json';
import { deviation } from './lawData.ts';

interface Curve {
  readonly name: string;
  readonly formula: string;
  readonly ranges: readonly (readonly (string | number)[])[];
  readonly rows: number;
  /** Standard deviation of what is added to the target. */
  readonly error: number;
}

const leastRows = 60;
/** The slope of the line, in spreads of the curve: a line of z from 0 to 1 then varies about as much. */
const slope = 2.2;
const points = 400;

export const sums: readonly Curve[] = (curves as readonly Curve[]).map((curve) => ({
  ...curve,
  name: `${curve.name} + line`,
  formula: `(${curve.formula}) + ${(slope * spreadOf(curve)).toPrecision(3)} * zz`,
  ranges: [...curve.ranges, ['zz', 0, 1]],
  rows: Math.max(leastRows, curve.rows),
  error: 1.3 * curve.error,
}));

export const products: readonly Curve[] = (curves as readonly Curve[]).map((curve) => ({
  ...curve,
  name: `${curve.name} × factor`,
  formula: `(${curve.formula}) * zz`,
  ranges: [...curve.ranges, ['zz', 1, 3]],
  rows: Math.max(leastRows, curve.rows),
  error: 2 * curve.error,
}));

/** The standard deviation of a curve over its range. */
function spreadOf({ formula, ranges: [[name, from, to, distribution]] }: Curve): number {
  const [low, high] = [Number(from), Number(to)];
  const x = Float64Array.from({ length: points }, (_, i) => {
    const share = i / (points - 1);
    return distribution === 'log' ? low * (high / low) ** share : low + (high - low) * share;
  });
  const names = [String(name)];
  return deviation(compile(parseExpression(formula, names), names)([x], points));
}
