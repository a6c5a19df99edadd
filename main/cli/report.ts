/** Errors as the command line tells them. */
import type { Confusion, Scores } from '../../shared/contract/views.ts';
import { countText, errorText, numberText, r2Text, shareText, weightText } from '../../shared/figures.ts';
import { noScores } from '../engine/data/index.ts';

/** Scores in `--json`: those of single targets where there are several, those of classification where there are any. */
export function scoresJson(scores: Scores): Readonly<Record<string, unknown>> {
  const { rmse, r2, targets, crossEntropy, accuracy, rocAuc, confusion } = scores;
  const errors = targets.map(({ name, rmse, r2 }) => [name, { rmse, r2 }] as const);
  return {
    rmse,
    r2,
    ...(targets.length > 1 && { targets: Object.fromEntries(errors) }),
    ...(confusion !== null && { crossEntropy, accuracy, roc_auc: rocAuc, confusion }),
  };
}

/**
 * A small table with a row for each split that has rows, and one for each target of several; below it, for classes, the
 * confusion matrix of the last split.
 */
export function scoresTable(splits: readonly (readonly [name: string, scores: Scores])[]): string {
  const shown = splits.filter(([, scores]) => scores.rows > 0);
  const [lastName, last] = shown.at(-1) ?? ['', noScores];
  if (last.confusion === null) {
    const table = aligned([['', 'rows', 'RMSE', 'R²'], ...shown.flatMap((split) => errorRows(...split))]);
    return last.targets.length > 1
      ? `${table}  Over all targets, from scaled values, so that all targets count the same.\n`
      : table;
  }
  const body = shown.map(([name, { rows, accuracy, rocAuc, crossEntropy }]) => {
    return [
      name,
      countText(rows),
      shareText(accuracy),
      cell(rocAuc, numberText),
      cell(crossEntropy, errorText),
    ];
  });
  return (
    aligned([['', 'rows', 'accuracy', 'ROC-AUC', 'cross-entropy'], ...body]) +
    `  Confusion matrix of the ${lastName} rows (true class in rows, predicted class in columns):\n` +
    aligned(confusionRows(last.confusion))
  );
}

function errorRows(name: string, { rows, rmse, r2, targets }: Scores): string[][] {
  const each = targets.length > 1 ? targets : [];
  return [
    [name, countText(rows), cell(rmse, errorText), cell(r2, r2Text)],
    ...each.map((target) => [`  ${target.name}`, '', cell(target.rmse, errorText), cell(target.r2, r2Text)]),
  ];
}

function confusionRows({ labels, counts }: Confusion): string[][] {
  return [
    ['', ...labels.map((label) => `→ ${label}`)],
    ...labels.map((label, i) => [label, ...counts[i].map((count) => weightText(count))]),
  ];
}

function cell(value: number | null, text: (value: number) => string): string {
  return value === null ? '–' : text(value);
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
