/**
 * Sums and products of a few building blocks: T(y) = c₀ + Σ cₖ·blockₖ, and y = c₀·Π |blockₖ|^pₖ. The blocks are chosen one
 * after the other, each time the one that leaves least with all chosen ones fitted anew (orthogonal matching pursuit),
 * several ways side by side (a beam).
 */
import { call, number, power, product, sum, type Expression } from '../../../../shared/expression/tree.ts';
import type { Blocks } from './blocks.ts';
import { transforms } from './transforms.ts';

export interface Candidate {
  /** F in the blocks' variables. */
  readonly expression: Expression;
  /** Residual in the target's unit, to first order, as a share of its spread. */
  readonly error: number;
  /** About the complexity. */
  readonly size: number;
  readonly terms: number;
}

export interface TermOptions {
  /** Terms at most. */
  readonly terms: number;
  /** Ways side by side. */
  readonly beam: number;
  /** So many of the shortest blocks are tried as the first term, however little each explains alone. */
  readonly firsts: number;
}

interface State {
  readonly chosen: readonly number[];
  readonly directions: readonly Float64Array[];
  readonly residual: Float64Array;
  readonly left: number;
  /** Of each block, what its weighted square is without the part along the directions. */
  readonly squares: Float64Array;
  readonly score: number;
}

/** Errors below this share count as 0. */
const exact = 1e-8;
/** A block must keep this share of its square beside those that are chosen. */
const independent = 1e-7;
const kept = 8;
/** A power with a smaller exponent is left out. */
const negligible = 1e-6;

/** @param weights so that Σ w·(difference)² is the error that counts; null where all rows count alike. */
export function fewTerms(
  blocks: Blocks,
  target: Float64Array,
  weights: Float64Array | null,
  options: TermOptions,
): Candidate[] {
  const found: Candidate[] = [];
  const [low, high] = target.reduce(([a, b], y) => [Math.min(a, y), Math.max(b, y)], [Infinity, -Infinity]);
  const all = Array.from(blocks.values.keys());
  const ones = weights ?? new Float64Array(target.length).fill(1);
  const total = variation(target, ones);
  for (const transform of transforms) {
    if (!transform.takes(low, high)) continue;
    const t = target.map(transform.value);
    const w = target.map((y, row) => ones[row] / Math.max(transform.slope(y) ** 2, 1e-30));
    if (!t.every(Number.isFinite) || !w.every(Number.isFinite)) continue;
    for (const state of pursued(blocks.values, blocks.lengths, t, w, all, total, options)) {
      const terms = state.chosen.map((block) => blocks.expression(block));
      const numbers = fitted(
        state.chosen.map((block) => blocks.values[block]),
        t,
        w,
      );
      if (numbers === null) continue;
      const whole = sum([
        number(numbers[0]),
        ...terms.map((term, k) => product([number(numbers[k + 1]), term])),
      ]);
      found.push({
        terms: terms.length,
        expression: transform.inverse(whole),
        error: Math.sqrt(state.left / total),
        size:
          transform.complexity + state.chosen.reduce((size, block) => size + blocks.lengths[block] + 2, 1),
      });
    }
  }
  found.push(...products(blocks, target, ones, total, options));
  return found;
}

/** y = c·Π |block|^p: a sum of logarithms. */
function products(
  blocks: Blocks,
  target: Float64Array,
  weights: Float64Array,
  total: number,
  options: TermOptions,
): Candidate[] {
  const t = target.map((y) => Math.log(Math.abs(y)));
  if (!t.every(Number.isFinite)) return [];
  const w = target.map((y, row) => weights[row] * y * y);
  const logs: Float64Array[] = [];
  const origin: number[] = [];
  const lengths: number[] = [];
  blocks.values.forEach((values, block) => {
    const log = values.map((value) => Math.log(Math.abs(value)));
    for (const value of log) if (!Number.isFinite(value)) return;
    logs.push(log);
    origin.push(block);
    lengths.push(blocks.lengths[block]);
  });
  const all = Array.from(logs.keys());
  const found: Candidate[] = [];
  for (const state of pursued(logs, lengths, t, w, all, total, options)) {
    const numbers = fitted(
      state.chosen.map((block) => logs[block]),
      t,
      w,
    );
    if (numbers === null) continue;
    const factors = state.chosen.flatMap((block, k) => {
      if (Math.abs(numbers[k + 1]) < negligible) return [];
      const p = nearSimple(numbers[k + 1]);
      const values = blocks.values[origin[block]];
      const base = blocks.expression(origin[block]);
      const even = Number.isInteger(p) || values.every((value) => value > 0);
      const positive = even
        ? base
        : values.every((value) => value < 0)
          ? product([number(-1), base])
          : call('abs', base);
      return [{ expression: p === 1 ? positive : power(positive, p), values, p }];
    });
    const shape = target.map((_, row) =>
      factors.reduce(
        (value, { values, p }) =>
          value * (Number.isInteger(p) ? values[row] ** p : Math.abs(values[row]) ** p),
        1,
      ),
    );
    const c = projection(shape, target, weights);
    if (c === null) continue;
    found.push({
      terms: factors.length,
      expression: product([number(c), ...factors.map(({ expression }) => expression)]),
      error: Math.sqrt(state.left / total),
      size: state.chosen.reduce((size, block) => size + lengths[block] + 2, 1),
    });
  }
  return found;
}

/** Exponents near a half or a third become that. */
function nearSimple(p: number): number {
  for (const denominator of [1, 2, 3, 4]) {
    const near = Math.round(p * denominator) / denominator;
    if (near !== 0 && Math.abs(near - p) < 0.03) return near;
  }
  return p;
}

/** The best states of every number of terms. */
function pursued(
  features: readonly Float64Array[],
  lengths: readonly number[],
  target: Float64Array,
  weights: Float64Array,
  usable: readonly number[],
  total: number,
  { terms, beam, firsts }: TermOptions,
): State[] {
  const rows = target.length;
  const roots = weights.map(Math.sqrt);
  const constant = unit(roots);
  const t = target.map((value, row) => value * roots[row]);
  project(t, constant);
  const squares = new Float64Array(features.length);
  for (const block of usable) {
    const values = features[block];
    let square = 0;
    let along = 0;
    for (let row = 0; row < rows; row++) {
      const value = values[row] * roots[row];
      square += value * value;
      along += value * constant[row];
    }
    squares[block] = square - along * along > independent * square ? square - along * along : 0;
  }
  const floor = exact * exact * total;
  let states: State[] = [
    { chosen: [], directions: [constant], residual: t, left: inner(t, t), squares, score: Infinity },
  ];
  const best: State[] = [];
  for (let depth = 1; depth <= terms; depth++) {
    const next: { parent: State; block: number; left: number; score: number }[] = [];
    for (const parent of states) {
      const weighted = parent.residual.map((value, row) => value * roots[row]);
      let worst = Infinity;
      const own: typeof next = [];
      for (const block of usable) {
        const square = parent.squares[block];
        if (!(square > 0)) continue;
        const values = features[block];
        let share = 0;
        for (let row = 0; row < rows; row++) share += values[row] * weighted[row];
        const left = parent.left - (share * share) / square;
        const score = scoreOf(
          left,
          floor,
          rows,
          parent.chosen.reduce((size, one) => size + lengths[one], lengths[block]),
        );
        if (score >= worst) continue;
        own.push({ parent, block, left, score });
        if (own.length > 8 * beam) {
          own.sort((a, b) => a.score - b.score);
          own.length = 2 * beam;
          worst = own[own.length - 1].score;
        }
      }
      next.push(...own);
    }
    next.sort((a, b) => a.score - b.score);
    const distinct = new Set<string>();
    states = [];
    for (const { parent, block, score } of next) {
      if (states.length >= beam) break;
      const chosen = [...parent.chosen, block].sort((a, b) => a - b);
      const key = chosen.join();
      if (distinct.has(key)) continue;
      distinct.add(key);
      states.push(extended(parent, block, features, usable, roots, score, depth === terms));
    }
    best.push(...states.slice(0, kept));
    if (depth === 1 && terms > 1) {
      const start = {
        chosen: [],
        directions: [constant],
        residual: t,
        left: inner(t, t),
        squares,
        score: Infinity,
      };
      for (const block of usable.slice(0, firsts)) {
        if (squares[block] > 0 && !distinct.has(String(block)))
          states.push(extended(start, block, features, usable, roots, Infinity, false));
      }
    }
    if (states.some(({ left }) => left <= floor)) break;
  }
  return best;
}

function scoreOf(left: number, floor: number, rows: number, size: number): number {
  return rows * Math.log(Math.max(left, 0) + floor) + 3 * size;
}

function extended(
  { chosen, directions, residual, squares }: State,
  block: number,
  features: readonly Float64Array[],
  usable: readonly number[],
  roots: Float64Array,
  score: number,
  last: boolean,
): State {
  const direction = features[block].map((value, row) => value * roots[row]);
  for (let pass = 0; pass < 2; pass++) for (const other of directions) project(direction, other);
  normalise(direction);
  const rest = residual.slice();
  project(rest, direction);
  const smaller = squares.slice();
  if (!last) {
    const weighted = direction.map((value, row) => value * roots[row]);
    for (const other of usable) {
      if (!(squares[other] > 0)) continue;
      const values = features[other];
      let share = 0;
      for (let row = 0; row < values.length; row++) share += values[row] * weighted[row];
      const square = squares[other] - share * share;
      smaller[other] = square > independent * squares[other] ? square : 0;
    }
  }
  return {
    chosen: [...chosen, block],
    directions: [...directions, direction],
    residual: rest,
    left: inner(rest, rest),
    squares: smaller,
    score,
  };
}

/** c₀ and the cₖ by weighted least squares; null where they are not finite. */
function fitted(
  columns: readonly Float64Array[],
  target: Float64Array,
  weights: Float64Array,
): number[] | null {
  const roots = weights.map(Math.sqrt);
  const basis: Float64Array[] = [];
  const upper: number[][] = [];
  const right: number[] = [];
  const rest = target.map((value, row) => value * roots[row]);
  for (const column of [null, ...columns]) {
    const direction = column === null ? roots.slice() : column.map((value, row) => value * roots[row]);
    const shares: number[] = new Array<number>(basis.length).fill(0);
    for (let pass = 0; pass < 2; pass++) {
      basis.forEach((other, k) => {
        const share = inner(direction, other);
        shares[k] += share;
        for (let row = 0; row < direction.length; row++) direction[row] -= share * other[row];
      });
    }
    const norm = Math.sqrt(inner(direction, direction));
    normalise(direction);
    shares.push(norm);
    basis.push(direction);
    upper.push(shares);
    right.push(inner(rest, direction));
    project(rest, direction);
  }
  for (let k = right.length - 1; k >= 0; k--) {
    right[k] /= upper[k][k];
    for (let j = 0; j < k; j++) right[j] -= upper[k][j] * right[k];
  }
  return right.every(Number.isFinite) ? right : null;
}

function projection(shape: Float64Array, target: Float64Array, weights: Float64Array): number | null {
  let both = 0;
  let own = 0;
  for (let row = 0; row < target.length; row++) {
    both += weights[row] * shape[row] * target[row];
    own += weights[row] * shape[row] * shape[row];
  }
  const c = both / own;
  return Number.isFinite(c) && c !== 0 ? c : null;
}

function variation(values: Float64Array, weights: Float64Array): number {
  const roots = weights.map(Math.sqrt);
  const column = values.map((value, row) => value * roots[row]);
  project(column, unit(roots));
  return inner(column, column);
}

function unit(values: Float64Array): Float64Array {
  const copy = values.slice();
  normalise(copy);
  return copy;
}

function normalise(values: Float64Array): void {
  const length = Math.sqrt(inner(values, values));
  for (let row = 0; row < values.length; row++) values[row] /= length;
}

function project(values: Float64Array, direction: Float64Array): void {
  const share = inner(values, direction);
  for (let row = 0; row < values.length; row++) values[row] -= share * direction[row];
}

function inner(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let row = 0; row < a.length; row++) total += a[row] * b[row];
  return total;
}
