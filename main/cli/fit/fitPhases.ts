/** `kan fit --phases`: what a network and an MLP still know of earlier phases. */
import type { PhasesBy, PhasesOf, PhasesView } from '../../../shared/contract/views/phases.ts';
import { userError } from '../../../shared/errors.ts';
import { perceptronName } from '../../../shared/results/comparedModels.ts';
import { hiddenLayersNote, phasesVerdict } from '../../../shared/results/phasesVerdict.ts';
import { errorText, plural } from '../../../shared/figures.ts';
import type { Session } from '../../engine/session/session.ts';
import { learnInPhases, type PhasesRequest } from '../../engine/usecases/phases/learnInPhases.ts';
import type { FitPlan, PhasesPlan } from './fitPlan.ts';
import type { Io } from '../io.ts';
import { aligned } from '../reports/report.ts';

/** Learns the phases and prints what network and MLP know after each. @returns the exit status. @throws KanError as {@link learnInPhases} does */
export async function fitInPhases(
  session: Session,
  { network }: FitPlan,
  { by, steps }: PhasesPlan,
  io: Io,
): Promise<number> {
  refuseAsInput(session, by);
  const view = await learned(session, { by, network, steps }, io);
  const learnedAll = [view.kan, view.mlp].every(({ errors }) => errors.length === view.phases.length);
  if (!learnedAll) io.remark('warning', 'Interrupted: not all phases were learned.');
  io.report(
    () => phasesJson(view),
    () => phasesText(view),
  );
  return 0;
}

/** What was learned, until Ctrl-C. @throws KanError as {@link learnInPhases} does; `cancelled` where nothing was learned */
async function learned(
  session: Session,
  request: PhasesRequest,
  { interrupted, stderr }: Io,
): Promise<PhasesView> {
  let reached: PhasesView | null = null;
  const endListening = session.hub.listen({
    phases: (view) => {
      reached = view;
      stderr(progressLine(view));
    },
  });
  try {
    return await learnInPhases(session, request, interrupted);
  } catch (error) {
    if (interrupted.aborted && reached !== null) return reached;
    throw error;
  } finally {
    endListening();
  }
}

/** It is an input only where a person named it as one. */
function refuseAsInput(session: Session, by: PhasesBy): void {
  const { features } = session.requireDataset().encoding;
  if (!('column' in by) || features.every(({ column }) => column !== by.column)) return;
  throw userError(
    'phases.role',
    `“${by.column}” is the column of the phases, so it cannot be an input or a target.`,
    'Leave it out of the inputs and targets.',
  );
}

function progressLine({ phases, kan, mlp }: PhasesView): string {
  const of = mlp.errors.length === 0 ? kan : mlp;
  const name = of === kan ? 'KAN' : perceptronName(mlp.hidden);
  return `${name}: ${of.errors.length} of ${phases.length} phases learned\n`;
}

function phasesJson(view: PhasesView): object {
  const { by, phases, kan, mlp } = view;
  const facts = ({ hidden, parameters }: PhasesOf): object => ({ hidden, parameters });
  return {
    phases: { kan: kan.errors, mlp: mlp.errors },
    column: 'column' in by ? by.column : null,
    values: phases.map(({ name }) => name),
    rows: phases.map(({ rows }) => rows),
    kan: facts(kan),
    mlp: facts(mlp),
    verdict: sentencesOf(view),
  };
}

function phasesText(view: PhasesView): string {
  const { by, phases, kan, mlp } = view;
  const matrix = (title: string, { parameters, errors }: PhasesOf): string =>
    `${title}, ${plural(parameters, 'parameter')}: RMSE on the rows of each phase\n` +
    aligned([
      [`after ${'column' in by ? by.column : ''}`.trim(), ...phases.map(({ name }) => name)],
      ...errors.map((row, index) => [phases[index].name, ...row.map((error) => errorText(error, 3))]),
    ]);
  const layers = kan.hidden.length === 0 ? 'no hidden layer' : `hidden ${kan.hidden.join(', ')}`;
  const sentences = sentencesOf(view);
  const end = sentences === '' ? '' : `${sentences}\n`;
  return `${matrix(`KAN, ${layers}`, kan)}${matrix(perceptronName(mlp.hidden), mlp)}${end}`;
}

/** '' before all phases are learned, without hidden layers. */
function sentencesOf(view: PhasesView): string {
  return [phasesVerdict(view), hiddenLayersNote(view.kan)].filter((text) => text !== '').join(' ');
}
