/** What has happened since the window opened. */
import { panel, type Room } from '../../common/room.ts';
import LogPanel from './LogPanel.svelte';
import type { LogNeeds } from './needs.ts';

export function logRoom(studio: LogNeeds) {
  const { log, training } = studio;
  training.onProgress((before, now) => {
    log.followRun(before, now);
  });
  return {
    panels: [panel(studio, { id: 'log', title: 'Log', slot: 'below', component: LogPanel })],
    listen: (client) => [
      client.on('log', (line) => {
        log.add(line);
      }),
    ],
    modelChanged: ({ history }) => {
      log.followHistory(history);
    },
  } satisfies Room;
}
