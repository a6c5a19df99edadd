/** What stands in the window while something is wrong with the engine: crash protection that is off. */
import { part, type Room } from '../../common/room.ts';
import type { SafetyNeeds } from './needs.ts';
import UnprotectedBanner from './UnprotectedBanner.svelte';

export function safetyRoom(studio: SafetyNeeds) {
  const { safety } = studio;
  return {
    parts: [part(studio, 'banner', UnprotectedBanner, () => safety.unprotected !== null)],
    listen: (client) => [
      client.on('unprotected', (problem) => {
        safety.unprotected = problem;
      }),
    ],
    restore: ({ unprotected }) => {
      safety.unprotected = unprotected;
    },
  } satisfies Room;
}
