/** Opens a saved model in a session with its history, and with its table if a command needs it. */
import { basename } from 'node:path';
import { toAppError, userError, type KanError } from '../../shared/errors.ts';
import type { Revision } from '../engine/history/revision.ts';
import type { Session } from '../engine/session/session.ts';
import { comparesRows } from '../engine/usecases/tables/predict.ts';
import { openHistory, openProject } from '../engine/usecases/projects/openProject.ts';
import { restoreTable } from '../engine/usecases/tables/restoreTable.ts';
import type { Arguments } from './parsing/args.ts';
import { dataSheet, sheetOf } from './parsing/sheets.ts';
import type { Io } from './io.ts';

/**
 * The current revision of a project file.
 * @throws KanError `project.*`, `file.read`, `model.none` if the project contains no model.
 */
export async function openModel(session: Session, path: string, { interrupted }: Io): Promise<Revision> {
  await openHistory(session, path, interrupted);
  return requireModel(session, path);
}

/** The current revision of an opened project. @throws KanError `model.none` if there is none */
export function requireModel({ current }: Session, path: string): Revision {
  if (current !== null) return current;
  throw userError(
    'model.none',
    `“${basename(path)}” has no current model.`,
    'Open it in KAN Studio, create a network, train it and save again.',
  );
}

/**
 * Restores the rows that an opened model was trained on, with the same split.
 * @param path of the model, for messages.
 * @param args name a table (--data); by default it is the one inside the project, or else the one of its name beside the
 *   project.
 * @throws KanError `cli.conflict`, `model.no-data`, `model.table-missing`, `model.table-changed`, `model.other-data`, or the error of
 *   reading the table.
 */
export async function readTableOf(session: Session, path: string, args: Arguments, io: Io): Promise<void> {
  const given = args.values.get('data');
  const sheet = sheetOf(args, dataSheet);
  const { source, setup } = session.state;
  if (source === null || setup === null) {
    throw userError(
      'model.no-data',
      'The file does not say which table the model was trained on.',
      'Train it again with kan fit --out.',
    );
  }
  const restored = await restoreTable(
    session,
    io.interrupted,
    given === undefined ? undefined : { path: given, sheet },
  ).catch((error: unknown) => {
    if (given !== undefined || toAppError(error).code !== 'table.missing-file') throw error;
    throw tableMissing(source.fileName, path);
  });
  if (!restored) {
    throw userError(
      'model.table-changed',
      `${source.fileName} in the folder of ${basename(path)} is not the table that the model was trained on.`,
      'Give that table with --data <table>.',
    );
  }
  if (session.current !== null) return;
  throw userError(
    'model.other-data',
    `In ${session.state.source?.fileName ?? 'this table'} the model’s columns have other ranges or classes than in the table that it was trained on.`,
    'Give that table with --data, or train a new model with kan fit.',
  );
}

/**
 * The current revision of a project file, with its table where predictions are compared with it: an input may have a level for
 * each value, or rows were kept together. A table that is missing is none.
 * @throws as {@link openModel} does.
 */
export async function openModelToPredict(session: Session, path: string, io: Io): Promise<Revision> {
  const revision = await openModel(session, path, io);
  if (!comparesRows(revision)) return revision;
  return openModelWithAnyTable(session, path, io);
}

/** Opens a model with the table that it was trained on, or without data if the table is not available. */
export async function openModelWithAnyTable(session: Session, path: string, io: Io): Promise<Revision> {
  await openProject(session, path, io.interrupted);
  return session.current ?? openModel(session, path, io);
}

function tableMissing(fileName: string, path: string): KanError {
  return userError(
    'model.table-missing',
    `The model’s table ${fileName} is neither inside ${basename(path)} nor in its folder.`,
    'Give it with --data <table>.',
  );
}
