/**
 * Laws of two and three building blocks: T(y) = A ∘ (c₀ + c₁·B), A ∘ U⁻¹(c₀ + c₁·B) and A ∘ (c₀ + c₁·B + c₂·C), where ∘
 * is ×, /, + or −. For each A, what stands beside it follows from the rows, and an index of all blocks tells at once whether a block B
 * equals it up to the constants. So all pairs of many thousand blocks are tried in about a second, and triples of which
 * two are short. Only a law without noise is found.
 */
import { number, power, product, sum, type Expression } from '../../../../../shared/expression/tree.ts';
import type { Breath } from '../../../breath.ts';
import { evenRows } from '../../../data/rows.ts';
import { Blocks } from '../blocks.ts';
import type { Problem } from '../problem.ts';
import type { Candidate } from '../terms/candidate.ts';
import { fitted } from '../terms/leastSquares.ts';
import { transforms, type Transform } from '../transforms.ts';
import { AffineIndex, probeRows } from './affineIndex.ts';

/** A way in which a block A and the rest make T(y). */
interface Way {
  /** The rest at one row. */
  readonly rest: (t: number, a: number) => number;
  /** T(y). */
  readonly build: (a: Expression, rest: Expression) => Expression;
  /** What the way adds to the size of a formula. */
  readonly size: number;
  /** Whether T(y) is a sum, in which a much larger A hides the rest. */
  readonly adds: boolean;
}

const times = (exponent: number, rest: Way['rest']): Way => ({
  rest,
  build: (a, of) => product([power(a, exponent), of]),
  size: exponent === 1 ? 1 : 3,
  adds: false,
});
const ways: readonly Way[] = [
  times(1, (t, a) => t / a),
  times(-1, (t, a) => t * a),
  { rest: (t, a) => t - a, build: (a, rest) => sum([a, rest]), size: 1, adds: true },
  { rest: (t, a) => t + a, build: (a, rest) => sum([product([number(-1), a]), rest]), size: 1, adds: true },
];
/** With the target itself only: other transforms have these, too. */
const waysOfTarget: readonly Way[] = [
  ...ways,
  times(0.5, (t, a) => t / Math.sqrt(a)),
  times(-0.5, (t, a) => t * Math.sqrt(a)),
  times(2, (t, a) => t / (a * a)),
  times(-2, (t, a) => t * a * a),
];

/** Blocks that are tried as C, blocks that are tried as A beside C, and blocks that are tried as B beside both. */
const short = { third: 60, first: 150, second: 15_000 } as const;
/** Blocks that are tried as A where the rest is T⁻¹(c₀ + c₁·B) for a second T. */
const mostNested = 6000;
/** Second transforms, by name. */
const nested = ['1/y', 'y²', 'log y', 'exp y'];
/** A term this many times as large as the sum hides what is beside it. */
const hidden = 1e4;
/** The most matches that are written out as formulas, the shortest first. */
const mostMatches = 12;

interface Match {
  readonly transform: Transform;
  /** A and what connects it to the rest; null where the rest is all. */
  readonly way: Way | null;
  readonly one: number;
  /** The transform of the rest that is a sum of blocks; null where the rest itself is. */
  readonly inner: Transform | null;
  /** The blocks of the rest. */
  readonly others: readonly number[];
  /** The sum of blocks at the rows of the blocks. */
  readonly rest: Float64Array;
  readonly size: number;
}

/** Blocks between two pauses. */
const pauseEvery = 512;

/** What a search hears while it works. */
export interface Listening {
  readonly breath: Breath;
  /** When it is aborted, the search ends with what it has found. */
  readonly signal: AbortSignal;
}

/** @param most building blocks. */
export async function joined(problem: Problem, most: number, listening: Listening): Promise<Candidate[]> {
  const { groups, target } = problem;
  if (target.length < probeRows) return [];
  const rows = evenRows(target.length, probeRows);
  const at = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row]);
  const blocks = new Blocks(
    groups.map(({ expression }) => expression),
    groups.map(({ values }) => at(values)),
    most,
    { rough: false },
  );
  await listening.breath.take();
  const search = new Joins(blocks, target, at(target));
  await search.beside(null, blocks.count, listening);
  if (search.matches.length === 0) {
    const few = blocks.values.slice(0, short.second);
    for (let third = 0; third < Math.min(short.third, blocks.count); third++)
      await search.beside(third, short.first, listening, few);
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
  async beside(
    third: number | null,
    most: number,
    { breath, signal }: Listening,
    seconds: readonly Float64Array[] = this.#blocks.values,
  ): Promise<void> {
    const { values: columns, lengths } = this.#blocks;
    const index = new AffineIndex(seconds, third === null ? null : columns[third]);
    await breath.take();
    const rest = new Float64Array(probeRows);
    const whole = new Float64Array(probeRows);
    const offer = (transform: Transform, way: Way | null, one: number, inner: Transform | null): void => {
      const second = index.find(rest);
      if (second < 0) return;
      const others = third === null ? [second] : [second, third];
      const own = way === null ? 0 : way.size + lengths[one];
      const functions = transform.complexity + (inner?.complexity ?? 0);
      const size = others.reduce((sum, block) => sum + lengths[block] + 1, functions + own);
      this.matches.push({ transform, way, one, inner, others, rest: rest.slice(), size });
    };
    for (const { transform, values } of this.#targets) {
      if (signal.aborted) return;
      const largest = sizeOf(values);
      rest.set(values);
      offer(transform, null, 0, null);
      for (const way of transform.name === 'y' ? waysOfTarget : ways) {
        for (let one = 0; one < Math.min(most, columns.length); one++) {
          if (one % pauseEvery === 0) await breath.take();
          const a = columns[one];
          if (way.adds && this.#sizes[one] > hidden * largest) continue;
          for (let k = 0; k < probeRows; k++) rest[k] = way.rest(values[k], a[k]);
          offer(transform, way, one, null);
          if (third !== null || one >= mostNested) continue;
          for (let k = 0; k < probeRows; k++) whole[k] = rest[k];
          for (const inner of innerTransforms) {
            for (let k = 0; k < probeRows; k++) rest[k] = inner.value(whole[k]);
            offer(transform, way, one, inner);
          }
        }
      }
      await breath.take();
    }
  }
}

function candidateOf({ transform, way, one, inner, others, rest, size }: Match, blocks: Blocks): Candidate {
  const columns = others.map((block) => blocks.values[block]);
  const numbers = fitted(columns, rest, new Float64Array(rest.length).fill(1)) ?? [];
  const scale = sizeOf(rest);
  const linear = sum([
    number(Math.abs(numbers[0]) < rounding * scale ? 0 : nearWhole(numbers[0])),
    ...others.map((block, k) => product([number(nearWhole(numbers[k + 1])), blocks.expression(block)])),
  ]);
  const beside = inner === null ? linear : inner.inverse(linear);
  const whole = way === null ? beside : way.build(blocks.expression(one), beside);
  return { expression: transform.inverse(whole), error: 0, size, terms: 1 };
}

const rounding = 1e-9;

function sizeOf(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

/** A number that is whole but for rounding. */
function nearWhole(value: number): number {
  const whole = Math.round(value);
  return whole !== 0 && Math.abs(value - whole) < rounding * Math.abs(whole) ? whole : value;
}
