/** A few of what `npm run fuzz -- calls` and `npm run fuzz -- kills` do with a real engine. */
import { beforeAll, expect, it } from 'vitest';
import { fuzzCalls } from '../../../fuzz/calls.ts';
import { fuzzKills } from '../../../fuzz/kills.ts';
import { builtProgram } from '../../support/programs.ts';

let program: string;
beforeAll(async () => {
  program = await builtProgram('engineChild');
});

it('random calls are answered or refused with a word for people, and the engine lives on', async () => {
  expect(await fuzzCalls(program, 1, 120)).toEqual([]);
});

// Of how old the work is that may be lost, sigkill.test.ts speaks: here other processes may hold the engine up.
it('an engine that was killed has its work again', async () => {
  expect(await fuzzKills(program, 1, 3, 9000)).toEqual([]);
});
