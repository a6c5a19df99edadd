/** An action for each panel, which shows it. */
import { tick } from 'svelte';
import { defineActions, type Action } from '../actions/action.ts';
import type { Panel } from './room.ts';
import type { Shared } from './shared.ts';
import type { View } from './view.svelte.ts';

/** Number of keys with a digit. */
const KEYS = 10;

/** Numbered in the order of the tabs: Alt+1, Alt+2 … Alt+9, Alt+0. Panels after the tenth have no key. */
export function panelActions<Id extends string>(
  studio: Shared & { readonly view: View<Id> },
  panels: readonly Panel<Id>[],
): readonly Action<`view.${Id}`>[] {
  const onScreen = (): boolean => studio.screen === 'workbench';
  return defineActions(
    studio,
    'View',
    panels.map(({ id, title, slot }, index) => ({
      id: `view.${id}` as const,
      label: `Show ${inSentence(title)}`,
      ...(index < KEYS && { shortcut: `Alt+${(index + 1) % KEYS}` }),
      keywords: `panel ${slot} tab`,
      separated: panels[index - 1]?.slot !== slot,
      checked: () => onScreen() && studio.view.isOpen(id),
      enabled: onScreen,
      run: async () => {
        studio.view.show(id);
        await tick();
        // The tab list (ui/layout/Tabs) names its tabs so.
        document.getElementById(`${slot}-${id}`)?.focus();
      },
    })),
  );
}

/** A title within a sentence: `training`, but `MLPs`. */
function inSentence(title: string): string {
  return title.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase());
}
