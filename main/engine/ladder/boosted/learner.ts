/** Boosted curves and pairs as functions that a network is written from. */
import { everyRow } from '../../data/rows.ts';
import { layoutOf, type DesignColumn, type DesignPart } from '../fits/design.ts';
import type { Question } from '../fits/fitDesign.ts';
import type { Folds } from '../judging/folds.ts';
import { remembering, type Learner, type Written } from '../fits/learners.ts';
import type { TermColumn } from '../terms/terms.ts';
import { polygonAt, type BinnedTable, type Bins } from './bins.ts';
import { boost, functionsOf, unboosted, type Boosted, type Functions } from './boost.ts';
import { centred, meanSquare, productsOf } from './pairTable.ts';
import { bestSize, type Size } from './size.ts';
import type { Shape } from './tree.ts';

/** Trees for each output that show which inputs act in pairs. */
const screening: Size = { rounds: 50, depth: 2 };
/** The most pairs of inputs. */
const mostPairs = 10;
/** Products whose size is less than this share of the residuals are left out. */
const negligible = 0.05;

/**
 * As many trees as held-out rows choose, and as deep. Where there are many pairs of inputs, a first pass finds those that matter, and
 * the second has no others.
 */
export function boostedLearner(question: Question, table: BinnedTable, folds: Folds): Learner<Written> {
  const grow = growing(question, table);
  const sizeFor = bestSize(question, table.bins.length, folds, grow);
  return remembering(async (among) => {
    const rows = among ?? everyRow(question.rows);
    return written(await grow(rows, await sizeFor(among)), question, table, rows);
  });
}

/** Trees that learn from some rows; those that were grown once are kept. */
function growing(question: Question, { bins }: BinnedTable) {
  interface Started {
    readonly bare: Boosted;
    readonly mayPair: Shape['mayPair'];
    /** By depth. */
    readonly grown: Map<number, Boosted[]>;
  }
  const started = new Map<Uint32Array, Started>();
  return async (among: Uint32Array, { rounds, depth }: Size): Promise<Boosted> => {
    if (!started.has(among)) {
      const bare = unboosted(question, among);
      started.set(among, { bare, mayPair: await pairing(question, bins, among, bare), grown: new Map() });
    }
    const { bare, mayPair, grown } = started.get(among)!;
    if (!grown.has(depth)) grown.set(depth, [bare]);
    const list = grown.get(depth)!;
    const before = list.findLast((one) => one.rounds <= rounds)!;
    if (before.rounds === rounds) return before;
    const next = await boost(question, bins, among, before, rounds, { depth, mayPair });
    list.push(next);
    return next;
  };
}

/** Which inputs may act together: all where they are few. */
async function pairing(
  question: Question,
  bins: readonly Bins[],
  among: Uint32Array,
  bare: Boosted,
): Promise<Shape['mayPair']> {
  if ((bins.length * (bins.length - 1)) / 2 <= mostPairs) return () => true;
  const screened = await boost(question, bins, among, bare, screening.rounds, {
    depth: screening.depth,
    mayPair: () => true,
  });
  const pairs = largestPairs(functionsOf(screened, bins), bins);
  return (a, b) => pairs.has(keyOf(a, b));
}

function keyOf(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function largestPairs(found: readonly Functions[], bins: readonly Bins[]): ReadonlySet<string> {
  const sizes = new Map<string, number>();
  for (const pair of found.flatMap(({ pairs }) => pairs)) {
    const key = keyOf(pair.one, pair.other);
    sizes.set(key, (sizes.get(key) ?? 0) + meanSquare(pair, centred(pair, bins).together, bins));
  }
  return new Set([...sizes.keys()].sort((a, b) => sizes.get(b)! - sizes.get(a)!).slice(0, mostPairs));
}

/** A column of the network, with its weight. */
interface Member {
  readonly kind: DesignPart['kind'];
  readonly column: DesignColumn;
  readonly weight: number;
}

function written(boosted: Boosted, question: Question, table: BinnedTable, among: Uint32Array): Written {
  const { rows } = table;
  const least = negligible * residual(boosted, question, among);
  const outputs = functionsOf(boosted, table.bins).map((functions) => membersOf(functions, table, least));
  const members = outputs.flatMap((output) => output.members);
  const fits = outputs.map((output) => {
    const theta = new Float64Array(members.length + 1);
    theta[0] = output.intercept;
    members.forEach((member, c) => {
      if (output.members.includes(member)) theta[c + 1] = member.weight;
    });
    // What is negligible is left out already.
    return { theta, totalFreedom: NaN, variance: 0 };
  });
  return {
    design: layoutOf(members.map(({ kind, column }) => ({ kind, columns: [column] }))),
    fits,
    outputs: outputs.map((output) => {
      const sum = new Float64Array(rows).fill(output.intercept);
      for (const { column, weight } of output.members)
        for (let row = 0; row < rows; row++) sum[row] += weight * column.values[row];
      return sum;
    }),
  };
}

/** The root mean square of what is left of the targets; 1 for logits. */
function residual({ fitted }: Boosted, { targets, rows, classifies }: Question, among: Uint32Array): number {
  if (classifies) return 1;
  const squares = fitted.map((values, o) =>
    among.reduce((sum, row) => sum + (targets[o * rows + row] - values[row]) ** 2, 0),
  );
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / (among.length * fitted.length));
}

/** One output as columns of the network. */
function membersOf(
  { intercept, curves, pairs }: Functions,
  table: BinnedTable,
  least: number,
): { readonly intercept: number; readonly members: readonly Member[] } {
  const { rows, bins, terms } = table;
  const own = curves.map((curve) => Float64Array.from(curve));
  let constant = intercept;
  const products = pairs.flatMap((pair): Member[] => {
    const { mean, ofOne, ofOther, together } = centred(pair, bins);
    constant += mean;
    ofOne.forEach((value, bin) => (own[pair.one][bin] += value));
    ofOther.forEach((value, bin) => (own[pair.other][bin] += value));
    // The mean square is that of all products together.
    if (meanSquare(pair, together, bins) <= least ** 2) return [];
    return productsOf(pair, together, bins, least).map((product) => {
      const one = columnOf(table, pair.one, product.ofOne);
      const other = columnOf(table, pair.other, product.ofOther);
      const values = Float64Array.from({ length: rows }, (_, row) => one.values[row] * other.values[row]);
      return { kind: 'pair', column: { one, other, scale: 1, mean: 0, values }, weight: product.size };
    });
  });
  const sums = own.flatMap((values, input): Member[] => {
    if (values.every((value) => value === 0)) return [];
    const [line] = terms.terms[input].lines;
    if (line === undefined)
      return [{ kind: 'deviations', column: columnOf(table, input, values), weight: 1 }];
    // An input of two values: a straight line.
    const [first, second] = bins[input].knots;
    const slope = (values[1] - values[0]) / (second - first);
    constant += values[0] - slope * first;
    return [{ kind: 'lines', column: line, weight: slope }];
  });
  return { intercept: constant, members: [...sums, ...products] };
}

/** A function of one input. */
function columnOf(
  { rows, bins, terms, inputs }: BinnedTable,
  input: number,
  values: Float64Array,
): TermColumn {
  return {
    input,
    coef: polygonAt(bins[input], values, terms.bases[input].identity),
    mean: 0,
    values: polygonAt(bins[input], values, inputs.subarray(input * rows, (input + 1) * rows)),
  };
}
