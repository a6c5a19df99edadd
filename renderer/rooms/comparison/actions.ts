/** Comparisons with multilayer perceptrons. */
import { defineActions } from '../../actions/action.ts';
import type { ComparisonNeeds } from './needs.ts';

export function comparisonActions(studio: ComparisonNeeds) {
  const { comparison, data, network, training, view } = studio;
  const comparable = (): boolean =>
    studio.ready && network.trained && data.dataset !== null && !training.live && !comparison.busy;
  return defineActions(studio, 'Evaluation', [
    {
      id: 'comparison.start',
      label: 'Compare with MLPs',
      keywords: 'perceptron neural network benchmark kan against mlp',
      enabled: () => comparable() && !comparison.running,
      run: () => {
        comparison.by = 'models';
        view.show('comparison');
        return comparison.start();
      },
    },
    {
      id: 'comparison.stop',
      label: 'Stop the comparison',
      keywords: 'perceptron end abort mlp',
      enabled: () => studio.ready && comparison.running && !comparison.busy,
      run: () => comparison.stop(),
    },
    {
      id: 'comparison.sizes',
      label: 'Error against size',
      keywords: 'scaling law slope parameters grids perceptron mlp',
      enabled: () => comparable() && !comparison.runningSizes && data.dataset?.task === 'regression',
      run: () => {
        comparison.by = 'sizes';
        view.show('comparison');
        return comparison.startSizes();
      },
    },
    {
      id: 'comparison.stopSizes',
      label: 'Stop the study of sizes',
      keywords: 'scaling end abort',
      enabled: () => studio.ready && comparison.runningSizes && !comparison.busy,
      run: () => comparison.stopSizes(),
    },
  ]);
}
