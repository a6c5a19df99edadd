/** What the figures of a solution show. Pure. */
import type { FieldView, SolutionView } from '../../../shared/contract/views/equation.ts';

export type Quantity = 'solution' | 'residual' | 'error';

/** The quantities that there are; the error only where a solution is known. */
export function quantitiesOf({ fields }: SolutionView): readonly { value: Quantity; label: string }[] {
  const known = fields.some(({ error }) => error !== null);
  return [
    { value: 'solution', label: 'Solution' },
    { value: 'residual', label: 'Residual' },
    ...(known ? [{ value: 'error' as const, label: 'Error' }] : []),
  ];
}

/** The values of a quantity on the lattice. */
export function valuesOf({ residuals }: SolutionView, field: FieldView, quantity: Quantity): Float64Array {
  if (quantity === 'residual') return residuals;
  return quantity === 'error' && field.error !== null ? field.error : field.values;
}

/** A cut through a lattice of two coordinates. @param fixed which of them is held @param at index of its value */
export function cutOf(
  values: Float64Array,
  [xs, ys]: readonly Float64Array[],
  fixed: 0 | 1,
  at: number,
): Float64Array {
  return fixed === 1
    ? values.subarray(at * xs.length, (at + 1) * xs.length)
    : Float64Array.from(ys, (_, row) => values[row * xs.length + at]);
}
