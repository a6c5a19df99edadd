/** `kan predict`: predicts with a model, one row for each row of a table. */
import { thresholdSetting } from '../../../shared/settings/predicting.ts';
import { equalRowsText } from '../../../shared/results/measures.ts';
import { userError } from '../../../shared/errors.ts';
import { plural } from '../../../shared/figures.ts';
import { measureOf, type Revision } from '../../engine/history/revision.ts';
import type { Session } from '../../engine/session/session.ts';
import {
  predict as predictFor,
  savePredictions,
  type PredictionOptions,
} from '../../engine/usecases/tables/predict.ts';
import { gapNotes, predictionCsv, readingIssues, type Predicted } from '../../engine/views/predictions.ts';
import type { Arguments } from '../parsing/args.ts';
import { modelPositional, type Command } from '../command.ts';
import { readingGroup, readingOptions, tablePositional } from '../parsing/csvOptions.ts';
import { requireOutput } from '../files.ts';
import type { Io } from '../io.ts';
import { openModelToPredict } from '../openModel.ts';
import { givenSetting, settingFlag } from '../parsing/settingFlags.ts';
import { scoresTable } from '../reports/report.ts';
import { withSession } from '../session.ts';
import { withTableFiles } from '../standardInput.ts';

export const predictCommand: Command = {
  name: 'predict',
  summary: 'predicts for the rows of a table, in the target’s own units',
  heading: 'Networks',
  positionals: [modelPositional, tablePositional],
  groups: [
    {
      title: 'Results',
      flags: [
        {
          name: 'out',
          value: '<predictions.csv>',
          help: 'writes them to this file (default: to stdout)',
          file: true,
        },
        settingFlag(thresholdSetting)!,
      ],
    },
    readingGroup,
  ],
  notes:
    'A row with a missing input gets an empty cell, or NA where there is only one column. The table is read with the settings of the model’s own table, and the threshold of two classes is that of the project, by default.',
  run: predict,
};

async function predict(args: Arguments, io: Io): Promise<number> {
  const [model, csv] = args.positionals;
  const out = args.values.get('out') ?? null;
  if (out !== null) await requireOutput(out, [model, csv]);
  const given = {
    overrides: readingOptions(args),
    threshold: givenSetting(args, thresholdSetting),
  };
  const [predicted, measure] = await withSession(async (session) => {
    const revision = await openModelToPredict(session, model, io);
    if (given.threshold !== undefined) requireTwoClasses(revision.encoding);
    const told = await withTableFiles(io, async (fileOf) =>
      write(session, await fileOf(csv), given, out, io),
    );
    return [told, measureOf(revision)] as const;
  });
  const { table, prediction } = predicted;
  for (const { severity, message } of readingIssues(predicted))
    io.remark(severity === 'note' ? 'note' : 'warning', message);
  for (const note of [...prediction.spellings, ...gapNotes(predicted)]) io.remark('note', note);
  for (const warning of prediction.warnings) io.remark('warning', warning);
  const { scores } = prediction;
  if (scores.rows > 0) {
    const equal = equalRowsText(measure);
    io.stderr(
      `The table has the targets too:\n${scoresTable([[table.fileName, scores]], { ...measure, weighing: null })}` +
        (equal === '' ? '' : `  ${equal}\n`),
    );
  }
  return 0;
}

/** @throws KanError `cli.threshold` */
function requireTwoClasses({ task, classes, targets }: Revision['encoding']): void {
  if (task === 'classification' && classes.length === 2) return;
  const is =
    task === 'classification'
      ? `has ${classes.length} classes`
      : targets.length > 1
        ? 'are numbers'
        : 'is a number';
  throw userError(
    'cli.threshold',
    `--threshold chooses between two classes, but ${targets.map((name) => `“${name}”`).join(' and ')} ${is}.`,
    'Leave the flag out.',
  );
}

async function write(
  session: Session,
  path: string,
  given: PredictionOptions,
  out: string | null,
  io: Io,
): Promise<Predicted> {
  const layout = 'alone';
  if (out === null) {
    const predicted = await predictFor(session, path, given, { signal: io.interrupted });
    for await (const text of predictionCsv(predicted, layout, { signal: io.interrupted })) io.stdout(text);
    return predicted;
  }
  const place = { to: out, layout } as const;
  const { predicted } = await savePredictions(session, path, given, place, { signal: io.interrupted });
  io.saved(out, `Wrote ${plural(predicted.table.rows, 'row')} to ${out}`);
  return predicted;
}
