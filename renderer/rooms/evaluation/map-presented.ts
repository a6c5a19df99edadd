/** Whether a presentation shows the map beside the network. */
import { shownShape } from '../../drawing/folded.ts';
import { canMap } from './map.ts';
import type { EvaluationNeeds } from './needs.ts';

export function canPresentMap({ network: { model, trained } }: EvaluationNeeds): boolean {
  return trained && model !== null && canMap(model);
}

/** As it was chosen; without a choice, where the network has just two inputs. */
export function mapIsPresented(studio: EvaluationNeeds): boolean {
  const { evaluation, network, view } = studio;
  if (!view.presenting || network.model === null || !canPresentMap(studio)) return false;
  return evaluation.mapPresented ?? shownShape(network.model)[0] === 2;
}
