/** The units of a formula's constants, so that the units of its columns and of its target agree. */
import { isDimensionless } from '../../data/units/dimension.ts';
import { unitOfPowers, type Unit } from '../../data/units/unit.ts';
import type { Expression, NumberNode } from '../../../../shared/expression/tree.ts';
import type { FormulaUnits } from './formulaUnits.ts';
import { combined, logTermIn, partUnit, plainNumber, quantityOf, raised, type Quantity } from './quantity.ts';

/**
 * The unit of each constant of a formula. A constant without one is not there; neither is one whose unit does not follow,
 * as in a formula whose units do not agree. Of two constants that multiply each other the first has the unit.
 */
export function constantUnits(formula: Expression, units: FormulaUnits): ReadonlyMap<NumberNode, Unit> {
  const found = new Map<NumberNode, Quantity | null>();
  give(formula, units.target && quantityOf(units.target), units, found);
  const told = new Map<NumberNode, Unit>();
  for (const [constant, quantity] of found) {
    const unit = quantity && unitOfPowers(quantity.powers);
    if (unit && !isOne(unit)) told.set(constant, unit);
  }
  return told;
}

function textOf(quantity: Quantity | null): string | undefined {
  return quantity === null ? undefined : unitOfPowers(quantity.powers)?.text;
}

/** Such as J·s²/(kg·m²). */
function isOne({ dimension, factor }: Unit): boolean {
  return isDimensionless(dimension) && Math.abs(factor - 1) < 1e-12;
}

/** Gives a part of a formula the unit that it must have; null where that is not known. */
function give(
  part: Expression,
  wanted: Quantity | null,
  units: FormulaUnits,
  found: Map<NumberNode, Quantity | null>,
): void {
  switch (part.kind) {
    case 'number': {
      const before = found.get(part);
      found.set(part, before === undefined || textOf(before) === textOf(wanted) ? wanted : null);
      return;
    }
    case 'variable':
      return;
    case 'sum': {
      const known = part.terms.map((term) => knownUnit(term, units)).find((unit) => unit !== null);
      const whole = wanted ?? known ?? null;
      for (const term of part.terms) {
        const scaled = logTermIn(part, term);
        if (scaled !== null) give(scaled.argument, knownUnit(scaled.argument, units), units, found);
        give(scaled?.factor ?? term, whole, units, found);
      }
      return;
    }
    case 'product':
      giveFactors(part.factors, wanted, units, found);
      return;
    case 'power': {
      const { base, exponent } = part;
      if (exponent.kind === 'number') give(base, wanted && raised(wanted, 1 / exponent.value), units, found);
      else for (const inside of [base, exponent]) give(inside, plainNumber, units, found);
      return;
    }
    case 'call':
      give(part.argument, part.fn === 'abs' ? wanted : plainNumber, units, found);
  }
}

/** The first number, or else the first factor whose unit is open, has what the other factors leave. */
function giveFactors(
  factors: readonly Expression[],
  wanted: Quantity | null,
  units: FormulaUnits,
  found: Map<NumberNode, Quantity | null>,
): void {
  const open = factors.filter((factor) => partUnit(factor, units) === 'any' && !isColumn(factor));
  const first = open.find(({ kind }) => kind === 'number') ?? open.at(0);
  const others = factors.filter((factor) => factor !== first);
  const clear = others.map((factor) => (open.includes(factor) ? plainNumber : knownUnit(factor, units)));
  const rest = clear.reduce<Quantity | null>((so, unit) => so && unit && combined(so, unit, -1), wanted);
  others.forEach((factor, i) => give(factor, clear[i], units, found));
  if (first) give(first, rest, units, found);
}

function isColumn(factor: Expression): boolean {
  return factor.kind === 'variable' || (factor.kind === 'power' && factor.base.kind === 'variable');
}

function knownUnit(part: Expression, units: FormulaUnits): Quantity | null {
  const unit = partUnit(part, units);
  return unit === 'any' || unit === 'disagrees' ? null : unit;
}
