/** The unit of each part of a formula. */
import {
  dimensionless,
  isDimensionless,
  powerOf,
  sameDimension,
  timesPower,
  type Dimension,
} from '../../data/units/dimension.ts';
import type { Unit, UnitPower } from '../../data/units/unit.ts';
import { product, type CallNode, type Expression, type SumNode } from '../../../../shared/expression/tree.ts';
import { columnUnit, type FormulaUnits } from './formulaUnits.ts';

/** What is known of the unit of a part of a formula. */
export interface Quantity {
  readonly dimension: Dimension;
  /** In the units of the columns, such as km and h. */
  readonly powers: readonly UnitPower[];
}

/** `any` where a constant in the part may have a unit, or where the unit of a column is not known. */
type PartUnit = Quantity | 'any' | 'disagrees';

export const plainNumber: Quantity = { dimension: dimensionless, powers: [] };

/** What is measured in this unit. */
export function quantityOf({ dimension, powers }: Unit): Quantity {
  return { dimension, powers };
}

/** one · other^exponent. */
export function combined(one: Quantity, other: Quantity, exponent: number): Quantity {
  return {
    dimension: timesPower(one.dimension, other.dimension, exponent),
    powers: [
      ...one.powers,
      ...other.powers.map((part) => ({ symbol: part.symbol, exponent: part.exponent * exponent })),
    ],
  };
}

/** quantity^exponent. */
export function raised({ dimension, powers }: Quantity, exponent: number): Quantity {
  return {
    dimension: powerOf(dimension, exponent),
    powers: powers.map((part) => ({ symbol: part.symbol, exponent: part.exponent * exponent })),
  };
}

/** A term such as a·log x. */
interface LogTerm {
  /** What is before the logarithm. */
  readonly factor: Expression;
  /** What stands in it. */
  readonly argument: Expression;
}

/**
 * A logarithm with a plain factor, beside a constant: in a·log x + b, which is a·log(x/x₀), the constant takes up the unit of
 * x. null for another term.
 */
export function logTermIn({ terms }: SumNode, term: Expression): LogTerm | null {
  const hasConstant = terms.some((other) => other.kind === 'number' && Math.abs(other.value) !== 1);
  const factors = term.kind === 'product' ? term.factors : [term];
  const logarithm = factors.find((factor) => factor.kind === 'call' && factor.fn === 'log');
  const others = factors.filter((factor) => factor !== logarithm);
  return hasConstant && logarithm?.kind === 'call' && others.every(({ kind }) => kind === 'number')
    ? { factor: product(others), argument: logarithm.argument }
    : null;
}

/**
 * The unit of a formula or of a part of it. All terms of a sum have one dimension; exponents and arguments of functions
 * have none. Constants may have a unit, except ±1 and multiples of π.
 */
export function partUnit(part: Expression, units: FormulaUnits): PartUnit {
  switch (part.kind) {
    case 'number':
      return Math.abs(part.value) === 1 || part.exact?.constant === 'pi' ? plainNumber : 'any';
    case 'variable': {
      const unit = columnUnit(units, part.name);
      return unit === null ? 'any' : quantityOf(unit);
    }
    case 'sum':
      return sumUnit(part.terms.map((term) => termUnit(part, term, units)));
    case 'product':
      return part.factors.reduce<PartUnit>((so, factor) => times(so, partUnit(factor, units)), plainNumber);
    case 'power':
      return powerUnit(partUnit(part.base, units), part.exponent, units);
    case 'call': {
      const inside = partUnit(part.argument, units);
      if (inside === 'disagrees' || part.fn === 'abs') return inside;
      if (inside !== 'any' && !isDimensionless(inside.dimension)) return 'disagrees';
      return isScaledExponential(part) ? 'any' : plainNumber;
    }
  }
}

/** exp(A + u) is exp(A)·exp(u): the constant A takes up a unit, as Antoine's equation gives a pressure. */
function isScaledExponential({ fn, argument }: CallNode): boolean {
  return fn === 'exp' && argument.kind === 'sum' && argument.terms.some(({ kind }) => kind === 'number');
}

function termUnit(sum: SumNode, term: Expression, units: FormulaUnits): PartUnit {
  const scaled = logTermIn(sum, term);
  if (scaled === null) return partUnit(term, units);
  const inside = partUnit(scaled.argument, units);
  return inside === 'disagrees' ? inside : partUnit(scaled.factor, units);
}

function sumUnit(terms: readonly PartUnit[]): PartUnit {
  let known: PartUnit = 'any';
  for (const term of terms) {
    if (term === 'disagrees') return term;
    if (term === 'any') continue;
    if (known === 'any') known = term;
    else if (!sameDimension(known.dimension, term.dimension)) return 'disagrees';
  }
  return known;
}

function times(one: PartUnit, other: PartUnit): PartUnit {
  if (one === 'disagrees' || other === 'disagrees') return 'disagrees';
  return one === 'any' || other === 'any' ? 'any' : combined(one, other, 1);
}

function powerUnit(base: PartUnit, exponent: Expression, units: FormulaUnits): PartUnit {
  if (base === 'disagrees' || base === 'any') return base;
  if (exponent.kind === 'number') return raised(base, exponent.value);
  const above = partUnit(exponent, units);
  if (above === 'disagrees' || !isDimensionless(base.dimension)) return 'disagrees';
  return above === 'any' || isDimensionless(above.dimension) ? plainNumber : 'disagrees';
}
