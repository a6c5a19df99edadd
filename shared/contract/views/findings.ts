/** What a comparison or phases were made for: their figures stay when the data or the network change. */

/** Parts of what figures were made for. `roles` are inputs, targets, weights and scaling. */
export type MadeForPart = 'table' | 'roles' | 'split' | 'network';

export interface MadeForView {
  /** File name of the table. */
  readonly table: string;
  /** How the network came about, as the history tells it; '' where the figures are of networks of their own. */
  readonly network: string;
  /** What is another one now; where there is something, the figures are out of date. */
  readonly changed: readonly MadeForPart[];
}

/** Null where there is nothing. */
export interface FindingsView {
  readonly comparison: MadeForView | null;
  readonly sizeStudy: MadeForView | null;
  readonly phases: MadeForView | null;
  /** The network that learned the phases can become the current one, and is not yet. */
  readonly phasesUsable: boolean;
  /** Something of it is in no project file. */
  readonly unsaved: boolean;
}

/** Before any comparison and any phases. */
export const idleFindings: FindingsView = {
  ...{ comparison: null, sizeStudy: null, phases: null },
  ...{ phasesUsable: false, unsaved: false },
};
