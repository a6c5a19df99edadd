/** Each seed decides what its help says: that of the split which rows go where, that of the network all other chance. */
import { writeFile } from 'node:fs/promises';
import { beforeEach, expect, it } from 'vitest';
import { withSession } from '../../../main/cli/session.ts';
import type { KanModel } from '../../../main/engine/kan/model.ts';
import { fit } from '../../../main/engine/train/run/fit.ts';
import type { Session } from '../../../main/engine/session/session.ts';
import { createNetwork } from '../../../main/engine/usecases/networks/createNetwork.ts';
import { openTable } from '../../../main/engine/usecases/tables/openTable.ts';
import { prepareData } from '../../../main/engine/usecases/tables/prepareData.ts';
import { train } from '../../../main/engine/usecases/networks/train.ts';
import { dataSetup, helloCsv, networkSetup, trainingSetup } from './studio.ts';
import { useFolder } from '../../support/folder.ts';

const { signal } = new AbortController();
/** Mini-batches are drawn at random. */
const setup = { ...trainingSetup, optimizer: 'adam', steps: 40, batch: 16 } as const;

const folder = useFolder();
beforeEach(() => writeFile(folder('hello.csv'), helloCsv(200)));

it('mini-batches are drawn by the seed of the network, not by that of the split', async () => {
  await withSession(async (session) => {
    await openTable(session, folder('hello.csv'), {}, signal);
    await prepareData(session, { ...dataSetup, seed: 8 }, signal);
    await createNetwork(session, { ...networkSetup, seed: 3 }, signal);
    const [byNetwork, bySplit] = [await fitted(session, 3), await fitted(session, 8)];
    expect(byNetwork.params).not.toEqual(bySplit.params);
    await train(session, setup, signal);
    expect(session.requireCurrent().model.params).toEqual(byNetwork.params);
  });
});

it('mini-batches are drawn by the seed of training where it is set', async () => {
  await withSession(async (session) => {
    await openTable(session, folder('hello.csv'), {}, signal);
    await prepareData(session, { ...dataSetup, seed: 8 }, signal);
    await createNetwork(session, { ...networkSetup, seed: 3 }, signal);
    const own = await fitted(session, 9);
    await train(session, { ...setup, trainingSeed: 9 }, signal);
    expect(session.requireCurrent().model.params).toEqual(own.params);
    expect(session.seed).toBe(3);
  });
});

it('the seed of the network stays after training, and another network has its own seed', async () => {
  await withSession(async (session) => {
    await openTable(session, folder('hello.csv'), {}, signal);
    await prepareData(session, { ...dataSetup, seed: 8 }, signal);
    await createNetwork(session, { ...networkSetup, seed: 3 }, signal);
    await train(session, setup, signal);
    expect(session.seed).toBe(3);
    await createNetwork(session, { ...networkSetup, seed: 5 }, signal);
    expect(session.seed).toBe(5);
  });
});

/** What training the session's network with this seed gives. */
async function fitted(session: Session, seed: number): Promise<KanModel> {
  const { backend } = session.options;
  const task = {
    model: session.requireCurrent().model,
    dataset: session.requireDataset(),
    setup,
    backend,
    seed,
  };
  const steps = fit({ ...task, fresh: true, wrap: (evaluator) => evaluator });
  let best = task.model;
  for await (const step of steps) best = step.best.model;
  return best;
}
