/** The views of edits by hand: what an edit would do, and its progress. */
import type { EdgeRef } from '../../refs.ts';

/** What an edit would do. Errors are of the validation rows, or of the training rows where there are none. */
export interface EditPreview {
  readonly revision: string;
  /** RMSE in the target's units, or cross-entropy. */
  readonly before: number;
  readonly after: number;
  /** The error after the requested refit; null where no refit was requested. */
  readonly refitted: number | null;
  readonly rows: 'validation' | 'train';
  /** Edges that would be removed, including those that would then lead nowhere. */
  readonly removed: readonly EdgeRef[];
  readonly parameters: number;
  /** The edge after the edit, over the x of its `EdgeDetail`; null where the edit changes more than one edge. */
  readonly curve: { readonly x: Float64Array; readonly y: Float64Array } | null;
  /** The values of a to d after the edit, where the edit sets them; null where the edit changes more than one edge. */
  readonly affine: readonly [number, number, number, number] | null;
}
