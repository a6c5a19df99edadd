/** How far work of the engine has come that can be counted. */

export interface WorkProgress {
  /** The present activity: `Fixing edges`. */
  readonly what: string;
  readonly done: number;
  /** The largest number; it may end sooner. */
  readonly of: number;
  /** What is counted, in the plural: `edges`; null where only the share says something. */
  readonly unit: string | null;
}

/** The work of one call. */
export interface CallProgress extends WorkProgress {
  /** Name of the call in the contract. */
  readonly call: string;
}
