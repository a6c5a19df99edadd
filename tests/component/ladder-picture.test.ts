import { describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import { chartPicture } from '../../renderer/rooms/picture/chart-picture.ts';
import LadderPicture from '../../renderer/rooms/train/LadderPicture.svelte';
import { openWorkbench } from './support/workbench.ts';
import type { LadderView, RungView } from '../../shared/contract/views/ladder.ts';

const rung = (kind: RungView['kind'], title: string, error: number, freedom: number): RungView => ({
  kind,
  title,
  shape: [2, 1],
  error,
  standardError: 1.5,
  r2: null,
  parameters: 40,
  freedom,
  rowsPerParameter: 10,
  tookValidation: true,
});

const ladder: LadderView = {
  rungs: [
    rung('constant', 'Mean', 66, 1),
    rung('lines', 'Straight lines', 55, 4),
    rung('additive', 'Additive', 40, 12),
    rung('logLines', 'Straight lines (log)', 38, 4),
  ],
  chosen: 3,
  measure: 'RMSE',
  rows: 400,
  heldOutRows: 400,
  judgedBy: '5-fold cross-validation',
  crossValidated: true,
  sentence: 'log(y) is a sum of straight lines.',
};

const markOf = (title: string) => document.querySelector(`[data-rung="${title}"]`)!;
const heightOf = (element: Element): number => element.getBoundingClientRect().top;

describe('the picture of what the data can carry', () => {
  test('is saved with its labels over their rims', async () => {
    const props = { ladder, rung: 1, measure: 'RMSE of y', pointed: null, onpoint: () => undefined };
    await render(LadderPicture, props);
    const { svg } = chartPicture(document.querySelector<HTMLElement>('figure')!, 'Ladder');
    const texts = [...new DOMParser().parseFromString(svg, 'image/svg+xml').querySelectorAll('text')];
    const labels = texts.filter(({ textContent }) => textContent.trim() === 'Additive');
    expect(
      labels.map((label) => ['fill', 'stroke'].map((name) => label.getAttribute(name) === 'none')),
    ).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  test('shows each model with its error, the choice, and the network that is', async () => {
    await render(LadderPicture, {
      ladder,
      rung: 1,
      measure: 'RMSE of y',
      pointed: null,
      onpoint: () => undefined,
    });
    const picture = page.getByRole('img', { name: /^Mean .*66.* Straight lines \(log\) .*38/ });
    await expect.element(picture).toBeVisible();
    await expect.element(page.getByText('RMSE of y, cross-validated, ± its standard error')).toBeVisible();
    const marks = ladder.rungs.map(({ title }) => markOf(title).querySelector('.mark')!);
    const heights = marks.map(heightOf);
    expect(heights).toEqual(heights.toSorted((a, b) => a - b));
    expect(markOf('Straight lines (log)').classList.contains('chosen')).toBe(true);
    expect(markOf('Additive').classList.contains('chosen')).toBe(false);
    expect(markOf('Straight lines').querySelector('.ring')).not.toBeNull();
    expect(document.querySelectorAll('.ring')).toHaveLength(1);
    expect(document.querySelectorAll('.bar')).toHaveLength(4);
  });

  test('compares every model with the mean and the straight lines, and tells which is pointed at', async () => {
    const pointed: (number | null)[] = [];
    await render(LadderPicture, {
      ladder,
      rung: null,
      measure: 'RMSE of y',
      pointed: 2,
      onpoint: (at: number | null) => pointed.push(at),
    });
    const lines = Array.from(document.querySelectorAll('.reference'));
    expect(lines.map((line) => line.classList.item(1))).toEqual(['constant', 'lines']);
    expect(heightOf(lines[0])).toBeLessThan(heightOf(lines[1]));
    expect(markOf('Additive').classList.contains('pointed')).toBe(true);
    markOf('Mean').dispatchEvent(new PointerEvent('pointerenter'));
    markOf('Mean').dispatchEvent(new PointerEvent('pointerleave'));
    expect(pointed).toEqual([0, null]);
  });
});

test('below a long sentence no text of the picture lies on the list of models', async () => {
  await page.viewport(1280, 800);
  const { engine, studio } = await openWorkbench({ trained: true });
  studio.network.ladder = { ladder, rung: 1 };
  studio.training.show({ ...engine.training, message: 'A long sentence. '.repeat(20) });
  const picture = page.getByRole('figure', { name: /^What your data can carry/ });
  await expect.element(picture).toBeInTheDocument();
  const list = page.getByRole('button', { name: /^Additive/ }).first();
  await expect.element(list).toBeInTheDocument();
  const lowest = () =>
    Math.max(
      ...[...picture.element().querySelectorAll('text')].map((text) => text.getBoundingClientRect().bottom),
    );
  const first = () => document.querySelector('.sided > .side')!.getBoundingClientRect().top;
  await expect.poll(() => lowest()).toBeLessThanOrEqual(first() + 1);
});
