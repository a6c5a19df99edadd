/** The data that revisions were made with and are measured on, beside those of a session. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { sameNumbers } from '../data/encoding/encoding.ts';
import type { DataReference } from '../data/reference.ts';
import type { Revision } from '../history/revision.ts';
import type { State } from './state.ts';

/** Where the table in use is and how it was read. */
export function dataReference({ source, setup }: State): (DataReference & { readonly path: string }) | null {
  return source && { ...source, setup };
}

/** Whether the revision's data are available: in use, or the same table with other roles; or no data are in use. */
export function canReach({ source, dataset }: State, { encoding, data }: Revision): boolean {
  if (source === null || (dataset !== null && sameNumbers(encoding, dataset.encoding))) return true;
  return data?.setup !== undefined && data.setup !== null && data.hash === source.hash;
}

/**
 * Whether the revision's inputs and outputs mean the same in the present data, if there are any, and the table was
 * read in the same way.
 */
export function fitsPresentData({ source, dataset }: State, { encoding, data }: Revision): boolean {
  if (dataset === null || source === null) return dataset === null && source === null;
  const isReadOtherwise = data?.hash === source.hash && !isDeepStrictEqual(data.overrides, source.overrides);
  return !isReadOtherwise && sameNumbers(encoding, dataset.encoding);
}
