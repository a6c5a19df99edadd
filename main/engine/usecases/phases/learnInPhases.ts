import type { PhasesBy, PhasesView } from '../../../../shared/contract/views/phases.ts';
import type { NetworkSetup } from '../../../../shared/contract/schemas/setups.ts';
import { userError } from '../../../../shared/errors.ts';
import { Breath } from '../../breath.ts';
import type { Dataset } from '../../data/dataset/dataset.ts';
import { prepareDataset } from '../../data/index.ts';
import type { LearnedPhases } from '../../findings/findings.ts';
import { learnPhases } from '../../phases/learnPhases.ts';
import { phasesSetup } from '../../phases/phasesSetup.ts';
import { keepFindings } from '../../session/findings.ts';
import { phasesMadeFor } from '../../session/findingsView.ts';
import type { Learning } from '../../session/active.ts';
import type { Session } from '../../session/session.ts';

export interface PhasesRequest {
  /** A column whose values are the phases is no input of these networks. */
  readonly by: PhasesBy;
  readonly network: NetworkSetup;
  /** Steps of L-BFGS in each phase. */
  readonly steps: number;
}

/**
 * Trains a network and an MLP on one phase of the rows after another, and tells what they know after each phase. All
 * rows take part, whatever split they are in. The current network stays as it is: `usePhases` replaces it. What was learned
 * before a stop is kept.
 * @throws KanError `data.none`, `phases.classes`, `phases.role`, `phases.column`, `phases.parts`, `data.*`,
 *   `model.too-large`, `cancelled`
 */
export async function learnInPhases(
  session: Session,
  { by, network, steps }: PhasesRequest,
  signal: AbortSignal,
): Promise<PhasesView> {
  const work = new AbortController();
  const done = learn(session, { by, network, steps }, AbortSignal.any([signal, work.signal]));
  const learning: Learning = {
    stop: async () => {
      work.abort();
      await done.catch(() => undefined);
    },
  };
  session.learning = learning;
  try {
    return await done;
  } finally {
    if (session.learning === learning) session.learning = null;
  }
}

async function learn(
  session: Session,
  { by, network, steps }: PhasesRequest,
  signal: AbortSignal,
): Promise<PhasesView> {
  const dataset = await datasetFor(session, by, signal);
  if (dataset.encoding.task === 'classification') {
    throw userError('phases.classes', 'Phases need a target of numbers.', 'Choose another target.');
  }
  const of = phasesMadeFor(session.state, by);
  const { source } = session.state;
  const keep = (phases: Pick<LearnedPhases, 'view' | 'network'>): void => {
    // Of a table that is no longer in use nobody waits for an answer.
    if (of !== null && session.state.source === source) keepFindings(session, { phases: { ...phases, of } });
  };
  const breath = new Breath();
  let reached: PhasesView | null = null;
  try {
    const { view, model } = await learnPhases({
      ...{ table: session.requireTable(), dataset, by, network, backend: session.options.backend },
      training: { steps, signal, breathe: () => breath.take() },
      onPhase: (next) => {
        reached = next;
        session.hub.emit('phases', next);
      },
    });
    keep({ view, network: { model, steps: steps * view.phases.length } });
    return view;
  } catch (error) {
    if (reached !== null && signal.aborted) keep({ view: reached, network: null });
    throw error;
  }
}

/** The present columns with all rows for training; without the column of the phases, where that is an input. */
async function datasetFor(session: Session, by: PhasesBy, signal: AbortSignal): Promise<Dataset> {
  const dataset = session.requireDataset();
  const column = 'column' in by ? by.column : null;
  if (column !== null && dataset.encoding.targets.includes(column)) {
    throw userError(
      'phases.role',
      `“${column}” is a target, so it cannot say the phases.`,
      'Choose another column.',
    );
  }
  const { setup } = session.state;
  if (setup === null) return dataset;
  return prepareDataset(session.requireTable(), phasesSetup(setup, by), { signal });
}
