/** Work beside the calls of a session whose state cannot be told. */
import { afterEach, expect, it, vi } from 'vitest';
import type { Dataset } from '../../../main/engine/data/dataset/dataset.ts';
import type { ActiveSearch } from '../../../main/engine/session/active.ts';
import type { Session } from '../../../main/engine/session/session.ts';
import { FormulaSearch } from '../../../main/engine/usecases/formulas/formulaSearch.ts';
import type { FormulaSearchView } from '../../../shared/contract/views/formula.ts';

afterEach(() => vi.useRealTimers());

const dataset = { encoding: { outputs: [] } } as unknown as Dataset;

/** A search whose session cannot tell some views of it. @returns also what is logged, and the views that are told */
function searchThatCannotTell(isLost: (view: FormulaSearchView) => boolean) {
  const logged: string[] = [];
  const told: FormulaSearchView[] = [];
  const session = {
    search: null as ActiveSearch | null,
    options: { log: (level: string, text: string) => void logged.push(`${level}: ${text}`) },
    hub: {
      emit: (_: string, view: FormulaSearchView) => {
        if (isLost(view)) throw new Error('the window is lost');
        told.push(view);
      },
    },
  };
  const search = new FormulaSearch(session as unknown as Session, null, dataset, {
    ...{ status: 'running', method: 'discover', seed: 1 },
  });
  session.search = search;
  return { search, logged, told };
}

const lost = 'error: Work could not tell how it goes (internal).';

it('has failed, and has ended', async () => {
  const { search, logged, told } = searchThatCannotTell(({ status }) => status === 'failed');
  search.start(() => Promise.reject(new Error('no memory')));
  await expect(search.ended).resolves.toBeUndefined();
  expect(search.view).toMatchObject({ status: 'failed', stage: null });
  expect(search.view.message).toContain('no memory');
  expect([logged, told]).toEqual([[lost], []]);
});

it('goes on where only the time could not be told', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { search, logged, told } = searchThatCannotTell(({ status }) => status === 'running');
  let found: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    search.start(
      () =>
        new Promise((finish) => {
          resolve();
          found = () => finish({ scoring: [], progress: (async function* () {})() });
        }),
    );
  });
  await begun;
  vi.advanceTimersByTime(2500);
  expect(logged).toEqual([lost, lost]);
  found();
  await search.ended;
  expect(told.map(({ status }) => status)).toEqual(['finished']);
  vi.advanceTimersByTime(2500);
  expect(logged).toHaveLength(2);
});
