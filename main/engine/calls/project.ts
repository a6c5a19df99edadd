/** Calls that save and open project files. */
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import { idleTraining } from '../../../shared/contract/idleTraining.ts';
import type { Snapshot } from '../../../shared/contract/views.ts';
import type { Project } from '../storage/project.ts';
import { bytesToEmbed, locateTable, readProject, writeProject } from '../storage/projectStore.ts';
import { restoreTable } from '../session/restoreTable.ts';
import { announceModel, snapshotOf } from '../session/snapshot.ts';
import type { Session } from '../session/session.ts';

type ProjectHandlers = Pick<EngineHandlers, 'project.save' | 'project.open'>;

export function projectHandlers(session: Session): ProjectHandlers {
  const { options } = session;
  return {
    'project.save': async ({ file }) => {
      const path = session.files.writable(file);
      const { history, source, setup, curve } = session.state;
      const embedded = source && (await bytesToEmbed(source.path, source.hash));
      const data = source && {
        fileName: source.fileName,
        hash: source.hash,
        overrides: source.overrides,
        setup,
      };
      const bytes = await writeProject(path, { history, data, embedded, curve }, options.app);
      session.update({ saved: history.revisions.map((revision) => revision.id) });
      return { bytes };
    },

    'project.open': async ({ file }, signal) => {
      const path = session.files.readable(file);
      const project = await readProject(path);
      const tablePath = await locateTable(path, project, options.scratchFolder);
      await session.settle();
      return session.lane.run(signal, (own) => open(project, tablePath, own));
    },
  };

  async function open(
    { history, data, curve }: Project,
    tablePath: string | null,
    signal: AbortSignal,
  ): Promise<Snapshot> {
    session.update({
      source:
        data && tablePath !== null
          ? { path: tablePath, fileName: data.fileName, hash: data.hash, overrides: data.overrides }
          : null,
      loaded: null,
      setup: data?.setup ?? null,
      dataset: null,
      history,
      scores: null,
      training: idleTraining,
      curve,
      saved: history.revisions.map((revision) => revision.id),
      recovered: false,
    });
    if (data !== null && tablePath !== null)
      await restoreTable(session, { ...data, path: tablePath }, signal);
    if (session.current !== null) await announceModel(session);
    return snapshotOf(session);
  }
}
