/**
 * Building blocks: all short expressions in a few variables, from the shortest on, as columns of values. An expression
 * is left out where an earlier one has the same values.
 */
import { power, product, subtract, sum, type Expression } from '../../../../shared/expression/tree.ts';
import { needsZero, operations, roughGrid, roughShapes } from './operations.ts';
import type { Group } from './problem.ts';

/** The ways to make a block other than an operation on one block; operations are numbered from 0. */
const Join = { Leaf: -1, Plus: -2, Minus: -3, Times: -4, Over: -5, Power: -6, Shape: -7 } as const;

const largest = 1e9;
/** Sums of more short blocks than this would be too many. */
const mostShort = 60;
/** The depth of shapes: so large that no block is made from a shape. */
const shapeDepth = 9;

export class Blocks {
  readonly rows: number;
  readonly values: Float64Array[] = [];
  /** The length: the number of leaves and operations. */
  readonly lengths: number[] = [];
  readonly #operation: number[] = [];
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  /** How many transcendental operations are nested in each block. */
  readonly #depths: number[] = [];
  readonly #isScale: boolean[] = [];
  /** Whether the zero of each block is a convention. */
  readonly #isBare: boolean[] = [];
  readonly #numbers: number[] = [];
  readonly #leaves: readonly Expression[];
  readonly #seen = new Map<number, Set<number>>();
  readonly #probe: Float64Array;

  /**
   * @param leaves the variables. @param at the values of one at the rows that the blocks are for. @param most blocks at most.
   * @param beyond blocks that are longer than those next to them, but frequent in laws: those with a rough number inside, or
   * transcendental operations on sums.
   */
  constructor(
    leaves: readonly Group[],
    at: (values: Float64Array) => Float64Array,
    most: number,
    beyond: 'rough' | 'sums' | 'none' = 'rough',
  ) {
    const columns = leaves.map(({ values }) => at(values));
    this.rows = columns.at(0)?.length ?? 0;
    this.#leaves = leaves.map(({ expression }) => expression);
    let state = 1;
    this.#probe = Float64Array.from({ length: this.rows }, () => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647 + 0.5;
    });
    columns.forEach((column, i) =>
      this.#offer(column.slice(), 1, Join.Leaf, i, -1, 0, { isBare: leaves[i].isBare }),
    );
    const variables = this.values.length;
    if (most <= variables) return;
    if (beyond !== 'none') this.#grow(Math.min(most, 3 * variables + 400 * Math.min(variables, 1)), 3);
    if (beyond === 'rough') this.#shapes(variables);
    if (beyond === 'sums') this.#transcendentalSums(most);
    this.#grow(most, Infinity);
  }

  /** Whether a block is a product with a variable whose zero is a convention. */
  isBare(block: number): boolean {
    return this.#isBare[block];
  }

  get count(): number {
    return this.values.length;
  }

  expression(block: number): Expression {
    const operation = this.#operation[block];
    const left = this.#left[block];
    if (operation === Join.Leaf) return this.#leaves[left];
    const one = this.expression(left);
    if (operation >= 0) return operations[operation].build(one);
    if (operation === Join.Shape) return roughShapes[this.#right[block]].build(one, this.#numbers[block]);
    const other = this.expression(this.#right[block]);
    switch (operation) {
      case Join.Plus:
        return sum([one, other]);
      case Join.Minus:
        return subtract(one, other);
      case Join.Times:
        return product([one, other]);
      case Join.Over:
        return product([one, power(other, -1)]);
      default:
        return power(one, other);
    }
  }

  #level = 2;

  /** Makes longer and longer blocks, until there are `most` or they are `longest`. */
  #grow(most: number, longest: number): void {
    for (; this.#level <= longest; this.#level++) {
      const length = this.#level;
      const before = this.count;
      const byLength = (of: number): number[] => {
        const found: number[] = [];
        for (let block = 0; block < before; block++) if (this.lengths[block] === of) found.push(block);
        return found;
      };
      // The length of a product is only the sum of the lengths of its factors, because laws contain many products.
      for (let one = 1; one <= length / 2; one++) {
        const [left, right] = [byLength(one), byLength(length - one)];
        for (const a of left) for (const b of right) if (!this.#multiply(a, b, length, most)) return;
      }
      for (let one = 1; one <= (length - 1) / 2; one++) {
        const [left, right] = [byLength(one), byLength(length - 1 - one)];
        for (const a of left) for (const b of right) if (!this.#add(a, b, length, most)) return;
      }
      for (const block of byLength(length - 1)) {
        for (let operation = 0; operation < operations.length; operation++) {
          if (this.count >= most) return;
          this.#apply(block, operation, length);
        }
      }
      if (length > 12) return;
    }
  }

  #apply(block: number, operation: number, length: number): void {
    const { value, transcendental: isTranscendental, scale: isScale } = operations[operation];
    const isBare = this.#isBare[block];
    if (isBare && needsZero[operation]) return;
    if (this.#isScale[block] && !isTranscendental) return;
    if (this.#depths[block] >= (isTranscendental ? 2 : shapeDepth)) return;
    const from = this.values[block];
    const column = new Float64Array(this.rows);
    for (let row = 0; row < column.length; row++) column[row] = value(from[row]);
    this.#offer(column, length, operation, block, -1, this.#depths[block] + (isTranscendental ? 1 : 0), {
      isScale,
      isBare: isBare && !isTranscendental,
    });
  }

  /** Sums of two short blocks, and transcendental operations on them: longer, but frequent in laws. */
  #transcendentalSums(most: number): void {
    const short: number[] = [];
    for (let block = 0; block < this.count; block++) if (this.lengths[block] <= 2) short.push(block);
    if (short.length > mostShort) return;
    const before = this.count;
    for (const a of short)
      for (const b of short) if (a < b) this.#add(a, b, this.lengths[a] + this.lengths[b] + 1, most);
    const after = this.count;
    for (let block = before; block < after; block++) {
      for (let operation = 0; operation < operations.length && this.count < most; operation++)
        if (operations[operation].transcendental) this.#apply(block, operation, this.lengths[block] + 1);
    }
  }

  #multiply(a: number, b: number, length: number, most: number): boolean {
    if (!this.#mayJoin(a, b)) return true;
    this.#join(a, b, length, Join.Times, (p, q) => p * q);
    if (a === b) return this.count < most;
    if (!this.#isBare[b]) this.#join(a, b, length, Join.Over, (p, q) => p / q);
    if (!this.#isBare[a]) this.#join(b, a, length, Join.Over, (p, q) => p / q);
    return this.count < most;
  }

  #add(a: number, b: number, length: number, most: number): boolean {
    if (a === b || !this.#mayJoin(a, b)) return true;
    this.#join(a, b, length, Join.Plus, (p, q) => p + q);
    this.#join(a, b, length, Join.Minus, (p, q) => p - q);
    if (length === 3) {
      if (!this.#isBare[a]) this.#join(a, b, length, Join.Power, (p, q) => p ** q);
      if (!this.#isBare[b]) this.#join(b, a, length, Join.Power, (p, q) => p ** q);
    }
    return this.count < most;
  }

  #mayJoin(a: number, b: number): boolean {
    return ![a, b].some((block) => this.#isScale[block] || this.#depths[block] === shapeDepth);
  }

  #join(a: number, b: number, length: number, join: number, value: (p: number, q: number) => number): void {
    const [x, y] = [this.values[a], this.values[b]];
    const column = new Float64Array(this.rows);
    for (let row = 0; row < column.length; row++) column[row] = value(x[row], y[row]);
    const isBare = (join === Join.Times || join === Join.Over) && (this.#isBare[a] || this.#isBare[b]);
    this.#offer(column, length, join, a, b, Math.max(this.#depths[a], this.#depths[b]), { isBare });
  }

  #shapes(variables: number): void {
    for (let block = 0; block < variables; block++) {
      const from = this.values[block];
      const size = from.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
      roughShapes.forEach(({ value }, shape) => {
        for (const multiple of roughGrid) {
          const isShift = shape >= 5 && shape <= 7;
          const a = isShift ? multiple * size * 0.3 : (multiple * 3) / size;
          const column = from.map((x) => value(x, a));
          if (this.#offer(column, 4, Join.Shape, block, shape, shapeDepth)) this.#numbers[this.count - 1] = a;
        }
      });
    }
  }

  #offer(
    column: Float64Array,
    length: number,
    operation: number,
    left: number,
    right: number,
    deep: number,
    { isScale = false, isBare = false } = {},
  ): boolean {
    let one = 0;
    let other = 0;
    let low = Infinity;
    let high = -Infinity;
    for (let row = 0; row < column.length; row++) {
      const value = column[row];
      if (value < low) low = value;
      if (value > high) high = value;
      one += value * this.#probe[row];
      other += value * this.#probe[column.length - 1 - row] * (row % 3 === 0 ? 1 : -1);
    }
    if (
      !(Math.max(-low, high) < largest) ||
      !(high - low > 1e-9 * Math.max(-low, high, 1e-12)) ||
      Number.isNaN(one)
    )
      return false;
    const [key, second] = [Math.fround(one), Math.fround(other)];
    const known = this.#seen.get(key);
    if (known?.has(second)) return false;
    if (known) known.add(second);
    else this.#seen.set(key, new Set([second]));
    this.values.push(column);
    this.lengths.push(length);
    this.#operation.push(operation);
    this.#left.push(left);
    this.#right.push(right);
    this.#depths.push(deep);
    this.#isScale.push(isScale);
    this.#isBare.push(isBare);
    this.#numbers.push(0);
    return true;
  }
}
