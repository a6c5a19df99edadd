/** `kan fit`: reads a table, trains a network and reports its errors. */
import { allNetworkSettings } from '../../../shared/settings/network.ts';
import { phasesSettings } from '../../../shared/settings/phases.ts';
import { presetNames } from '../../../shared/settings/presets.ts';
import { searchSeconds, searchSettings } from '../../../shared/settings/search.ts';
import { allTrainingSettings } from '../../../shared/settings/training.ts';
import { cancelled, KanError, userError } from '../../../shared/errors.ts';
import { plural } from '../../../shared/figures.ts';
import { heldOutOf, presentLadder } from '../../engine/history/ladder.ts';
import { measureOf } from '../../engine/history/revision.ts';
import { parametersOf } from '../../engine/history/parameters.ts';
import { referenceOf } from '../../engine/session/snapshot.ts';
import type { Session } from '../../engine/session/session.ts';
import { editNetwork } from '../../engine/usecases/networks/editNetwork.ts';
import { saveProject } from '../../engine/usecases/projects/saveProject.ts';
import type { Arguments } from '../parsing/args.ts';
import { Budget } from '../budget.ts';
import { jsonFlag, type Command } from '../command.ts';
import { readingGroup, tablePositional } from '../parsing/csvOptions.ts';
import { scoringDataset } from '../../engine/history/scoringDataset.ts';
import { importanceView } from '../../engine/views/importance.ts';
import { requireOutput } from '../files.ts';
import { formulaSummary, lawsFirst, noSteps, towardsFormula } from '../fit/fitFormula.ts';
import { splitDataGroup } from '../fit/dataPlan.ts';
import { parseFit, type FitPlan } from '../fit/fitPlan.ts';
import { fitInPhases } from '../fit/fitPhases.ts';
import { fitFacts, fitSummary, lawSummary, resultText } from '../fit/fitReport.ts';
import { prepareFit, trainWithProgress, withTables } from '../fit/fitSession.ts';
import type { Io } from '../io.ts';
import { choiceFlag, settingFlags, trainingFlags } from '../parsing/settingFlags.ts';
import { remarkOnScores } from '../reports/report.ts';

export const fitCommand: Command = {
  name: 'fit',
  summary: 'trains a network on a table',
  heading: 'Networks',
  positionals: [tablePositional],
  groups: [
    splitDataGroup,
    {
      title: 'Network',
      flags: [
        ...settingFlags(allNetworkSettings),
        {
          name: 'rung',
          value: '"Straight lines"',
          help: 'uses this model of those that the automatic run compares, whichever it chooses',
        },
      ],
    },
    {
      title: 'Training',
      flags: [
        choiceFlag(
          'preset',
          'sets the options below for a purpose',
          presetNames,
          '(formula adds --prune and --symbolic)',
        ),
        ...trainingFlags(allTrainingSettings),
        {
          name: 'phases',
          value: 'column',
          help: 'learns the rows in phases, one for each value of this column, and reports the error on the rows of each phase after each phase, beside that of an MLP',
        },
        ...settingFlags(phasesSettings),
      ],
    },
    {
      title: 'Formulas (for classes: formulas of the logits)',
      flags: [
        { name: 'symbolic', value: null, help: 'searches for formulas too' },
        ...settingFlags({ ...searchSettings, searchSeconds }),
        {
          name: 'prune',
          value: null,
          help: 'prunes the edges that the trained network does not need',
        },
      ],
    },
    {
      title: 'Results',
      flags: [{ name: 'out', value: '<model.kan>', help: 'saves the model', file: true }, jsonFlag],
    },
    readingGroup,
  ],
  notes:
    'Ctrl-C ends the training, or the search for formulas, and keeps the best so far. The status is then 0 where --out saved it, else 130.',
  run: fit,
};

async function fit(args: Arguments, io: Io): Promise<number> {
  const asked = parseFit(args);
  if (asked.out !== null) {
    await requireOutput(asked.out, asked.testCsv === null ? [asked.csv] : [asked.csv, asked.testCsv]);
  }
  const budget = new Budget(asked.seconds ?? searchSeconds.default, io.interrupted);
  return withTables(asked, io, (session, plan) => fitTables(session, plan, io, budget));
}

async function fitTables(session: Session, plan: FitPlan, io: Io, budget: Budget): Promise<number> {
  const { interrupted } = io;
  const { dataset } = await prepareFit(session, plan, io);
  if (plan.phases !== null) return fitInPhases(session, plan, plan.phases, io);

  const { steps: law, known } = await lawsFirst(session, plan, io, budget);
  // Only if the person set a time limit.
  const share = plan.symbolic || plan.prune ? shareForTraining : 1;
  const stop = plan.seconds === null ? interrupted : budget.signal(share);
  const training = law === null ? await trainWithProgress(session, plan, io, stop) : session.state.training;
  const stopped = interrupted.aborted;
  const refused = law === null && !stopped ? await useRung(session, plan, interrupted) : null;
  if (stopped && training.step === 0 && law === null) throw cancelled();
  const failure = training.status === 'failed' ? userError('train.failed', training.message) : null;
  const scores = session.state.scores!;
  // Errors of a network that was not trained would be taken for a result; one that cannot be measured has none.
  if (failure !== null && (training.step === 0 || session.state.scores === null)) throw failure;
  const trained = session.requireCurrent();
  const measure = measureOf(trained);
  const heldOut = heldOutOf(session.state.history, trained);
  const parameters = parametersOf(session.state.history, trained);
  const { lines, ladder: present } = await referenceOf(session);
  const importance = await importanceView(
    session.options.backend,
    trained,
    scoringDataset(session.state, trained, dataset),
  );
  const further = law ?? (stopped ? noSteps : await towardsFormula(session, plan, io, budget, known));
  if (interrupted.aborted) {
    const when = stopped ? `after ${plural(training.step, 'step')}` : 'in the search for formulas';
    const lost = plan.out === null ? ' Without --out no model was saved.' : '';
    io.remark('warning', `Interrupted ${when}: this is the best found so far.${lost}`);
  }
  // That of a ladder is told as a decision, and with the table of its models.
  if (!stopped && failure === null && training.ladder === null) io.remark('note', training.message);
  remarkOnScores(scores, measure, { lines, ladder: present }, io);
  io.report(
    () =>
      fitFacts(plan, { trained, parameters, scores, heldOut, present, lines, importance, training, further }),
    () =>
      (law === null ? fitSummary(training, present, trained, parameters, measure) : lawSummary()) +
      resultText(scores, heldOut, importance, measure) +
      formulaSummary(further),
  );
  if (plan.out !== null) {
    await saveProject(session, plan.out);
    io.saved(plan.out);
  }
  if (refused !== null) throw refused;
  if (failure !== null) throw failure;
  if (further.failure !== '') throw userError('formula.failed', further.failure);
  return 0;
}

/**
 * Uses the model that --rung names, where the run chose another.
 * @returns the error where there is no such model: the trained network is saved before it is thrown.
 */
async function useRung(session: Session, { rung }: FitPlan, signal: AbortSignal): Promise<KanError | null> {
  if (rung === null) return null;
  const present = presentLadder(session.state.history, session.requireCurrent().id);
  if (present !== null && present.rung !== null && present.ladder.rungs[present.rung].title === rung)
    return null;
  try {
    await editNetwork(session, { edit: { type: 'rung', rung }, refit: 0 }, signal);
    return null;
  } catch (error) {
    if (error instanceof KanError) return error;
    throw error;
  }
}

/** Where a search follows, the share of the time left that training may take. */
const shareForTraining = 0.5;
