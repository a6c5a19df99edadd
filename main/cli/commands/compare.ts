/** `kan compare`: trains a network and multilayer perceptrons (MLPs) on the same rows, and compares their errors. */
import type { ComparedModel, ComparisonView } from '../../../shared/contract/views/comparison.ts';
import { cancelled } from '../../../shared/errors.ts';
import { countText, errorText, secondsText } from '../../../shared/figures.ts';
import { comparedError, kanName, perceptronName } from '../../../shared/results/comparedModels.ts';
import { inUnit } from '../../../shared/results/measures.ts';
import { comparisonSettings } from '../../../shared/settings/comparison.ts';
import { allNetworkSettings } from '../../../shared/settings/network.ts';
import { defaultsOf, type ValuesOf } from '../../../shared/settings/setting.ts';
import { allTrainingSettings } from '../../../shared/settings/training.ts';
import type { Session } from '../../engine/session/session.ts';
import { compareWithPerceptrons } from '../../engine/usecases/comparisons/compareWithPerceptrons.ts';
import type { Arguments } from '../parsing/args.ts';
import { jsonFlag, type Command } from '../command.ts';
import { untilEnded } from '../reports/comparing.ts';
import { readingGroup, tablePositional } from '../parsing/csvOptions.ts';
import { splitDataGroup } from '../fit/dataPlan.ts';
import { parseFit, type FitPlan } from '../fit/fitPlan.ts';
import { prepareFit, trainWithProgress, withTables } from '../fit/fitSession.ts';
import type { Io } from '../io.ts';
import { aligned, scoresJson } from '../reports/report.ts';
import { compareSizes } from '../reports/sizeStudy.ts';
import { givenSettings, settingFlags, trainingFlags } from '../parsing/settingFlags.ts';

export const compareCommand: Command = {
  name: 'compare',
  summary: 'trains a network and MLPs on a table, and compares their errors',
  heading: 'Networks',
  positionals: [tablePositional],
  groups: [
    splitDataGroup,
    { title: 'Network', flags: settingFlags(allNetworkSettings) },
    { title: 'Training', flags: trainingFlags(allTrainingSettings) },
    {
      title: 'Comparison',
      flags: [
        ...settingFlags(comparisonSettings),
        {
          name: 'sizes',
          value: null,
          help: 'compares the network on finer and finer grids with MLPs of as many parameters',
        },
      ],
    },
    { title: 'Results', flags: [jsonFlag] },
    readingGroup,
  ],
  notes:
    'The MLPs get the same split. They are trained from several starts by several optimisers, in double precision; their best parameters are chosen by the validation rows. Ctrl-C ends the comparison and reports what there is; the status is then 130.',
  run: compare,
};

async function compare(args: Arguments, io: Io): Promise<number> {
  const asked = parseFit(args);
  const settings = { ...defaultsOf(comparisonSettings), ...givenSettings(args, comparisonSettings) };
  return withTables(asked, io, (session, plan) => compareTables(session, plan, settings, io));
}

async function compareTables(
  session: Session,
  plan: FitPlan,
  settings: ValuesOf<typeof comparisonSettings>,
  io: Io,
): Promise<number> {
  const { interrupted } = io;
  await prepareFit(session, plan, io, 'compare');
  await trainWithProgress(session, plan, io, interrupted);
  if (interrupted.aborted) throw cancelled();
  if (plan.args.switches.has('sizes')) {
    await compareSizes(session, settings, io);
    return 0;
  }
  const comparison = await compareWithPerceptrons(session, settings);
  const endListening = session.hub.listen({ comparison: progressOf(io) });
  const view = await untilEnded(comparison, io);
  endListening();
  io.report(
    () => comparisonJson(view),
    () => comparisonText(view),
  );
  return 0;
}

/** Reports on stderr when the training of another size begins. */
function progressOf(io: Io): (view: ComparisonView) => void {
  let told: number | null = null;
  return ({ training, perceptrons }) => {
    if (training === told) return;
    told = training;
    if (training !== null) io.stderr(`Training ${perceptronName(perceptrons[training].hidden)}\n`);
  };
}

function comparisonJson({ kan, perceptrons, rows, unit, difference, verdict }: ComparisonView): object {
  const facts = ({ hidden, parameters, seconds, test }: ComparedModel): object => {
    return { hidden, parameters, seconds, test: scoresJson(test, null) };
  };
  return {
    kan: kan && facts(kan),
    mlp: perceptrons.map((mlp) => {
      const { method, activation, curve, atKanTime } = mlp;
      return { ...facts(mlp), method, activation, at_kan_time: atKanTime, curve };
    }),
    difference: difference && {
      kan_less_best_mlp: difference.value,
      standard_error: difference.standardError,
      clear: difference.isClear,
      test_rows: rows.test,
      groups: difference.groups,
      unit,
    },
    verdict,
  };
}

function comparisonText({ kan, perceptrons, measure, unit, rows, verdict }: ComparisonView): string {
  const row = (name: string, model: ComparedModel, atKanTime: string, how: string): string[] => [
    name,
    countText(model.parameters),
    model.seconds === null ? '–' : secondsText(model.seconds),
    errorText(comparedError(model)),
    atKanTime,
    how,
  ];
  const head = ['', 'parameters', 'time', inUnit(measure, unit), 'at the KAN’s time', 'trained by'];
  const own = kan === null ? [] : [row(kanName(kan.hidden), kan, '', '')];
  const others = perceptrons.map((mlp) =>
    row(
      perceptronName(mlp.hidden),
      mlp,
      errorText(mlp.atKanTime ?? NaN),
      mlp.method === '' ? '–' : `${mlp.method} (${mlp.activation})`,
    ),
  );
  return `Errors on the ${countText(rows.test)} test rows\n${aligned([head, ...own, ...others])}${verdict}\n`;
}
