/** Between the network's scaled values and the data's own, for edges that leave an input column. Pure. */
import type { EdgeDetail } from '../../../../shared/contract/views.ts';
import type { Affine } from '../../../drawing/edge-function.ts';

type Units = EdgeDetail['inputUnits'];

export function ownValue(value: number, units: Units): number {
  return units ? value * units.scale + units.shift : value;
}

/** a to d for the data's own values of x, of those for the network's. */
export function ownAffine([a, b, c, d]: Affine, units: Units): Affine {
  return units ? [a / units.scale, b - (a * units.shift) / units.scale, c, d] : [a, b, c, d];
}

/** The other way about: what the engine is told. */
export function networkAffine([a, b, c, d]: Affine, units: Units): Affine {
  return units ? [a * units.scale, b + a * units.shift, c, d] : [a, b, c, d];
}
