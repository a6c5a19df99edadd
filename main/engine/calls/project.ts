/** Calls about the whole session, and about project files. */
import type { projectCalls } from '../../../shared/contract/calls/project.ts';
import type { HandlersOf } from '../../../shared/rpc/contract.ts';
import type { Session } from '../session/session.ts';
import { snapshotOf } from '../session/snapshot.ts';
import { openProject } from '../usecases/projects/openProject.ts';
import { saveProject } from '../usecases/projects/saveProject.ts';

export function projectHandlers(session: Session): HandlersOf<typeof projectCalls> {
  const { files } = session;
  return {
    'session.snapshot': () => snapshotOf(session),
    'project.save': async ({ file, replace }) => {
      const path = files.writable(file);
      return { bytes: await session.ongoing.during('saving', () => saveProject(session, path, replace)) };
    },
    'project.open': async ({ file }, signal) => {
      await openProject(session, files.readable(file), signal);
      return snapshotOf(session);
    },
  };
}
