/** What errors are called, with the unit that they are in. */
import { nameAndUnit } from '../columnUnit.ts';
import type { ErrorMeasure } from '../contract/views/scores.ts';

/** The heading of a column of errors: `Cross-entropy`, `RMSE [N]`, `Scaled RMSE`. */
export function measureHeading(measure: ErrorMeasure | null): string {
  if (measure === null) return 'Error';
  if (measure.kind === 'cross-entropy') return 'Cross-entropy';
  return measure.kind === 'RMSE' ? inUnit('RMSE', errorUnit(measure)) : 'Scaled RMSE';
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
