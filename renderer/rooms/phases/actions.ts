/** Learning one phase after another. */
import { defineActions } from '../../actions/action.ts';
import { networkSettings } from '../../../shared/settings/network.ts';
import type { PhasesNeeds } from './needs.ts';

export function phasesActions(studio: PhasesNeeds) {
  const { data, phases, training, view } = studio;
  return defineActions(studio, 'Evaluation', [
    {
      id: 'phases.learn',
      label: 'Learn in phases',
      keywords: 'continual learning forgetting catastrophic one after another',
      enabled: () => studio.ready && data.dataset !== null && !data.classes && !training.live && !phases.busy,
      run: () => {
        view.show('phases');
        return phases.learn(networkSettings.seed.default);
      },
    },
    {
      id: 'phases.use',
      label: 'Use the network that learned the phases',
      keywords: 'continual learning forgetting current history',
      enabled: () => studio.ready && phases.findings.phasesUsable && !training.live && !phases.busy,
      run: async () => {
        studio.restore(await phases.use());
        view.show('history');
      },
    },
    {
      id: 'phases.stop',
      label: 'Stop learning in phases',
      keywords: 'forgetting end abort',
      enabled: () => studio.ready && phases.busy,
      run: () => {
        phases.stop();
      },
    },
  ]);
}
