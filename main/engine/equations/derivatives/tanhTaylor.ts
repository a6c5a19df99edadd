/**
 * Taylor coefficients of tanh along lines, for a block of points, and the way back.
 *
 * Along a line a node's sum is z(s) = Σ zₖ·sᵏ. With y = tanh z and u = 1 − y², y′ = u·z′ gives the Taylor coefficients
 * yₖ = (1/k)·Σⱼ j·zⱼ·uₖ₋ⱼ and uₖ = −Σᵢ yᵢ·yₖ₋ᵢ (Griewank and Walther, "Evaluating Derivatives", 2008, chapter 13). All lines through a
 * point share z₀, y₀ and u₀. The gradient goes the same way back.
 */
import { columnsOf, type Line } from './lineBatch.ts';

export interface Scratch {
  /** Taylor coefficients of 1 − y² and their adjoints, [k][row]. */
  readonly u: Float64Array;
  readonly uBar: Float64Array;
  readonly zBar: Float64Array;
}

/** Room for nodes of at most so many rows. */
export function scratchOf(lines: readonly Line[], blockRows: number): Scratch {
  const length = (Math.max(0, ...lines.map(({ order }) => order)) + 1) * blockRows;
  return {
    u: new Float64Array(length),
    uBar: new Float64Array(length),
    zBar: new Float64Array(columnsOf(lines).count * blockRows),
  };
}

/** Replaces the coefficients of one node's sum, [column][row] from `at` on, by those of its tanh. */
export function activate(
  values: Float64Array,
  at: number,
  rows: number,
  lines: readonly Line[],
  { u }: Scratch,
): void {
  const { first } = columnsOf(lines);
  for (let row = 0; row < rows; row++) {
    // As exact as Math.tanh in absolute terms, and several times as fast.
    const y = 1 - 2 / (Math.exp(2 * values[at + row]) + 1);
    values[at + row] = y;
    u[row] = 1 - y * y;
  }
  lines.forEach(({ order }, line) => {
    const place = placesOf(at, first[line], rows);
    // The sums are needed until the last coefficient is known.
    const z = values.slice(place(1), place(order + 1));
    for (let k = 1; k <= order; k++) {
      const to = place(k);
      values.fill(0, to, to + rows);
      for (let j = 1; j <= k; j++) {
        addTimes(values, to, j / k, z, (j - 1) * rows, u, (k - j) * rows, rows);
      }
      if (k < order) squares(u, values, place, k, rows);
    }
  });
}

/** uₖ = −Σᵢ yᵢ·yₖ₋ᵢ */
function squares(
  u: Float64Array,
  y: Float64Array,
  place: (k: number) => number,
  k: number,
  rows: number,
): void {
  u.fill(0, k * rows, (k + 1) * rows);
  for (let i = 0; i <= k; i++) addTimes(u, k * rows, -1, y, place(i), y, place(k - i), rows);
}

/** Replaces the adjoints of one node's tanh by those of its sum. @param y the coefficients of the tanh at the same places */
export function activateBack(
  bars: Float64Array,
  y: Float64Array,
  at: number,
  { z, at: from }: { readonly z: Float64Array; readonly at: number },
  rows: number,
  lines: readonly Line[],
  { u, uBar, zBar }: Scratch,
): void {
  const { first } = columnsOf(lines);
  for (let row = 0; row < rows; row++) u[row] = 1 - y[at + row] ** 2;
  zBar.fill(0);
  lines.forEach(({ order }, line) => {
    const place = placesOf(at, first[line], rows);
    const sum = placesOf(from, first[line], rows);
    for (let k = 1; k < order; k++) squares(u, y, place, k, rows);
    uBar.fill(0);
    for (let k = order; k >= 1; k--) {
      for (let i = 0; i <= k && k < order; i++) {
        addTimes(bars, place(i), -2, uBar, k * rows, y, place(k - i), rows);
      }
      for (let j = 1; j <= k; j++) {
        const own = (first[line] + j - 1) * rows;
        addTimes(zBar, own, j / k, bars, place(k), u, (k - j) * rows, rows);
        addTimes(uBar, (k - j) * rows, j / k, bars, place(k), z, sum(j), rows);
      }
    }
    addTimes(bars, at, -2, uBar, 0, y, at, rows);
  });
  for (let row = 0; row < rows; row++) zBar[row] = bars[at + row] * u[row];
  const columns = columnsOf(lines).count;
  bars.set(zBar.subarray(0, columns * rows), at);
}

/** Where the k-th coefficient along a line begins; the value is that of all lines. */
function placesOf(at: number, first: number, rows: number): (k: number) => number {
  return (k) => (k === 0 ? at : at + (first + k - 1) * rows);
}

/** out[i] += factor·a[i]·b[i] over neighbouring numbers. */
function addTimes(
  out: Float64Array,
  to: number,
  factor: number,
  a: Float64Array,
  from: number,
  b: Float64Array,
  other: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) out[to + i] += factor * a[from + i] * b[other + i];
}
