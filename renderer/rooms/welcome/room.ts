/** The start page. */
import { part, type Room } from '../../common/room.ts';
import type { WelcomeNeeds } from './needs.ts';
import WelcomeScreen from './WelcomeScreen.svelte';

export function welcomeRoom(studio: WelcomeNeeds) {
  return { parts: [part(studio, 'screen', WelcomeScreen, () => studio.screen === 'welcome')] } satisfies Room;
}
