/** Predictions of the current network for the rows of a table. */
import { everyRow } from '../../data/rows.ts';
import type { ReadingOptions } from '../../../../shared/contract/schemas/setups.ts';
import type { WorkProgress } from '../../../../shared/contract/views/progress.ts';
import { userError } from '../../../../shared/errors.ts';
import { knownGroupsNotes } from '../../data/dataset/knownGroups.ts';
import { findColumn } from '../../data/table/findColumn.ts';
import type { Table } from '../../data/table/table.ts';
import { predictTable, type TablePrediction } from '../../measure/predictTable.ts';
import type { Revision } from '../../history/revision.ts';
import type { Session } from '../../session/session.ts';
import { isSameFile, replaceFile } from '../../../files/replaceFile.ts';
import { mayHaveLevels, otherLevelsNotes } from '../../views/levelValues.ts';
import { predictionCsv, type Layout, type Predicted } from '../../views/predictions.ts';
import { readingOf } from './readingOf.ts';

/** How a prediction is stopped, and who gets its progress. */
interface Control {
  readonly signal: AbortSignal;
  readonly report?: (work: WorkProgress) => void;
}

/** How the table is read and which class is predicted. */
export interface PredictionOptions {
  /** Settings for reading the table that differ from those of the table that the network was trained on. */
  readonly overrides: ReadingOptions;
  /** As for `decodeOutputs`; that of the project by default. */
  readonly threshold?: number | undefined;
}

/**
 * @throws KanError `model.none`, `table.*`, `data.unknown-column`, `cancelled`
 */
export async function predict(
  session: Session,
  path: string,
  given: PredictionOptions,
  { signal, report }: Control,
): Promise<Predicted> {
  const revision = session.requireCurrent();
  const { format, columns } = await readingOf(session, revision, signal);
  const read = await session.options.reader.load(
    path,
    { ...format, ...given.overrides },
    {
      signal,
      trained: columns,
      onProgress: ({ bytes, totalBytes }) =>
        report?.({ what: 'Reading the table', done: bytes, of: totalBytes, unit: null }),
    },
  );
  const threshold = given.threshold ?? session.state.threshold;
  const prediction = await predictTable(session.options.backend, revision, read.table, threshold);
  const { dataset } = session.state;
  const warnings = [
    ...prediction.warnings,
    ...(dataset === null ? unknownRows(revision) : otherLevelsNotes(revision, dataset, read.table)),
    ...groupWarnings(session, read.table, prediction),
  ];
  return { ...read, prediction: { ...prediction, warnings } };
}

/** Whether predictions are compared with the rows that the network was trained on. */
export function comparesRows(revision: Revision): boolean {
  return mayHaveLevels(revision) || revision.data?.setup?.groups !== undefined;
}

/** What cannot be told without the table that the network was trained on. */
function unknownRows(revision: Revision): string[] {
  if (!comparesRows(revision)) return [];
  const table = revision.data?.fileName ?? 'The table';
  return [
    `${table}, which the network was trained on, cannot be read: whether the rows have values that do not occur in training is not known.`,
  ];
}

/** Where a table with targets shows errors, and rows were kept together in training: whether its groups are new. */
function groupWarnings(
  { state: { dataset, loaded } }: Session,
  table: Table,
  { scores }: TablePrediction,
): readonly string[] {
  if (dataset?.groups === undefined || loaded === null || scores.rows === 0) return [];
  const trained = {
    column: findColumn(loaded.table, dataset.groups.column),
    rows: [...dataset.train.tableRows, ...dataset.validation.tableRows],
  };
  const all = everyRow(table.rows);
  return knownGroupsNotes(trained, table, all);
}

/**
 * Writes the predictions as a CSV file.
 * @throws KanError `file.same` if it would overwrite the table itself; `file.write`, and as {@link predict} does.
 */
export async function savePredictions(
  session: Session,
  path: string,
  given: PredictionOptions,
  { to, layout }: { readonly to: string; readonly layout: Layout },
  control: Control,
): Promise<{ readonly predicted: Predicted; readonly bytes: number }> {
  if (await isSameFile(to, path)) {
    throw userError(
      'file.same',
      'The predictions would be written over the table they are made from.',
      'Choose another name.',
    );
  }
  const predicted = await predict(session, path, given, control);
  const parts: Buffer[] = [];
  for await (const text of predictionCsv(predicted, layout, control)) parts.push(Buffer.from(text));
  const bytes = Buffer.concat(parts);
  await replaceFile(to, bytes);
  return { predicted, bytes: bytes.length };
}
