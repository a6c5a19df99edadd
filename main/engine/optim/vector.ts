/** Small operations on dense vectors. */

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Largest absolute entry; NaN where any entry is. */
export function maxAbs(a: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const size = Math.abs(a[i]);
    if (!(size <= largest)) largest = size;
    if (Number.isNaN(size)) return NaN;
  }
  return largest;
}

/** Whether every entry is a finite number. */
export function allFinite(a: Float64Array): boolean {
  // 0 times a number that is not finite is not 0.
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += 0 * a[i];
  return sum === 0;
}

/** target += factor · source */
export function addScaled(target: Float64Array, factor: number, source: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * source[i];
}

/** The sum of the values. */
export function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
