import { userError } from '../../../shared/errors.ts';
import { isSameFile } from '../../files/replaceFile.ts';
import { bytesToEmbed, writeProject } from '../storage/projectStore.ts';
import type { Session } from '../session/session.ts';
import { equationStepsView } from '../session/equationSteps.ts';

/**
 * Writes the history, the curve of the last run, the threshold of two classes, the differential equation, what comparisons
 * and phases found and, unless it is large, the table into a project file.
 * @returns the size of the file in bytes.
 * @throws KanError `file.write`, `file.same`
 */
export async function saveProject(session: Session, path: string): Promise<number> {
  const { history, source, setup, curve, threshold, equations, findings } = session.state;
  if (source !== null && (await isSameFile(path, source.path))) {
    throw userError(
      'file.same',
      'The project would be written over the table that it is made from.',
      'Choose another name.',
    );
  }
  const embedded = source && (await bytesToEmbed(source.path, source.hash));
  const data = source && {
    fileName: source.fileName,
    hash: source.hash,
    overrides: source.overrides,
    setup,
  };
  const project = { history, data, embedded, curve, threshold, equations, findings };
  const bytes = await writeProject(path, project, session.options.app);
  session.update({
    saved: history.revisions.map((revision) => revision.id),
    ...{ savedThreshold: threshold, savedEquations: equations, savedFindings: findings },
  });
  session.hub.emit('equationSteps', equationStepsView(session));
  return bytes;
}
