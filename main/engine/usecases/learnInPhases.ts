import type { PhasesView } from '../../../shared/contract/phasesViews.ts';
import type { NetworkSetup } from '../../../shared/contract/schemas.ts';
import { userError } from '../../../shared/errors.ts';
import { Breath } from '../breath.ts';
import { learnPhases } from '../phases/learnPhases.ts';
import type { Session } from '../session/session.ts';

/**
 * Trains a network and an MLP on one phase of the rows after another. All rows take part, whatever split they are in.
 * The current network stays as it is.
 * @param column its values are the phases; it must not be an input or target.
 * @throws KanError `data.none`, `phases.classes`, `phases.role`, `phases.column`, `model.too-large`, `cancelled`
 */
export async function learnInPhases(
  session: Session,
  {
    column,
    network,
    steps,
  }: { readonly column: string; readonly network: NetworkSetup; readonly steps: number },
  signal: AbortSignal,
): Promise<PhasesView> {
  const dataset = session.requireDataset();
  const { features, targets, task } = dataset.encoding;
  if (task === 'classification') {
    throw userError('phases.classes', 'Phases need a target of numbers.', 'Choose another target.');
  }
  if (targets.includes(column) || features.some((feature) => feature.column === column)) {
    throw userError(
      'phases.role',
      `“${column}” is the column of the phases, so it cannot be an input or a target.`,
      'Leave it out of the inputs and targets.',
    );
  }
  const breath = new Breath();
  const training = { steps, signal, breathe: () => breath.take() };
  const { backend } = session.options;
  return learnPhases({ table: session.requireTable(), dataset, column, network, backend, training });
}
