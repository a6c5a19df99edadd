/** What errors are called, with the unit that they are in. */
import { nameAndUnit } from '../columnUnit.ts';
import { classMetrics, type ClassMetricName } from '../contract/classMetrics.ts';
import { countedBy } from '../contract/weighing.ts';
import type { ErrorKind, ErrorMeasure } from '../contract/views/scores.ts';
import { errorText, shareText } from '../figures.ts';

/**
 * The name of an error: `RMSE`, `weighted cross-entropy`. All names of errors come from here.
 * @param weighted rows have weights.
 */
export function errorName(kind: ErrorKind, weighted: boolean): string {
  return weighted ? `weighted ${kind}` : kind;
}

/** The same at the beginning of a line: `Weighted RMSE`. */
function errorTitle(kind: ErrorKind, weighted: boolean): string {
  const name = errorName(kind, weighted);
  return `${name[0].toUpperCase()}${name.slice(1)}`;
}

/** The name of the error of one target by itself, at the beginning of a line: `RMSE`, `Weighted RMSE`. */
export function targetError(measure: ErrorMeasure | null): string {
  return errorTitle('RMSE', isWeighted(measure));
}

/** The heading of a column of errors: `Cross-entropy`, `RMSE [N]`, `Weighted scaled RMSE`. */
export function measureHeading(measure: ErrorMeasure | null): string {
  return measure === null
    ? 'Error'
    : inUnit(errorTitle(measure.kind, isWeighted(measure)), errorUnit(measure));
}

/** The heading of a column of errors of one of the targets: `RMSE [N]`. */
export function targetHeading(measure: ErrorMeasure | null, target: number): string {
  return inUnit(targetError(measure), targetUnit(measure, target));
}

/** Whether the rows that the errors are of have weights. */
export function isWeighted(measure: ErrorMeasure | null): boolean {
  return measure !== null && measure.weighing !== null;
}

/** What the weights of rows do, in a sentence; '' without weights. */
export function weightsText(measure: ErrorMeasure | null): string {
  const weighing = measure?.weighing ?? null;
  return weighing === null ? '' : `Rows count by ${countedBy(weighing)}, in all figures but their number.`;
}

/** How the rows of another table count, in a sentence, where those of the network's own have weights; '' without weights. */
export function equalRowsText(measure: ErrorMeasure | null): string {
  const weighing = measure?.weighing ?? null;
  return weighing === null
    ? ''
    : `In these errors all rows count the same; in those of the network they count by ${countedBy(weighing)}.`;
}

/** The unit of the errors, which is that of the only target; '' where there is none, or several targets. */
export function errorUnit(measure: ErrorMeasure | null): string {
  return measure?.kind === 'RMSE' ? targetUnit(measure, 0) : '';
}

/** The unit of one target; '' for none. */
export function targetUnit(measure: ErrorMeasure | null, target: number): string {
  return nameAndUnit(measure?.targets[target] ?? '').unit;
}

/** A name with a unit: `RMSE [N]`. */
export function inUnit(name: string, unit: string): string {
  return unit === '' ? name : `${name} [${unit}]`;
}

/** A figure of classes, as window and command line write it; a dash where it is not known. */
export function classMetricText(name: ClassMetricName, value: number | null): string {
  if (value === null) return '–';
  return classMetrics[name].writtenAs === 'share' ? shareText(value) : errorText(value);
}
