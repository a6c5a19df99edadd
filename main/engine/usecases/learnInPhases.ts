import type { PhasesBy, PhasesView } from '../../../shared/contract/views/phases.ts';
import type { NetworkSetup } from '../../../shared/contract/schemas/setups.ts';
import { userError } from '../../../shared/errors.ts';
import { Breath } from '../breath.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import { prepareDataset } from '../data/index.ts';
import { learnPhases } from '../phases/learnPhases.ts';
import type { Session } from '../session/session.ts';

export interface PhasesRequest {
  /** A column whose values are the phases is no input of these networks. */
  readonly by: PhasesBy;
  readonly network: NetworkSetup;
  /** Steps of L-BFGS in each phase. */
  readonly steps: number;
}

/**
 * Trains a network and an MLP on one phase of the rows after another, and tells what they know after each phase. All
 * rows take part, whatever split they are in. The current network stays as it is.
 * @throws KanError `data.none`, `phases.classes`, `phases.role`, `phases.column`, `phases.parts`, `data.*`,
 *   `model.too-large`, `cancelled`
 */
export async function learnInPhases(
  session: Session,
  { by, network, steps }: PhasesRequest,
  signal: AbortSignal,
): Promise<PhasesView> {
  const dataset = await datasetFor(session, by, signal);
  if (dataset.encoding.task === 'classification') {
    throw userError('phases.classes', 'Phases need a target of numbers.', 'Choose another target.');
  }
  const breath = new Breath();
  return learnPhases({
    ...{ table: session.requireTable(), dataset, by, network, backend: session.options.backend },
    training: { steps, signal, breathe: () => breath.take() },
    onPhase: (view) => {
      session.hub.emit('phases', view);
    },
  });
}

/** The present data set; without the column of the phases, where that is an input. */
async function datasetFor(session: Session, by: PhasesBy, signal: AbortSignal): Promise<Dataset> {
  const dataset = session.requireDataset();
  if (!('column' in by)) return dataset;
  const { column } = by;
  const { features, targets } = dataset.encoding;
  if (targets.includes(column)) {
    throw userError(
      'phases.role',
      `“${column}” is a target, so it cannot say the phases.`,
      'Choose another column.',
    );
  }
  const { setup } = session.state;
  if (setup === null || features.every((feature) => feature.column !== column)) return dataset;
  const inputs = setup.inputs.filter((name) => name !== column);
  return prepareDataset(session.requireTable(), { ...setup, inputs }, { signal });
}
