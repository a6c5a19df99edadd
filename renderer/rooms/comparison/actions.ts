/** The comparison with multilayer perceptrons. */
import { defineActions } from '../../actions/action.ts';
import type { ComparisonNeeds } from './needs.ts';

export function comparisonActions(studio: ComparisonNeeds) {
  const { comparison, data, network, training, view } = studio;
  return defineActions(studio, 'Evaluation', [
    {
      id: 'comparison.start',
      label: 'Compare with MLPs',
      keywords: 'perceptron neural network benchmark kan against mlp',
      enabled: () =>
        studio.ready &&
        network.trained &&
        data.dataset !== null &&
        !training.live &&
        !comparison.running &&
        !comparison.busy,
      run: () => {
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
  ]);
}
