/** Whether enough rows are left to train on. */
import { userError } from '../../../../shared/errors.ts';
import { plural } from '../../../../shared/figures.ts';
import { leastTrainingRows } from '../../../../shared/results/tooFewRows.ts';
import type { Column, Table } from '../table/table.ts';

/**
 * @param needed columns in which no value may be missing. @param targets those of them that are predicted. @param complete rows without gaps, `weightless` of which have no weight
 * @param madeMissing what made values missing, in sentences
 * @throws KanError `data.too-few-rows`, with what to do about it
 */
export function checkRowCount(
  table: Table,
  { needed, targets }: { readonly needed: readonly Column[]; readonly targets: readonly Column[] },
  { complete, weightless, training }: { complete: number; weightless: number; training: number },
  madeMissing: readonly string[],
): void {
  if (training >= leastTrainingRows) return;
  const worst = needed.reduce((a, b) => (b.missing > a.missing ? b : a));
  const weighed = weightless > 0 ? `, ${plural(weightless, 'row')} of those without a weight` : '';
  const gaps =
    worst.missing > 0
      ? gapsHint(worst, targets.includes(worst))
      : complete - weightless < leastTrainingRows
        ? 'Use a table with more rows.'
        : 'Use a table with more rows, or hold out a smaller share of them.';
  throw userError(
    'data.too-few-rows',
    `Only ${plural(training, 'row')} would be left to train on (of ${plural(table.rows, 'row')}, ${complete} complete${weighed}); at least ${leastTrainingRows} are needed.`,
    [...madeMissing, gaps].join(' '),
  );
}

function gapsHint({ name, missing }: Column, isTarget: boolean): string {
  const rows = plural(missing, 'row');
  return isTarget
    ? `The target “${name}” is missing in ${rows}: choose another target, or a table with its values.`
    : `“${name}” is missing in ${rows}: do not use it as an input, or fill missing inputs with the median.`;
}
