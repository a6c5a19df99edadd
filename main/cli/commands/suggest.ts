/** `kan suggest`: the candidates for an edge. */
import { numberText, r2Text } from '../../../shared/figures.ts';
import { suggestFunctions } from '../../engine/usecases/networks/suggestFunctions.ts';
import type { Arguments } from '../parsing/args.ts';
import { dataFlag, jsonFlag, modelPositional, type Command } from '../command.ts';
import { edgeArgument } from '../parsing/edgeArgument.ts';
import { dataSheet } from '../parsing/sheets.ts';
import type { Io } from '../io.ts';
import { openModel, readTableOf } from '../openModel.ts';
import { aligned } from '../reports/report.ts';
import { withSession } from '../session.ts';

const shown = 10;

export const suggestCommand: Command = {
  name: 'suggest',
  summary: 'lists candidate functions c·f(a·x + b) + d for an edge, the best first',
  heading: 'Formulas',
  positionals: [modelPositional],
  groups: [
    {
      title: 'Network',
      flags: [
        { name: 'edge', value: '0,1,0', help: 'layer, input and output, counted from 0' },
        dataFlag,
        dataSheet,
      ],
    },
    { title: 'Results', flags: [{ ...jsonFlag, help: 'prints all of them as one JSON object' }] },
  ],
  run: suggest,
};

async function suggest(args: Arguments, io: Io): Promise<number> {
  const [path] = args.positionals;
  const { candidates } = await withSession(async (session) => {
    const { model } = await openModel(session, path, io);
    const edge = edgeArgument(args, model);
    await readTableOf(session, path, args, io);
    return suggestFunctions(session, edge, []);
  });
  const facts = candidates.map(({ name, a, b, c, d, r2, complexity, loss, safe, pareto }) => ({
    function: name,
    ...{ a, b, c, d, r2, complexity, loss, safe, pareto },
  }));
  const rows = candidates
    .slice(0, shown)
    .map(({ name, a, b, c, d, r2, unexplained, complexity }) => [
      name,
      r2Text(r2, unexplained),
      ...[complexity, a, b, c, d].map((value) => numberText(value)),
    ]);
  const head = ['f', 'R²', 'complexity', 'a', 'b', 'c', 'd'];
  io.report(
    () => ({ candidates: facts }),
    () => `c·f(a·x + b) + d\n${aligned([head, ...rows])}`,
  );
  return 0;
}
