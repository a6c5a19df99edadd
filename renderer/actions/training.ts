/** Running a training run. */
import type { Workbench } from '../state/workbench.svelte.ts';
import { defineActions, type Action } from './action.ts';

export function trainingActions(bench: Workbench): readonly Action[] {
  const { data, network, training } = bench;
  const trainable = (): boolean =>
    bench.ready && network.model !== null && data.dataset !== null && !training.busy && !bench.setup.applying;
  return defineActions(bench, 'Training', [
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
      enabled: () => bench.ready && training.live,
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
      enabled: () => bench.ready && training.live,
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
