/** Repeats of the search for formulas, over the contract. */
import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { FormulaSearchView } from '../../../shared/contract/views/formula.ts';
import type { RepeatsView } from '../../../shared/contract/views/repeats.ts';
import { repeatsProgress, repeatsVerdict } from '../../../shared/results/repeatsText.ts';
import { seededRandom } from '../../../shared/random.ts';
import { bestFormula } from '../../../shared/results/formulaChoice.ts';
import { dataSetup, openStudio, project, table, useStudioFolder, type Studio } from './studio.ts';
import { rejection } from '../../support/rejection.ts';

const folder = useStudioFolder();

/** An engine that has searched the rows of y(a, b). */
async function searched(
  y: (a: number, b: number, normal: () => number) => number,
  rows: number,
): Promise<Studio & { readonly found: FormulaSearchView }> {
  const random = seededRandom(7);
  const lines = Array.from({ length: rows }, () => {
    const [a, b] = [1 + random.next(), 1 + random.next()];
    return `${a},${b},${y(a, b, () => random.normal())}`;
  });
  await writeFile(folder('hello.csv'), ['a,b,y', ...lines, ''].join('\n'));
  const studio = openStudio(folder(), true);
  const { client } = studio;
  await client.call('data.load', { file: table, overrides: {} });
  await client.call('data.prepare', { ...dataSetup, inputs: ['a', 'b'] });
  const ended = new Promise<FormulaSearchView>((resolve) => {
    client.on('formulaSearch', (view) => {
      if (view.status === 'finished') resolve(view);
    });
  });
  await client.call('formula.search', { method: 'discover' });
  return { ...studio, found: await ended };
}

it('a law without noise comes first in every repeat', async () => {
  const { client, found } = await searched((a, b) => (3 * a * a) / b, 100);
  const seen: RepeatsView[] = [];
  client.on('formulaRepeats', (view) => seen.push(view));
  const index = bestFormula(found.outputs[0].formulas);
  const view = await client.call('formula.repeat', { output: 0, index, repeats: 3 });
  expect(view).toMatchObject({ done: 3, of: 3, listed: 3 });
  expect(view.forms).toEqual([
    { text: '3*a^2/b', latex: String.raw`\frac{3 \, a^{2}}{b}`, repeats: 3, same: true },
  ]);
  // It stays with the formula in the list, for a window that is loaded again too.
  const listed = await client.call('session.snapshot', undefined);
  expect(listed.formulaSearch.outputs[0].formulas[index].repeats).toEqual(view);
  expect(seen[0]).toMatchObject({ done: 0, forms: [] });
  expect(seen.at(-1)?.done).toBe(3);
});

it('what repeats tell is kept with the formula in use, in a project and in the journal', async () => {
  const { engine, client, found } = await searched((a, b) => (3 * a * a) / b, 100);
  const index = bestFormula(found.outputs[0].formulas);
  await client.call('formula.adopt', { choice: [index] });
  const repeats = async (of = client) => (await of.call('formula.current', undefined)).formulas[0].repeats;
  expect(await repeats()).toBeNull();
  await client.call('project.save', { file: project });
  const told = await client.call('formula.repeat', { output: 0, index, repeats: 2 });
  expect(await repeats()).toEqual(told);
  // The project file does not have it yet.
  expect((await client.call('session.snapshot', undefined)).unsaved).toBe(true);
  await client.call('project.save', { file: project });
  const opened = openStudio(folder()).client;
  await opened.call('project.open', { file: project });
  expect(await repeats(opened)).toEqual(told);

  // A formula that is used after its repeats takes them along.
  await client.call('formula.adopt', { choice: [index] });
  expect(await repeats()).toEqual(told);
  await engine.flush();
  expect(await repeats(openStudio(folder(), true).client)).toEqual(told);
});

it('the seed of the search chooses its random numbers, and is told', async () => {
  const noisy = (a: number, b: number, normal: () => number): number => a * Math.exp(b) + 0.1 * normal();
  const { client, found } = await searched(noisy, 30);
  expect(found.seed).toBe(1);
  const again = async (
    searchSeed: number,
    status: FormulaSearchView['status'],
  ): Promise<FormulaSearchView> => {
    const told = new Promise<FormulaSearchView>((resolve) => {
      client.on('formulaSearch', (view) => {
        if (view.status === status) resolve(view);
      });
    });
    await client.call('formula.search', { method: 'discover', searchSeed });
    return told;
  };
  expect((await again(7, 'running')).seed).toBe(7);
  await client.call('formula.stopSearch', undefined);
  // 0 is the seed of the network, as where none is given: the same formulas are found.
  const same = await again(0, 'finished');
  expect(same.seed).toBe(1);
  expect(same.outputs[0].formulas.map(({ text }) => text)).toEqual(
    found.outputs[0].formulas.map(({ text }) => text),
  );
});

it('a formula that another one comes before in every repeat is told so', async () => {
  const { client, found } = await searched((a, b) => a * a + 0.02 * b, 100);
  expect(found.outputs[0].formulas.length).toBeGreaterThan(1);
  const view = await client.call('formula.repeat', { output: 0, index: 0, repeats: 2 });
  expect(view.forms).toMatchObject([{ repeats: 2, same: false }]);
  expect(repeatsVerdict(view)).toContain('came first in none of 2 repeats');
});

it('can be cancelled, and needs a formula of the search', async () => {
  const { client } = await searched((a, b) => a * b, 60);
  const abort = new AbortController();
  const running = client.call('formula.repeat', { output: 0, index: 0, repeats: 50 }, abort.signal);
  abort.abort();
  expect((await rejection(running)).code).toBe('cancelled');
  const unknown = client.call('formula.repeat', { output: 0, index: 99, repeats: 1 });
  expect((await rejection(unknown)).code).toBe('formula.unknown');
});

const view = (changes: Partial<RepeatsView>): RepeatsView => ({
  done: 4,
  of: 5,
  seconds: 8,
  listed: 4,
  forms: [],
  ...changes,
});
const form = (repeats: number, same: boolean) => ({ text: '', latex: '', repeats, same });

it('the sentences count the repeats', () => {
  expect(repeatsProgress(view({ done: 0 }))).toBe('0 of 5 repeats done');
  expect(repeatsProgress(view({}))).toBe('4 of 5 repeats done, about 2 s more');
  expect(repeatsVerdict(view({ done: 0 }))).toBe('');
  expect(repeatsVerdict(view({ forms: [form(4, true)] }))).toBe(
    'The same formula, but for its constants, came first in all of 4 repeats.',
  );
  expect(repeatsVerdict(view({ listed: 3, forms: [form(3, false), form(1, true)] }))).toBe(
    'The same formula, but for its constants, came first in 1 of 4 repeats; 3 had it in the list. ' +
      'Your data do not tell the formulas apart. Do not rely on its form without more rows.',
  );
  expect(repeatsVerdict(view({ listed: 0, forms: [form(4, false)] }))).toContain('came first in none of 4');
});
