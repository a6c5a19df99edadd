import type { Revision } from '../history/revision.ts';

/** A network that is shown: its model, what its inputs and outputs mean, and the revision that it belongs to. */
export type Shown = Pick<Revision, 'id' | 'model' | 'encoding'>;
