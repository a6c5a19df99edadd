/**
 * Levels of an input: what each of its values adds beside the curve, as numbers of subjects, batches or fields do. They have one
 * penalty, so that they are shrunk towards the curve (random intercepts: Laird and Ware, "Random-effects models for
 * longitudinal data", 1982).
 */
import type { DesignPart } from '../fits/design.ts';
import type { TermColumn, Terms } from '../terms/terms.ts';

/** With fewer values a curve follows each of them. */
const fewestLevels = 4;
const mostLevels = 200;
/** Rows for each level on average. */
const rowsPerLevel = 3;
/** Rows for each level of all inputs together. */
const rowsPerColumn = 2;
/** The most levels of all inputs together: a fit takes time in proportion to their third power, and classes take many steps. */
const mostColumns = { numbers: 300, classes: 150 } as const;
/** The least score of {@link scoreOf} of a single input: about 2 % of the inputs without levels have it. */
const leastScore = 2;

/** The levels of an input. */
export interface Levels {
  readonly input: number;
  /** Its values, ascending. */
  readonly values: Float64Array;
  /** A column for each of them: 1 on its rows, minus the mean. Their coefficients are not known before they are on a grid. */
  readonly columns: readonly TermColumn[];
}

/**
 * The inputs of few values whose levels explain most of what curves leave, with these levels.
 * @param residuals by output, [row]. @param weights by row; null where all count alike.
 */
export function levelsOf(
  { terms, rows }: Terms,
  inputs: Float64Array,
  residuals: readonly Float64Array[],
  weights: Float64Array | null,
  kind: keyof typeof mostColumns,
): Levels[] {
  const tried = terms.flatMap(({ inputs: [input], deviations }) => {
    if (deviations.length === 0) return [];
    const column = inputs.subarray(input * rows, (input + 1) * rows);
    const values = Float64Array.from(new Set(column)).sort();
    const count = values.length;
    if (count < fewestLevels || count > mostLevels || count * rowsPerLevel > rows) return [];
    const place = new Map(Array.from(values, (value, level) => [value, level]));
    const of = Uint32Array.from(column, (value) => place.get(value)!);
    return [{ input, values, of, score: scoreOf(of, count, residuals, weights) }];
  });
  // Of many inputs one would have the score of a single one by chance; exp(−z²/2) is that of a normal score z.
  const least = Math.sqrt(leastScore ** 2 + 2 * Math.log(tried.length));
  const found = tried.filter(({ score }) => score > least);
  // Columns that never vary within the same groups have the same levels: the first one has them.
  const different = found.filter(
    (one, i) => !found.slice(0, i).some((other) => partsAlike(other.of, one.of)),
  );
  let room = Math.min(mostColumns[kind], Math.floor(rows / rowsPerColumn));
  return different
    .toSorted((a, b) => b.score - a.score)
    .filter(({ values }) => {
      if (values.length > room) return false;
      room -= values.length;
      return true;
    })
    .map(({ input, values, of }) => ({ input, values, columns: columnsOf(input, of, values) }));
}

/** By how many standard deviations the chi-square of the levels' means is above its expectation without levels. */
function scoreOf(
  of: Uint32Array,
  count: number,
  residuals: readonly Float64Array[],
  weights: Float64Array | null,
): number {
  const weightOf = (row: number): number => weights?.[row] ?? 1;
  const weightsOf = new Float64Array(count);
  of.forEach((level, row) => (weightsOf[level] += weightOf(row)));
  let chiSquare = 0;
  for (const residual of residuals) {
    const sums = new Float64Array(count);
    let squares = 0;
    residual.forEach((value, row) => {
      sums[of[row]] += weightOf(row) * value;
      squares += weightOf(row) * value ** 2;
    });
    if (squares === 0) continue;
    const between = sums.reduce((total, sum, level) => total + sum ** 2 / weightsOf[level], 0);
    chiSquare += (between * of.length) / squares;
  }
  const expected = count * residuals.length;
  return (chiSquare - expected) / Math.sqrt(2 * expected);
}

/** Whether two columns group the rows in the same way. */
function partsAlike(one: Uint32Array, other: Uint32Array): boolean {
  const toOther = new Map<number, number>();
  const toOne = new Map<number, number>();
  return one.every((level, row) => {
    const there = other[row];
    if (!toOther.has(level)) toOther.set(level, there);
    if (!toOne.has(there)) toOne.set(there, level);
    return toOther.get(level) === there && toOne.get(there) === level;
  });
}

function columnsOf(input: number, of: Uint32Array, levels: Float64Array): TermColumn[] {
  return Array.from(levels, (_, level): TermColumn => {
    const is = Float64Array.from(of, (own) => Number(own === level));
    const mean = is.reduce((sum, value) => sum + value, 0) / of.length;
    return { input, coef: new Float64Array(), mean, values: is.map((value) => value - mean) };
  });
}

/** The levels of an input as a part of a design, with a penalty of their own. */
export function levelsPart({ columns }: Levels): DesignPart {
  return { kind: 'deviations', columns };
}
