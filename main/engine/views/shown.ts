import type { Feature } from '../data/encoding/encoding.ts';
import { nameWithUnit } from '../data/units/columnUnits.ts';
import type { Revision } from '../history/revision.ts';

/** A network that is shown: its model, what its inputs and outputs mean, and the revision that it belongs to. */
export type Shown = Pick<Revision, 'id' | 'model' | 'encoding'>;

/** The name of an input with its unit, as the network sees it: where it learns from logarithms, log(x). */
export function shownName(feature: Feature): string {
  const name = nameWithUnit(feature);
  return feature.scaling.logarithm ? `log(${name})` : name;
}
