/** The table that belongs to a saved model, and a model saved again with one more revision. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { version } from '../../package.json';
import { toAppError, userError } from '../../shared/errors.ts';
import { loadTable, prepareDataset } from '../engine/data/index.ts';
import type { Dataset } from '../engine/data/dataset/dataset.ts';
import { append } from '../engine/history/history.ts';
import type { Operation, Revision } from '../engine/history/revision.ts';
import type { KanModel } from '../engine/kan/model.ts';
import type { Project } from '../engine/storage/project.ts';
import { locateTable, writeProject } from '../engine/storage/projectStore.ts';
import { sharedBackend } from '../engine/compute/devices/shared.ts';
import { scoreModel } from '../engine/measure/scores.ts';
import type { Io } from './io.ts';

/**
 * The rows that the model was trained on, split as then.
 * @param given a table named by the person; else the one inside the project, else the one of its name beside it.
 * @throws KanError `model.no-data`, `model.table-missing`, or what reading the table throws.
 */
export async function datasetOf(
  path: string,
  project: Project,
  given: string | undefined,
  io: Io,
): Promise<Dataset> {
  const { data } = project;
  const scratch = await mkdtemp(join(tmpdir(), 'kan-'));
  try {
    const csv = given ?? (await locateTable(path, project, scratch));
    if (csv === null || !data?.setup) {
      throw userError(
        'model.no-data',
        'The model does not know its table.',
        'Train it again with kan fit --out.',
      );
    }
    const table = await loadTable(csv, data.overrides, { signal: io.interrupted }).catch((error: unknown) => {
      if (given !== undefined || toAppError(error).code !== 'table.missing-file') throw error;
      throw userError(
        'model.table-missing',
        `The model’s table ${data.fileName} is neither inside ${basename(path)} nor beside it.`,
        'Say where it is: --data <csv>.',
      );
    });
    return await prepareDataset(table, data.setup, { signal: io.interrupted });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Appends a revision to the project's history (nothing in it is lost) and writes it. */
export async function saveRevision(
  out: string,
  project: Project,
  parent: Revision,
  model: KanModel,
  operation: Operation,
  dataset: Dataset,
): Promise<Revision> {
  const revision: Revision = {
    id: randomUUID(),
    parent: parent.id,
    operation,
    model,
    encoding: parent.encoding,
    scores: await scoreModel(sharedBackend(), model, dataset),
    time: Date.now(),
    name: '',
    curve: [],
    data: parent.data ?? project.data,
  };
  const history = append(project.history, revision);
  await writeProject(out, { ...project, history }, `KAN Studio ${version}`);
  return revision;
}
