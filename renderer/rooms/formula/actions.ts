/** The formula of the network, and the search for formulas. */
import { languages } from '../../../shared/expression/print/print.ts';
import { defineActions } from '../../actions/action.ts';
import type { FormulaNeeds } from './needs.ts';

export function formulaActions(studio: FormulaNeeds) {
  const { data, formula, network, training, view } = studio;
  const there = (): boolean => studio.ready && network.model !== null;
  const place = () => ({ from: 'network', output: formula.output }) as const;
  return defineActions(studio, 'Formula', [
    {
      id: 'formula.search',
      label: 'Find formulas',
      shortcut: 'Mod+Shift+F',
      keywords: 'search symbolic regression discover pareto',
      enabled: () =>
        there() && data.dataset !== null && !training.live && !formula.searching && !formula.busy,
      run: () => {
        view.show('formulas');
        return formula.start();
      },
    },
    {
      id: 'formula.stopSearch',
      label: 'Stop looking for formulas',
      keywords: 'search end abort',
      enabled: () => studio.ready && formula.searching && !formula.busy,
      run: () => formula.stop(),
    },
    {
      id: 'formula.adopt',
      label: 'Take the chosen formula',
      keywords: 'adopt use pareto',
      separated: true,
      enabled: () =>
        there() &&
        !training.live &&
        !formula.busy &&
        formula.found &&
        !formula.taken &&
        formula.choice.every((c) => c >= 0),
      run: () => formula.adopt(),
    },
    {
      id: 'formula.copy',
      label: 'Copy the formula',
      shortcut: 'Mod+Shift+C',
      keywords: 'clipboard latex python excel code',
      enabled: () => there() && formula.shown !== null,
      run: async () => {
        await formula.copy(place());
        studio.notices.tell('The formula was copied.');
      },
    },
    {
      id: 'formula.save',
      label: 'Save the formula as code…',
      keywords: ['export', ...languages].join(' '),
      enabled: () => there() && formula.shown !== null,
      run: () => formula.save(place()),
    },
  ]);
}
