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
    !studio.setup.blocked;
  /** A run is pressed right after a change of the forms: it begins with the network that they ask for. */
  const onceSettled = (begin: () => Promise<void>) => async () => {
    if (!(await studio.setup.settled())) return;
    if (studio.setup.mustConfirm && !training.live)
      studio.notices.tell(
        'The changes of the forms are not applied: this run trains the network from before them.',
        'To train with them, press “Apply” after the run, or stop it first.',
      );
    await begin();
  };
  return defineActions(studio, 'Training', [
    {
      id: 'train.start',
      label: 'Train',
      shortcut: 'Mod+Enter',
      keywords: 'run fit start',
      enabled: () => trainable() && !training.live,
      run: onceSettled(() => training.start()),
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
      run: onceSettled(() => training.step()),
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
      run: onceSettled(() =>
        training.running ? training.pause() : training.paused ? training.resume() : training.start(),
      ),
    },
  ]);
}
