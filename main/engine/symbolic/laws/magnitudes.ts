/**
 * Data in the magnitudes that the search for laws can work with. Columns of very large or small numbers get other units,
 * so that powers and products of them neither overflow nor become negligible beside 1: x is replaced by x/10ᵏ. If the target
 * spreads over decades, errors are relative; otherwise the few largest values would outweigh all other rows.
 */
import { simplify } from '../../../../shared/expression/simplify/simplify.ts';
import { substitute } from '../../../../shared/expression/substitute.ts';
import { number, product, variable, type Expression } from '../../../../shared/expression/tree.ts';
import type { FormulaUnits } from '../dimensions/formulaUnits.ts';
import { asShares } from '../formula/asShares.ts';
import { rangesOf, type FormulaData } from '../formula/formulaData.ts';

export interface Magnitudes {
  readonly data: FormulaData;
  /** A law for these data as one for the original ones. */
  readonly restored: (law: Expression) => Expression;
}

/** Columns whose median size is within these decades of 1 stay as they are. */
const usualDecades = 3;

/** The data with columns and target divided by powers of ten where they are of unusual size, and weights for shares. */
export function inUsualMagnitudes(data: FormulaData): Magnitudes {
  const { names, columns, target, units } = data;
  const decades = columns.map(decadesOf);
  const ofTarget = decadesOf(target);
  const judged = asShares(data) ?? data;
  if (judged === data && ofTarget === 0 && decades.every((k) => k === 0))
    return { data, restored: (law) => law };
  const factors = Object.fromEntries(
    names.flatMap((name, i) =>
      decades[i] === 0 ? [] : [[name, product([number(powerOfTen(-decades[i])), variable(name)])] as const],
    ),
  );
  const ranges = rangesOf(data);
  return {
    data: {
      ...judged,
      columns: columns.map((column, i) => scaled(column, decades[i])),
      target: scaled(target, ofTarget),
      ...(units && { units: scaledUnits(units, names, decades) }),
    },
    restored: (law) => {
      const own = substitute(law, factors);
      return simplify(ofTarget === 0 ? own : product([number(powerOfTen(ofTarget)), own]), { ranges });
    },
  };
}

/** The units of columns divided by powers of ten; that of the target is only compared by its dimension. */
function scaledUnits(
  units: FormulaUnits,
  names: readonly string[],
  decades: readonly number[],
): FormulaUnits {
  const columns = new Map(units.columns);
  names.forEach((name, i) => {
    const unit = columns.get(name);
    if (unit && decades[i] !== 0)
      columns.set(name, { ...unit, factor: unit.factor * powerOfTen(decades[i]) });
  });
  return { ...units, columns };
}

/** k where the median size is about 10ᵏ; 0 where it is usual. */
function decadesOf(values: Float64Array): number {
  const sizes = values
    .map(Math.abs)
    .filter((size) => size > 0 && Number.isFinite(size))
    .sort();
  if (sizes.length === 0) return 0;
  const k = Math.round(Math.log10(sizes[sizes.length >> 1]));
  return Math.abs(k) <= usualDecades ? 0 : k;
}

function scaled(values: Float64Array, decades: number): Float64Array {
  if (decades === 0) return values;
  // A division by a whole power of ten is exact for more numbers than a multiplication by its inverse.
  return decades > 0
    ? values.map((value) => value / powerOfTen(decades))
    : values.map((value) => value * powerOfTen(-decades));
}

/** Exactly as the number is written, which 10 ** k is not. */
function powerOfTen(k: number): number {
  return Number(`1e${k}`);
}
