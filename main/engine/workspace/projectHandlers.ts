/** Calls that save and open project files. */
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import { idleTraining } from '../../../shared/contract/idleTraining.ts';
import type { Snapshot } from '../../../shared/contract/views.ts';
import type { Project } from '../project/project.ts';
import { bytesToEmbed, locateTable, readProject, writeProject } from '../project/projectStore.ts';
import { restoreTable } from './restoreTable.ts';
import { announceModel, snapshotOf } from './snapshot.ts';
import type { Workspace } from './workspace.ts';

type ProjectHandlers = Pick<EngineHandlers, 'project.save' | 'project.open'>;

export function projectHandlers(workspace: Workspace): ProjectHandlers {
  const { options } = workspace;
  return {
    'project.save': async ({ file }) => {
      const path = workspace.files.writable(file);
      const { history, source, setup, curve } = workspace.state;
      const embedded = source && (await bytesToEmbed(source.path, source.hash));
      const data = source && {
        fileName: source.fileName,
        hash: source.hash,
        overrides: source.overrides,
        setup,
      };
      const bytes = await writeProject(path, { history, data, embedded, curve }, options.app);
      workspace.update({ saved: history.revisions.map((revision) => revision.id) });
      return { bytes };
    },

    'project.open': async ({ file }, signal) => {
      const path = workspace.files.readable(file);
      const project = await readProject(path);
      const tablePath = await locateTable(path, project, options.scratchFolder);
      await workspace.settle();
      return workspace.lane.run(signal, (own) => open(project, tablePath, own));
    },
  };

  async function open(
    { history, data, curve }: Project,
    tablePath: string | null,
    signal: AbortSignal,
  ): Promise<Snapshot> {
    workspace.update({
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
      await restoreTable(workspace, { ...data, path: tablePath }, signal);
    if (workspace.current !== null) await announceModel(workspace);
    return snapshotOf(workspace);
  }
}
