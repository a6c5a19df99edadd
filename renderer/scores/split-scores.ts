/** Which split's errors are shown in detail. Pure. */
import type { Confusion, Scores } from '../../shared/contract/views/scores.ts';
import type { RevisionView } from '../../shared/contract/views/history.ts';

export type AllScores = NonNullable<RevisionView['scores']>;
export type SplitName = keyof AllScores;

export const SPLIT_LABELS: Readonly<Record<SplitName, string>> = {
  train: 'Training',
  validation: 'Validation',
  test: 'Test',
};

/** The splits that have rows. */
export function splitsOf(scores: AllScores): readonly SplitName[] {
  return (['train', 'validation', 'test'] as const).filter((name) => scores[name].rows > 0);
}

/** The wanted split where it has rows; else the one that says most: test, validation, training. */
export function shownSplit(scores: AllScores, wanted: SplitName): SplitName {
  const splits = splitsOf(scores);
  return splits.includes(wanted) ? wanted : (splits.at(-1) ?? 'train');
}

/** Whether there is more to tell than the table of all splits does. */
export function hasDetail({ confusion, targets }: Scores): boolean {
  return confusion !== null || targets.length > 1;
}

/** The accuracy of always predicting the most frequent class, as a reference for accuracy. */
export function commonest({ labels, counts }: Confusion): { readonly label: string; readonly share: number } {
  const totals = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const all = totals.reduce((sum, total) => sum + total, 0);
  const most = totals.indexOf(Math.max(...totals));
  return { label: labels[most], share: totals[most] / all };
}
