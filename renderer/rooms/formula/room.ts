/** The formula of the network, and the search for formulas. */
import { panel, part, type Room } from '../../common/room.ts';
import { findFormulas, formulaActions } from './actions.ts';
import FormulaBar from './FormulaBar.svelte';
import FormulaPanel from './FormulaPanel.svelte';
import type { FormulaNeeds } from './needs.ts';

export function formulaRoom(studio: FormulaNeeds) {
  const { formula, network, training } = studio;
  training.onProgress((before, now) => {
    const done = before.status === 'running' && now.status === 'finished';
    // Whatever is on the screen now: the person asked for it when the run began.
    if (done && training.thenFormula && !formula.searching && !formula.busy)
      studio.attempt(findFormulas(studio));
  });
  return {
    actions: formulaActions(studio),
    panels: [panel(studio, { id: 'formulas', title: 'Formulas', slot: 'below', component: FormulaPanel })],
    parts: [part(studio, 'foot', FormulaBar, () => network.model !== null)],
    listen: (client) => [
      client.on('formulaSearch', (search) => {
        formula.showSearch(search);
      }),
      client.on('formulaRepeats', (view) => {
        formula.repeats.showProgress(view);
      }),
    ],
    restore: (snapshot) => {
      formula.restore(snapshot);
    },
    modelChanged: ({ networkSetup }) => {
      formula.follow(networkSetup);
    },
    beginAnew: () => {
      formula.clear();
    },
    engineLost: () => formula.interrupt(),
  } satisfies Room;
}
