/** `kan fit --phases`: what a network and an MLP still know of earlier phases. */
import type { PhasesOf, PhasesView } from '../../shared/contract/phasesViews.ts';
import { perceptronName } from '../../shared/results/comparedModels.ts';
import { countText, errorText } from '../../shared/figures.ts';
import type { Session } from '../engine/session/session.ts';
import { learnInPhases } from '../engine/usecases/learnInPhases.ts';
import type { FitPlan, PhasesPlan } from './fitPlan.ts';
import type { Io } from './io.ts';
import { aligned } from './report.ts';

export async function fitInPhases(
  session: Session,
  { network, json }: FitPlan,
  { column, steps }: PhasesPlan,
  io: Io,
): Promise<number> {
  const view = await learnInPhases(session, { column, network, steps }, io.interrupted);
  io.stdout(json ? `${JSON.stringify(phasesJson(column, view))}\n` : phasesText(column, view));
  return 0;
}

function phasesJson(column: string, { phases, kan, mlp }: PhasesView): object {
  const facts = ({ hidden, parameters }: PhasesOf): object => ({ hidden, parameters });
  return {
    phases: { kan: kan.errors, mlp: mlp.errors },
    column,
    values: phases.map(({ name }) => name),
    rows: phases.map(({ rows }) => rows),
    kan: facts(kan),
    mlp: facts(mlp),
  };
}

function phasesText(column: string, { phases, kan, mlp }: PhasesView): string {
  const matrix = (title: string, { parameters, errors }: PhasesOf): string =>
    `${title}, ${countText(parameters)} parameters: RMSE on the rows of each phase\n` +
    aligned([
      [`after ${column}`, ...phases.map(({ name }) => name)],
      ...errors.map((row, index) => [phases[index].name, ...row.map((error) => errorText(error, 3))]),
    ]);
  const layers = kan.hidden.length === 0 ? 'no hidden layer' : `hidden ${kan.hidden.join(', ')}`;
  return matrix(`KAN, ${layers}`, kan) + matrix(perceptronName(mlp.hidden), mlp);
}
