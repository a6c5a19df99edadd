/** Predictions for a table as rows of text: the first of them for the window, all of them for a CSV file. */
import type { PredictionView } from '../../../shared/contract/evaluationViews.ts';
import type { TableFormat } from '../../../shared/contract/views.ts';
import type { TableWithCells } from '../data/reading/load.ts';
import type { TablePrediction } from '../measure/predictTable.ts';

/** A table and what a network predicts for it. */
export interface Predicted extends TableWithCells {
  readonly prediction: TablePrediction;
}

/** `beside`: after the table's own columns, written as the table is. `alone`: predictions only, with commas and decimal points. */
export type Layout = 'beside' | 'alone';

/** Rows that are shown. */
const shownRows = 50;
/** Names the inputs of a row that lie outside the range that was trained on. */
const outsideColumn = 'outside_range';
/** Rows that are written at a time. */
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
    rows: table.rows,
    missing,
    outside,
    header,
    added: header.length - table.columns.length,
    preview,
    scores: scores.rows > 0 ? scores : null,
    notes: [...gapNotes(predicted), ...prediction.warnings],
  };
}

/** Why some rows have no prediction: a sentence for people each. */
export function gapNotes({ table, prediction: { missing, unusable } }: Predicted): readonly string[] {
  if (missing === 0) return unusable;
  const all = `${missing} of ${table.rows} rows lack an input that can be used; their prediction is left empty.`;
  return [all, ...unusable];
}

/** The text of a CSV file, in pieces. */
export async function* predictionCsv(
  predicted: Predicted,
  layout: Layout,
  signal: AbortSignal,
): AsyncGenerator<string, void> {
  const { delimiter, header, rows } =
    layout === 'beside' ? besideTable(predicted, signal) : onlyPredictions(predicted);
  const line = (cells: readonly string[]): string => csvLine(cells, delimiter);
  yield `${line(header)}\n`;
  for await (const block of rows) {
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

/** The file's rows as they stand, with the predictions at their end. */
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

/**
 * Text that a spreadsheet would run as a formula, with an apostrophe before it. The table's own cells stay as they are: whoever
 * has the table has them already; but labels and names that came with a model must not be run where the predictions are opened.
 */
function guarded(text: string): string {
  return /^[=+\-@\t\r]/u.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
}

/** Numbers with the decimal mark that the file has. */
function inDecimals(text: string, { decimal }: TableFormat): string {
  return decimal === ',' && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/u.test(text) ? text.replace('.', ',') : text;
}

/** Cells in quotation marks where they need them. */
function csvLine(cells: readonly string[], delimiter: string): string {
  // A single empty cell would be an empty line, which readers pass over.
  if (cells.length === 1 && cells[0] === '') return '""';
  return cells
    .map((text) =>
      text.includes(delimiter) || /["\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text,
    )
    .join(delimiter);
}
