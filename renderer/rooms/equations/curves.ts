/** The curves of a solution over one coordinate. Pure. */
import type { FieldView, SolutionView, UnknownCurveView } from '../../../shared/contract/views/equation.ts';
import { cutOf, valuesOf, type Quantity } from './figure.ts';

export interface Curve {
  readonly name: string;
  readonly y: Float64Array;
  /** Number of its colour, from 1. */
  readonly tone: number;
  /** It is a known solution. */
  readonly known: boolean;
  readonly dots: FieldView['measured'];
  /** Where the true curve probably is; null where nothing is known of that. */
  readonly band: { readonly low: Float64Array; readonly high: Float64Array } | null;
}

const tones = 5;

/** The values at a cut; with one coordinate all of them. */
export type Cut = { readonly fixed: 0 | 1; readonly at: number } | null;

/** @param shown the functions; the residual is one curve for all equations */
export function curvesOf(
  view: SolutionView,
  shown: readonly FieldView[],
  quantity: Quantity,
  cut: Cut,
): readonly Curve[] {
  const along = (values: Float64Array): Float64Array =>
    cut === null ? values : cutOf(values, view.axes, cut.fixed, cut.at);
  if (quantity === 'residual') {
    return [{ name: 'residual', y: along(view.residuals), tone: 1, known: false, dots: null, band: null }];
  }
  return shown.flatMap((field, index): Curve[] => {
    const { name, values, error, measured } = field;
    const tone = 1 + (index % tones);
    const own = { name, y: along(valuesOf(view, field, quantity)), tone, known: false, band: null };
    if (quantity === 'error') return error === null ? [] : [{ ...own, name: `${name} − known`, dots: null }];
    const truth = error && values.map((value, at) => value - error[at]);
    const known = truth && {
      ...own,
      name: `${name}, known`,
      y: along(truth),
      tone: 1 + ((index + 1) % tones),
    };
    return [{ ...own, dots: measured }, ...(known ? [{ ...known, known: true, dots: null }] : [])];
  });
}

/** How an unknown function is written: k(x). */
export function unknownName({ name, argument }: UnknownCurveView): string {
  return `${name}(${argument})`;
}

/** An unknown function with two standard errors to each side, and what the MLP has found. */
export function unknownCurves(curve: UnknownCurveView, mlp: Float64Array | null): readonly Curve[] {
  const { values, standardErrors } = curve;
  const own: Curve = {
    ...{ name: unknownName(curve), y: values, tone: 1, known: false, dots: null },
    band: standardErrors && {
      low: values.map((value, at) => value - 2 * standardErrors[at]),
      high: values.map((value, at) => value + 2 * standardErrors[at]),
    },
  };
  return mlp === null ? [own] : [own, { ...own, name: 'MLP', y: mlp, tone: 2, band: null }];
}
