/** Tables of laws in several columns, for tests. */
import { compile } from '../../../shared/expression/evaluate.ts';
import type { Expression } from '../../../shared/expression/tree.ts';
import { seededRandom } from '../../../shared/random.ts';
import { Breath } from '../../../main/engine/breath.ts';
import type { FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { laws } from '../../../main/engine/symbolic/laws/laws.ts';
import type { Law as FoundLaw } from '../../../main/engine/symbolic/laws/foundLaws.ts';

type Law = (...values: number[]) => number;

/** Rows drawn from the ranges of the columns x1, x2, …, with normal errors. @param noise as a share of the target's spread; the spread where the law is constant */
export function tableOf(
  law: Law,
  ranges: readonly (readonly [number, number])[],
  { rows, noise }: { readonly rows: number; readonly noise: number },
): FormulaData {
  const random = seededRandom(3);
  const columns = ranges.map(([low, high]) =>
    Float64Array.from({ length: rows }, () => low + (high - low) * random.next()),
  );
  const exact = valuesOf(law, columns);
  const spread = spreadOf(exact) || 1;
  const target = exact.map((value) => value + noise * spread * random.normal());
  return { names: ranges.map((_, i) => `x${i + 1}`), columns, rows, target, weights: null };
}

/** The laws that the search in the rows ends with, the best first. */
export async function lawsIn(data: FormulaData): Promise<readonly FoundLaw[]> {
  let last: readonly FoundLaw[] = [];
  for await (const state of laws(data, { signal: new AbortController().signal, breath: new Breath() }))
    last = state.laws;
  return last;
}

/** The distance of a formula from a law on the rows of a table, as a share of the law's spread. */
export function errorOfLaw(formula: Expression, law: Law, { names, columns, rows }: FormulaData): number {
  const exact = valuesOf(law, columns);
  const values = compile(formula, names)(columns, rows);
  const square = exact.reduce((sum, value, row) => sum + (values[row] - value) ** 2, 0);
  return Math.sqrt(square / rows) / spreadOf(exact);
}

function valuesOf(law: Law, columns: readonly Float64Array[]): Float64Array {
  return columns[0].map((_, row) => law(...columns.map((column) => column[row])));
}

function spreadOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
