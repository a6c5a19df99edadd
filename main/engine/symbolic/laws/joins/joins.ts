/**
 * Laws of two and three building blocks: T(y) = A ∘ (c₀ + c₁·B), A ∘ U⁻¹(c₀ + c₁·B) and A ∘ (c₀ + c₁·B + c₂·C), where ∘
 * is ×, /, + or −. For each A, the rest follows from the rows, and an index of all blocks finds in constant time a block B that
 * equals the rest up to the constants. So the search tries all pairs of many thousand blocks in about a second, and triples of
 * which two are short. It finds only laws without noise.
 */
import { number, power, product, sum, type Expression } from '../../../../../shared/expression/tree.ts';
import { Blocks } from '../blocks.ts';
import type { SearchControl } from '../control.ts';
import type { Problem } from '../problem.ts';
import type { Candidate } from '../terms/candidate.ts';
import { fitted } from '../terms/leastSquares.ts';
import { transforms, type Transform } from '../transforms.ts';
import { AffineIndex, probeRows } from './affineIndex.ts';
import { probes } from './probes.ts';

/** An operation that makes T(y) of a block A and the rest. */
interface Operation {
  /** Writes the rest at rows from one to before another. Each operation has a loop of its own, which the compiler can make fast. */
  readonly rest: (t: Float64Array, a: Float64Array, into: Float64Array, from: number, to: number) => void;
  /** T(y). */
  readonly build: (a: Expression, rest: Expression) => Expression;
  /** What the operation adds to the size of a formula. */
  readonly size: number;
  /** Whether T(y) is a sum, in which a much larger A hides the rest. */
  readonly adds: boolean;
}

const times = (exponent: number, rest: Operation['rest']): Operation => ({
  rest,
  build: (a, of) => product([power(a, exponent), of]),
  size: exponent === 1 ? 1 : 3,
  adds: false,
});
const plus = (factor: number, rest: Operation['rest']): Operation => ({
  rest,
  build: (a, of) => sum([factor === 1 ? a : product([number(factor), a]), of]),
  size: 1,
  adds: true,
});
const operations: readonly Operation[] = [
  times(1, (t, a, into, from, to) => {
    for (let k = from; k < to; k++) into[k] = t[k] / a[k];
  }),
  times(-1, (t, a, into, from, to) => {
    for (let k = from; k < to; k++) into[k] = t[k] * a[k];
  }),
  plus(1, (t, a, into, from, to) => {
    for (let k = from; k < to; k++) into[k] = t[k] - a[k];
  }),
  plus(-1, (t, a, into, from, to) => {
    for (let k = from; k < to; k++) into[k] = t[k] + a[k];
  }),
];
/** For the target itself only: with other transforms they give nothing new. */
const operationsOfTarget: readonly Operation[] = [
  ...operations,
  times(0.5, (t, a, into, from, to) => {
    for (let k = from; k < to; k++) into[k] = t[k] / Math.sqrt(a[k]);
  }),
  times(-0.5, (t, a, into, from, to) => {
    for (let k = from; k < to; k++) into[k] = t[k] * Math.sqrt(a[k]);
  }),
  times(2, (t, a, into, from, to) => {
    for (let k = from; k < to; k++) into[k] = t[k] / (a[k] * a[k]);
  }),
  times(-2, (t, a, into, from, to) => {
    for (let k = from; k < to; k++) into[k] = t[k] * a[k] * a[k];
  }),
];

/** Blocks that are tried as C, blocks that are tried as A beside C, and blocks that are tried as B beside both. */
const short = { third: 60, first: 150, second: 15_000 } as const;
/** Blocks that are tried as A where the rest is T⁻¹(c₀ + c₁·B) for a second T. */
const mostNested = 6000;
/** Second transforms, by name. */
const nested = ['1/y', 'y²', 'log y', 'exp y'];
/** A term this many times as large as the sum hides what is beside it. */
const hidden = 1e4;
/** The largest number of matches that become formulas, the shortest first. */
const mostMatches = 12;

interface Match {
  readonly transform: Transform;
  /** What joins A and the rest; null where there is no A. */
  readonly operation: Operation | null;
  readonly one: number;
  /** The transform that makes the rest a sum of blocks; null where the rest itself is one. */
  readonly inner: Transform | null;
  /** The blocks in this sum. */
  readonly others: readonly number[];
  /** The values of this sum at the rows of the blocks. */
  readonly rest: Float64Array;
  readonly size: number;
}

/** Blocks between two pauses. */
const pauseEvery = 512;

/** Laws of two or three blocks that the rows follow exactly. @param most the largest number of building blocks */
export async function joined(problem: Problem, most: number, control: SearchControl): Promise<Candidate[]> {
  const { groups, target } = problem;
  const rows = probes(groups, target.length, probeRows);
  if (rows === null) return [];
  const at = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row]);
  const blocks = new Blocks(groups, at, most, 'sums');
  await control.breath.take();
  const search = new Joins(blocks, target, at(target));
  await search.match(null, blocks.count, control);
  if (search.matches.length === 0) {
    const few = blocks.values.slice(0, short.second);
    for (let third = 0; third < Math.min(short.third, blocks.count); third++)
      await search.match(third, short.first, control, few);
  }
  return search.matches
    .sort((a, b) => a.size - b.size)
    .slice(0, mostMatches)
    .map((match) => candidateOf(match, blocks));
}

const innerTransforms = transforms.filter(({ name }) => nested.includes(name));

class Joins {
  readonly matches: Match[] = [];
  readonly #blocks: Blocks;
  readonly #sizes: readonly number[];
  readonly #targets: readonly { readonly transform: Transform; readonly values: Float64Array }[];

  /** @param target all of its values. @param probe its values at the rows of the blocks. */
  constructor(blocks: Blocks, target: Float64Array, probe: Float64Array) {
    this.#blocks = blocks;
    this.#sizes = blocks.values.map(sizeOf);
    const [low, high] = target.reduce(([a, b], y) => [Math.min(a, y), Math.max(b, y)], [Infinity, -Infinity]);
    this.#targets = transforms
      .filter(({ takes }) => takes(low, high))
      .map((transform) => ({ transform, values: probe.map(transform.value) }));
  }

  /** Looks for matches with the block C (null for none), and the first `most` blocks as A. */
  async match(
    third: number | null,
    most: number,
    { breath, signal }: SearchControl,
    seconds: readonly Float64Array[] = this.#blocks.values,
  ): Promise<void> {
    const { values: columns, lengths } = this.#blocks;
    const index = new AffineIndex(seconds, third === null ? null : columns[third]);
    await breath.take();
    const rest = new Float64Array(probeRows);
    const whole = new Float64Array(probeRows);
    const offer = (
      transform: Transform,
      operation: Operation | null,
      one: number,
      inner: Transform | null,
    ): void => {
      const second = index.find(rest);
      if (second < 0) return;
      const others = third === null ? [second] : [second, third];
      const own = operation === null ? 0 : operation.size + lengths[one];
      const functions = transform.complexity + (inner?.complexity ?? 0);
      const size = others.reduce((sum, block) => sum + lengths[block] + 1, functions + own);
      this.matches.push({ transform, operation, one, inner, others, rest: rest.slice(), size });
    };
    // Few rests begin as a block does: the others are not computed to their end.
    const { leading } = index;
    for (const { transform, values } of this.#targets) {
      if (signal.aborted) return;
      const largest = sizeOf(values);
      rest.set(values);
      offer(transform, null, 0, null);
      for (const operation of transform.name === 'y' ? operationsOfTarget : operations) {
        for (let one = 0; one < Math.min(most, columns.length); one++) {
          if (one % pauseEvery === 0) await breath.take();
          const a = columns[one];
          if (operation.adds && this.#sizes[one] > hidden * largest) continue;
          operation.rest(values, a, rest, 0, leading);
          for (let k = 0; k < leading; k++) whole[k] = rest[k];
          if (index.mayFind(rest)) {
            operation.rest(values, a, rest, leading, probeRows);
            offer(transform, operation, one, null);
          }
          if (third !== null || one >= mostNested) continue;
          for (const inner of innerTransforms) {
            for (let k = 0; k < leading; k++) rest[k] = inner.value(whole[k]);
            if (!index.mayFind(rest)) continue;
            operation.rest(values, a, whole, leading, probeRows);
            for (let k = leading; k < probeRows; k++) rest[k] = inner.value(whole[k]);
            offer(transform, operation, one, inner);
          }
        }
      }
      await breath.take();
    }
  }
}

function candidateOf(
  { transform, operation, one, inner, others, rest, size }: Match,
  blocks: Blocks,
): Candidate {
  const columns = others.map((block) => blocks.values[block]);
  const numbers = fitted(columns, rest, new Float64Array(rest.length).fill(1)) ?? [];
  const scale = sizeOf(rest);
  const linear = sum([
    number(Math.abs(numbers[0]) < rounding * scale ? 0 : nearWhole(numbers[0])),
    ...others.map((block, k) => product([number(nearWhole(numbers[k + 1])), blocks.expression(block)])),
  ]);
  const beside = inner === null ? linear : inner.inverse(linear);
  const whole = operation === null ? beside : operation.build(blocks.expression(one), beside);
  return { expression: transform.inverse(whole), error: 0, size, terms: 1 };
}

const rounding = 1e-9;

function sizeOf(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

/** Rounds a number that differs from a whole one only by a rounding error. */
function nearWhole(value: number): number {
  const whole = Math.round(value);
  return whole !== 0 && Math.abs(value - whole) < rounding * Math.abs(whole) ? whole : value;
}
