/** `kan info`: what a model is, how it came about and how good it is. */
import type { Encoding } from '../engine/data/dataset/dataset.ts';
import { pathTo } from '../engine/history/history.ts';
import { labelOf, type Revision } from '../engine/history/revision.ts';
import { shapeOf } from '../engine/kan/model.ts';
import type { Project } from '../engine/storage/project.ts';
import { trainableParameters } from '../engine/train/objective/problem.ts';
import { parseArguments } from './args.ts';
import { requirePositionals } from './files.ts';
import type { Io } from './io.ts';
import { edgeCountOf } from './modelFacts.ts';
import { trainedRanges } from '../engine/usecases/predict.ts';
import { openModel } from './openModel.ts';
import { figure } from './progress.ts';
import { scoresJson, scoresTable } from './report.ts';

export async function info(argv: readonly string[], io: Io): Promise<number> {
  const args = parseArguments(argv, [], ['json']);
  const [path] = requirePositionals(args, 'info', ['model.kan']);
  const { project, revision } = await openModel(path);
  io.stdout(
    args.switches.has('json') ? `${JSON.stringify(factsOf(project, revision))}\n` : textOf(project, revision),
  );
  return 0;
}

function factsOf({ history, data }: Project, revision: Revision): object {
  const { model, encoding, scores, id } = revision;
  return {
    shape: shapeOf(model),
    parameters: trainableParameters(model).length,
    edges: edgeCountOf(model),
    grid: model.layers.map((layer) => layer.grid),
    order: model.layers.map((layer) => layer.order),
    task: encoding.task,
    inputs: encoding.features.map(({ name }, input) => ({ name, range: trainedRanges(revision)[input] })),
    targets: encoding.targets,
    classes: encoding.classes,
    train: scores && scoresJson(scores.train),
    test: scores && scoresJson(scores.test),
    history: pathTo(history, id).map((step) => ({
      operation: labelOf(step),
      name: step.name,
      time: step.time,
    })),
    data: data && { fileName: data.fileName, sha256: data.hash },
  };
}

function textOf({ history, data }: Project, revision: Revision): string {
  const { model, encoding, scores, id } = revision;
  const [{ grid, order }] = model.layers;
  const inputs = encoding.features.map(({ name }, input) => {
    const [low, high] = trainedRanges(revision)[input];
    return `  ${name}   ${figure(low)} … ${figure(high)}\n`;
  });
  return [
    `Network ${shapeOf(model).join(' → ')}, grid ${grid}, order ${order}: `,
    `${edgeCountOf(model)} edges, ${trainableParameters(model).length} parameters\n`,
    `Predicts ${targetText(encoding)} from\n`,
    ...inputs,
    ...(scores === null
      ? []
      : [
          scoresTable([
            ['train', scores.train],
            ['validation', scores.validation],
            ['test', scores.test],
          ]),
        ]),
    'History\n',
    ...pathTo(history, id).map((step) => {
      const name = step.name === '' ? '' : ` “${step.name}”`;
      return `  ${new Date(step.time).toISOString()}  ${labelOf(step)}${name}\n`;
    }),
    data === null ? '' : `Data: ${data.fileName}\n`,
  ].join('');
}

function targetText({ targets, classes }: Encoding): string {
  const names = targets.join(', ');
  return classes.length === 0 ? names : `${names} (${classes.join(', ')})`;
}
