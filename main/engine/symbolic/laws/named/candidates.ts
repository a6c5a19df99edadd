/** Laws with a name that fit a problem in one variable. */
import { isNumber } from '../../../../../shared/expression/tree.ts';
import { rangeOf } from '../../../../../shared/range.ts';
import type { Breath } from '../../../breath.ts';
import { evenRows } from '../../../data/rows.ts';
import type { NamedForm } from '../../formula/descriptionLength.ts';
import type { Problem } from '../problem.ts';
import { zeroOf } from './zeros.ts';
import { LawFits, type LawFit, type LawFitOptions } from './lawFits.ts';
import { allForms, nameOf, type LawForm } from './lawForm.ts';
import { namedFormOf } from './namedForm.ts';

const mostRows = 200;
/** Of few rows, how many more a law needs than it has constants, where nothing else shows how good it is. */
const spareRows = 2;
const kept = 18;

export interface NamedCandidate extends LawFit {
  readonly form: LawForm;
  readonly named: NamedForm;
}

/** The laws with the shortest descriptions first. @param problem none where it is in more than one column. */
export async function namedCandidates(problem: Problem, breath: Breath): Promise<readonly NamedCandidate[]> {
  const fits = fitsOf(problem, mostRows);
  if (fits === null) return [];
  const found = await fitted(allForms, fits.column, breath, (form) => fits.fit(form, { spare: spareRows }));
  return found.slice(0, kept);
}

/**
 * The same laws in other rows of the same table, the shortest descriptions first.
 * @param ends of the variable in the whole table.
 */
export async function refittedCandidates(
  candidates: readonly NamedCandidate[],
  problem: Problem,
  ends: readonly [number, number],
  breath: Breath,
  options: Omit<LawFitOptions, 'start'>,
): Promise<readonly NamedCandidate[]> {
  const fits = fitsOf(problem, options.onlyStart === true ? Infinity : mostRows, ends);
  if (fits === null) return [];
  const starts = new Map(candidates.map(({ form, places }) => [form, places]));
  return fitted([...starts.keys()], fits.column, breath, (form) =>
    fits.fit(form, { ...options, start: starts.get(form)! }),
  );
}

async function fitted(
  forms: readonly LawForm[],
  column: string,
  breath: Breath,
  fit: (form: LawForm) => LawFit | null,
): Promise<readonly NamedCandidate[]> {
  const found: NamedCandidate[] = [];
  for (const form of forms) {
    await breath.take();
    const one = fit(form);
    if (one === null) continue;
    const named = namedFormOf({ join: null, laws: [{ law: nameOf(form), column }] })!;
    found.push({ ...one, form, named });
  }
  return found.sort((one, other) => one.length - other.length);
}

/** @param ends of the variable; those of the rows where absent. */
function fitsOf(
  { data, groups, factor, target, weights }: Problem,
  most: number,
  ends?: readonly [number, number],
): LawFits | null {
  if (groups.length !== 1) return null;
  const [{ expression: variable, values }] = groups;
  // In quotients of columns and the like many laws hold that have no name.
  if (variable.kind !== 'variable' || !isNumber(factor.expression, 1)) return null;
  const rows = evenRows(target.length, most);
  const pick = (all: Float64Array): Float64Array => Float64Array.from(rows, (row) => all[row]);
  const x = pick(values);
  const [low, high] = rangeOf(x);
  return high > low
    ? new LawFits(
        { variable, values: x, ends: ends ?? [low, high], zero: zeroOf(data, variable.name) },
        pick(target),
        weights && pick(weights),
      )
    : null;
}
