/** Rows of a split as a table: which columns, in which order. Pure. */
import type { EvaluationView } from '../../../shared/contract/views/evaluation.ts';
import { thresholdSetting } from '../../../shared/settings/predicting.ts';
import { inputColumns } from './input-columns.ts';

export interface RowsColumn {
  readonly key: string;
  readonly label: string;
  /** By place in the view, numbers to sort by. */
  readonly values: ArrayLike<number>;
  /** Labels that the values stand for; null for plain numbers. */
  readonly labels: readonly string[] | null;
}

export interface Order {
  readonly key: string;
  readonly falling: boolean;
}

/**
 * The row's number; for regression observed, predicted and their difference for each target; for classes the true one,
 * the most probable one and its probability; then the columns of the inputs.
 * @param threshold of the probability, for two classes
 */
export function columnsOf(
  view: EvaluationView,
  classes: boolean,
  threshold = thresholdSetting.default,
): readonly RowsColumn[] {
  const number = (key: string, label: string, values: ArrayLike<number>): RowsColumn => ({
    key,
    label,
    values,
    labels: null,
  });
  const several = view.outputs.length > 1;
  const findings = classes
    ? classColumns(view, threshold)
    : view.outputs.flatMap(({ name, observed, predicted }, o) => [
        number(`observed-${o}`, name, observed),
        number(`predicted-${o}`, several ? `${name} predicted` : 'Predicted', predicted),
        number(`residual-${o}`, several ? `${name} residual` : 'Residual', residuals(observed, predicted)),
      ]);
  return [
    number(
      'row',
      'Row',
      view.rows.map((row) => row + 1),
    ),
    ...findings,
    ...inputColumns(view).map(({ name, ...of }, i) => ({ key: `input-${i}`, label: name, ...of })),
  ];
}

/** Observed less predicted, as statistics has them: above 0 where the prediction is too low. */
export function residuals(observed: Float64Array, predicted: Float64Array): Float64Array {
  return predicted.map((value, i) => observed[i] - value);
}

/** Places of the view in the order of a column; by absolute value where it is a residual. Missing values come last. */
export function orderOf(columns: readonly RowsColumn[], { key, falling }: Order): Uint32Array {
  const column = columns.find((candidate) => candidate.key === key) ?? columns[0];
  const sign = falling ? -1 : 1;
  const size = key.startsWith('residual') ? Math.abs : (value: number) => value;
  const keys = Float64Array.from(column.values, size);
  return Uint32Array.from(keys.keys()).sort((a, b) => {
    if (Number.isNaN(keys[a]) || Number.isNaN(keys[b]))
      return Number(Number.isNaN(keys[a])) - Number(Number.isNaN(keys[b])) || a - b;
    return sign * (keys[a] - keys[b]) || a - b;
  });
}

/**
 * For each row the class with the largest value: of the observed ones its true class, of the predicted ones the
 * most probable one; of two classes, the second where its probability is above the threshold. With the class's value.
 */
export function classesOf(
  view: EvaluationView,
  of: 'observed' | 'predicted',
  threshold = thresholdSetting.default,
): { readonly index: Uint32Array; readonly value: Float64Array } {
  if (of === 'predicted' && view.outputs.length === 2) {
    const [first, second] = view.outputs.map(({ predicted }) => predicted);
    const index = Uint32Array.from(second, (probability) => Number(probability > threshold));
    return { index, value: Float64Array.from(index, (at, i) => (at === 1 ? second : first)[i]) };
  }
  const count = view.rows.length;
  const index = new Uint32Array(count);
  const value = new Float64Array(count).fill(-Infinity);
  view.outputs.forEach((output, o) => {
    for (let i = 0; i < count; i++) {
      if (output[of][i] > value[i]) {
        value[i] = output[of][i];
        index[i] = o;
      }
    }
  });
  return { index, value };
}

function classColumns(view: EvaluationView, threshold: number): readonly RowsColumn[] {
  const labels = view.outputs.map(({ name }) => name);
  const predicted = classesOf(view, 'predicted', threshold);
  return [
    { key: 'observed', label: 'True class', values: classesOf(view, 'observed').index, labels },
    { key: 'predicted', label: 'Predicted class', values: predicted.index, labels },
    { key: 'probability', label: 'Probability of this class', values: predicted.value, labels: null },
  ];
}
