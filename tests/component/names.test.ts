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
const names = ['Temperature of zone 1', 'Temperature of zone 2', 'Müllmenge'];

const answering = {
  call: (_: string, texts: readonly string[]) =>
    Promise.resolve(texts.map((text) => ({ text, meaning: `base of ${text}` }))),
} as unknown as EngineClient;

async function list(missing: number): Promise<void> {
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
  for (const [index, name] of names.entries()) {
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
