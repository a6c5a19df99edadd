/** The collected results of the bench of laws: one entry for each set with its options, and in it one outcome for each law. */
import type { Lost } from './lostWhere.ts';
import { median } from './report.ts';

export interface LawOutcome {
  readonly name: string;
  readonly found: boolean;
  readonly plain: boolean;
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly text: string;
  /** Of the law with a name that the formula is. */
  readonly named?: string;
  /** The last note of the search: where it ended. */
  readonly end: string;
  /** Day of the measurement. */
  readonly date: string;
  /** Absent where it was found. */
  readonly lost?: Lost;
}

export interface LawsOptions {
  readonly set: string;
  readonly noise: number;
  readonly dummies: number;
  readonly units: boolean;
  readonly rowsOnly: boolean;
  /** Of the processor, for each law. */
  readonly seconds: number;
}

interface LawsSummary {
  readonly found: number;
  readonly plain: number;
  readonly of: number;
  /** Of the processor, of the laws found. */
  readonly medianSeconds: number;
  /** Of the processor, of all laws. */
  readonly totalSeconds: number;
}

export interface LawsResult extends LawsOptions, LawsSummary {
  readonly outcomes: readonly LawOutcome[];
}

export function lawsResult(options: LawsOptions, outcomes: readonly LawOutcome[]): LawsResult {
  const found = outcomes.filter((one) => one.found);
  return {
    ...options,
    found: found.length,
    plain: found.filter((one) => one.plain).length,
    of: outcomes.length,
    medianSeconds: median(found.map(({ processorSeconds }) => processorSeconds)),
    totalSeconds: outcomes.reduce((sum, { processorSeconds }) => sum + processorSeconds, 0),
    outcomes,
  };
}

const optionNames = ['set', 'noise', 'dummies', 'units', 'rowsOnly', 'seconds'] as const;

/**
 * The stored results with those of a run: laws that were run replace what is stored of them, under the same options; all others
 * stay as they are. @param order the names of the set's laws, as they are listed
 */
export function mergedLaws(
  stored: readonly LawsResult[],
  run: LawsResult,
  order: readonly string[],
): readonly LawsResult[] {
  if (run.outcomes.length === 0) return stored;
  const isSame = (one: LawsResult): boolean => optionNames.every((name) => one[name] === run[name]);
  const before = stored.find(isSame);
  const isNew = (name: string): boolean => run.outcomes.some((one) => one.name === name);
  const outcomes = [...(before?.outcomes.filter(({ name }) => !isNew(name)) ?? []), ...run.outcomes]
    .filter(({ name }) => order.includes(name))
    .toSorted((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
  const merged = lawsResult(run, outcomes);
  return before ? stored.map((one) => (one === before ? merged : one)) : [...stored, merged];
}
