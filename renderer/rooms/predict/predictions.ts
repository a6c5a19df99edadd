/** The table of predictions in the window. Pure. */
import type { ModelView } from '../../../shared/contract/views/network.ts';
import type { ErrorMeasure, Scores } from '../../../shared/contract/views/scores.ts';
import { countText, errorText, r2Text, shareText } from '../../../shared/figures.ts';
import { measureHeading } from '../../../shared/results/measures.ts';

export interface PredictionColumn {
  readonly label: string;
  /** The network added this column; the file does not have it. */
  readonly added: boolean;
  /** Right-aligned. */
  readonly number: boolean;
}

/** The columns of the header; those that the network added are last. @param added how many the network added. */
export function predictionColumns(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  added: number,
): readonly PredictionColumn[] {
  return header.map((label, c) => {
    const filled = rows.map((row) => row[c] ?? '').filter((cell) => cell.trim() !== '');
    const number =
      filled.length > 0 && filled.every((cell) => Number.isFinite(Number(cell.replace(',', '.'))));
    return { label, added: c >= header.length - added, number };
  });
}

/**
 * The columns that a table must have for a prediction: those of inputs with an edge.
 * @param chosen the columns of the inputs, where they are known: that of a date has another name than its input
 */
export function neededColumns({ nodes: [inputs], edges }: ModelView, chosen?: readonly string[]): string[] {
  const columns = inputs.map(({ name, category }) => category?.column ?? name);
  const used = new Set(
    edges.flatMap(({ layer, input, kind }) => (layer === 0 && kind !== 'removed' ? [columns[input]] : [])),
  );
  return [...new Set(chosen ?? columns)].filter((name) => used.has(name) || !columns.includes(name));
}

/** A number with at most seven digits, and with the decimal mark of the file. */
export function shortCell(cell: string): string {
  const value = Number(cell.replace(',', '.'));
  if (cell.length <= 9 || !Number.isFinite(value)) return cell;
  const short = String(Number(value.toPrecision(7)));
  return cell.includes(',') ? short.replace('.', ',') : short;
}

/** The errors of the predictions and the rows that they are of, if the file also has the targets. Its rows count the same. */
export function scoreLines(
  { rows, rmse, r2, accuracy, crossEntropy }: Scores,
  measure: ErrorMeasure | null,
): readonly {
  readonly label: string;
  readonly text: string;
}[] {
  const lines = [
    [measureHeading(measure && { ...measure, weighing: null }), rmse, errorText],
    ['R²', r2, r2Text],
    ['Accuracy', accuracy, shareText],
    ['Cross-entropy', crossEntropy, errorText],
  ] as const;
  return [
    { label: 'Rows with the target', text: countText(rows) },
    ...lines.flatMap(([label, value, text]) => (value === null ? [] : [{ label, text: text(value) }])),
  ];
}
