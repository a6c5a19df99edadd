/** What inputs and outputs of a network mean, fitted to the training rows. */
import type { DataSetup } from '../../../../shared/contract/schemas.ts';
import type { Feature, Output, Scaling } from './dataset.ts';
import { findClasses } from './roles.ts';
import { median, summarize } from '../table/statistics.ts';
import type { Column } from '../table/table.ts';

const unscaled: Scaling = { shift: 0, scale: 1 };

/** Standard deviations and ranges below this are rounding. */
const least = 1e-150;

/** The network's inputs that a column gives: one, or one for each label. */
export function featuresOf(column: Column, setup: DataSetup, train: Uint32Array): Feature[] {
  if (column.type !== 'category') {
    const middle = setup.missing === 'median' ? median(column.values, train) : NaN;
    return [
      {
        name: column.name,
        column: column.name,
        label: null,
        scaling: inputScaling(column.values, train, setup.scaling),
        fill: Number.isNaN(middle) ? null : middle,
      },
    ];
  }
  const common = setup.missing === 'median' ? commonest(column, train) : null;
  return column.labels.map((label, code) => ({
    name: `${column.name}=${label}`,
    column: column.name,
    label,
    // 0 and 1, whatever the training rows happen to hold.
    scaling:
      setup.scaling === 'range'
        ? { shift: 0.5, scale: 0.5 }
        : inputScaling(
            column.values.map((v) => (Number.isNaN(v) ? NaN : v === code ? 1 : 0)),
            train,
            setup.scaling,
          ),
    fill: common === null ? null : common === code ? 1 : 0,
  }));
}

/** The code of the label that most training rows have; null where none has any. */
function commonest(column: Column, train: Uint32Array): number | null {
  const counts = new Uint32Array(column.labels.length);
  for (const row of train) {
    const code = column.values[row];
    if (!Number.isNaN(code)) counts[code] = (counts[code] ?? 0) + 1;
  }
  const most = Math.max(...counts);
  return most > 0 ? counts.indexOf(most) : null;
}

function inputScaling(values: Float64Array, rows: Uint32Array, scaling: DataSetup['scaling']): Scaling {
  const summary = summarize(values, rows);
  if (scaling === 'none' || summary === null) return unscaled;
  if (scaling === 'standard') return safe(summary.mean, summary.std);
  return safe(summary.min / 2 + summary.max / 2, summary.max / 2 - summary.min / 2);
}

/** A column that is constant, or as good as, is only shifted. */
function safe(shift: number, scale: number): Scaling {
  return { shift, scale: scale > least ? scale : 1 };
}

/** The network’s outputs and, for classification, the classes among the usable rows. */
export function outputsOf(
  targets: readonly Column[],
  task: DataSetup['task'],
  usable: Uint32Array,
  train: Uint32Array,
): { outputs: Output[]; classes: string[] } {
  if (task === 'regression') {
    const outputs = targets.map((column): Output => {
      const summary = summarize(column.values, train);
      return { name: column.name, scaling: summary ? safe(summary.mean, summary.std) : unscaled };
    });
    return { outputs, classes: [] };
  }
  const target = targets[0];
  const classes = findClasses(target, usable);
  // Two classes need one output only: the other's is zero.
  const shown = classes.length === 2 ? classes.slice(1) : classes;
  return {
    outputs: shown.map((label) => ({ name: `${target.name}=${label}`, scaling: unscaled })),
    classes,
  };
}
