import { rowColumns } from '../../../../shared/contract/columnRoles.ts';
import { userError } from '../../../../shared/errors.ts';
import { dataSettings } from '../../../../shared/settings/data.ts';
import { optimizers } from '../../../../shared/settings/optimizers.ts';
import { defaultsOf } from '../../../../shared/settings/setting.ts';
import { trainingSettings } from '../../../../shared/settings/training.ts';
import { solutionNetwork } from '../../equations/solutionNetwork.ts';
import { solutionTable } from '../../equations/solutionTable.ts';
import type { Revision } from '../../history/revision.ts';
import { recordRevision } from '../../session/record.ts';
import type { Session } from '../../session/session.ts';
import { requireSolved } from './equationRun.ts';
import { openTable } from '../tables/openTable.ts';
import { prepareData } from '../tables/prepareData.ts';
import { nameRevision } from '../projects/walkHistory.ts';

/**
 * Makes the solution of the last equation the current network. Its values at even steps of the domain become the table,
 * so that it can be pruned, read as a formula and saved like any network. All rows are for training: the ends of the
 * domain must set the scales of the inputs.
 * @throws KanError `equation.unsolved`, `equation.network`, `cancelled`
 */
export async function useSolution(session: Session, signal: AbortSignal): Promise<Revision> {
  const { problem, solution } = requireSolved(session);
  const { coordinates, functions } = problem;
  const name = `Solution ${functions.join(', ')}.csv`;
  const text = solutionTable(problem, solution);
  const path = await session.options.scratch.write(name, Buffer.from(text));
  await openTable(session, path, {}, signal);
  const { encoding } = await prepareData(
    session,
    {
      ...defaultsOf(dataSettings),
      ...{ validationFraction: 0, testFraction: 0, ...rowColumns(() => null) },
      inputs: coordinates.map((coordinate) => coordinate.name),
      targets: [...functions],
      scales: Object.fromEntries(coordinates.map((coordinate) => [coordinate.name, 'linear' as const])),
    },
    signal,
  );
  const model = solutionNetwork(solution.model, coordinates, encoding);
  if (model === null) {
    throw userError(
      'equation.network',
      'The solution cannot become a network of the window: its domain does not reach the ends of the ranges.',
      'Choose ranges of the coordinates that the domain fills.',
    );
  }
  const setup = { ...defaultsOf(trainingSettings), optimizer: 'lm' as const, steps: optimizers.lm.steps };
  const operation = { type: 'train', setup, steps: solution.iterations } as const;
  const revision = await session.lane.run(signal, () =>
    recordRevision(session, { parent: null, operation, model }),
  );
  nameRevision(
    session,
    revision.id,
    `Solution of ${problem.equations.map(({ text: line }) => line).join('; ')}`,
  );
  return revision;
}
