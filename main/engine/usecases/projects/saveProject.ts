import { basename } from 'node:path';
import { userError } from '../../../../shared/errors.ts';
import { isSameFile } from '../../../files/replaceFile.ts';
import { bytesToEmbed, projectFileAt, writeProject } from '../../storage/projectStore.ts';
import type { Session } from '../../session/session.ts';
import { equationStepsView } from '../../session/equationSteps.ts';

/**
 * Writes the history, the curve of the last run, the threshold of two classes, the differential equation, what comparisons,
 * phases and searches for formulas found and, unless it is large, the table into a project file.
 * @param replace whether the file may be replaced though another window or program has changed it
 * @returns the size of the file in bytes.
 * @throws KanError `file.write`, `file.same`, `project.changed`
 */
export async function saveProject(session: Session, path: string, replace = false): Promise<number> {
  const { history, source, setup, curve, threshold, equations, findings } = session.state;
  if (source !== null && (await isSameFile(path, source.path))) {
    throw userError(
      'file.same',
      'The project would be written over the table that it is made from.',
      'Choose another name.',
    );
  }
  if (!replace) await requireUnchanged(session, path);
  const embedded = source && (await bytesToEmbed(source.path, source.hash));
  const data = source && {
    fileName: source.fileName,
    hash: source.hash,
    overrides: source.overrides,
    setup,
  };
  const project = { history, data, embedded, curve, threshold, equations, findings };
  const { file, bytes } = await writeProject(path, project, session.options.app);
  session.update({
    project: file,
    saved: history.revisions.map((revision) => revision.id),
    ...{ savedThreshold: threshold, savedEquations: equations, savedFindings: findings },
  });
  session.hub.emit('equationSteps', equationStepsView(session));
  return bytes;
}

/** @throws KanError `project.changed` where the open project file is not as this session read or wrote it last. */
async function requireUnchanged({ state: { project } }: Session, path: string): Promise<void> {
  if (project === null || !(await isSameFile(path, project.path))) return;
  const now = await projectFileAt(path);
  if (now === null || now.hash === project.hash) return;
  throw userError(
    'project.changed',
    `“${basename(path)}” was changed by another window or program after it was opened or saved here. It was not overwritten.`,
    'Save the project under another name to keep both.',
  );
}
