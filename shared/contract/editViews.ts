/** What the engine tells of edits by hand: what one would do, and how far one is. */
import type { EdgeRef } from './refs.ts';

/** What an edit would do. Errors are of the validation rows, or of the training rows where there are none. */
export interface EditPreview {
  readonly revision: string;
  /** RMSE in the target's units, or cross-entropy. */
  readonly before: number;
  readonly after: number;
  /** After the refit that was asked for; null where none was. */
  readonly refitted: number | null;
  readonly rows: 'validation' | 'train';
  /** Edges that would go, those included that would lead nowhere. */
  readonly removed: readonly EdgeRef[];
  readonly parameters: number;
  /** The edited edge as it would be, over the x of its `EdgeDetail`; null where the edit is not about one edge. */
  readonly curve: { readonly x: Float64Array; readonly y: Float64Array } | null;
  /** What a to d would be, where the edit sets them; null where it is not about one edge. */
  readonly affine: readonly [number, number, number, number] | null;
}

/** How far an edit is that takes its time. */
export interface EditProgress {
  /** What is being done: `Fixing edges`. */
  readonly what: string;
  readonly done: number;
  /** At most; it may end sooner. */
  readonly of: number;
}
