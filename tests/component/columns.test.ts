import { beforeEach, describe, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import ColumnList from '../../renderer/rooms/data/ColumnList.svelte';
import { suggestSetup } from '../../renderer/rooms/data/roles.ts';
import { UnitMeanings } from '../../renderer/rooms/data/unit-meanings.svelte.ts';
import type { ColumnRole } from '../../shared/contract/columnRoles.ts';
import type { EngineClient } from '../../shared/contract/engine.ts';
import type { ColumnView, TableView } from '../../shared/contract/views/data.ts';
import type { DataSetup } from '../../shared/contract/schemas/setups.ts';
import { table } from './support/table-views.ts';

const numbers = table.columns.find(({ type }) => type === 'number')!;
const columns: readonly ColumnView[] = [
  ...Array.from({ length: 2000 }, (_, i) => ({ ...numbers, name: `gene ${i + 1}`, missing: 0 })),
  { ...numbers, name: 'sku', type: 'category', range: null, distinct: 500, labels: [], histogram: null },
  { ...numbers, name: 'room', type: 'category', range: null, distinct: 1, labels: [], histogram: null },
  { ...numbers, name: 'dose' },
];
const names = columns.map(({ name }) => name);
const wide: TableView = {
  ...table,
  columns,
  suggestedTargets: ['dose'],
  suggestedInputs: names.filter((name) => name.startsWith('gene')),
};
const answering = {
  call: (_: string, texts: readonly string[]) =>
    Promise.resolve(texts.map((text) => ({ text, meaning: text === 'widgets' ? null : `base of ${text}` }))),
} as unknown as EngineClient;
const props = {
  table: wide,
  setup: suggestSetup(wide),
  meanings: new UnitMeanings(answering),
  disabled: false,
  onrole: vi.fn<(columns: readonly string[], role: ColumnRole) => void>(),
  onchange: vi.fn<(part: Partial<DataSetup>) => void>(),
};
const list = page.getByRole('list', { name: 'Columns' });
const rows = list.getByRole('listitem');

beforeEach(() => vi.clearAllMocks());

describe('the columns of a wide table', () => {
  test('are drawn 100 at a time, and found by a part of their name', async () => {
    await render(ColumnList, props);
    expect(rows.elements()).toHaveLength(100);
    await expect.element(page.getByText('1 903 more columns')).toBeVisible();
    await page.getByLabelText('Find columns').fill('GENE 199');
    // gene 199 and gene 1990 to 1999
    expect(rows.elements()).toHaveLength(11);
    await page.getByLabelText('Find columns').fill('nothing');
    await expect.element(page.getByText('No column has this name.')).toBeVisible();
  });

  test('get one role together, or only those found; the target keeps its role', async () => {
    await render(ColumnList, props);
    await page.getByRole('button', { name: 'Ignore all' }).click();
    expect(props.onrole).toHaveBeenCalledExactlyOnceWith(names.slice(0, 2000), 'ignore');
    await page.getByLabelText('Find columns').fill('gene 199');
    await page.getByRole('button', { name: 'Ignore all' }).click();
    expect(props.onrole.mock.lastCall?.[0]).toHaveLength(11);
    await expect.element(page.getByRole('button', { name: 'All as inputs' })).toBeDisabled();
  });

  test('have units, which are edited in their row', async () => {
    const table = {
      ...wide,
      columns: [
        { ...numbers, name: 'speed (m/s)', unit: 'm/s' },
        { ...numbers, name: 'size', unit: '' },
        { ...numbers, name: 'count', unit: 'widgets' },
      ],
    };
    const setup = { ...suggestSetup(wide), inputs: ['speed (m/s)', 'size'], targets: [] };
    await render(ColumnList, { ...props, table, setup });
    const speed = page.getByRole('button', { name: 'Unit of speed (m/s): m/s' });
    await expect.element(speed).toHaveAttribute('title', 'm/s: base of m/s. Press to change it.');
    const unknown = page.getByRole('button', { name: 'Unit of count: widgets' });
    const told = '“widgets” is not understood as a unit: the search for formulas does without it.';
    await expect.element(unknown).toHaveAttribute('title', `${told} Press to change it.`);
    await page.getByRole('button', { name: 'Give the unit of size' }).click();
    const field = page.getByLabelText('Unit of size');
    await field.fill(' mm ');
    await userEvent.keyboard('{Enter}');
    expect(props.onchange).toHaveBeenLastCalledWith({ units: { size: 'mm' } });
    await speed.click();
    await page.getByLabelText('Unit of speed (m/s)').fill('km/h');
    await userEvent.keyboard('{Escape}');
    expect(props.onchange).toHaveBeenCalledOnce();
    await expect.element(speed).toBeVisible();
  });

  test('learn from logarithms where they spread over decades, and by hand', async () => {
    const numeric = (name: string, min: number) => ({ ...numbers, name, range: { ...numbers.range!, min } });
    const decades = { ...numeric('energy', 1e-12), decades: true };
    const table = { ...wide, columns: [decades, numeric('size', 0.5), numeric('depth', -1)] };
    const setup = { ...suggestSetup(wide), inputs: ['energy', 'size', 'depth'], targets: [] };
    await render(ColumnList, { ...props, table, setup });
    const energy = page.getByRole('button', { name: 'Learn from log energy' });
    await expect.element(energy).toHaveAttribute('aria-pressed', 'true');
    await energy.click();
    expect(props.onchange).toHaveBeenLastCalledWith({ scales: { energy: 'linear' } });
    await page.getByRole('button', { name: 'Learn from log size' }).click();
    expect(props.onchange).toHaveBeenLastCalledWith({ scales: { size: 'log' } });
    expect(page.getByRole('button', { name: 'Learn from log depth' }).elements()).toEqual([]);
  });

  test('say why they cannot be inputs', async () => {
    await render(ColumnList, props);
    await page.getByLabelText('Find columns').fill('sku');
    await expect.element(rows).toHaveTextContent('500 labels: too many for an input');
    await expect.element(rows.getByRole('radio', { name: 'Input' })).toBeDisabled();
    await page.getByLabelText('Find columns').fill('room');
    await expect.element(rows).toHaveTextContent('the same in every row');
  });
});

test('a press on a heading sorts the columns: up, down, as in the file', async () => {
  const some = [
    { ...numbers, name: 'b 10', missing: 3 },
    { ...numbers, name: 'b 9 [mm]', missing: 0 },
    { ...numbers, name: 'a', missing: 7 },
  ];
  await render(ColumnList, { ...props, table: { ...table, columns: some }, setup: suggestSetup(table) });
  const order = () => rows.elements().map((row) => row.querySelector('.name')!.getAttribute('title'));
  expect(order()).toEqual(['b 10', 'b 9 [mm]', 'a']);
  await page.getByRole('button', { name: 'Sort by name' }).click();
  expect(order()).toEqual(['a', 'b 9 [mm]', 'b 10']);
  await page.getByRole('button', { name: 'Sort by missing values' }).click();
  expect(order()).toEqual(['a', 'b 10', 'b 9 [mm]']);
  await page.getByRole('button', { name: 'Sort by missing values' }).click();
  await page.getByRole('button', { name: 'Sort by missing values' }).click();
  expect(order()).toEqual(['b 10', 'b 9 [mm]', 'a']);
});

test('a row is 28 px high, and thirty columns need no scrolling in a window of 900 px', async () => {
  const thirty = Array.from({ length: 30 }, (_, i) => ({ ...numbers, name: `c${i}` }));
  await page.viewport(1440, 900);
  await render(ColumnList, {
    ...props,
    table: { ...table, columns: thirty },
    setup: { ...suggestSetup(table), inputs: ['c1'], targets: ['c29'] },
  });
  const boxes = rows.elements().map((row) => row.getBoundingClientRect());
  expect(boxes.map(({ height }) => height)).toEqual(Array.from({ length: 30 }, () => 28));
  // With the headings above and the line of buttons below.
  expect(boxes.at(-1)!.bottom - boxes[0].top + 28 + 28).toBeLessThanOrEqual(900);
});

describe('in a narrow panel', () => {
  const named = ['Zone temperature 1 [degC]', 'signal background', 'x [m]'];
  const few = named.map((name) => ({ ...numbers, name, unit: /\[(.*)\]/.exec(name)?.[1] ?? '', missing: 0 }));
  /** What of the names and units does not show. */
  const cut = () =>
    rows.elements().flatMap((row) => {
      const parts = [...row.querySelectorAll<HTMLElement>('.name, .name .head')];
      return parts
        .filter((part) => part.scrollWidth > part.clientWidth || part.scrollHeight > part.clientHeight)
        .map((part) => part.textContent);
    });

  // The list has these widths in windows of 1024, 1280 and 1440 px.
  test.each([204, 260, 275])('of %i px, names and units are whole', async (width) => {
    await page.viewport(width, 640);
    await render(ColumnList, {
      ...props,
      table: { ...table, columns: few },
      setup: { ...suggestSetup(table), inputs: named.slice(1), targets: named.slice(0, 1) },
    });
    expect(rows.elements()).toHaveLength(3);
    expect(cut()).toEqual([]);
    for (const row of rows.elements()) {
      const group = row.querySelector('[role=radiogroup]')!.getBoundingClientRect();
      expect(group.right).toBeLessThanOrEqual(width);
      expect(Math.round(group.width)).toBe(122);
    }
  });

  // In windows of 900 and 1024 px.
  test.each([174, 204])('of %i px, roles and headings are whole where values are missing', async (width) => {
    await page.viewport(width, 640);
    const columns = few.map((column, index) => ({ ...column, missing: index }));
    await render(ColumnList, {
      ...props,
      table: { ...table, columns, rows: 73 },
      setup: suggestSetup(table),
    });
    for (const row of rows.elements())
      for (const part of row.querySelectorAll('[role=radio], .missing'))
        expect(part.getBoundingClientRect().right).toBeLessThanOrEqual(width);
    for (const name of ['Sort by name', 'Sort by missing values', 'Sort by role']) {
      const heading = page.getByRole('button', { name }).element();
      expect(heading.scrollWidth).toBeLessThanOrEqual(heading.clientWidth);
      expect(heading.getBoundingClientRect().right).toBeLessThanOrEqual(width);
    }
  });

  test('a short name stands beside its roles', async () => {
    await page.viewport(275, 640);
    await render(ColumnList, { ...props, table: { ...table, columns: few }, setup: suggestSetup(table) });
    const heights = rows.elements().map((row) => row.getBoundingClientRect().height);
    expect(heights[2]).toBeLessThan(32);
    expect(heights[0]).toBeGreaterThan(40);
  });

  test('nothing moves under the pointer', async () => {
    await page.viewport(260, 640);
    await render(ColumnList, { ...props, table: { ...table, columns: few }, setup: suggestSetup(table) });
    const heights = () => rows.elements().map((row) => row.getBoundingClientRect().height);
    const before = heights();
    for (const row of rows.elements()) {
      await userEvent.hover(row);
      expect(heights()).toEqual(before);
    }
  });
});

test('a few columns have no search field', async () => {
  await render(ColumnList, { ...props, table, setup: suggestSetup(table) });
  expect(rows.elements()).toHaveLength(table.columns.length);
  expect(page.getByLabelText('Find columns').elements()).toEqual([]);
});
