/** Converts between the network's scaled values and the data's, for edges that start at an input column. Pure. */
import type { EdgeDetail } from '../../../../shared/contract/views/inspected.ts';
import type { Affine } from '../../../drawing/edge-function.ts';

type Units = Pick<NonNullable<EdgeDetail['inputUnits']>, 'shift' | 'scale'> | null;

export function ownValue(value: number, units: Units): number {
  return units ? value * units.scale + units.shift : value;
}

/** From a to d for the network's x, to a to d for the data's x. */
export function ownAffine([a, b, c, d]: Affine, units: Units): Affine {
  return units ? [a / units.scale, b - (a * units.shift) / units.scale, c, d] : [a, b, c, d];
}

/** From a to d for the data's x, to a to d for the network's x, which the engine uses. */
export function networkAffine([a, b, c, d]: Affine, units: Units): Affine {
  return units ? [a * units.scale, b + a * units.shift, c, d] : [a, b, c, d];
}
