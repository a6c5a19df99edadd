/** The smallest window: what stands in its panels is whole. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { button, choose, first, list, openInspector, room } from './support/inspector.ts';

const isWhole = (element: Element): boolean => element.scrollWidth <= element.clientWidth;

test('names of functions, the place of an edge and the options of the split are whole', async () => {
  const { studio } = await openInspector();
  await page.viewport(900, 600);
  await choose(studio, first);
  await button('Show all 10 functions').click();
  const names = list.elements().flatMap((box) => [...box.querySelectorAll('.name')]);
  expect(names).toHaveLength(10);
  expect(names.filter((name) => !isWhole(name)).map(({ textContent }) => textContent)).toEqual([]);
  const place = room.getByText(/^1 of \d+$/).element();
  expect(place.getClientRects()).toHaveLength(1);
  expect(place.getBoundingClientRect().height).toBeLessThan(24);

  const data = page.getByRole('region', { name: 'Data' });
  const missing = data.getByLabelText('Missing values', { exact: true });
  const label = data.getByText('Missing values', { exact: true }).element().getBoundingClientRect();
  const field = missing.element().getBoundingClientRect();
  expect(label.right).toBeLessThanOrEqual(field.left);
  // Of “Leave out”, with the sign of the list.
  expect(field.width).toBeGreaterThan(84);
});

test('the strongest spline comes before functions with a higher score', async () => {
  const { engine, studio } = await openInspector();
  engine.learn();
  await expect.poll(() => studio.network.strongest).not.toBeNull();
  const model = studio.network.model!;
  const fixed = model.edges.map((edge, index) =>
    index === 0 ? { ...edge, kind: 'symbolic' as const, score: 9 } : edge,
  );
  studio.network.model = { ...model, edges: fixed };
  expect(studio.network.strongest!.edge.kind).toBe('spline');
  studio.network.model = {
    ...model,
    edges: model.edges.map((edge) => ({ ...edge, kind: 'symbolic' as const })),
  };
  expect(studio.network.strongest).toBeNull();
  expect(studio.actions.get('simplify.find').enabled()).toBe(true);
});

test('the curve of an edge is read aloud in few digits', async () => {
  const { studio } = await openInspector();
  await choose(studio, first);
  const cells = [...document.querySelectorAll('table.visually-hidden td')];
  expect(cells.length).toBeGreaterThan(20);
  expect(cells.filter(({ textContent }) => textContent.length > '−1.22465·10⁻¹⁶'.length)).toEqual([]);
});
