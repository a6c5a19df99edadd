/** Tables and projects: opened, dropped, pasted, saved. */
import { part, type Room } from '../../common/room.ts';
import { fileActions } from './actions.ts';
import DropZone from './DropZone.svelte';
import type { FilesNeeds } from './needs.ts';
import PasteZone from './PasteZone.svelte';
import UnsavedDialog from './UnsavedDialog.svelte';

export function filesRoom(studio: FilesNeeds) {
  const { api, files, unsaved } = studio;
  return {
    actions: fileActions(studio),
    parts: [
      part(studio, 'over', UnsavedDialog, () => unsaved.asked !== null),
      part(studio, 'over', DropZone),
      part(studio, 'over', PasteZone),
    ],
    listen: (client) => [
      api.app.onOpenFile((file) => {
        files.open(file);
      }),
      client.on('findings', (findings) => {
        unsaved.followFindings(findings.unsaved);
      }),
      client.on('threshold', (threshold) => {
        unsaved.followThreshold(threshold.unsaved);
      }),
    ],
    restore: (snapshot) => {
      unsaved.restore(snapshot.history, snapshot.unsaved);
      unsaved.followFindings(snapshot.findings.unsaved);
      unsaved.followThreshold(snapshot.thresholdUnsaved);
      files.project = snapshot.project;
      files.tellOfLostTable(snapshot);
    },
    modelChanged: ({ history }) => {
      unsaved.follow(history);
    },
  } satisfies Room;
}
