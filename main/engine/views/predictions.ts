/** Predictions for a table as rows of text: the first of them for the window, all of them for a CSV file. */
import type { PredictionView } from '../../../shared/contract/views/evaluation.ts';
import type { WorkProgress } from '../../../shared/contract/views/progress.ts';
import { csvLine, guarded } from '../../../shared/csv.ts';
import { countText } from '../../../shared/figures.ts';
import type { ReadingIssue, TableFormat } from '../../../shared/contract/views/data.ts';
import type { TableWithCells } from '../data/reading/load.ts';
import type { TablePrediction } from '../measure/predictTable.ts';

/** A table and what a network predicts for it. */
export interface Predicted extends TableWithCells {
  readonly prediction: TablePrediction;
}

/** `beside`: after the table's own columns, written as the table is. `alone`: predictions only, with commas and decimal points. */
export type Layout = 'beside' | 'alone';

/** Number of rows that are shown. */
const shownRows = 50;
/** Name of the column that lists the inputs of a row that are outside the training range. */
const outsideColumn = 'outside_range';
/** Number of rows that are written at a time. */
const blockRows = 1000;

/** The first rows, with the predictions beside the table's own columns. */
export async function predictionView(predicted: Predicted, signal: AbortSignal): Promise<PredictionView> {
  const { table, prediction } = predicted;
  const { header, rows } = besideTable(predicted, signal);
  const preview: string[][] = [];
  for await (const block of rows) {
    preview.push(...block.slice(0, shownRows - preview.length));
    if (preview.length >= shownRows) break;
  }
  const { outside, missing, scores } = prediction;
  return {
    fileName: table.fileName,
    sheet: table.format.sheet,
    sheets: table.format.sheets ?? [],
    rows: table.rows,
    missing,
    outside,
    header,
    added: header.length - table.columns.length,
    preview,
    scores: scores.rows > 0 ? scores : null,
    notes: [
      ...new Set([
        ...readingIssues(predicted).map(({ message }) => message),
        ...prediction.spellings,
        ...gapNotes(predicted),
        ...prediction.warnings,
      ]),
    ],
  };
}

/** What was odd about the file: its lines, and the columns that the network uses. */
export function readingIssues({ table, prediction: { used } }: Predicted): readonly ReadingIssue[] {
  return table.issues.filter(({ column }) => column === null || used.has(column));
}

/** Why some rows have no prediction: one sentence for each reason. */
export function gapNotes({ table, prediction: { missing, unusable } }: Predicted): readonly string[] {
  if (missing === 0) return unusable;
  const all = `${countText(missing)} of ${countText(table.rows)} rows lack an input that can be used; their prediction is left empty.`;
  return [all, ...unusable];
}

/** The text of a CSV file, in pieces. */
export async function* predictionCsv(
  predicted: Predicted,
  layout: Layout,
  { signal, report }: { readonly signal: AbortSignal; readonly report?: (work: WorkProgress) => void },
): AsyncGenerator<string, void> {
  const { delimiter, header, rows } =
    layout === 'beside' ? besideTable(predicted, signal) : onlyPredictions(predicted);
  const line = (cells: readonly string[]): string => csvLine(cells, delimiter);
  yield `${line(header)}\n`;
  let done = 0;
  for await (const block of rows) {
    done += block.length;
    report?.({ what: 'Writing the table', done, of: predicted.table.rows, unit: 'rows' });
    if (block.length > 0) yield `${block.map(line).join('\n')}\n`;
  }
}

interface Rows {
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly rows: AsyncIterable<string[][]> | Iterable<string[][]>;
}

function besideTable(predicted: Predicted, signal: AbortSignal): Rows {
  const { table, prediction } = predicted;
  const names = table.columns.map(({ name }) => name);
  const taken = new Set(names);
  const added = [...prediction.columns.map(({ name }) => name), outsideColumn];
  return {
    delimiter: table.format.delimiter === ' ' ? '\t' : table.format.delimiter,
    header: [...names, ...added.map((name) => guarded(freeName(name, taken)))],
    rows: extendedRows(predicted, signal),
  };
}

/** The rows of the file, unchanged, with the predictions added at their end. */
async function* extendedRows(
  { table, cells: cellsOf, prediction }: Predicted,
  signal: AbortSignal,
): AsyncGenerator<string[][], void> {
  let row = 0;
  for await (const block of cellsOf(signal)) {
    yield block.map((cells) => {
      const at = row++;
      const predictions = prediction.columns.map(({ cell }) => inDecimals(guarded(cell(at)), table.format));
      return [...cells, ...predictions, guarded(prediction.outsideOf(at).join('; '))];
    });
  }
}

function onlyPredictions({ table, prediction: { columns } }: Predicted): Rows {
  function* rows(): Generator<string[][], void> {
    for (let start = 0; start < table.rows; start += blockRows) {
      const length = Math.min(blockRows, table.rows - start);
      yield Array.from({ length }, (_, row) => columns.map(({ cell }) => guarded(cell(start + row))));
    }
  }
  return { delimiter: ',', header: columns.map(({ name }) => guarded(name)), rows: rows() };
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted}_${n}`;
  return name;
}

/** Numbers with the decimal mark of the file. */
function inDecimals(text: string, { decimal }: TableFormat): string {
  return decimal === ',' && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/u.test(text) ? text.replace('.', ',') : text;
}
