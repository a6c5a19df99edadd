/** Tables and projects: opened, dropped, pasted, saved. */
import { part, type Room } from '../../common/room.ts';
import { fileActions } from './actions.ts';
import FileZones from './FileZones.svelte';
import type { FilesNeeds } from './needs.ts';

export function filesRoom(studio: FilesNeeds) {
  const { api, files, unsaved } = studio;
  return {
    actions: fileActions(studio),
    parts: [part(studio, 'over', FileZones)],
    listen: () => [
      api.app.onOpenFile((file) => {
        files.open(file);
      }),
    ],
    restore: (snapshot) => {
      unsaved.restore(snapshot.history, snapshot.unsaved);
      files.tellOfLostTable(snapshot);
    },
    modelChanged: ({ history }) => {
      unsaved.follow(history);
    },
  } satisfies Room;
}
