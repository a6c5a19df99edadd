import { describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import EdgePlot from '../../renderer/rooms/inspector/edge/EdgePlot.svelte';
import { edgeNames } from '../../renderer/drawing/describe.ts';
import { edgeDetail, modelView } from './support/network-views.ts';

const model = modelView(['temperature', 'pressure'], [3], ['y']);
const first = { layer: 0, input: 0, output: 1 };
const second = { layer: 1, input: 2, output: 0 };
const propsOf = (edge: typeof first) => ({ detail: edgeDetail(model, edge), names: edgeNames(model, edge) });

function rows(): { x: number; y: number; cells: number[] }[] {
  return [...document.querySelectorAll<HTMLElement>('table[aria-label="Values of the spline"] tbody tr')].map(
    (row) => ({
      x: Number(row.dataset['x']),
      y: Number(row.dataset['y']),
      cells: [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent.replace('−', '-'))),
    }),
  );
}

describe('the plot of an edge', () => {
  test('shows every value of the engine, not rounded', async () => {
    const props = propsOf(first);
    await render(EdgePlot, props);
    const read = rows();
    expect(read.map(({ x }) => x)).toEqual([...props.detail.x]);
    expect(read.map(({ y }) => y)).toEqual([...props.detail.y]);
  });

  test('an edge of the first layer is drawn over the data’s own values', async () => {
    await render(EdgePlot, propsOf(first));
    const read = rows();
    expect(read[0].cells[0]).toBe(15);
    expect(read.at(-1)?.cells[0]).toBe(25);
    await expect.element(page.getByRole('img')).toHaveTextContent(/16.*20.*24.*temperature/s);
  });

  test('the table of an edge of dates has dates', async () => {
    const detail = edgeDetail(model, first);
    const days = detail.x.map((_, index) => Date.UTC(2026, 2, 1 + index));
    await render(EdgePlot, {
      ...propsOf(first),
      detail: { ...detail, x: days, inputUnits: null },
      dated: true,
    });
    const cells = [...document.querySelectorAll('table tbody td:first-child')].map(
      (cell) => cell.textContent,
    );
    expect(cells.slice(0, 2)).toEqual(['2026-03-01', '2026-03-02']);
  });

  test('an edge of a deeper layer is drawn over the values of its input node', async () => {
    await render(EdgePlot, propsOf(second));
    expect(rows()[0].cells[0]).toBe(-1);
    await expect.element(page.getByRole('img', { name: /h₁,₃ → y/ })).toHaveTextContent('h₁,₃');
  });

  test('the drawn path passes through the values', async () => {
    const props = propsOf(first);
    await render(EdgePlot, props);
    const path = document.querySelector<SVGPathElement>('path.curve');
    const ys = [...(path?.getAttribute('d') ?? '').matchAll(/[ML]?(-?[\d.]+),(-?[\d.]+)/g)].map((match) =>
      Number(match[2]),
    );
    expect(ys).toHaveLength(props.detail.y.length);
    // Drawn heights are an affine map of the values, upside down.
    const [low, high] = [Math.min(...props.detail.y), Math.max(...props.detail.y)];
    const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
    ys.forEach((y, index) => {
      expect((bottom - y) / (bottom - top)).toBeCloseTo((props.detail.y[index] - low) / (high - low), 2);
    });
  });

  test('has knots and a histogram', async () => {
    await render(EdgePlot, propsOf(first));
    expect(document.querySelectorAll('path.knot')).toHaveLength(6);
    expect(document.querySelectorAll('rect.bar')).toHaveLength(24);
  });

  test('the crosshair reads the value under the pointer', async () => {
    const props = propsOf(first);
    await render(EdgePlot, props);
    const image = page.getByRole('img');
    const box = image.element().getBoundingClientRect();
    await userEvent.hover(image, { position: { x: box.width - 10, y: 80 } });
    await expect.element(page.getByText('temperature 25')).toBeVisible();
    await userEvent.unhover(image);
    await expect.element(page.getByText('temperature 25')).not.toBeInTheDocument();
  });
});
