/** The law of a table with units, as a problem in dimensionless groups. */
import { dimensionless } from '../../../data/units/dimension.ts';
import { partsOfHalfTurn, type Unit } from '../../../data/units/unit.ts';
import {
  exactNumber,
  number,
  pi,
  power,
  product,
  structureNumber,
  sum,
  variable,
  type Expression,
} from '../../../../../shared/expression/tree.ts';
import { changed, type Problem } from '../problem.ts';
import { scaled } from '../reductions/scaling.ts';
import { absoluteZero } from './absoluteZero.ts';
import { dimensionlessScalings } from './groups.ts';

/**
 * The problem in dimensionless groups, those with the smallest exponents; a column without a unit counts as a number. null
 * where units do not leave fewer variables.
 */
export function dimensionlessProblem(whole: Problem): Problem | null {
  const { units, names } = whole.data;
  if (!units) return null;
  const columns = names.map((name) => units.columns.get(name) ?? null);
  const comparable = inComparableUnits(whole, columns);
  if (comparable === null) return null;
  const scalings = dimensionlessScalings(
    columns.map((unit) => unit?.dimension ?? dimensionless),
    units.target?.dimension ?? dimensionless,
  );
  for (const scaling of scalings) {
    const problem = scaled(comparable, scaling);
    if (problem !== null) return problem;
  }
  return null;
}

/**
 * The problem with temperatures from the absolute zero on and angles in radians, those of the target too; null where nothing is
 * measured otherwise.
 */
export function naturalProblem(whole: Problem): Problem | null {
  const { units, names } = whole.data;
  if (!units) return null;
  const groups = names.map((name) => naturalColumn(name, units.columns.get(name) ?? null));
  const ofTarget = partsOfHalfTurn(units.target);
  if (ofTarget === null && groups.every(({ kind }) => kind === 'variable')) return null;
  return changed(
    whole,
    groups,
    ofTarget === null ? null : product([structureNumber(ofTarget), power(pi, -1)]),
  );
}

const piOver = (parts: number): Expression =>
  exactNumber({ numerator: 1, denominator: parts, radicand: 1, constant: 'pi' });

function naturalColumn(name: string, unit: Unit | null): Expression {
  const column = variable(name);
  const parts = partsOfHalfTurn(unit);
  if (parts !== null) return product([piOver(parts), column]);
  const zero = absoluteZero(unit);
  return zero === null ? column : sum([column, zero]);
}

/**
 * Columns of one dimension in one unit, and temperatures from the absolute zero on: only then their quotients are numbers
 * that a law knows.
 */
function inComparableUnits(whole: Problem, units: readonly (Unit | null)[]): Problem | null {
  const { names } = whole.data;
  const first = new Map<string, number>();
  const groups = names.map((name, i): Expression => {
    const unit = units[i];
    if (unit === null) return variable(name);
    const key = unit.dimension.join();
    const reference = first.get(key) ?? unit.factor;
    first.set(key, reference);
    const ratio = unit.factor / reference;
    const shifted =
      unit.offset === 0 ? variable(name) : sum([variable(name), number(unit.offset / unit.factor)]);
    return Math.abs(ratio - 1) < 1e-12 ? shifted : product([number(ratio), shifted]);
  });
  return groups.every(({ kind }) => kind === 'variable') ? whole : changed(whole, groups, null);
}
