/** The evaluation of networks that predict a class. */
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Studio } from '../../renderer/studio.svelte.ts';
import type { Split } from '../../shared/contract/views/evaluation.ts';
import { violations } from './support/axe.ts';
import type { FakeEngine } from './support/fake-studio.ts';
import { evaluationView } from './support/findings.ts';
import { openWorkbench } from './support/workbench.ts';

let engine: FakeEngine;
let studio: Studio;

/** The workbench with a network that has learned something. */
async function open(): Promise<void> {
  ({ engine, studio } = await openWorkbench({ trained: true, panel: 'evaluation' }));
}

test('the names and areas beside the ROC curves can be read at every size of the window', async () => {
  await open();
  const names = ['Quercus robur', 'Fagus sylvatica', 'Pinus sylvestris', 'Picea abies', 'Betula', 'Acer'];
  engine.answers = {
    'evaluation.rows': ({ split }: { split: Split }) => {
      const view = evaluationView(engine.model!, split);
      const [{ observed, predicted }] = view.outputs;
      const ends = Float64Array.of(0, 1);
      return {
        ...view,
        outputs: names.map((name) => ({ name, observed, predicted })),
        roc: names.map((label) => ({ label, falsePositive: ends, truePositive: ends, area: 0.8699 })),
      };
    },
  };
  studio.data.dataset = { ...studio.data.dataset!, task: 'classification', classes: names };
  await page.getByRole('radiogroup', { name: 'Split' }).getByRole('radio', { name: 'Training' }).click();
  const plot = page.getByRole('img', { name: /^ROC curves/ });
  await expect.element(plot).toBeVisible();
  const cramped = (): string[] => {
    const room = plot.element().closest('.room')!.getBoundingClientRect();
    return [...document.querySelectorAll('.room li')].flatMap((line) => {
      const [name, area] = [line.querySelector('span')!, line.querySelector('b')!];
      const isShort = name.scrollWidth > name.clientWidth && name.clientWidth < 48;
      const isCut = isShort || area.getBoundingClientRect().right > room.right;
      return isCut ? [name.textContent] : [];
    });
  };
  for (const [width, height] of [
    [1024, 700],
    [1280, 800],
    [1440, 900],
    [1920, 1080],
  ]) {
    await page.viewport(width, height);
    await expect.poll(cramped).toEqual([]);
    await expect.poll(() => plot.element().clientWidth).toBeGreaterThan(110);
  }
});

test('a threshold of two classes moves the confusion matrix, its figures and the point on the ROC curve', async () => {
  await open();
  const found = Float64Array.from({ length: 1001 }, (_, step) => (step < 300 ? 40 : 10));
  const wrong = Float64Array.from({ length: 1001 }, (_, step) => (step < 300 ? 10 : 0));
  engine.answers = {
    'evaluation.rows': ({ split }: { split: Split }) => {
      const view = evaluationView(engine.model!, split);
      const [{ observed, predicted }] = view.outputs;
      const ends = Float64Array.of(0, 1);
      return {
        ...view,
        outputs: ['off', 'on'].map((name) => ({ name, observed, predicted })),
        roc: [{ label: 'on', falsePositive: ends, truePositive: ends, area: 0.5 }],
        thresholds: { right: found, wrong, inClass: 50, others: 50 },
      };
    },
  };
  studio.data.dataset = { ...studio.data.dataset!, task: 'classification', classes: ['off', 'on'] };
  await page.getByRole('radiogroup', { name: 'Split' }).getByRole('radio', { name: 'Training' }).click();

  const slider = page.getByRole('slider', { name: 'Threshold of P(on)' });
  const figures = page.getByLabelText('At this threshold');
  const cells = () =>
    [...document.querySelectorAll('.confusion tbody td')].map(({ textContent }) => textContent.trim());
  const point = () => document.querySelector('[data-point=threshold]')!.getAttribute('cy');
  await expect.element(slider).toHaveValue('0.5');
  expect(cells()).toEqual(['50', '0', '40', '10']);
  await expect.element(figures).toHaveTextContent('Precision 100 %Recall 20.0 %F1 33.3 %Accuracy 60.0 %');
  const before = point();
  await slider.fill('0.3');
  expect(cells()).toEqual(['50', '0', '40', '10']);
  (slider.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowLeft}');
  await expect.element(slider).toHaveValue('0.29');
  expect(cells()).toEqual(['40', '10', '10', '40']);
  await expect.element(figures).toHaveTextContent('Precision 80.0 %Recall 80.0 %F1 80.0 %Accuracy 80.0 %');
  expect(point()).not.toBe(before);
  expect(studio.network.threshold).toBe(0.29);
  // The project keeps it.
  await expect.poll(() => engine.asked('evaluation.threshold').at(-1)).toBe(0.29);
  expect(await violations()).toEqual([]);
  await page.getByRole('button', { name: 'Use 0.5' }).click();
  expect(cells()).toEqual(['50', '0', '40', '10']);
});
