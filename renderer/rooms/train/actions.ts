/** Running a training run. */
import { defineActions } from '../../actions/action.ts';
import type { TrainNeeds } from './needs.ts';

export function trainingActions(studio: TrainNeeds) {
  const { data, network, training } = studio;
  const trainable = (): boolean =>
    studio.ready &&
    network.model !== null &&
    data.dataset !== null &&
    !training.busy &&
    !studio.setup.applying &&
    !studio.setup.blocked;
  return defineActions(studio, 'Training', [
    {
      id: 'train.start',
      label: 'Train',
      shortcut: 'Mod+Enter',
      keywords: 'run fit start',
      enabled: () => trainable() && !training.live,
      run: () => training.start(),
    },
    {
      id: 'train.pause',
      label: 'Pause or resume',
      keywords: 'hold continue',
      enabled: () => studio.ready && training.live,
      run: () => (training.running ? training.pause() : training.resume()),
    },
    {
      id: 'train.step',
      label: 'Train one step',
      shortcut: 'Mod+Shift+Enter',
      keywords: 'single iteration',
      enabled: () => trainable() && !training.running,
      run: () => training.step(),
    },
    {
      id: 'train.stop',
      label: 'Stop training',
      shortcut: 'Mod+.',
      keywords: 'end abort',
      enabled: () => studio.ready && training.live,
      run: () => training.stop(),
    },
    {
      id: 'train.toggle',
      label: 'Run or pause',
      shortcut: 'Space',
      enabled: trainable,
      run: () =>
        training.running ? training.pause() : training.paused ? training.resume() : training.start(),
    },
  ]);
}
