/**
 * The search for formulas. Laws are looked for in the rows themselves first (`fromRows`). Where none is as good as the
 * rows allow, small networks of different shapes are tried one after another. Each is trained from a few starts, loses
 * its weak edges, gets finer grids, and its edges are fixed to functions. The result is the formulas that no simpler
 * formula matches. docs/algorithms/laws.md and formulas.md give the reasons.
 */
import { besideLines } from './besideLines.ts';
import { constantOnly, isConstant } from './constantTarget.ts';
import type { DiscoverTask, Discovery } from './discoverTask.ts';
import type { Found } from './front.ts';
import { fromRows } from './fromRows.ts';
import { ownFormula } from './ownFormula.ts';
import { withSimpler } from './readFormulas.ts';
import { frontOf, searchDataOf, searchWithout, type SearchData } from './searchData.ts';
import { tryShapes } from './tryShapes.ts';
import { searchWithoutFarRows, type Outcome } from './withoutFarRows.ts';

/**
 * Formulas for the first target. Yields after each shape; ends early once a formula is exact. Where no formula is found
 * the list is empty; that is not an error.
 */
export async function* discover(task: DiscoverTask): AsyncGenerator<Discovery, readonly Found[]> {
  const all = searchDataOf(task);
  if (isConstant(all.train)) return yield* constantOnly(all);
  const compare = besideLines(task, all);
  const search = formulasIn(task, all);
  for (;;) {
    const { value, done } = await search.next();
    if (done) return compare(value);
    yield { ...value, formulas: compare(value.formulas) };
  }
}

async function* formulasIn(task: DiscoverTask, all: SearchData): AsyncGenerator<Discovery, readonly Found[]> {
  const known = task.known ?? [];
  const own = ownFormula(task, all);
  const { formulas, settled, search } =
    known.length > 0
      ? continued(task, all, known, own)
      : yield* searchWithoutFarRows(task, all, (rows) => inRows(rows, rows === all ? own : []));
  if (task.networks === false) return formulas;
  return yield* withSimpler(search, settled ? formulas : yield* tryShapes(task, search, formulas));
}

/** What an earlier search found, and its rows. */
function continued(
  { dataset }: DiscoverTask,
  all: SearchData,
  known: readonly Found[],
  own: readonly Found[],
) {
  const { far } = known[0];
  if (far === undefined) return { formulas: frontOf(all, [...own, ...known]), settled: false, search: all };
  return { formulas: known, settled: false, search: searchWithout(all, dataset, far) };
}

/** Searches for laws in the rows; `settled` where networks cannot be expected to give a better formula. */
async function* inRows(search: SearchData, own: readonly Found[]): AsyncGenerator<Discovery, Outcome> {
  const { context, train, validation } = search;
  let formulas = own;
  if (own.length > 0) yield { formulas, note: '' };
  let agreed: Outcome['agreed'] = [];
  for await (const found of fromRows(context.dataset.encoding, train, validation, context.signal)) {
    formulas = frontOf(search, [...formulas, ...found.formulas]);
    agreed = found.agreed;
    const stage = { what: `Laws in the rows, ${found.next}`, tried: null };
    yield { formulas, note: found.note, ...(found.next !== '' && { stage }) };
    if (found.settled) return { formulas, agreed, settled: formulas.length > 0 };
  }
  return { formulas, agreed, settled: false };
}
