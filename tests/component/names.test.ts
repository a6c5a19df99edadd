/** Names where there is little room: what tells them apart stays. */
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import ColumnList from '../../renderer/rooms/data/ColumnList.svelte';
import { suggestSetup } from '../../renderer/rooms/data/roles.ts';
import { UnitMeanings } from '../../renderer/rooms/data/unit-meanings.svelte.ts';
import type { EngineClient } from '../../shared/contract/engine.ts';
import { table } from './support/table-views.ts';
import './support/styles.ts';

const numbers = table.columns.find(({ type }) => type === 'number')!;
const likeNames = ['Temperature of zone 1', 'Temperature of zone 2', 'Müllmenge'];

const answering = {
  call: (_: string, texts: readonly string[]) =>
    Promise.resolve(texts.map((text) => ({ text, meaning: `base of ${text}` }))),
} as unknown as EngineClient;

async function list(missing: number, names: readonly string[] = likeNames): Promise<void> {
  const columns = names.map((name) => ({ ...numbers, name: `${name} [°C]`, unit: '°C', missing }));
  const { container } = await render(ColumnList, {
    table: { ...table, columns },
    setup: { ...suggestSetup(table), inputs: columns.map(({ name }) => name), targets: [] },
    meanings: new UnitMeanings(answering),
    disabled: false,
    onrole: () => undefined,
    onchange: () => undefined,
  });
  container.style.width = '245px';
}

test('the end of a long name is seen, and the whole name is its title', async () => {
  await list(3);
  for (const [index, name] of likeNames.entries()) {
    const row = page.getByRole('listitem').nth(index).element();
    const shown = row.querySelector('.name')!;
    expect(shown.textContent).toContain(name);
    expect(shown.getAttribute('title')).toBe(`${name} [°C]`);
    const last = document.createRange();
    const texts = [...shown.querySelectorAll('.short span')];
    const text = texts.at(-1)!.firstChild as Text;
    last.setStart(text, text.length - 1);
    last.setEnd(text, text.length);
    await expect
      .poll(() => last.getBoundingClientRect().right)
      .toBeLessThanOrEqual(shown.getBoundingClientRect().right + 0.5);
  }
});

test('without missing values, names and distributions get the place of their column', async () => {
  await list(0);
  await expect
    .poll(() => document.querySelector('li .bars')?.getBoundingClientRect().width)
    .toBeGreaterThan(30);
  await expect.poll(() => document.querySelector('[aria-label="Sort by missing values"]')).toBeNull();
});

test('of long names that differ in the middle the word in which they differ is seen', async () => {
  const reagents = [1, 2, 12].map((i) => `concentration_of_the_reagent_number_${i}_in_mmol_per_litre`);
  await list(3, reagents);
  const inView = (word: string): boolean => {
    const names = [...document.querySelectorAll('li .name')];
    return names.some((shown) =>
      [...shown.querySelectorAll('.short span')].some((part) => {
        const at = part.textContent.indexOf(word);
        if (at < 0) return false;
        const range = document.createRange();
        range.setStart(part.firstChild!, at);
        range.setEnd(part.firstChild!, at + word.length);
        const [box, of] = [range.getBoundingClientRect(), part.getBoundingClientRect()];
        return box.left >= of.left - 0.5 && box.right <= of.right + 0.5;
      }),
    );
  };
  await expect.poll(() => inView('1_in')).toBe(true);
  expect(inView('2_in')).toBe(true);
  expect(inView('12_in')).toBe(true);
});
