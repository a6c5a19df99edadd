/**
 * Messages that stay while something is wrong with the engine: it does not answer, or crash protection is off.
 */
import { part, type Room } from '../../common/room.ts';
import HungBanner from './HungBanner.svelte';
import type { SafetyNeeds } from './needs.ts';
import UnprotectedBanner from './UnprotectedBanner.svelte';

export function safetyRoom(studio: SafetyNeeds) {
  const { safety } = studio;
  return {
    parts: [
      part(studio, 'banner', UnprotectedBanner, () => safety.unprotected !== null),
      part(studio, 'banner', HungBanner, () => safety.hung),
    ],
    listen: (client) => [
      studio.api.engine.onHung((hung) => {
        safety.hung = hung;
      }),
      client.on('unprotected', (problem) => {
        safety.unprotected = problem;
      }),
    ],
    restore: ({ unprotected }) => {
      safety.unprotected = unprotected;
    },
  } satisfies Room;
}
