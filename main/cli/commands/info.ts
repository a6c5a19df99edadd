/** `kan info`: describes a model, its history and its errors, and the differential equation of a project. */
import { inputRangeText } from '../../engine/data/units/inputRange.ts';
import type { Encoding } from '../../engine/data/encoding/encoding.ts';
import { modelBefore, pathTo, type History } from '../../engine/history/history.ts';
import { heldOutOf, presentLadder } from '../../engine/history/ladder.ts';
import { parametersOf } from '../../engine/history/parameters.ts';
import { labelOf, measureOf, type Revision } from '../../engine/history/revision.ts';
import { rangesOfWhat, trainedRanges } from '../../engine/measure/predictTable.ts';
import type { Source } from '../../engine/session/state.ts';
import { presentStep } from '../../engine/equations/steps.ts';
import { openHistory } from '../../engine/usecases/projects/openProject.ts';
import { jsonFlag, modelPositional, type Command } from '../command.ts';
import type { Arguments } from '../parsing/args.ts';
import type { Io } from '../io.ts';
import { networkJson, networkLine } from '../networkText.ts';
import { requireModel } from '../openModel.ts';
import { equationFacts, equationText } from '../reports/equation.ts';
import { allScoresTable, heldOutJson, ladderTable, remarkOnScores, scoresJson } from '../reports/report.ts';
import { withSession } from '../session.ts';

export const infoCommand: Command = {
  name: 'info',
  summary: 'shows a model: its network, its history and its errors; and the equation of a project',
  heading: 'Networks',
  positionals: [modelPositional],
  groups: [{ title: 'Results', flags: [jsonFlag] }],
  run: info,
};

async function info(args: Arguments, io: Io): Promise<number> {
  const [path] = args.positionals;
  return withSession(async (session) => {
    await openHistory(session, path, io.interrupted);
    const { state, current } = session;
    // A project can hold an equation only.
    const revision = current ?? (presentStep(state.equations) ? null : requireModel(session, path));
    const equation = equationFacts(state.equations);
    const facts = { ...(revision && factsOf(state, revision)), ...(equation && { equation }) };
    const text = `${revision === null ? '' : textOf(state, revision)}${equationText(state.equations)}`;
    if (revision !== null) remarkOnScores(revision.scores, measureOf(revision), null, io);
    io.report(
      () => facts,
      () => text,
    );
    return 0;
  });
}

interface Known {
  readonly history: History;
  readonly source: Source | null;
}

function factsOf({ history, source }: Known, revision: Revision): object {
  const { model, encoding, scores, id } = revision;
  const present = presentLadder(history, id);
  const measure = measureOf(revision);
  return {
    ...networkJson(model, encoding, parametersOf(history, revision)),
    grid: model.layers.map((layer) => layer.grid),
    order: model.layers.map((layer) => layer.order),
    task: encoding.task,
    inputs: encoding.features.map(({ name }, input) => ({ name, range: trainedRanges(revision)[input] })),
    ranges_of: rangesOfWhat(revision),
    targets: encoding.targets,
    classes: encoding.classes,
    train: scores && scoresJson(scores.train, measure),
    validation: scores && scores.validation.rows > 0 ? scoresJson(scores.validation, measure) : null,
    test: scores && scoresJson(scores.test, measure),
    held_out: heldOutJson(heldOutOf(history, revision)),
    ladder: present?.ladder ?? null,
    history: pathTo(history, id).map((step) => ({
      operation: labelOf(step, modelBefore(history, step)),
      name: step.name,
      time: step.time,
    })),
    data: source && { fileName: source.fileName, sha256: source.hash },
  };
}

function textOf({ history, source }: Known, revision: Revision): string {
  const { model, encoding, scores, id } = revision;
  const present = presentLadder(history, id);
  const measure = measureOf(revision);
  const inputs = encoding.features.map(
    (feature, input) => `  ${feature.name}   ${inputRangeText(feature, trainedRanges(revision)[input])}\n`,
  );
  return [
    networkLine(model, encoding, parametersOf(history, revision)),
    `Predicts ${targetText(encoding)} from (ranges of the ${rangesOfWhat(revision)})\n`,
    ...inputs,
    ...(scores === null ? [] : [allScoresTable(scores, heldOutOf(history, revision), measure)]),
    ...(present === null ? [] : [ladderTable(present.ladder, measure)]),
    'History\n',
    ...pathTo(history, id).map((step) => {
      const name = step.name === '' ? '' : ` “${step.name}”`;
      return `  ${new Date(step.time).toISOString()}  ${labelOf(step, modelBefore(history, step))}${name}\n`;
    }),
    source === null ? '' : `Data: ${source.fileName}\n`,
  ].join('');
}

function targetText({ targets, classes }: Encoding): string {
  const names = targets.join(', ');
  return classes.length === 0 ? names : `${names} (${classes.join(', ')})`;
}
