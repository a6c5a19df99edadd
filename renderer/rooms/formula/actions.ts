/** The formula of the network, and the search for formulas. */
import { defineActions } from '../../actions/action.ts';
import { exportActions } from '../../common/export.ts';
import { codeExport } from './code-export.ts';
import type { FormulaNeeds } from './needs.ts';

/** Starts a search, and shows its panel. */
export function findFormulas({ formula, view }: FormulaNeeds): Promise<void> {
  // A presentation goes on: its foot tells of the search.
  if (!view.presenting) view.show('formulas');
  return formula.start();
}

export function formulaActions(studio: FormulaNeeds) {
  const { data, formula, network, training, view } = studio;
  const there = (): boolean => studio.ready && network.model !== null;
  const place = () => ({ from: 'network', output: formula.output }) as const;
  return [
    ...defineActions(studio, 'Formula', [
      {
        id: 'formula.search',
        label: 'Find formulas',
        shortcut: 'Mod+Shift+F',
        keywords: 'search symbolic regression discover pareto',
        enabled: () =>
          there() && data.dataset !== null && !training.live && !formula.searching && !formula.busy,
        run: () => findFormulas(studio),
      },
      {
        id: 'formula.stopSearch',
        label: 'Stop the formula search',
        keywords: 'search end abort',
        enabled: () => studio.ready && formula.searching && !formula.busy,
        run: () => formula.stop(),
      },
      {
        id: 'formula.repeat',
        label: 'Repeat the formula search',
        keywords: 'stability seed resample reproducible robust',
        enabled: () =>
          there() &&
          !training.live &&
          !formula.searching &&
          !formula.repeats.running &&
          formula.selected !== null,
        run: () => {
          view.show('formulas');
          return formula.repeats.start(formula.selected!);
        },
      },
      {
        id: 'formula.stopRepeats',
        label: 'Stop repeating the formula search',
        keywords: 'stability end abort',
        enabled: () => studio.ready && formula.repeats.running,
        run: () => {
          formula.repeats.stop();
        },
      },
      {
        id: 'formula.adopt',
        label: 'Use the selected formula',
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
    ]),
    ...exportActions(studio, 'Formula', [codeExport(studio)]),
  ];
}
