/** The room for help: guide, tour, list of keys, command palette. */
import { part, type Room } from '../../common/room.ts';
import { helpActions } from './actions.ts';
import AboutDialog from './AboutDialog.svelte';
import CommandPalette from './CommandPalette.svelte';
import type { HelpNeeds } from './needs.ts';
import ShortcutSheet from './ShortcutSheet.svelte';
import Tour from './Tour.svelte';

export function helpRoom(studio: HelpNeeds) {
  return {
    actions: helpActions(studio),
    parts: [
      part(studio, 'over', CommandPalette, () => studio.view.dialog === 'palette'),
      part(studio, 'over', ShortcutSheet, () => studio.view.dialog === 'shortcuts'),
      part(studio, 'over', AboutDialog, () => studio.view.dialog === 'about'),
      part(studio, 'over', Tour, () => studio.screen === 'workbench'),
    ],
  } satisfies Room;
}
