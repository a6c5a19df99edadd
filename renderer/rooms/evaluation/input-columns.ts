/** The columns behind a network's inputs: the labels of a category are one column. Pure. */
import { group } from 'd3-array';
import type { EvaluationView } from '../../../shared/contract/views/evaluation.ts';

export interface InputColumn {
  readonly name: string;
  /** In the column's own units; of a category the place of the label, NaN where it is none of them. */
  readonly values: Float64Array;
  /** Of a category; null for a column of numbers. */
  readonly labels: readonly string[] | null;
}

/** In the order of the inputs. */
export function inputColumns({ inputs }: Pick<EvaluationView, 'inputs'>): readonly InputColumn[] {
  const columns = group(inputs, ({ name, column, label }) => (label === null ? `input ${name}` : column));
  return [...columns.values()].map((of) => {
    const [{ name, column, label, values }] = of;
    if (label === null) return { name, values, labels: null };
    return {
      name: column,
      values: values.map((_, row) => {
        const place = of.findIndex((one) => one.values[row] > 0.5);
        return place < 0 ? NaN : place;
      }),
      labels: of.map((one) => one.label ?? ''),
    };
  });
}
