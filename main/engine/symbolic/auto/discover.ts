/**
 * The search for formulas. Laws are looked for in the rows themselves first (`fromRows`). Where none is as good as the
 * rows allow, small networks of different shapes are tried one after another. Each is trained from a few starts, loses
 * its weak edges, gets finer grids, and its edges are fixed to functions. The result is the formulas that no simpler
 * formula matches. docs/algorithms/laws.md and formulas.md give the reasons.
 */
import { constantOnly, isConstant } from './constantTarget.ts';
import type { DiscoverTask, Discovery } from './discoverTask.ts';
import type { Found } from './front.ts';
import { fromRows } from './fromRows.ts';
import { withSimpler } from './readFormulas.ts';
import { frontOf, searchDataOf, type SearchData } from './searchData.ts';
import { tryShapes } from './tryShapes.ts';

/**
 * Formulas for the first target. Yields after each shape; ends early once a formula is exact. Where no formula is found
 * the list is empty; that is not an error.
 */
export async function* discover(task: DiscoverTask): AsyncGenerator<Discovery, readonly Found[]> {
  const search = searchDataOf(task);
  if (isConstant(search.train)) return yield* constantOnly(search);
  const known = task.known ?? [];
  const { formulas, settled } =
    known.length > 0 ? { formulas: known, settled: false } : yield* inRows(search);
  if (task.networks === false) return formulas;
  return yield* withSimpler(search, settled ? formulas : yield* tryShapes(task, search, formulas));
}

/** Searches for laws in the rows; `settled` where networks cannot be expected to give a better formula. */
async function* inRows(
  search: SearchData,
): AsyncGenerator<Discovery, { readonly formulas: readonly Found[]; readonly settled: boolean }> {
  const { context, train, validation } = search;
  let formulas: readonly Found[] = [];
  for await (const found of fromRows(context.dataset.encoding, train, validation, context.signal)) {
    formulas = frontOf(search, [...formulas, ...found.formulas]);
    const stage = { what: `Laws in the rows, ${found.next}`, tried: null };
    yield { formulas, note: found.note, ...(found.next !== '' && { stage }) };
    if (found.settled) return { formulas, settled: formulas.length > 0 };
  }
  return { formulas, settled: false };
}
