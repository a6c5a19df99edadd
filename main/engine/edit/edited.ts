import type { KanModel } from '../kan/model.ts';
import type { Kept } from '../kan/prune.ts';

/** What an edit led to. */
export interface Edited {
  readonly model: KanModel;
  /** Which nodes stayed; null where all did. */
  readonly kept: Kept | null;
}
