/** Errors as the command line tells them. */
import type { Scores } from '../../shared/contract/views.ts';
import { figure } from './progress.ts';

/** Scores in `--json`: those of classification only where there are any. */
export function scoresJson({ rmse, r2, crossEntropy, accuracy }: Scores): Record<string, number | null> {
  const classification = crossEntropy === null ? {} : { crossEntropy, accuracy };
  return { rmse, r2, ...classification };
}

/** A small table with a row for each split that has rows. */
export function scoresTable(splits: readonly (readonly [name: string, scores: Scores])[]): string {
  const shown = splits.filter(([, scores]) => scores.rows > 0);
  const classifies = shown.some(([, scores]) => scores.crossEntropy !== null);
  const head = classifies ? ['', 'rows', 'accuracy', 'cross-entropy'] : ['', 'rows', 'RMSE', 'R²'];
  const body = shown.map(([name, scores]) => {
    const [first, second] = classifies ? [scores.accuracy, scores.crossEntropy] : [scores.rmse, scores.r2];
    return [name, String(scores.rows), cell(first), cell(second)];
  });
  return aligned([head, ...body]);
}

function cell(value: number | null): string {
  return value === null ? '–' : figure(value);
}

/** Columns padded to their widest cell, the first to the left and the others to the right. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row: readonly string[]): string =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column])))
      .join('   ')
      .trimEnd();
  return rows.map((row) => `  ${line(row)}\n`).join('');
}
