/** The errors of a network, as the command line shows them. */
import type {
  HeldOutView,
  LadderView,
  LinesView,
  PresentLadder,
} from '../../../shared/contract/views/ladder.ts';
import {
  comparedRowsText,
  heldOutName,
  heldOutRowsText,
  linesWarning,
  withStandardError,
} from '../../../shared/results/heldOut.ts';
import { chiSquareOf, chiSquareText } from '../../../shared/results/chiSquare.ts';
import {
  classMetricText,
  errorName,
  errorUnit,
  inUnit,
  isWeighted,
  targetError,
  weightsText,
} from '../../../shared/results/measures.ts';
import type { Revision } from '../../engine/history/revision.ts';
import type { Confusion, ErrorMeasure, Scores } from '../../../shared/contract/views/scores.ts';
import { classMetricNames, classMetrics } from '../../../shared/contract/classMetrics.ts';
import { amountText, countText, errorText, r2Text } from '../../../shared/figures.ts';
import { notFiniteText } from '../../../shared/results/notFinite.ts';
import { noScores } from '../../engine/data/index.ts';
import type { Io } from '../io.ts';

/**
 * Scores for `--json`: with several targets, also the scores of each; for classes, also those of classification; with
 * uncertainties, also χ².
 * @param measure what the errors are; null where rows count the same
 */
export function scoresJson(scores: Scores, measure: ErrorMeasure | null): Readonly<Record<string, unknown>> {
  const { rmse, r2, targets, crossEntropy, confusion } = scores;
  const metrics = classMetricNames.map((name) => [classMetrics[name].json, scores[name]] as const);
  const chiSquare = measure && chiSquareOf(scores, measure);
  const errors = targets.map(({ name, rmse, r2 }) => [name, { rmse, r2 }] as const);
  return {
    rmse,
    r2,
    ...(chiSquare !== null && { chi_square: chiSquare }),
    ...(targets.length > 1 && { targets: Object.fromEntries(errors) }),
    ...(confusion !== null && { crossEntropy, ...Object.fromEntries(metrics), confusion }),
  };
}

/**
 * A small table with a row for each split that has rows, and for each target if there are several. For classes, the
 * confusion matrix of the last split follows.
 * @param measure what the errors are.
 */
export function scoresTable(
  splits: readonly (readonly [name: string, scores: Scores])[],
  measure: ErrorMeasure,
): string {
  const shown = splits.filter(([, scores]) => scores.rows > 0);
  const [lastName, last] = shown.at(-1) ?? ['', noScores];
  if (last.confusion === null) {
    const head = ['', 'rows', inUnit(targetError(measure), errorUnit(measure)), 'R²'];
    const table = aligned([head, ...shown.flatMap((split) => errorRows(...split, measure))]);
    return last.targets.length > 1
      ? `${table}  Over all targets, from scaled values, so that all targets count the same.\n`
      : table;
  }
  const headings = classMetricNames.map((name) => classMetrics[name].heading);
  const body = shown.map(([name, scores]) => [
    name,
    countText(scores.rows),
    ...classMetricNames.map((metric) => classMetricText(metric, scores[metric])),
    cell(scores.crossEntropy, errorText),
  ]);
  return (
    aligned([['', 'rows', ...headings, errorName('cross-entropy', isWeighted(measure))], ...body]) +
    `  Confusion matrix of the ${lastName} rows (true class in rows, predicted class in columns):\n` +
    aligned(confusionRows(last.confusion))
  );
}

function errorRows(name: string, { rows, rmse, r2, targets }: Scores, measure: ErrorMeasure): string[][] {
  const each = targets.length > 1 ? targets : [];
  return [
    [name, countText(rows), cell(rmse, errorText), cell(r2, r2Text)],
    ...each.map((target, at) => [
      `  ${measure.targets[at] ?? target.name}`,
      '',
      cell(target.rmse, errorText),
      cell(target.r2, r2Text),
    ]),
  ];
}

function confusionRows({ labels, counts }: Confusion): string[][] {
  return [
    ['', ...labels.map((label) => `→ ${label}`)],
    ...labels.map((label, i) => [label, ...counts[i].map((count) => amountText(count))]),
  ];
}

function cell(value: number | null, text: (value: number) => string): string {
  return value === null ? '–' : text(value);
}

/** The figures of each split. A network of a ladder has its error on held-out rows instead of a validation error. */
export function allScoresTable(
  scores: NonNullable<Revision['scores']>,
  heldOut: HeldOutView | null,
  measure: ErrorMeasure,
): string {
  const { train, validation, test } = scores;
  const splits = [
    ['train', train],
    ['validation', validation],
    ['test', test],
  ] as const;
  const table = scoresTable(splits, measure);
  const held = heldOut === null ? '' : heldOutText(heldOut, measure);
  const chiSquare = chiSquareText(scores, measure);
  return `${table}${held}${chiSquare === '' ? '' : `  ${chiSquare}\n`}`;
}

/** What a network is compared with. */
export interface Reference {
  /** Straight lines, if their error is lower. */
  readonly lines: LinesView | null;
  readonly ladder: PresentLadder | null;
}

/** Remarks on what the errors are, on rows without a value, and on straight lines that do better. */
export function remarkOnScores(
  scores: Revision['scores'],
  measure: ErrorMeasure,
  reference: Reference | null,
  { remark }: Pick<Io, 'remark'>,
): void {
  if (scores === null) return;
  remark('note', weightsText(measure));
  remark('warning', notFiniteText(scores));
  const { lines = null, ladder = null } = reference ?? {};
  if (lines !== null) remark('warning', linesWarning(lines, ladder));
}

function heldOutText(heldOut: HeldOutView, errors: ErrorMeasure): string {
  const { error, standardError } = heldOut;
  return (
    `  ${heldOutName(heldOut)} ${errorHeading(errors)} ${withStandardError(error, standardError)} (standard error), ` +
    `${heldOutRowsText(heldOut)}\n`
  );
}

/** The error of all targets together, or cross-entropy: `weighted RMSE [N]`, `scaled RMSE`. */
function errorHeading(errors: ErrorMeasure): string {
  return inUnit(errorName(errors.kind, isWeighted(errors)), errorUnit(errors));
}

/** For `--json`: null if the network is not a model of a ladder. */
export function heldOutJson(heldOut: HeldOutView | null): object | null {
  return (
    heldOut && {
      [heldOut.measure === 'RMSE' ? 'rmse' : 'crossEntropy']: heldOut.error,
      standard_error: heldOut.standardError,
      r2: heldOut.r2,
      rows: heldOut.rows,
      judged_by: heldOut.judgedBy,
    }
  );
}

/** For `--json`: the comparison with straight lines; null if their error is not lower. */
export function linesJson(lines: LinesView | null): object | null {
  return (
    lines && {
      rows: lines.rows,
      error: lines.error,
      straight_lines_error: lines.linesError,
      straight_lines_fitted_to: lines.fittedTo,
      significant: lines.clear,
      rows_far_from_the_rest: lines.far,
    }
  );
}

/** The models that an automatic run compared, one on each line; the chosen one is marked. @param errors what the errors are. */
export function ladderTable(ladder: LadderView, errors: ErrorMeasure): string {
  const { rungs, chosen } = ladder;
  const body = rungs.map(({ title, error, standardError, freedom, parameters, rowsPerParameter }, index) => [
    `${index === chosen ? '*' : ' '} ${title}`,
    withStandardError(error, standardError),
    freedom === null ? '–' : amountText(freedom, 3),
    countText(parameters),
    amountText(rowsPerParameter, 3),
  ]);
  return (
    `Models compared on ${comparedRowsText(ladder)} (* was chosen; kan rung uses another)\n` +
    aligned([['  ', `${errorHeading(errors)} ± SE`, 'df', 'parameters', 'rows per parameter'], ...body])
  );
}

/** Columns padded to their widest cell, the first aligned to the left and the others to the right. */
export function aligned(rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row: readonly string[]): string =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column])))
      .join('   ')
      .trimEnd();
  return rows.map((row) => `  ${line(row)}\n`).join('');
}
