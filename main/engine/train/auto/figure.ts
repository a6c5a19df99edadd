/** An error for the log: three digits; a power of ten where a row of zeros would hide it. */
export function errorFigure(value: number): string {
  return value < 1e-3 ? value.toExponential(2) : value.toPrecision(3);
}
