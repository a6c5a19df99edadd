/** Calls that save and open project files. */
import type { EngineHandlers } from '../../../shared/contract/engine.ts';
import type { Session } from '../session/session.ts';
import { snapshotOf } from '../session/snapshot.ts';
import { openProject } from '../usecases/openProject.ts';
import { saveProject } from '../usecases/saveProject.ts';

type ProjectHandlers = Pick<EngineHandlers, 'project.save' | 'project.open'>;

export function projectHandlers(session: Session): ProjectHandlers {
  const { files } = session;
  return {
    'project.save': async ({ file, replace }) => ({
      bytes: await saveProject(session, files.writable(file), replace),
    }),
    'project.open': async ({ file }, signal) => {
      await openProject(session, files.readable(file), signal);
      return snapshotOf(session);
    },
  };
}
