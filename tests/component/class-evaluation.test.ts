/** The evaluation of networks that predict a class. */
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Studio } from '../../renderer/studio.svelte.ts';
import type { EvaluationView, Split } from '../../shared/contract/views/evaluation.ts';
import { violations } from './support/axe.ts';
import type { FakeEngine } from './support/fake-studio.ts';
import { evaluationView } from './support/findings.ts';
import { openWorkbench } from './support/workbench.ts';

let engine: FakeEngine;
let studio: Studio;

/** The workbench with a network that has learned these classes, and the evaluation of its training rows. */
async function openClasses(
  classes: readonly string[],
  { curves = classes, area, thresholds = null }: Partial<Classes> & Pick<Classes, 'area'>,
): Promise<void> {
  ({ engine, studio } = await openWorkbench({ trained: true, panel: 'evaluation' }));
  const ends = Float64Array.of(0, 1);
  engine.answers = {
    'evaluation.rows': ({ split }: { split: Split }): EvaluationView => {
      const view = evaluationView(engine.model!, split);
      const [{ observed, predicted }] = view.outputs;
      return {
        ...view,
        outputs: classes.map((name) => ({ name, observed, predicted })),
        roc: curves.map((label) => ({ label, falsePositive: ends, truePositive: ends, area })),
        thresholds,
      };
    },
  };
  studio.data.dataset = { ...studio.data.dataset!, task: 'classification', classes };
  await page.getByRole('radiogroup', { name: 'Split' }).getByRole('radio', { name: 'Training' }).click();
}

interface Classes {
  /** The classes that have ROC curves; all of them by default. */
  readonly curves: readonly string[];
  /** Below each curve. */
  readonly area: number;
  readonly thresholds: EvaluationView['thresholds'];
}

test('the names and areas beside the ROC curves can be read at every size of the window', async () => {
  const names = ['Quercus robur', 'Fagus sylvatica', 'Pinus sylvestris', 'Picea abies', 'Betula', 'Acer'];
  await openClasses(names, { area: 0.8699 });
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
  const found = Float64Array.from({ length: 1001 }, (_, step) => (step < 300 ? 40 : 10));
  const wrong = Float64Array.from({ length: 1001 }, (_, step) => (step < 300 ? 10 : 0));
  await openClasses(['off', 'on'], {
    curves: ['on'],
    area: 0.5,
    thresholds: { right: found, wrong, inClass: 50, others: 50 },
  });

  await expect
    .element(page.getByRole('listitem').filter({ hasText: 'on' }))
    .toHaveTextContent('on AUC 0.5000');
  // Profile and map are about the same class as the threshold, until a person chooses another.
  expect(studio.evaluation.output).toBe(1);
  studio.evaluation.show(0);
  await studio.evaluation.load('test', 'another revision');
  expect(studio.evaluation.output).toBe(0);
  await studio.evaluation.load('train', 'another revision');
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
