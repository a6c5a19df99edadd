/** Converts between the network's scaled values and the data's, for edges that start at an input column or lead to a target. Pure. */
import type { EdgeDetail } from '../../../../shared/contract/views/inspected.ts';
import { nameAndUnit } from '../../../../shared/columnUnit.ts';
import type { Affine } from '../../../drawing/edge-function.ts';

type Units = Pick<NonNullable<EdgeDetail['inputUnits']>, 'shift' | 'scale'> | null;

export function ownValue(value: number, units: Units): number {
  return units ? value * units.scale + units.shift : value;
}

/** What an edge's values are multiplied by to be in the unit of what they are added to; 1 where that has none. */
export function factorOf({ toTarget }: Pick<EdgeDetail, 'toTarget'>): number {
  return toTarget?.factor ?? 1;
}

/** The unit of an edge's values as they are shown; '' for none. @param to the node that the edge leads to, with its unit */
export function unitOfValues({ toTarget }: Pick<EdgeDetail, 'toTarget'>, to: string): string {
  return typeof toTarget?.quantity === 'string' ? nameAndUnit(to).unit : '';
}

/** The heading of a slope: `dφ/dT [N/K]`. @param x what the plot is over, a column with its unit, or a logarithm @param unit of φ */
export function slopeLabel(x: string, logarithm: boolean, unit: string): string {
  const { base, unit: below } = logarithm ? { base: ` ${x}`, unit: '' } : nameAndUnit(x);
  const inside = (part: string): string => (/[\s/·*]/u.test(part) ? `(${part})` : part);
  if (below === '') return unit === '' ? `dφ/d${base}` : `dφ/d${base} [${unit}]`;
  return `dφ/d${base} [${inside(unit) || '1'}/${inside(below)}]`;
}

/**
 * From a to d for the network's x and values, to a to d for the data's.
 * @param factor {@link factorOf}
 */
export function ownAffine([a, b, c, d]: Affine, units: Units, factor = 1): Affine {
  const [scale, shift] = units ? [units.scale, units.shift] : [1, 0];
  return [a / scale, b - (a * shift) / scale, factor * c, factor * d];
}

/** From a to d for the data's x and values, to a to d for the network's, which the engine uses. */
export function networkAffine([a, b, c, d]: Affine, units: Units, factor = 1): Affine {
  const [scale, shift] = units ? [units.scale, units.shift] : [1, 0];
  return [a * scale, b + a * shift, c / factor, d / factor];
}
