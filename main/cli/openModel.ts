/** The current model of a project file. */
import { basename } from 'node:path';
import { userError } from '../../shared/errors.ts';
import { currentRevision } from '../engine/history/history.ts';
import type { Revision } from '../engine/history/revision.ts';
import type { Project } from '../engine/storage/project.ts';
import { readProject } from '../engine/storage/projectStore.ts';

/** @throws KanError `project.*`, `file.read`, `model.none` where the project holds no model. */
export async function openModel(path: string): Promise<{ project: Project; revision: Revision }> {
  const project = await readProject(path);
  const revision = currentRevision(project.history);
  if (revision !== null) return { project, revision };
  throw userError(
    'model.none',
    `“${basename(path)}” holds no current model.`,
    'Open it in KAN Studio, create a network, train it and save again.',
  );
}
