/** The error against the size as the chart and the table show it. Pure. */
import type { SizePoint, SizeSeries, SizeStudyView } from '../../../shared/contract/views/sizeStudy.ts';

export interface ShownPoint extends SizePoint {
  readonly series: 'kan' | 'mlp';
}

type End = Pick<SizePoint, 'parameters' | 'error'>;
type Range = readonly [number, number];

/** All points with an error above 0, those of the network first. */
export function sizePoints({ kan, mlp }: SizeStudyView): readonly ShownPoint[] {
  return [
    ...kan.points.map((point) => ({ ...point, name: `KAN, ${point.name}`, series: 'kan' as const })),
    ...mlp.points.map((point) => ({ ...point, series: 'mlp' as const })),
  ].filter(({ error }) => error > 0);
}

/** The ends of the fitted line, over the points that it was fitted to; none without a law. */
export function lawLine({ law, points }: SizeSeries): readonly End[] {
  if (law === null) return [];
  const fitted = points.filter(({ error }) => error > 0).slice(0, law.points);
  return [fitted[0], fitted[fitted.length - 1]].map(({ parameters }) => {
    return { parameters, error: law.factor * parameters ** law.exponent };
  });
}

/** The line with the slope of the KAN paper through the network's first point, inside the ranges of the chart. */
export function expectedLine({ kan, expected }: SizeStudyView, xs: Range, ys: Range): readonly End[] {
  const first = kan.points.find(({ error }) => error > 0);
  if (first === undefined) return [];
  const errorAt = (parameters: number): number => first.error * (parameters / first.parameters) ** expected;
  const parametersAt = (error: number): number => first.parameters * (error / first.error) ** (1 / expected);
  const last = Math.min(xs[1], parametersAt(ys[0]));
  return [
    { parameters: first.parameters, error: first.error },
    { parameters: last, error: errorAt(last) },
  ];
}
