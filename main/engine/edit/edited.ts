import type { KanModel } from '../kan/model.ts';
import type { Kept } from '../kan/prune.ts';

/** The result of an edit. */
export interface Edited {
  readonly model: KanModel;
  /** The nodes that remain; null where all do. */
  readonly kept: Kept | null;
}
