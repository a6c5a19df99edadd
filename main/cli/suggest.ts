/** `kan suggest`: which functions an edge might be. */
import { suggest as suggestFor } from '../engine/symbolic/suggest/suggest.ts';
import { parseArguments } from './args.ts';
import { edgeArgument, edgeSamples } from './edgeArgument.ts';
import { requirePositionals } from './files.ts';
import type { Io } from './io.ts';
import { datasetOf } from './modelData.ts';
import { openModel } from './openModel.ts';
import { figure } from './progress.ts';
import { aligned } from './report.ts';

const shown = 10;

export async function suggest(argv: readonly string[], io: Io): Promise<number> {
  const args = parseArguments(argv, ['edge', 'data'], ['json']);
  const [path] = requirePositionals(args, 'suggest', ['model.kan']);
  const { project, revision } = await openModel(path);
  const place = edgeArgument(args, revision.model);
  const dataset = await datasetOf(path, project, args.values.get('data'), io);
  const candidates = suggestFor(await edgeSamples(revision.model, place, dataset));
  if (args.switches.has('json')) {
    io.stdout(
      `${JSON.stringify(
        candidates.map(({ name, a, b, c, d, r2, complexity, loss, safe, pareto }) => ({
          function: name,
          ...{ a, b, c, d, r2, complexity, loss, safe, pareto },
        })),
      )}\n`,
    );
    return 0;
  }
  const rows = candidates
    .slice(0, shown)
    .map(({ name, a, b, c, d, r2, complexity }) => [
      name,
      ...[r2, complexity, a, b, c, d].map((value) => figure(value)),
    ]);
  io.stdout(`c·f(a·x + b) + d\n${aligned([['f', 'R²', 'complexity', 'a', 'b', 'c', 'd'], ...rows])}`);
  return 0;
}
