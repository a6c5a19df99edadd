/**
 * The strongest inputs of a table with many: forward selection by least squares, one function of one input after the other, each the
 * one that lowers the squared error most beside those before (orthogonal least squares: Chen, Billings and Luo, "Orthogonal
 * least squares methods and their application to non-linear system identification", 1989).
 */
import { dot } from '../../optim/cholesky.ts';
import type { Question } from '../fits/fitDesign.ts';
import { isBendable, type Terms } from '../terms/terms.ts';

/** Functions that the inputs are screened by. */
export interface Screen {
  /** By function, the place of its term. */
  readonly of: readonly number[];
  /** By function, [row]. */
  readonly columns: readonly Float64Array[];
}

/** At most so many numbers are looked at for each choice: of more rows, evenly spaced ones. */
const mostCells = 4e6;
/** A function that keeps less than this share of its square beside those before says nothing new. */
const leastNew = 1e-4;
/** Where less than this share of the squares is left, a law is found. */
const exact = 1e-12;

/** The straight lines of all terms, and what bends as the squares and cubes of their ranks do. @param inputs [input][row] */
export function screenOf({ terms, rows }: Terms, inputs: Float64Array): Screen {
  const of: number[] = [];
  const columns: Float64Array[] = [];
  terms.forEach((term, place) => {
    const [input] = term.inputs;
    const column = inputs.subarray(input * rows, (input + 1) * rows);
    const bends = isBendable(term, column) ? bendsOf(column) : [];
    for (const values of [...term.lines.map((line) => line.values), ...bends]) {
      of.push(place);
      columns.push(values);
    }
  });
  return { of, columns };
}

/** Legendre's polynomials of degree 2 and 3 of the ranks of values: far values bend them no more than others do. */
function bendsOf(column: Float64Array): Float64Array[] {
  const sorted = column.toSorted();
  const { length } = sorted;
  const rank = new Map<number, number>();
  for (let first = 0; first < length;) {
    let next = first + 1;
    while (next < length && sorted[next] === sorted[first]) next++;
    rank.set(sorted[first], (first + next) / length - 1);
    first = next;
  }
  const u = column.map((value) => rank.get(value)!);
  return [u.map((x) => (3 * x * x - 1) / 2), u.map((x) => (5 * x ** 3 - 3 * x) / 2)];
}

/**
 * The strongest terms, in the order of their choice.
 * @param among rows to learn from. @param most the most terms.
 */
export function strongest(
  { of, columns }: Screen,
  { rows, outputs, targets, classifies, weights }: Question,
  among: Uint32Array,
  most: number,
): number[] {
  const every = Math.max(1, Math.ceil((among.length * columns.length) / mostCells));
  const used = among.filter((_, i) => i % every === 0);
  const count = used.length;
  const root = Float64Array.from(used, (row) => Math.sqrt(weights?.[row] ?? 1));
  const valueOf = (o: number, row: number): number =>
    classifies ? Number(targets[row] === (outputs === 1 ? 1 : o)) : targets[o * rows + row];
  const left = Array.from({ length: outputs }, (_, o) =>
    Float64Array.from(used, (row, i) => root[i] * valueOf(o, row)),
  );
  const screened = columns.map((column) => Float64Array.from(used, (row, i) => root[i] * column[row]));
  /** What the screened functions keep of their squares, and their products with what is left of the targets. */
  const squares = screened.map((column) => dot(column, 0, column, 0, count));
  const products = screened.map((column) => left.map((target) => dot(column, 0, target, 0, count)));
  const directions: Float64Array[] = [];
  /** Takes a direction out of the targets and of what the others keep. @param function of no direction before */
  const take = (own: Float64Array): void => {
    const direction = own.slice();
    // Twice, against rounding.
    for (let pass = 0; pass < 2; pass++)
      for (const before of directions) subtract(direction, dot(direction, 0, before, 0, count), before);
    const length = Math.sqrt(dot(direction, 0, direction, 0, count));
    direction.forEach((value, i) => (direction[i] = value / length));
    directions.push(direction);
    const along = left.map((target) => dot(direction, 0, target, 0, count));
    left.forEach((target, o) => subtract(target, along[o], direction));
    screened.forEach((column, c) => {
      const share = dot(column, 0, direction, 0, count);
      squares[c] -= share ** 2;
      along.forEach((value, o) => (products[c][o] -= share * value));
    });
  };
  take(root);
  const whole = squares.slice();
  const before = left.map((target) => dot(target, 0, target, 0, count));
  const found: number[] = [];
  // A term has at most three functions.
  for (let step = 0; step < 3 * most && directions.length < count / 2; step++) {
    const variances = left.map((target) => dot(target, 0, target, 0, count));
    if (variances.every((square, o) => square <= exact * before[o])) break;
    let [best, gain] = [-1, 0];
    squares.forEach((square, c) => {
      if (!(square > leastNew * whole[c])) return;
      const own = products[c].reduce((sum, product, o) => sum + product ** 2 / (square * variances[o]), 0);
      if (own > gain) [best, gain] = [c, own];
    });
    if (best < 0) break;
    const term = of[best];
    if (!found.includes(term)) {
      if (found.length === most) break;
      found.push(term);
    }
    take(screened[best]);
  }
  return found;
}

/** a − s·b, in place. */
function subtract(a: Float64Array, s: number, b: Float64Array): void {
  for (let i = 0; i < a.length; i++) a[i] -= s * b[i];
}
