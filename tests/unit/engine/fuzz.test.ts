/** A few of what `npm run fuzz -- calls` and `npm run fuzz -- kills` do with a real engine. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fuzzCalls } from '../../../fuzz/calls.ts';
import { fuzzKills } from '../../../fuzz/kills.ts';
import { buildPrograms } from './build.ts';
import { withFolder } from './studio.ts';

let program: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  const { folder, remove: end } = await withFolder();
  remove = end;
  program = (
    await buildPrograms(folder, {
      engineChild: 'fuzz/engineChild.ts',
      reader: 'main/engine/reader/worker.ts',
    })
  )('engineChild');
});
afterAll(() => remove());

it('random calls are answered or refused with a word for people, and the engine lives on', async () => {
  expect(await fuzzCalls(program, 1, 120)).toEqual([]);
});

// Of how old the work is that may be lost, sigkill.test.ts speaks: here other processes may hold the engine up.
it('an engine that was killed has its work again', async () => {
  expect(await fuzzKills(program, 1, 3, 9000)).toEqual([]);
});
