/** A table with predictions beside its own columns, in the way its file is written. */
import type { PredictionView } from '../../../shared/contract/evaluationViews.ts';
import type { ReadingOptions } from '../../../shared/contract/schemas.ts';
import type { TableFormat } from '../../../shared/contract/views.ts';
import { userError } from '../../../shared/errors.ts';
import { loadTable } from '../data/index.ts';
import { rawRows } from '../data/reading/rawRows.ts';
import type { Table } from '../data/table/table.ts';
import { writeAtomically } from '../storage/atomicWrite.ts';
import { overridesLike, predictTable, type TablePrediction } from './predict.ts';
import type { Session } from '../session/session.ts';

/** Rows that are shown. */
const previewed = 50;
/** Names the inputs of a row that lie outside the range that was trained on. */
const outsideColumn = 'outside_range';

interface Predicted {
  readonly path: string;
  readonly overrides: ReadingOptions;
  readonly table: Table;
  readonly prediction: TablePrediction;
  /** Names of the columns that are added. */
  readonly added: readonly string[];
}

export async function previewPredictions(
  session: Session,
  file: string,
  given: ReadingOptions,
  signal: AbortSignal,
): Promise<PredictionView> {
  const predicted = await predictFile(session, file, given, signal);
  const { table, prediction, added } = predicted;
  const preview: string[][] = [];
  for await (const rows of extended(predicted, signal)) {
    preview.push(...rows.slice(0, previewed - preview.length));
    if (preview.length >= previewed) break;
  }
  const { missing, unusable, outside, warnings, scores } = prediction;
  return {
    fileName: table.fileName,
    rows: table.rows,
    missing,
    outside,
    header: [...table.columns.map(({ name }) => name), ...added],
    added: added.length,
    preview,
    scores: scores.rows > 0 ? scores : null,
    notes: [...missingNote(missing, table.rows), ...unusable, ...warnings],
  };
}

/** @throws KanError `file.same` where it would be written over the table itself. */
export async function savePredictions(
  session: Session,
  file: string,
  given: ReadingOptions,
  to: string,
  signal: AbortSignal,
): Promise<{ readonly rows: number; readonly bytes: number }> {
  const target = session.files.writable(to);
  if (target === session.files.readable(file)) {
    throw userError(
      'file.same',
      'The predictions would be written over the table they are made from.',
      'Choose another name.',
    );
  }
  const predicted = await predictFile(session, file, given, signal);
  const { table, added } = predicted;
  const { format } = table;
  const delimiter = format.delimiter === ' ' ? '\t' : format.delimiter;
  const line = (cells: readonly string[]): string =>
    cells.map((cell) => quoted(cell, delimiter)).join(delimiter);
  const parts = [Buffer.from(`${line([...table.columns.map(({ name }) => name), ...added])}\n`)];
  for await (const rows of extended(predicted, signal)) {
    if (rows.length > 0) parts.push(Buffer.from(`${rows.map(line).join('\n')}\n`));
  }
  const bytes = Buffer.concat(parts);
  await writeAtomically(target, bytes);
  return { rows: table.rows, bytes: bytes.length };
}

async function predictFile(
  session: Session,
  file: string,
  given: ReadingOptions,
  signal: AbortSignal,
): Promise<Predicted> {
  const revision = session.requireCurrent();
  const path = session.files.readable(file);
  const overrides = overridesLike(session.state.source?.overrides, given);
  const table = await loadTable(path, overrides, { signal, anyColumns: true });
  const prediction = await predictTable(session.options.backend, revision, table);
  const taken = new Set(table.columns.map(({ name }) => name));
  const added = [...prediction.columns.map(({ name }) => name), outsideColumn].map((name) =>
    free(name, taken),
  );
  return { path, overrides, table, prediction, added };
}

function free(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted}_${n}`;
  return name;
}

/** The file's rows as they stand, with the predictions at their end. */
async function* extended(
  { path, overrides, table, prediction }: Predicted,
  signal: AbortSignal,
): AsyncGenerator<string[][], void> {
  let row = 0;
  for await (const block of rawRows(path, table, overrides, signal)) {
    yield block.map((cells) => {
      const at = row++;
      const predictions = prediction.columns.map(({ cell }) => inDecimals(cell(at), table.format));
      return [...cells, ...predictions, prediction.outsideOf(at).join('; ')];
    });
  }
}

/** Numbers with the decimal mark that the file has. */
function inDecimals(text: string, { decimal }: TableFormat): string {
  return decimal === ',' && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/u.test(text) ? text.replace('.', ',') : text;
}

/** A cell as CSV, quoted where it has to be. */
export function quoted(text: string, delimiter = ','): string {
  return text.includes(delimiter) || /["\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function missingNote(missing: number, rows: number): string[] {
  return missing === 0
    ? []
    : [`${missing} of ${rows} rows lack an input that can be used; their prediction is left empty.`];
}
