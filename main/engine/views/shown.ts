import type { Scaling } from '../data/table/scaling.ts';
import type { Revision } from '../history/revision.ts';

/** A network that is shown: its model, what its inputs and outputs mean, and the revision that it belongs to. */
export type Shown = Pick<Revision, 'id' | 'model' | 'encoding'>;

/** The name of an input as the network sees it: where it learns from logarithms, log(x). */
export function shownName(name: string, { logarithm }: Scaling): string {
  return logarithm ? `log(${name})` : name;
}
