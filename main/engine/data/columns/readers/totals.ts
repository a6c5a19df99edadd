/** Rows that sum up others, by the words in their cells. */
import { plural } from '../../../../../shared/figures.ts';
import type { IssueInput } from '../../issues/issues.ts';
import type { FoundCells } from '../cells/tally.ts';

const TOTALS =
  'total|totals|sum|sums|subtotal|sub-total|mean|average|avg|summe|gesamt|zwischensumme|gesamtsumme|mittelwert|mittel|durchschnitt|moyenne|somme|sous-total|suma|totale|totaal';
const OTHERS =
  'median|std|std\\.? ?dev|stdev|standard deviation|standardabweichung|variance|min|max|count|σ|∑|ø|media|(?:% ?)?(?:cv|rsd)(?: ?%)?|(?:cv|rsd) ?\\(%\\)';
const NAME = new RegExp(`^(?:grand )?(?:${TOTALS}|${OTHERS})\\.?:?$`, 'i');
/** Not “Pro” and “Pro max”. */
const [NAME_BEHIND, NAME_BEFORE] = [
  new RegExp(`(?:,| -| –)?[ _-](?:${TOTALS})$`, 'i'),
  new RegExp(`^(?:${TOTALS}):?[ _-]`, 'i'),
];
const LONGEST = 18;

/** Whether a cell names a row that sums up others: Total, Mean, Summe. */
export function namesTotal(cell: string): boolean {
  return cell.length <= LONGEST && cell !== '' && NAME.test(cell);
}

/** The label, as a label says whose rows are summed up in its own: “North” of “North total”; null where it says none. */
export function summedLabel(label: string): string | null {
  const rest = label.replace(NAME_BEHIND, '').replace(NAME_BEFORE, '').trim();
  return rest === label ? null : rest;
}

/** @param found cells of the column that name such rows, at least one */
export function totalsIssue(column: string, { count, line, first }: FoundCells): IssueInput {
  return {
    severity: 'warning',
    code: 'table.totals',
    message: (words) =>
      count === 1
        ? `“${first}” in “${column}” ${words.onLine} ${line} seems to name a row that sums up others; it is read as a row like any other.`
        : `${plural(count, 'cell')} in “${column}”, the first “${first}” ${words.onLine} ${line}, seem to name rows that sum up others; they are read as rows like any other.`,
    hint: 'Remove such rows from the file.',
    line,
    column,
  };
}
