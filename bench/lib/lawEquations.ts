/**
 * Laws for the search for formulas. `feynman`: the 100 equations as published (Udrescu and Tegmark, "AI Feynman", 2020), in
 * their own ranges. `rational`: enzymes, gases, optics, right-hand sides of differential equations. `historical`: ten laws of
 * astronomy and physics (nine of them as in EmpiricalBench, Cranmer 2023) in published tables, or in rows with realistic scatter.
 * `nguyen`: short compositions, the 13 of Nguyen (Uy et al. 2011; Petersen et al. 2021) and 20 others like them. `si`: physics in SI units,
 * whose values spread over decades, from 1e-50 to 1e40. `curves`: 48 curves of one quantity as a laboratory measures them, 20 to 120 rows
 * with a scatter of 2 % of the spread. `sums` and `products`: the same beside a second quantity. `interactions`: such a curve times a
 * line of a second quantity, most beside a third. `surfaces`: others in few columns, to count names that are not those of a law.
 */
import { complexity } from '../../shared/expression/complexity.ts';
import { compile } from '../../shared/expression/evaluate.ts';
import { parseExpression } from '../../shared/expression/parse.ts';
import { simplify } from '../../shared/expression/simplify/simplify.ts';
import type { Expression } from '../../shared/expression/tree.ts';
import { seededRandom } from '../../shared/random.ts';
import curves from '../data/curves.json';
import feynman from '../data/feynman.json';
import historical from '../data/historical.json';
import interactions from '../data/interactions.json';
import nguyen from '../data/nguyen.json';
import rational from '../data/rational.json';
import si from '../data/si.json';
import surfaces from '../data/surfaces.json';
import { products, sums } from './curvesBeside.ts';
import { deviation, type Sample } from './lawData.ts';

const sets = { feynman, rational, historical, nguyen, si, curves, sums, products, interactions, surfaces };
export type LawSet = keyof typeof sets;
export const lawSets = Object.keys(sets) as LawSet[];

export interface Range {
  readonly low: number;
  readonly high: number;
  readonly isLog: boolean;
}

export interface LawEquation {
  readonly name: string;
  readonly formula: string;
  readonly tree: Expression;
  readonly complexity: number;
  readonly names: readonly string[];
  readonly ranges: readonly Range[];
  readonly units?: readonly string[];
  /** Standard deviation of what is added to the target: as a share of each value, and in its own unit. */
  readonly scatter: number;
  readonly error: number;
  /** Rows as published: the columns, then the target. Absent where rows are drawn from the ranges. */
  readonly table?: readonly (readonly number[])[];
  /** How many rows are drawn; absent where the bench decides. */
  readonly rows?: number;
}

/** What the files say of a law. */
interface Entry {
  readonly name: string;
  readonly formula: string;
  readonly ranges?: readonly (readonly (string | number)[])[];
  readonly columns?: readonly string[];
  readonly table?: readonly (readonly number[])[];
  readonly units?: readonly string[];
  readonly rows?: number;
  readonly scatter?: number;
  readonly error?: number;
}

/**
 * @param dummies columns added to each that do not matter, from 1 to 5.
 * @param withUnits whether the columns and the target have their units
 */
export function lawEquations(set: LawSet, dummies: number, withUnits: boolean): readonly LawEquation[] {
  return (sets[set] as readonly Entry[]).map((entry) => {
    const { name, formula, units, table, rows } = entry;
    const own = entry.columns ?? entry.ranges?.map(([column]) => String(column)) ?? [];
    const added = Array.from({ length: table ? 0 : dummies }, (_, i) => `other${i + 1}`);
    const tree = parseExpression(formula, own);
    return {
      name,
      formula,
      tree,
      complexity: complexity(simplify(tree)),
      names: [...own, ...added],
      ranges: [
        ...(table ? own.map((_, i) => rangeOfTable(table, i)) : (entry.ranges ?? []).map(rangeOf)),
        ...added.map(() => ({ low: 1, high: 5, isLog: false })),
      ],
      scatter: entry.scatter ?? 0,
      error: entry.error ?? 0,
      ...(table && { table }),
      ...(rows !== undefined && { rows }),
      ...(withUnits &&
        units && { units: [...units.slice(0, -1), ...added.map(() => ''), ...units.slice(-1)] }),
    };
  });
}

function rangeOf([, low, high, distribution]: readonly (string | number)[]): Range {
  return { low: Number(low), high: Number(high), isLog: distribution === 'log' };
}

function rangeOfTable(table: readonly (readonly number[])[], column: number): Range {
  const values = table.map((row) => row[column]);
  return { low: Math.min(...values), high: Math.max(...values), isLog: false };
}

/** Rows without noise. @param count how many, drawn from the ranges */
export function exactRows(equation: LawEquation, count: number, seed: number): Sample {
  const random = seededRandom(seed);
  const columns = equation.ranges.map(({ low, high, isLog }) =>
    Float64Array.from({ length: count }, () =>
      isLog ? low * (high / low) ** random.next() : low + (high - low) * random.next(),
    ),
  );
  return lawAt(equation, columns);
}

/** What the law says for these values of its columns. */
export function lawAt({ names, tree, units }: LawEquation, columns: readonly Float64Array[]): Sample {
  const target = compile(tree, names)(columns, columns[0].length);
  return { names, columns, target, ...(units && { units }) };
}

/** Whether the rows to learn from differ from the law by themselves, not only by noise that is asked for. */
export function hasScatter({ table, scatter, error }: LawEquation): boolean {
  return table !== undefined || scatter > 0 || error > 0;
}

/**
 * The rows to learn from: the published ones in a random order, or drawn ones with the law's own scatter.
 * @param noise standard deviation of what is added besides, as a share of the target's spread
 */
export function measuredRows(equation: LawEquation, count: number, noise: number): Sample {
  const { names, table, scatter, error, units } = equation;
  const random = seededRandom(1);
  if (table) {
    const rows = table
      .map((row) => ({ row, place: random.next() }))
      .toSorted((a, b) => a.place - b.place)
      .map(({ row }) => row);
    const columns = names.map((_, i) => Float64Array.from(rows, (row) => row[i]));
    const target = Float64Array.from(rows, (row) => row[names.length]);
    return { names, columns, target, ...(units && { units }) };
  }
  const exact = exactRows(equation, count, 1);
  const added = noise * deviation(exact.target) + error;
  const target = exact.target.map(
    (y) =>
      y * (1 + (scatter > 0 ? scatter * random.normal() : 0)) + (added > 0 ? added * random.normal() : 0),
  );
  return { ...exact, target };
}

/** The same law on a range that reaches a tenth further below and half above, in logarithms where it is drawn by them. */
export function widened(equation: LawEquation): LawEquation {
  const ranges = equation.ranges.map(({ low, high, isLog }) =>
    isLog
      ? { low: low / (high / low) ** 0.1, high: high * (high / low) ** 0.5, isLog }
      : { low: low - (high - low) / 10, high: high + (high - low) / 2, isLog },
  );
  return { ...equation, ranges };
}
