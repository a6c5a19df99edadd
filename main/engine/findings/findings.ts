/** What comparisons, phases and searches for formulas found, with what they were made for. It stays when data or network change. Immutable. */
import { holderOf, rowColumns, rowRoles, withRowColumns } from '../../../shared/contract/columnRoles.ts';
import { isDeepStrictEqual } from 'node:util';
import type { ComparisonView } from '../../../shared/contract/views/comparison.ts';
import type { MadeForPart } from '../../../shared/contract/views/findings.ts';
import type { FormulaSearchView } from '../../../shared/contract/views/formula.ts';
import type { PhasesView } from '../../../shared/contract/views/phases.ts';
import type { RepeatsView } from '../../../shared/contract/views/repeats.ts';
import type { DataSetup } from '../../../shared/contract/schemas/setups.ts';
import type { SizeStudyView } from '../../../shared/contract/views/sizeStudy.ts';
import type { DataReference } from '../data/reference.ts';
import type { KanModel } from '../kan/model.ts';
import type { Found } from '../symbolic/auto/front.ts';

export interface MadeFor {
  readonly data: DataReference;
  /** Id of the revision of the network; '' where the figures are of networks of their own. */
  readonly revision: string;
}

export interface Finding<View> {
  /** Of an end: nothing is under way in it. */
  readonly view: View;
  readonly of: MadeFor;
}

export interface LearnedPhases extends Finding<PhasesView> {
  /** The network after the last phase; null where the learning was stopped before. */
  readonly network: {
    readonly model: KanModel;
    /** Steps of L-BFGS, of all phases together. */
    readonly steps: number;
  } | null;
}

/** A formula of a search, and what repeats of the search tell of it; null where it was not repeated. */
export interface FoundFormula {
  readonly formula: Omit<Found, 'fitted'>;
  /** Its constants were fitted to the validation rows too. */
  readonly fittedToValidation: boolean;
  readonly repeats: RepeatsView | null;
}

/** What a search for formulas found. Its figures are not kept: they follow from the formulas and the rows. */
export interface FoundFormulas {
  /** `revision` is the network that it worked from; '' for none. */
  readonly of: MadeFor;
  readonly search: Pick<FormulaSearchView, 'method' | 'seed' | 'seconds' | 'notes' | 'message'> & {
    readonly status: 'finished' | 'stopped' | 'failed';
  };
  /** The list of each output, the simplest first. */
  readonly outputs: readonly (readonly FoundFormula[])[];
}

/** The last one of each kind; null where there was none. */
export interface Findings {
  readonly comparison: Finding<ComparisonView> | null;
  readonly sizeStudy: Finding<SizeStudyView> | null;
  readonly phases: LearnedPhases | null;
  readonly formulas: FoundFormulas | null;
}

export const noFindings: Findings = { comparison: null, sizeStudy: null, phases: null, formulas: null };

/** Whether nothing was found yet. */
export function isEmpty(findings: Findings): boolean {
  return Object.values(findings).every((finding) => finding === null);
}

/** What figures were made for that is another one now. @param now null where there is no table */
export function changedSince({ data, revision }: MadeFor, now: MadeFor | null): readonly MadeForPart[] {
  if (now === null) return ['table'];
  const [before, after] = [splitAndRoles(data.setup), splitAndRoles(now.data.setup)];
  const same: Readonly<Record<MadeForPart, boolean>> = {
    table: data.hash === now.data.hash && isDeepStrictEqual(data.overrides, now.data.overrides),
    roles: isDeepStrictEqual(before.roles, after.roles),
    split: isDeepStrictEqual(before.split, after.split),
    network: revision === '' || revision === now.revision,
  };
  // Of another table, roles and split are others in any case.
  const parts = same.table ? (['roles', 'split', 'network'] as const) : (['table', 'network'] as const);
  return parts.filter((part) => !same[part]);
}

function splitAndRoles(setup: DataSetup | null): {
  readonly split: object | null;
  readonly roles: object | null;
} {
  if (setup === null) return { split: null, roles: null };
  const { validationFraction, testFraction, seed, stratified, ...roles } = withRowColumns(setup, (role) =>
    rowRoles[role].part === 'roles' ? holderOf(setup, role) : null,
  );
  const together = rowColumns((role) => (rowRoles[role].part === 'split' ? holderOf(setup, role) : null));
  return { split: { validationFraction, testFraction, seed, stratified, ...together }, roles };
}
