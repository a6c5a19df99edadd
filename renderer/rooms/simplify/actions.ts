/** Smaller networks to choose from. */
import { defineActions } from '../../actions/action.ts';
import type { SimplifyNeeds } from './needs.ts';

export function simplifyActions(studio: SimplifyNeeds) {
  const { edits, network, simplify, training, view } = studio;
  const free = (): boolean =>
    studio.ready && network.model !== null && network.trained && !training.live && !edits.busy;
  return defineActions(studio, 'Network', [
    {
      id: 'simplify.find',
      label: 'Simplify: find smaller networks',
      keywords: 'sparsify prune fewer edges smaller error curve overfit',
      // A network without edges, the mean, cannot become simpler.
      enabled: () => free() && network.model?.edges.some(({ kind }) => kind !== 'removed') === true,
      run: () => {
        view.show('simplify');
        return simplify.find();
      },
    },
    {
      id: 'simplify.use',
      label: 'Use the selected smaller network',
      keywords: 'simplify take choose',
      enabled: () => free() && simplify.selected >= 0,
      run: () => simplify.use(),
    },
  ]);
}
