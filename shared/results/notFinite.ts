/** Whether a network has a value on all rows. Pure. */
import type { RevisionView } from '../contract/views/history.ts';
import type { Scores } from '../contract/views/scores.ts';

/** `''` where its errors are known on all rows; else a sentence that says on which rows they are not. */
export function notFiniteText({ train, validation, test }: NonNullable<RevisionView['scores']>): string {
  const splits = [
    ['training', train],
    ['validation', validation],
    ['test', test],
  ] as const;
  const without = splits.filter(([, scores]) => isWithoutError(scores)).map(([name]) => name);
  if (without.length === 0) return '';
  return `No value on some ${without.join(' and ')} rows: a function such as a root or a logarithm is not defined there.`;
}

function isWithoutError({ rows, rmse, crossEntropy }: Scores): boolean {
  return rows > 0 && !Number.isFinite(rmse ?? crossEntropy);
}
