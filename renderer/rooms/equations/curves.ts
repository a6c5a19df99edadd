/** The curves of a solution over one coordinate. Pure. */
import type { FieldView, SolutionView } from '../../../shared/contract/equationViews.ts';
import { cutOf, valuesOf, type Quantity } from './figure.ts';

export interface Curve {
  readonly name: string;
  readonly y: Float64Array;
  /** Number of its colour, from 1. */
  readonly tone: number;
  /** It is a known solution. */
  readonly known: boolean;
  readonly dots: FieldView['measured'];
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
    return [{ name: 'residual', y: along(view.residuals), tone: 1, known: false, dots: null }];
  }
  return shown.flatMap((field, index): Curve[] => {
    const { name, values, error, measured } = field;
    const tone = 1 + (index % tones);
    const own = { name, y: along(valuesOf(view, field, quantity)), tone, known: false };
    if (quantity === 'error') return error === null ? [] : [{ ...own, name: `${name} − known`, dots: null }];
    const truth = error && values.map((value, at) => value - error[at]);
    const known = truth && { name: `${name}, known`, y: along(truth), tone: 1 + ((index + 1) % tones) };
    return [{ ...own, dots: measured }, ...(known ? [{ ...known, known: true, dots: null }] : [])];
  });
}
