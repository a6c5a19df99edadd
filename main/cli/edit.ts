/** `kan fix`, `kan prune` and `kan refine`: one operation on a saved model, then a refit; the history keeps what was. */
import { userError } from '../../shared/errors.ts';
import type { Dataset } from '../engine/data/dataset.ts';
import type { Operation } from '../engine/history/revision.ts';
import { fixEdge } from '../engine/kan/editEdge.ts';
import { edgeFunction } from '../engine/kan/functions.ts';
import { refineGrid } from '../engine/kan/grid.ts';
import type { KanModel } from '../engine/kan/model.ts';
import { prune as pruneModel } from '../engine/kan/prune.ts';
import { polish, type Bench } from '../engine/symbolic/auto/polish.ts';
import { suggest } from '../engine/symbolic/suggest/suggest.ts';
import { plainObjective } from '../engine/train/objective.ts';
import { sharedBackend } from '../engine/workspace/backend.ts';
import { parseArguments, realNumber, wholeNumber, type Arguments } from './args.ts';
import { edgeArgument, edgeSamples } from './edgeArgument.ts';
import { requireOutput, requirePositionals } from './files.ts';
import type { Io } from './io.ts';
import { datasetOf, saveRevision } from './modelData.ts';
import { edgeCountOf } from './modelFacts.ts';
import { openModel } from './openModel.ts';
import { figure } from './progress.ts';
import { scoresJson, scoresTable } from './report.ts';

interface Change {
  readonly model: KanModel;
  readonly operation: Operation;
}

type Edit = (model: KanModel, dataset: Dataset, args: Arguments) => Change | Promise<Change>;

const refitSteps = 60;

/** Sets an edge to a function, its numbers fitted first to the edge and then jointly with all others. */
export const fix = command('fix', ['edge', 'function'], async (model, dataset, args) => {
  const place = edgeArgument(args, model);
  const name = args.values.get('function');
  if (name === undefined)
    throw userError('cli.function', 'Which function? --function is missing.', 'For example --function sin.');
  const [{ a, b, c, d, safe }] = suggest(await edgeSamples(model, place, dataset), [edgeFunction(name)]);
  if (!safe) {
    throw userError(
      'edge.unsafe',
      `${name} has a gap or a pole where this edge has values.`,
      'Choose another function; kan suggest lists those that fit.',
    );
  }
  const operation: Operation = { type: 'fix', edge: args.values.get('edge')!, function: name };
  return { model: fixEdge(model, place, name, [a, b, c, d]), operation };
});

/** Removes edges and hidden nodes of little attribution. */
export const prune = command('prune', ['edge-threshold', 'node-threshold'], async (model, dataset, args) => {
  const thresholds = {
    node: realNumber(args, 'node-threshold', 0, 1, 1e-2),
    edge: realNumber(args, 'edge-threshold', 0, 1, 3e-2),
  };
  const evaluator = sharedBackend().evaluator(model, dataset.train, plainObjective(dataset.encoding));
  try {
    const lighter = pruneModel(model, await evaluator.statistics(model.params), thresholds);
    return { model: lighter, operation: { type: 'prune', edges: edgeCountOf(model) - edgeCountOf(lighter) } };
  } finally {
    evaluator.dispose();
  }
});

/** A finer grid on every layer. */
export const refine = command('refine', ['grid'], (model, _, args) => {
  const grid = wholeNumber(args, 'grid', 1, 200, Math.min(200, 2 * model.layers[0].grid));
  return {
    model: model.layers.reduce((finer, __, layer) => refineGrid(finer, layer, grid), model),
    operation: { type: 'refine', grid },
  };
});

function command(
  name: string,
  flags: readonly string[],
  edit: Edit,
): (argv: readonly string[], io: Io) => Promise<number> {
  return async (argv, io) => {
    const args = parseArguments(argv, [...flags, 'data', 'out'], ['json', 'no-refit']);
    const [path] = requirePositionals(args, name, ['model.kan']);
    const out = args.values.get('out') ?? path;
    if (out !== path) await requireOutput(out, []);
    const { project, revision } = await openModel(path);
    const dataset = await datasetOf(path, project, args.values.get('data'), io);
    const { model, operation } = await edit(revision.model, dataset, args);
    const bench: Bench = { dataset, backend: sharedBackend(), signal: io.interrupted };
    const refitted = args.switches.has('no-refit') ? model : (await polish(bench, model, refitSteps)).model;
    const saved = await saveRevision(out, project, revision, refitted, operation, dataset);
    const scores = saved.scores!;
    if (args.switches.has('json')) {
      const before = revision.scores && {
        train: scoresJson(revision.scores.train),
        test: scoresJson(revision.scores.test),
      };
      const after = { train: scoresJson(scores.train), test: scoresJson(scores.test) };
      io.stdout(`${JSON.stringify({ edges: edgeCountOf(refitted), before, after })}\n`);
      return 0;
    }
    const was = revision.scores?.train.rmse;
    io.stdout(
      `${edgeCountOf(refitted)} edges${was === undefined || was === null ? '' : `; training RMSE was ${figure(was)}`}\n${scoresTable(
        [
          ['train', scores.train],
          ['validation', scores.validation],
          ['test', scores.test],
        ],
      )}Saved ${out}\n`,
    );
    return 0;
  };
}
